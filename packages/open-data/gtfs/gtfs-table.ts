import { CsvParser } from '#packages/intake/csv/parser.ts'
import { bomLength } from '#packages/intake/encoding.ts'
import type { CsvLayout } from '#packages/intake/layout.ts'
import type { Problem } from '#packages/intake/problem.ts'
import { readRange, type Source } from '#packages/intake/source.ts'
import { cellText, type RawRecord } from '#packages/intake/table.ts'
import { CellFinder } from '../bytes/cell.ts'
import { keptRecords, type RecordTest } from '../bytes/kept-records.ts'
import { RecordScanner } from '../bytes/record-scanner.ts'
import type { TextSet } from '../bytes/text-set.ts'

const COMMA = 44

/** A line of a timetable's file, its cells by the names that GTFS gives them. */
export interface GtfsLine {
  readonly line: number
  readonly text: (column: string) => string
}

/** One file of a timetable: comma-separated UTF-8 with a header. */
export class GtfsTable {
  readonly name: string
  readonly #source: Source
  readonly #layout: CsvLayout
  readonly #columns: ReadonlyMap<string, number>

  private constructor(source: Source, layout: CsvLayout, header: readonly string[]) {
    this.name = source.name
    this.#source = source
    this.#layout = layout
    this.#columns = new Map(header.map((name, at) => [name.trim().toLowerCase(), at]))
  }

  static async open(source: Source): Promise<GtfsTable> {
    const head = await readRange(source, 0, 16 * 1024)
    const bom = bomLength(head, 'utf-8')
    const layout = { format: 'csv', encoding: 'utf-8', bom, separator: ',', quote: '"', doubleEncoded: 'keep' } as const
    const parser = new CsvParser(layout)
    const [header] = [...parser.push(new TextDecoder().decode(head.subarray(bom))), ...parser.end()]
    return new GtfsTable(source, layout, header?.cells ?? [])
  }

  has(column: string): boolean {
    return this.#columns.has(column)
  }

  /** The lines whose cell is in the set, or all of them. */
  async *lines(column?: string, wanted?: TextSet): AsyncGenerator<{ lines: GtfsLine[]; problems: readonly Problem[] }> {
    const finder = new CellFinder(this.#columns.get(column ?? '') ?? -1, COMMA)
    const keeps: RecordTest = (bytes, start, end, quoted, line) => {
      if (line === 1) return false
      if (!wanted) return true
      finder.find(bytes, start, end, quoted)
      return wanted.has(bytes, finder.start, finder.end)
    }
    for await (const { records, problems } of keptRecords(this.#source, this.#layout, true, keeps)) {
      yield { lines: records.filter(isFilled).map((record) => this.#lineOf(record)), problems }
    }
  }

  /** Texts of one column on the lines whose other cell is in the set, without reading the lines. */
  async textsWhere(column: string, wanted: TextSet, asked: string): Promise<Set<string>> {
    const where = new CellFinder(this.#columns.get(column) ?? -1, COMMA)
    const what = new CellFinder(this.#columns.get(asked) ?? -1, COMMA)
    const found = new Set<string>()
    const scanner = new RecordScanner({ separator: COMMA, quoted: true }, (bytes, start, end, _line, quoted) => {
      where.find(bytes, start, end, quoted)
      if (!wanted.has(bytes, where.start, where.end)) return
      what.find(bytes, start, end, quoted)
      found.add(bytes.toString('utf8', what.start, what.end))
    })
    for await (const chunk of this.#source.open()) scanner.push(chunk)
    scanner.end()
    return found
  }

  #lineOf({ line, cells }: RawRecord): GtfsLine {
    const columns = this.#columns
    return { line, text: (column) => cellText(cells[columns.get(column) ?? -1]).trim() }
  }
}

function isFilled({ cells }: RawRecord): boolean {
  return cells.length > 1 || cellText(cells[0]).trim() !== ''
}
