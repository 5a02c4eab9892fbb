/** The public figures that are loaded, as packages/indicators reads them, and the areas that they are about. */
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { type Area, type AreaKind, type Dataset, indexRows, type Row, type RowIndex } from '#packages/indicators/row.ts'
import { SECRECY_RULES } from '#packages/indicators/rules.ts'
import { guardTable } from '#packages/indicators/secrecy.ts'
import { communesOf, perimeterChoice } from './perimeter.server.ts'

const MOST_ROWS = 60_000
const Kind = z.enum(['iris', 'qpv', 'commune', 'intercommunality', 'department', 'region', 'metropole'])
const Figures = z.record(z.string(), z.number().nullable())
const Withheld = z.record(z.string(), z.enum(['ns', 'nd', 's', 'so', 'blank']))

const DATASETS: Readonly<Record<string, Dataset>> = {
  'census-population': 'census-population',
  'census-activity': 'census-activity',
  'census-families': 'census-families',
  'census-households': 'census-households',
  'census-housing': 'census-housing',
  'census-education': 'census-education',
  'filosofi-iris': 'filosofi-disposable',
  'filosofi-commune': 'filosofi-disposable',
  'filosofi-department': 'filosofi-disposable',
  'filosofi-region': 'filosofi-disposable',
  'filosofi-metropole': 'filosofi-disposable',
  'qpv-demography': 'qpv-demography',
  'qpv-income': 'qpv-income',
  'qpv-employment': 'qpv-employment',
  'caf-iris': 'caf',
}

export interface AreaFigures {
  rows: RowIndex
  /** Areas of the convention's communes by kind, and those they are compared with. */
  iris: Area[]
  qpv: Area[]
  communes: Area[]
  wider: Area[]
  /** Files behind each dataset and year, for the trace: « dataset vintage » → names and whether they were made up. */
  files: ReadonlyMap<string, { names: string[]; invented: boolean; licence: string }>
}

export async function areaFigures(tx: ActorTx): Promise<AreaFigures> {
  must(tx.actor, 'territory.read')
  const stored = await tx
    .selectFrom('territory_figure as figure')
    .innerJoin('territory_source as source', 'source.id', 'figure.source_id')
    .select(['area_kind', 'area_code', 'area_name', 'figures', 'withheld'])
    .select(['source.dataset', 'source.vintage', 'source.file_name', 'source.is_invented'])
    .orderBy('source.loaded_at', 'desc')
    .orderBy('area_code')
    .limit(MOST_ROWS)
    .execute()
  const communes = await communesOf(tx)
  const { groupCode } = await perimeterChoice(tx)
  const byKey = new Map<string, Row>()
  const files = new Map<string, { names: string[]; invented: boolean; licence: string }>()
  for (const one of stored) {
    const dataset = DATASETS[one.dataset]
    const kind = Kind.safeParse(one.area_kind)
    if (!dataset || !kind.success) continue
    const vintage = Number(one.vintage.slice(0, 4))
    const area = { kind: kind.data, code: one.area_code, ...(one.area_name ? { name: one.area_name } : {}) }
    const key = `${dataset} ${vintage} ${area.kind} ${area.code}`
    // Two files may tell of one area: the one loaded last is believed.
    if (!byKey.has(key))
      byKey.set(key, {
        area,
        dataset,
        vintage,
        values: Figures.parse(one.figures),
        withheld: Withheld.parse(one.withheld),
      })
    noteFile(files, `${dataset} ${vintage}`, one)
  }
  const rows = guarded([...byKey.values()])
  return { rows: indexRows(rows), files, ...areasOf(rows, communes, groupCode) }
}

/** Counts that their producer hides must not be found again from the others of the same table. */
function guarded(rows: readonly Row[]): Row[] {
  const { hiddenBelow } = SECRECY_RULES.caf
  return [...Map.groupBy(rows, ({ dataset, vintage }) => `${dataset} ${vintage}`).values()].flatMap((table) => {
    if (table[0]?.dataset !== 'caf') return table
    const variables = [...new Set(table.flatMap((row) => Object.keys(row.values)))].filter((name) => name !== 'NOTE')
    return guardTable({ rows: table, variables, ...(hiddenBelow === undefined ? {} : { hiddenBelow }) })
  })
}

function noteFile(
  files: Map<string, { names: string[]; invented: boolean; licence: string }>,
  key: string,
  { file_name, is_invented }: { file_name: string; is_invented: boolean },
) {
  const known = files.get(key) ?? { names: [], invented: false, licence: 'Licence Ouverte 2.0' }
  if (!known.names.includes(file_name)) known.names.push(file_name)
  known.invented ||= is_invented
  files.set(key, known)
}

function areasOf(rows: readonly Row[], communes: readonly string[], groupCode: string | null) {
  const byKey = new Map<string, Area>()
  for (const { area } of rows) {
    const key = `${area.kind} ${area.code}`
    if (!byKey.get(key)?.name) byKey.set(key, area)
  }
  const of = (kind: AreaKind, keep: (area: Area) => boolean = () => true) =>
    [...byKey.values()].filter((area) => area.kind === kind && keep(area)).toSorted(byName)
  const isOwn = ({ code }: Area) => communes.includes(code.slice(0, 5))
  return {
    iris: of('iris', isOwn),
    qpv: of('qpv'),
    communes: of('commune', ({ code }) => communes.includes(code)),
    wider: [
      ...of('intercommunality', ({ code }) => code === groupCode),
      ...of('department'),
      ...of('region'),
      ...of('metropole'),
    ],
  }
}

function byName(a: Area, b: Area): number {
  return (a.name ?? a.code).localeCompare(b.name ?? b.code, 'fr')
}
