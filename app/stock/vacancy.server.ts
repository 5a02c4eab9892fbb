/** Empty homes and moves: by residence, and for the whole stock. */
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { barChart } from '#app/ui/chart.server.ts'
import type { Measure, Trace } from '#app/ui/measure.ts'
import { m } from '#messages'
import { guardCounts } from '#packages/disclosure/one-way.ts'
import { allResidences, countsByResidence } from './residences.server.ts'
import { thresholdFor } from './secrecy.server.ts'

const MOST_BARS = 15

export async function vacancyAndRotation(tx: ActorTx) {
  must(tx.actor, 'stock.profile.read')
  const counts = await countsByResidence(tx)
  const names = new Map((await allResidences(tx)).map(({ id, name }) => [id, name]))
  const k = thresholdFor(tx.actor)
  const entered = guardCounts(
    counts.map((row) => row.entered_last_year),
    k,
  ).counts
  const households = guardCounts(
    counts.map((row) => row.households),
    k,
  ).counts
  const rows = counts
    .map((row, index) => ({
      id: row.residence_id,
      name: names.get(row.residence_id) ?? m.stock_residence(),
      dwellings: row.dwellings,
      offered: row.vacant_offered,
      technical: row.vacant_technical,
      rotation: ratio(entered[index] ?? null, households[index] ?? null),
    }))
    .sort((a, b) => vacancyOf(b) - vacancyOf(a) || a.name.localeCompare(b.name, 'fr'))
  return { rows, figures: figures(counts, k), chart: chartOf(rows) }
}

function ratio(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole === 0 ? null : part / whole
}

function vacancyOf(row: { dwellings: number; offered: number; technical: number }): number {
  return row.dwellings === 0 ? 0 : (row.offered + row.technical) / row.dwellings
}

type Counts = Awaited<ReturnType<typeof countsByResidence>>

function figures(counts: Counts, k: number): { label: string; measure: Measure }[] {
  const sum = (pick: (row: Counts[number]) => number) => counts.reduce((total, row) => total + pick(row), 0)
  const dwellings = sum((row) => row.dwellings)
  const households = sum((row) => row.households)
  const moves = sum((row) => row.entered_last_year)
  const share = (part: number, definition: string, formula: string): Measure => ({
    value: dwellings === 0 ? 0 : part / dwellings,
    unit: 'share',
    n: dwellings,
    of: 'dwellings',
    trace: traceOf(m.stock_trace_dwellings(), dwellings, definition, formula),
  })
  const trace = traceOf(m.stock_trace_register(), undefined, m.stock_def_rotation(), m.stock_formula_rotation())
  return [
    {
      label: m.stock_vacancy_rate(),
      measure: share(
        sum((row) => row.vacant_offered + row.vacant_technical),
        m.stock_def_vacancy(),
        m.stock_formula_vacancy(),
      ),
    },
    {
      label: m.stock_vacant_technical(),
      measure: share(
        sum((row) => row.vacant_technical),
        m.stock_def_technical(),
        m.stock_formula_technical(),
      ),
    },
    {
      label: m.stock_rotation_rate(),
      measure:
        moves < k
          ? { value: null, withheld: 'too-few', unit: 'share', n: null, trace }
          : { value: moves / households, unit: 'share', n: households, of: 'households', trace },
    },
  ]
}

function traceOf(name: string, rows: number | undefined, definition: string, formula: string): Trace {
  return {
    definition,
    formula,
    sources: [{ kind: 'records', name, ...(rows === undefined ? {} : { count: rows }) }],
    on: new Date().toISOString(),
  }
}

function chartOf(rows: { name: string; dwellings: number; offered: number; technical: number }[]) {
  return barChart({
    title: m.stock_vacancy_chart({ count: Math.min(MOST_BARS, rows.length) }),
    description: m.stock_vacancy_chart_text({ first: rows[0]?.name ?? '' }),
    category: m.stock_residence(),
    value: m.stock_vacancy_rate(),
    unit: 'share',
    bars: rows.slice(0, MOST_BARS).map((row) => ({ label: row.name, value: vacancyOf(row) })),
  })
}
