import { columnOptions } from './evidence.ts'
import type { HeaderMatch, Mapping } from './headers.ts'
import { KeyTable } from './key-table.ts'
import type { ImportKind } from './kind.ts'
import { LineReader } from './line.ts'
import type { Problem } from './problem.ts'
import type { Recognised } from './recognise.ts'
import { recordsOf } from './records.ts'
import type { Source } from './source.ts'
import { cellText, isBlank, type RawRecord } from './table.ts'
import { ProblemLog, type Tally } from './tally.ts'
import type { ColumnOptions } from './values/reader.ts'

export interface CheckOptions {
  /** Dialect that was recognised, for what it knows of its columns. */
  readonly dialect?: string
  /** Answers to what was asked, by field. */
  readonly columns?: Readonly<Record<string, ColumnOptions>>
  /** Read lines that look like totals as ordinary lines. */
  readonly keepTotals?: boolean
  /** Columns that are never read, to be said. */
  readonly forbidden?: HeaderMatch['forbidden']
  /** Most problems kept; all are counted. 10 000 unless told. */
  readonly problemCap?: number
}

export interface CheckedBatch<Row> {
  readonly rows: readonly { readonly line: number; readonly row: Row }[]
  /** Problems found since the batch before, up to the cap. */
  readonly problems: readonly Problem[]
  /** Totals so far. */
  readonly tally: Readonly<Tally>
}

/** Where Excel stops: a table that fills it was probably cut. */
const EXCEL_ROWS = 1_048_576

/**
 * Reads a recognised file to its end as lines of a kind, in constant memory. Bad data never throws: it is
 * reported, and its line is not among the rows. Whether anything is imported when a problem is `refused` is the
 * caller's rule. Nothing is given after a problem of the whole file.
 *
 * @param mapping index of the column of each field, as confirmed
 * @param read another way to its records: some of its lines only, for one who knows which
 */
export async function* checkRows<Row>(
  source: Source,
  recognised: Recognised,
  kind: ImportKind<Row>,
  mapping: Mapping,
  options: CheckOptions = {},
  read: typeof recordsOf = recordsOf,
): AsyncGenerator<CheckedBatch<Row>, void> {
  const log = new ProblemLog(options.problemCap ?? 10_000)
  const { header, headerLine, layout } = recognised
  sayForbidden(log, header, options)
  if (!allRequired(log, kind, mapping, options)) {
    yield { rows: [], problems: log.take(), tally: log.tally }
    return
  }
  const lines = new LineReader(
    kind,
    header,
    mapping,
    optionsByField(kind, recognised, mapping, options),
    log,
    layout.format === 'csv',
  )
  const keys = kind.key.length > 0 ? new KeyTable() : undefined
  let records = 0
  let last = 0
  let total: RawRecord | undefined
  for await (const batch of read(source, layout, header)) {
    const rows: { line: number; row: Row }[] = []
    const check = (record: RawRecord) => {
      log.tally.lines++
      const row = readLine(lines, keys, kind, record, log)
      if (row !== undefined) rows.push({ line: record.line, row })
    }
    for (const record of batch.records) {
      records++
      if (record.line <= headerLine && layout.format !== 'geojson') continue
      if (isBlank(record.cells)) {
        log.tally.blank++
        continue
      }
      // A total is one only if nothing follows it; until then it waits.
      if (total) check(total)
      total = undefined
      if (!options.keepTotals && lines.looksLikeTotal(record)) total = record
      else check(record)
      last = record.line
    }
    for (const found of batch.problems) log.addWhole(found)
    yield { rows, problems: log.take(), tally: log.tally }
    if (batch.problems.some(({ severity }) => severity === 'refused')) break
  }
  if (total) {
    log.tally.totals++
    log.add('total_row', undefined, total.line, '', cellText(total.cells.find((cell) => cellText(cell) !== '')))
  }
  if (last === EXCEL_ROWS || records === EXCEL_ROWS)
    log.add('excel_limit', undefined, last, '', '', { limit: EXCEL_ROWS })
  if (log.tally.lines === 0 && Object.keys(log.tally.problems).length === 0) log.add('no_rows', undefined, headerLine)
  yield { rows: [], problems: log.take(), tally: log.tally }
}

function sayForbidden(log: ProblemLog, header: readonly string[], { forbidden = [] }: CheckOptions) {
  for (const { column, reason } of forbidden) log.add('column_forbidden', undefined, 0, header[column], '', { reason })
}

function allRequired<Row>(log: ProblemLog, kind: ImportKind<Row>, mapping: Mapping, options: CheckOptions): boolean {
  const dialect = kind.dialects.find(({ id }) => id === options.dialect) ?? kind.dialects[0]
  const missing = Object.keys(kind.fields).filter((name) => kind.fields[name]?.required && mapping[name] === undefined)
  for (const name of missing) log.add('column_missing', undefined, 0, dialect?.headers[name]?.[0] ?? name)
  return missing.length === 0
}

function optionsByField<Row>(
  kind: ImportKind<Row>,
  { evidence }: Recognised,
  mapping: Mapping,
  { dialect, columns = {} }: CheckOptions,
): Readonly<Record<string, ColumnOptions>> {
  const known = kind.dialects.find(({ id }) => id === dialect)?.options ?? {}
  return Object.fromEntries(
    Object.entries(mapping).map(([name, at]) => [name, columnOptions(columns[name], known[name], evidence[at])]),
  )
}

function readLine<Row>(
  lines: LineReader<Row>,
  keys: KeyTable | undefined,
  kind: ImportKind<Row>,
  record: RawRecord,
  log: ProblemLog,
): Row | undefined {
  const row = lines.read(record)
  if (row === undefined) {
    log.tally.refused++
    return undefined
  }
  const counts = kind.keyNeeds.length === 0 || lines.fillsOneOf(kind.keyNeeds)
  const met = !counts
    ? undefined
    : keys?.meet(lines.keyOf(kind.key), lines.contentOf(record, kind.repeats), record.line)
  if (met === undefined) {
    log.tally.accepted++
    return row
  }
  const [column, value] = [lines.headerOf(kind.key[0] ?? ''), lines.keyOf(kind.key, ' / ')]
  const first = { first: met.line }
  if (kind.repeats === 'refuse' && !met.same) {
    log.tally.refused++
    log.add('duplicate_key', undefined, record.line, column, value, first)
    return undefined
  }
  log.tally.repeated++
  if (kind.repeats === 'refuse') log.add('duplicate_row', undefined, record.line, column, value, first)
  else if (!met.same) log.add('repeated_value_differs', undefined, record.line, column, value, first)
  return undefined
}
