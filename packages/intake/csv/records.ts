import { decode } from '../decode.ts'
import type { CsvLayout } from '../layout.ts'
import { type Problem, problem } from '../problem.ts'
import type { Source } from '../source.ts'
import type { RawRecord } from '../table.ts'
import { CsvParser, type CsvRecord, LINE_LIMIT } from './parser.ts'
import { isDoubleEncoded, repairDoubleEncoded } from './repair.ts'

export interface RecordBatch {
  readonly records: readonly RawRecord[]
  readonly problems: readonly Problem[]
}

/** The records of a text table, header and title lines included, in batches of one piece of the file. */
export async function* csvRecords(source: Source, layout: CsvLayout): AsyncGenerator<RecordBatch> {
  const parser = new CsvParser(layout)
  const damage = new DamageCount()
  const watching = layout.doubleEncoded === 'no' || layout.doubleEncoded === 'found'
  for await (const piece of decode(source, layout.encoding, layout.bom)) {
    if (typeof piece !== 'string') {
      const records = parser.push('')
      const params: Record<string, string | number> =
        piece.fault === 'broken_character' ? { byte: piece.byte, encoding: layout.encoding } : { byte: piece.byte }
      yield { records, problems: [problem(piece.fault, parser.atLine, params)] }
      return
    }
    const records = parser.push(piece)
    if (watching && isDoubleEncoded(piece)) damage.add(records)
    yield {
      records: layout.doubleEncoded === 'repair' ? records.map(repaired) : records,
      problems: problemsOf(records, parser),
    }
    if (parser.fault) return
  }
  const records = parser.end()
  if (watching) damage.add(records)
  yield {
    records: layout.doubleEncoded === 'repair' ? records.map(repaired) : records,
    problems: [...problemsOf(records, parser), ...damage.problems()],
  }
}

function problemsOf(records: readonly CsvRecord[], parser: CsvParser): Problem[] {
  const problems: Problem[] = []
  for (const { line, stray } of records) if (stray) problems.push(problem('quote_stray', line))
  const { fault } = parser
  if (fault?.code === 'line_too_long') problems.push(problem(fault.code, fault.line, { limit: LINE_LIMIT }))
  if (fault?.code === 'quote_unclosed') problems.push(problem(fault.code, fault.line))
  return problems
}

/** A record whose accents were encoded twice, with the accents meant. */
export function repaired(record: CsvRecord): RawRecord {
  if (!record.cells.some(isDoubleEncoded)) return record
  return { line: record.line, cells: record.cells.map(repairDoubleEncoded) }
}

/** Counts the lines whose accents are damaged over the whole file: one sentence says it, with one example. */
export class DamageCount {
  #count = 0
  #example = ''

  add(records: readonly CsvRecord[]) {
    for (const { cells } of records) {
      const found = cells.find(isDoubleEncoded)
      if (found === undefined) continue
      this.#count++
      this.#example ||= found.slice(0, 40)
    }
  }

  problems(): Problem[] {
    if (this.#count === 0) return []
    const params = { count: this.#count, example: this.#example, repaired: repairDoubleEncoded(this.#example) }
    return [problem('double_encoded', 0, params)]
  }
}
