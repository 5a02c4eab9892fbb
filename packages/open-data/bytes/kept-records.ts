import { CsvParser } from '#packages/intake/csv/parser.ts'
import { DamageCount, type RecordBatch, repaired } from '#packages/intake/csv/records.ts'
import type { CsvLayout } from '#packages/intake/layout.ts'
import { type Problem, problem } from '#packages/intake/problem.ts'
import type { Source } from '#packages/intake/source.ts'
import type { RawRecord } from '#packages/intake/table.ts'
import { LineDecoder } from './line-decoder.ts'
import { RecordScanner } from './record-scanner.ts'

const RECORD_LIMIT = 1024 * 1024

/** Tells by its bytes whether a record can be of use. Records it keeps are read exactly; the others never decoded. */
export type RecordTest = (bytes: Buffer, start: number, end: number, quoted: boolean, line: number) => boolean

/** Whether the records of a file can be told apart in its bytes: not UTF-16, nor lines that end by CR alone. */
export function cutsInBytes(layout: CsvLayout): boolean {
  return !layout.encoding.startsWith('utf-16') && layout.quote !== "'"
}

/**
 * The records that a test keeps, in batches of one piece of the file, with their own line numbers. Memory is one
 * piece and what is kept of it.
 *
 * @param settled whether the encoding was decided by an accent; else the first one met decides
 */
export async function* keptRecords(
  source: Source,
  layout: CsvLayout,
  settled: boolean,
  keeps: RecordTest,
): AsyncGenerator<RecordBatch> {
  const lines: { text: string; line: number }[] = []
  const decoder = new LineDecoder(layout.encoding, settled)
  const scanner = new RecordScanner(
    { separator: layout.separator.charCodeAt(0), quoted: layout.quote === '"' },
    (bytes, start, end, line, quoted) => {
      if (!decoder.fault && keeps(bytes, start, end, quoted, line))
        lines.push({ text: decoder.decode(bytes.subarray(start, end), line), line })
    },
  )
  const damage = new DamageCount()
  const take = (): RecordBatch => {
    const { records, problems } = parsed(lines.splice(0), layout)
    if (layout.doubleEncoded === 'keep') return { records, problems }
    damage.add(records)
    return { records: records.map(repaired), problems }
  }
  let skip = layout.bom
  for await (const chunk of source.open()) {
    scanner.push(skip > 0 ? chunk.subarray(skip) : chunk)
    skip = Math.max(0, skip - chunk.length)
    if (lines.length > 0) yield take()
    if (scanner.fault || decoder.fault) break
  }
  if (!decoder.fault) scanner.end()
  const last = take()
  // Producers publish such lines among sound ones; they were repaired, and it is said.
  const told = damage.problems().map((found) => ({ ...found, severity: 'warning' as const }))
  yield { ...last, problems: [...last.problems, ...told, ...faults(scanner, decoder)] }
}

/** Each text holds one record whole: without quotation mark it is cut at once, else the exact parser reads it. */
function parsed(lines: readonly { text: string; line: number }[], layout: CsvLayout) {
  const records: (RawRecord & { cells: string[] })[] = []
  const problems: Problem[] = []
  for (const { text: written, line } of lines) {
    const text = written.endsWith('\r') ? written.slice(0, -1) : written
    if (!text.includes('"') && !text.includes('\r')) {
      records.push({ line, cells: text.split(layout.separator) })
      continue
    }
    const parser = new CsvParser(layout)
    for (const { cells, stray } of [...parser.push(text), ...parser.end()]) {
      records.push({ line, cells })
      if (stray) problems.push(problem('quote_stray', line))
    }
    if (parser.fault) problems.push(problem('quote_unclosed', line))
  }
  return { records, problems }
}

function faults(scanner: RecordScanner, decoder: LineDecoder): Problem[] {
  if (decoder.fault) return [decoder.fault]
  if (!scanner.fault) return []
  const { code, line } = scanner.fault
  return [problem(code, line, code === 'line_too_long' ? { limit: RECORD_LIMIT } : {})]
}
