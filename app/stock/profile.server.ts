/**
 * Who lives in the stock: ages and sexes, sizes of households, seniority, occupations. One feature at a time, never crossed at will:
 * all residences and the total are judged together, so that no subtraction gives a small count away.
 */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { agePyramid, barChart } from '#app/ui/chart.server.ts'
import type { ChartData } from '#app/ui/chart-data.ts'
import type { Trace } from '#app/ui/measure.ts'
import { m } from '#messages'
import { mergeBands } from '#packages/disclosure/bands.ts'
import { guardCounts } from '#packages/disclosure/one-way.ts'
import { guardTable } from '#packages/disclosure/two-way.ts'
import { pcsShortName } from './person-words.ts'
import { thresholdFor } from './secrecy.server.ts'

interface Cell {
  residence_id: string
  feature: 'age-sex' | 'size' | 'seniority' | 'pcs'
  category: string
  count: number
}

const BAND_YEARS = 5
const OLDEST_BAND = 90

/** The charts of the whole stock, or of one residence among all. */
export async function profileOf(tx: ActorTx, residenceId: string | undefined): Promise<ChartData[]> {
  must(tx.actor, 'stock.profile.read')
  const { rows } = await sql<Cell>`select * from stock_profile()`.execute(tx)
  if (rows.length === 0) return []
  const k = thresholdFor(tx.actor)
  const ages = residenceId === undefined ? pyramid(rows, k) : await bars(ageFeature(rows), k, residenceId)
  const others = FEATURES.map((feature) => bars(feature(rows), k, residenceId))
  return [ages, ...(await Promise.all(others))]
}

function pyramid(rows: Cell[], k: number): ChartData {
  const bands = Array.from({ length: OLDEST_BAND / BAND_YEARS + 1 }, (_, band) => [
    countOf(rows, `F-${band * BAND_YEARS}`),
    countOf(rows, `M-${band * BAND_YEARS}`),
  ])
  const merged = mergeBands(bands, k)
  return agePyramid({
    title: m.stock_pyramid(),
    description: m.stock_pyramid_text(),
    trace: traceOf(m.stock_def_pyramid(), k),
    ages: merged.map(({ first, last, counts: [women = 0, men = 0] }) => ({ label: bandName(first, last), women, men })),
  })
}

function countOf(rows: Cell[], category: string): number {
  return rows
    .filter((row) => row.feature === 'age-sex' && row.category === category)
    .reduce((sum, row) => sum + row.count, 0)
}

function bandName(first: number, last: number): string {
  const from = first * BAND_YEARS
  const to = (last + 1) * BAND_YEARS - 1
  return to > OLDEST_BAND ? m.stock_age_over({ from }) : m.stock_age_band({ from, to })
}

interface Feature {
  title: string
  description: string
  definition: string
  category: string
  categories: { key: string; label: string }[]
  /** Residence, category, count. */
  cells: { residence: string; key: string; count: number }[]
}

/** Ages of one residence: broad bands, sexes together; the finer pyramid is the whole stock's. */
function ageFeature(rows: Cell[]): Feature {
  const starts = [0, 15, 30, 45, 60, 75]
  const keyOf = (category: string) => String(starts.findLast((start) => Number(category.slice(2)) >= start))
  const categories = starts.map((from, index) => {
    const next = starts[index + 1]
    return {
      key: String(from),
      label: next === undefined ? m.stock_age_over({ from }) : m.stock_age_band({ from, to: next - 1 }),
    }
  })
  return {
    title: m.stock_ages(),
    description: m.stock_ages_text(),
    definition: m.stock_def_ages(),
    category: m.stock_age(),
    categories,
    cells: cellsOf(rows, 'age-sex').map((cell) => ({ ...cell, key: keyOf(cell.key) })),
  }
}

const FEATURES: ((rows: Cell[]) => Feature)[] = [
  (rows) => ({
    title: m.stock_sizes(),
    description: m.stock_sizes_text(),
    definition: m.stock_def_sizes(),
    category: m.stock_size(),
    categories: ['1', '2', '3', '4', '5', '6'].map((key) => ({
      key,
      label: key === '6' ? m.stock_size_six() : m.stock_size_n({ count: Number(key) }),
    })),
    cells: cellsOf(rows, 'size'),
  }),
  (rows) => ({
    title: m.stock_seniorities(),
    description: m.stock_seniorities_text(),
    definition: m.stock_def_seniorities(),
    category: m.stock_seniority_band(),
    categories: [
      { key: '0-2', label: m.stock_seniority_0() },
      { key: '2-5', label: m.stock_seniority_2() },
      { key: '5-10', label: m.stock_seniority_5() },
      { key: '10-20', label: m.stock_seniority_10() },
      { key: '20+', label: m.stock_seniority_20() },
    ],
    cells: cellsOf(rows, 'seniority'),
  }),
  (rows) => ({
    title: m.stock_pcs_title(),
    description: m.stock_pcs_text(),
    definition: m.stock_def_pcs(),
    category: m.stock_pcs(),
    categories: [
      ...[1, 2, 3, 4, 5, 6, 7, 8].map((pcs) => ({ key: String(pcs), label: pcsShortName(pcs) })),
      { key: '?', label: m.stock_pcs_unknown() },
    ],
    cells: cellsOf(rows, 'pcs'),
  }),
]

function cellsOf(rows: Cell[], feature: Cell['feature']) {
  return rows
    .filter((row) => row.feature === feature && !row.category.endsWith('-?'))
    .map((row) => ({ residence: row.residence_id, key: row.category, count: row.count }))
}

async function bars(feature: Feature, k: number, residenceId: string | undefined): Promise<ChartData> {
  const shown = residenceId === undefined ? ofStock(feature, k) : await ofResidence(feature, k, residenceId)
  return barChart({
    title: feature.title,
    description: feature.description,
    category: feature.category,
    value: m.stock_count(),
    unit: 'count',
    trace: traceOf(feature.definition, k),
    bars: feature.categories.map(({ label }, index) => ({ label, value: shown[index] ?? null })),
  })
}

function ofStock({ categories, cells }: Feature, k: number): readonly (number | null)[] {
  return guardCounts(
    categories.map(({ key }) => sum(cells.filter((cell) => cell.key === key))),
    k,
  ).counts
}

async function ofResidence(
  { categories, cells }: Feature,
  k: number,
  residenceId: string,
): Promise<readonly (number | null)[]> {
  const residences = [...new Set(cells.map(({ residence }) => residence))]
  const counts = new Map<string, number>()
  for (const { residence, key, count } of cells)
    counts.set(`${residence} ${key}`, (counts.get(`${residence} ${key}`) ?? 0) + count)
  const table = residences.map((residence) => categories.map(({ key }) => counts.get(`${residence} ${key}`) ?? 0))
  const safe = await guardTable(table, k)
  return safe.cells[residences.indexOf(residenceId)] ?? categories.map(() => null)
}

function sum(cells: { count: number }[]): number {
  return cells.reduce((total, { count }) => total + count, 0)
}

function traceOf(definition: string, k: number): Trace {
  return {
    definition,
    formula: m.stock_formula_secrecy({ k }),
    sources: [{ kind: 'records', name: m.stock_trace_register() }],
    on: new Date().toISOString(),
  }
}
