import { findEncoding } from '#packages/intake/encoding.ts'
import { type Problem, problem } from '#packages/intake/problem.ts'
import { type Recognised, recognise } from '#packages/intake/recognise.ts'
import type { Source } from '#packages/intake/source.ts'
import { cellText, type RawRecord } from '#packages/intake/table.ts'
import { decimalEvidence } from '#packages/intake/values/number.ts'
import type { DatasetId, Level } from '../datasets.ts'
import { headSource } from '../heads.ts'
import type { ListKind } from '../places/list-kind.ts'
import { listOf } from '../places/list-kinds.ts'
import type { OpenDataRecognition, RecognisedOpenData, TableWriting } from '../recognised.ts'
import { areaCode } from '../territory-codes.ts'
import { variablesOf } from '../variables.ts'
import { namedColumns } from './column-names.ts'
import { datasetAt, levelOf } from './level.ts'
import { tableOf } from './table-kinds.ts'
import { tablePlan } from './table-plan.ts'

/** Recognises a table, in text or in a workbook, by its columns and the form of its codes. */
export async function recogniseTable(source: Source, inside: readonly string[]): Promise<OpenDataRecognition> {
  const head = await headSource(source)
  const { refused, recognised } = await recognise(head, { findHeader })
  if (refused) return { refused }
  const { header } = recognised
  const list = listOf(header)?.list
  const match = tableOf(header)
  if (!list && !match) return { refused: [problem('open_data_unknown', 0, { columns: header.slice(0, 8).join(', ') })] }
  const mixed = list ? undefined : mixedVintages(header)
  if (mixed) return { refused: [mixed] }
  const table = await writingOf(head, recognised)
  const problems = recognised.problems.filter(({ code }) => code !== 'extension_differs')
  const found = list ? ofList(list, recognised) : ofFigures(match?.dataset ?? 'iris-table', recognised)
  const year = found.vintage
    ? { vintage: found.vintage, vintageFrom: found.vintageFrom }
    : yearInName([source.name, ...inside])
  const missing = missingOf(found.dataset, year.vintage, header)
  return { recognised: { container: 'table', ...found, ...year, inside, table, missing, problems } }
}

type Found = Pick<RecognisedOpenData, 'dataset' | 'level' | 'vintage' | 'vintageFrom' | 'sample'>

/** A list may say its year in a column of its own. */
function ofList({ dataset, level }: ListKind, { header, sample }: Recognised): Found {
  const at = header.indexOf('AN')
  const year = Number(cellText(sample[0]?.cells[at]))
  const from = year > 2000 ? ({ vintage: year, vintageFrom: 'content' } as const) : {}
  return { dataset, level, ...from, sample: sample.slice(0, 5).map(({ cells }) => cellText(cells[0])) }
}

function ofFigures(dataset: DatasetId, recognised: Recognised): Found {
  const { header, sample } = recognised
  const level = levelFound(recognised)
  const vintage = namedColumns(header).find((column) => column.vintage)?.vintage
  const at = tablePlan(header).code
  return {
    dataset: datasetAt(dataset, level),
    level: level ?? 'iris',
    ...(vintage ? { vintage, vintageFrom: 'columns' } : {}),
    sample: sample.slice(0, 5).map(({ cells }) => cellText(cells[at])),
  }
}

function missingOf(dataset: DatasetId, vintage: number | undefined, header: readonly string[]): string[] {
  const columns = new Set(namedColumns(header).map(({ variable }) => variable))
  return variablesOf(dataset, vintage)
    .map(({ name }) => name)
    .filter((name) => !columns.has(name))
}

/** The first line that names the columns of a file known here: titles and plain labels may stand above it. */
function findHeader(records: readonly RawRecord[]): number {
  let [best, bestScore] = [-1, 0]
  for (const [at, { cells }] of records.slice(0, 30).entries()) {
    const header = cells.map(cellText)
    const score = (listOf(header)?.score ?? 0) + (tableOf(header)?.score ?? 0)
    if (score > bestScore) [best, bestScore] = [at, score]
  }
  return best
}

/** The writing of the whole table: producers use one decimal mark in a file, and it is told by its first lines. */
async function writingOf(head: Source, { layout, header, headerLine, sample }: Recognised): Promise<TableWriting> {
  const counts = { ',': 0, '.': 0 }
  for (const { cells } of sample) {
    for (const cell of cells) {
      const mark = typeof cell === 'string' && cell.length < 30 ? decimalEvidence(cell) : undefined
      if (mark === ',' || mark === '.') counts[mark]++
    }
  }
  const decimal = counts[','] > counts['.'] ? ',' : counts['.'] > 0 ? '.' : undefined
  const settled = layout.format !== 'csv' || layout.bom > 0 || (await hasAccent(head))
  const repaired = layout.format === 'csv' && layout.doubleEncoded === 'found'
  return {
    layout: repaired ? { ...layout, doubleEncoded: 'repair' } : layout,
    header,
    headerLine,
    encodingSettled: settled,
    ...(decimal ? { decimal } : {}),
  }
}

async function hasAccent(head: Source): Promise<boolean> {
  for await (const chunk of head.open()) if (chunk.some((byte) => byte > 0x7f)) return true
  return (await findEncoding(head)).bom > 0
}

function levelFound({ header, sample }: Recognised): Level | undefined {
  const { code, name } = tablePlan(header)
  return levelOf(
    sample.map(({ cells }) => ({
      code: areaCode(cellText(cells[code])),
      name: name < 0 ? '' : cellText(cells[name]).trim(),
    })),
  )
}

/** Years come in pairs of a name and a number; one table has one. */
function mixedVintages(header: readonly string[]): Problem | undefined {
  const byYear = new Map<number, string>()
  for (const { vintage, header: name } of namedColumns(header)) if (vintage) byYear.set(vintage, name)
  return byYear.size > 1 ? problem('vintages_mixed', 0, { columns: [...byYear.values()].join(', ') }) : undefined
}

/** A year written in a file's name: the only witness of tables whose columns carry none. */
export function yearInName(names: readonly string[]): { vintage?: number; vintageFrom?: 'name' } {
  for (const name of names.toReversed()) {
    const written = /(?<!\d)(20[0-4]\d)(?!\d)/.exec(name)?.[1] ?? /\b(?:RPLS|BPE)_?(\d\d)(?!\d)/i.exec(name)?.[1]
    if (written) return { vintage: Number(written.padStart(4, '20')), vintageFrom: 'name' }
  }
  return {}
}
