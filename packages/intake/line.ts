import type { Mapping } from './headers.ts'
import type { ImportKind, Repeats } from './kind.ts'
import { type Cell, cellText, type RawRecord } from './table.ts'
import type { ProblemLog } from './tally.ts'
import type { ColumnOptions, Report, ValueReader } from './values/reader.ts'

interface Column {
  readonly field: string
  readonly header: string
  /** -1 when the file has no such column. */
  readonly at: number
  readonly reader: ValueReader<unknown>
  readonly required: boolean
  readonly options: ColumnOptions
}

const TOTAL = /^(?:sous[- ])?tota(?:l|ux)(?:$|[\s:.=])|^ensemble$|^somme$|^grand total/i

/** Reads the lines of one file: cells to values, values to the row of the kind. */
export class LineReader<Row> {
  readonly #columns: readonly Column[]
  readonly #kind: ImportKind<Row>
  readonly #width: number
  readonly #separated: boolean
  readonly #log: ProblemLog
  readonly #report: Report
  #line = 0
  #header = ''
  #cell: Cell = ''
  #refused = false
  #values: Record<string, unknown> = {}

  constructor(
    kind: ImportKind<Row>,
    header: readonly string[],
    mapping: Mapping,
    options: Readonly<Record<string, ColumnOptions>>,
    log: ProblemLog,
    separated: boolean,
  ) {
    this.#kind = kind
    this.#separated = separated
    this.#width = header.length
    this.#log = log
    this.#columns = Object.entries(kind.fields).map(([field, { reader, required }]) => {
      const at = mapping[field] ?? -1
      return { field, header: header[at] || field, at, reader, required, options: options[field] ?? {} }
    })
    this.#report = (code, params, severity) => {
      // The log decides what is kept; here only whether the line can still be a row.
      const kept = this.#log.add(code, severity, this.#line, this.#header, cellText(this.#cell), params)
      if (kept === 'refused') this.#refused = true
    }
  }

  /** The row of a record; undefined when something in it is refused. */
  read(record: RawRecord): Row | undefined {
    this.#line = record.line
    this.#refused = false
    this.#checkWidth(record)
    const values: Record<string, unknown> = {}
    for (const column of this.#columns) values[column.field] = this.#value(record.cells[column.at], column)
    this.#values = values
    this.#header = ''
    this.#cell = ''
    if (this.#refused) return undefined
    const row = this.#kind.row(values, this.#report)
    return this.#refused ? undefined : row
  }

  #value(cell: Cell | undefined, column: Column): unknown {
    this.#header = column.header
    this.#cell = cell ?? ''
    const empty = cell === undefined || cell === ''
    const refusedBefore = this.#refused
    this.#refused = false
    const value = empty ? undefined : column.reader.read(cell, column.options, this.#report)
    if (value === undefined && column.required && !this.#refused) this.#report('value_missing')
    this.#refused ||= refusedBefore
    return value ?? null
  }

  #checkWidth({ cells, line }: RawRecord) {
    if (cells.length === this.#width) return
    const params = { expected: this.#width, found: cells.length }
    if (cells.length < this.#width) {
      // Workbooks simply leave the end of a row out.
      if (this.#separated) this.#log.add('too_few_cells', undefined, line, '', '', params)
      return
    }
    const extra = cells.slice(this.#width).find((cell) => cellText(cell).trim() !== '')
    if (extra === undefined) return
    this.#refused = true
    this.#log.add('too_many_cells', undefined, line, '', cellText(extra), params)
  }

  /** « Total » in the first filled cell, and something required that is not there. */
  looksLikeTotal({ cells }: RawRecord): boolean {
    const first = cells.find((cell) => cell !== '' && cellText(cell).trim() !== '')
    if (first === undefined || !TOTAL.test(cellText(first).trim())) return false
    return this.#columns.some(
      ({ at, required }) => required && (cells[at] === first || cellText(cells[at]).trim() === ''),
    )
  }

  /** The key of the line just read. */
  keyOf(fields: readonly string[], between = '\u0000'): string {
    return fields.map((field) => String(this.#values[field] ?? '')).join(between)
  }

  fillsOneOf(fields: readonly string[]): boolean {
    return fields.some((field) => this.#values[field] !== null)
  }

  /** What must be the same when the key comes again. */
  contentOf({ cells }: RawRecord, repeats: Repeats): string {
    return repeats === 'refuse' ? cells.map(cellText).join('\u0000') : this.keyOf(repeats.same)
  }

  headerOf(field: string): string {
    return this.#columns.find((column) => column.field === field)?.header ?? ''
  }
}
