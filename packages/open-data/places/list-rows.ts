import { checkRows } from '#packages/intake/check.ts'
import { matchHeaders } from '#packages/intake/headers.ts'
import { recordsOf } from '#packages/intake/records.ts'
import type { Source } from '#packages/intake/source.ts'
import { CellFinder } from '../bytes/cell.ts'
import { CodeFilter } from '../bytes/code-filter.ts'
import { cutsInBytes, keptRecords } from '../bytes/kept-records.ts'
import { BatchLog } from '../log.ts'
import { CodePerimeter, type Perimeter } from '../perimeter.ts'
import type { TableWriting } from '../recognised.ts'
import type { OpenDataBatch, OpenDataRow } from '../rows.ts'
import { isAround } from '../surroundings.ts'
import type { Listed, ListKind } from './list-kind.ts'

/** What a reader does to a row before it is handed on, such as naming its type by a passage table. */
export type RowFinish = (row: OpenDataRow, line: number, log: BatchLog) => OpenDataRow

/** The lines of a list that are in the perimeter or around it. Lines of other communes are never decoded. */
export async function* listRows(
  source: Source,
  list: ListKind,
  table: TableWriting,
  perimeter: Perimeter,
  finish: RowFinish = (row) => row,
): AsyncGenerator<OpenDataBatch> {
  const log = new BatchLog()
  const codes = new CodePerimeter(perimeter)
  const match = matchHeaders(list.kind, table.header)
  const recognised = { ...table, sample: [], evidence: [], sheets: [], problems: [] }
  const decimals = Object.keys(list.kind.fields).map((field) => [field, { decimal: table.decimal }])
  const options = { dialect: match.dialect, forbidden: match.forbidden, columns: Object.fromEntries(decimals) }
  const column = match.mapping[list.communeField ?? '']
  const read = column === undefined ? recordsOf : readerOf(column, table, codes, log)
  let met = 0
  for await (const batch of checkRows(source, recognised, list.kind, match.mapping, options, read)) {
    for (const { line, row } of batch.rows) {
      if (isKept(row, codes, perimeter)) log.give(line, finish(row.row, line, log))
      else leaveOut(log, row)
    }
    log.addAll(batch.problems.filter(({ code }) => code !== 'no_rows'))
    met = batch.tally.lines
    Object.assign(log.tally, { ...batch.tally, accepted: log.tally.accepted, problems: log.tally.problems })
    if (log.waiting > 0) yield log.batch()
  }
  const nothing = log.tally.accepted === 0 && log.tally.refused === 0
  if (nothing && (met > 0 || log.outside > 0)) log.sayAbsent()
  yield log.batch()
}

function readerOf(column: number, table: TableWriting, codes: CodePerimeter, log: BatchLog): typeof recordsOf {
  return (source, layout, header) => {
    if (layout.format !== 'csv' || !cutsInBytes(layout)) return recordsOf(source, layout, header)
    const cell = new CellFinder(column, layout.separator.charCodeAt(0))
    const filter = new CodeFilter((code) => codes.keeps(code), codes.departments)
    return keptRecords(source, layout, table.encodingSettled, (bytes, start, end, quoted, line) => {
      if (line <= table.headerLine) return false
      cell.find(bytes, start, end, quoted)
      if (filter.test(bytes, cell.start, cell.end)) return true
      log.outside++
      if (log.wantsHeld) log.hold(bytes.toString('latin1', cell.start, cell.end).slice(0, 5))
      return false
    })
  }
}

function isKept({ commune, place, always }: Listed, codes: CodePerimeter, { surroundings }: Perimeter): boolean {
  if (always || (commune !== undefined && codes.isOwn(commune))) return true
  if (!surroundings) return commune === undefined
  return place ? isAround(surroundings, place.lon, place.lat) : false
}

function leaveOut(log: BatchLog, { commune, row }: Listed) {
  log.outside++
  log.hold(commune ?? ('name' in row && row.name ? row.name : ''))
}
