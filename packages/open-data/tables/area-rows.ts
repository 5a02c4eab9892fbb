import { recordsOf } from '#packages/intake/records.ts'
import type { Source } from '#packages/intake/source.ts'
import { cellText, isBlank, type RawRecord } from '#packages/intake/table.ts'
import { CellFinder } from '../bytes/cell.ts'
import { CodeFilter } from '../bytes/code-filter.ts'
import { cutsInBytes, keptRecords } from '../bytes/kept-records.ts'
import { BatchLog } from '../log.ts'
import { CodePerimeter, type ComparedTerritory, comparedTerritories, type Perimeter } from '../perimeter.ts'
import type { RecognisedOpenData, TableWriting } from '../recognised.ts'
import type { OpenDataBatch } from '../rows.ts'
import { areaCode } from '../territory-codes.ts'
import { AreaLine } from './area-line.ts'
import { isAdditive, Sums } from './sums.ts'
import { type TablePlan, tablePlan } from './table-plan.ts'
import { chooserOf } from './wanted-areas.ts'

/**
 * The areas of a table of figures that the perimeter asks for: its own, those around, and the territories to compare
 * with, which census counts are added up for at the end.
 */
export async function* areaRows(
  source: Source,
  recognised: RecognisedOpenData,
  table: TableWriting,
  perimeter: Perimeter,
): AsyncGenerator<OpenDataBatch> {
  const log = new BatchLog()
  const plan = tablePlan(table.header)
  const wants = chooserOf(recognised, perimeter)
  const summed = isAdditive(recognised.dataset) ? comparedTerritories(perimeter) : []
  const sums = new Sums(summed, plan.figures, perimeter)
  const lines = new AreaLine(recognised, table, plan, log)
  const seen = new Map<string, number>()
  for await (const batch of recordsFor(source, recognised, table, plan, perimeter, summed, wants, log)) {
    for (const record of batch.records) {
      if (record.line <= table.headerLine || isBlank(record.cells)) continue
      const code = areaCode(cellText(record.cells[plan.code]))
      const kept = wants(code, () => lines.communesOf(record))
      const commune = code.slice(0, 5)
      const counted = summed.some(({ holds }) => holds(commune))
      if (!kept && !counted) {
        leaveOut(log, record, plan, code)
        continue
      }
      log.tally.lines++
      const first = seen.get(code)
      if (first !== undefined) {
        log.tally.refused++
        log.add('duplicate_key', undefined, record.line, table.header[plan.code], code, { first })
        continue
      }
      seen.set(code, record.line)
      const row = lines.read(record, code)
      if (row && counted) sums.add(commune, row)
      if (row && kept) log.give(record.line, row)
    }
    log.addAll(batch.problems)
    if (batch.problems.some(({ severity }) => severity === 'refused')) {
      yield log.batch()
      return
    }
    if (log.waiting > 0) yield log.batch()
  }
  for (const row of sums.rows()) log.give(0, row)
  if (log.tally.accepted === 0 && Object.keys(log.tally.problems).length === 0) log.sayAbsent()
  yield log.batch()
}

/** All records, or those that can be kept by the bytes of their code. */
function recordsFor(
  source: Source,
  { level }: RecognisedOpenData,
  { layout, header, headerLine, encodingSettled }: TableWriting,
  plan: TablePlan,
  perimeter: Perimeter,
  summed: readonly ComparedTerritory[],
  wants: (code: string) => boolean,
  log: BatchLog,
) {
  const national = level === 'iris' || level === 'commune' // the other tables are short, or go by place
  if (layout.format !== 'csv' || !cutsInBytes(layout) || !national) return recordsOf(source, layout, header)
  const separator = layout.separator.charCodeAt(0)
  const cell = new CellFinder(plan.code, separator)
  const filter = filterOf(perimeter, summed, wants)
  return keptRecords(source, layout, encodingSettled, (bytes, start, end, quoted, line) => {
    if (line <= headerLine) return false
    cell.find(bytes, start, end, quoted)
    if (filter.test(bytes, cell.start, cell.end)) return true
    log.outside++
    if (log.wantsHeld) log.hold(bytes.toString('latin1', cell.start, cell.end).slice(0, 5))
    return false
  })
}

function filterOf(perimeter: Perimeter, summed: readonly ComparedTerritory[], wants: (code: string) => boolean) {
  const everything = summed.some(({ heads }) => heads === undefined)
  const keeps = (code: string) => wants(code) || summed.some(({ holds }) => holds(code.slice(0, 5)))
  const together = perimeter.comparison.intercommunality
  const heads = [
    ...new CodePerimeter(perimeter).departments,
    ...(together ? [together.code.slice(0, 2)] : []),
    ...summed.flatMap((territory) => territory.heads ?? []),
  ]
  return new CodeFilter(keeps, everything ? undefined : heads)
}

function leaveOut(log: BatchLog, { cells }: RawRecord, plan: TablePlan, code: string) {
  log.outside++
  log.hold(
    code.length >= 9 ? code.slice(0, 5) : code,
    plan.name >= 0 && code.length < 9 ? cellText(cells[plan.name]) : '',
  )
}
