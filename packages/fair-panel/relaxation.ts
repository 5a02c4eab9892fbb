/**
 * The fairest probabilities when seats may be fractions: a small linear model over the types instead of one over the
 * panels. Where every such point is a mixture of real panels (the usual case) it is already the answer; where not,
 * `cut` tells the model an inequality that all real panels meet, and the answer is taken again.
 */
import type { Highs } from 'highs'
import { type Entries, FREE, maximise, newModel, solve } from './linear-model.ts'
import { PanelError, type StopSignal, stopIfAsked } from './panel-error.ts'
import type { Pool } from './pool.ts'

export interface Relaxation {
  /** Largest minimum probability, and for `leximin` the whole fairest vector: probability per head of each type. */
  maximin(): number
  leximin(signal?: StopSignal): Float64Array
  cut(cut: Cut): void
  dispose(): void
}

/** All real panels meet Σ weights·seats ≤ bound. */
export interface Cut {
  weights: Float64Array
  bound: number
}

// A fixed probability is asked for a hair lower, so that rounding cannot make the model infeasible; when it still
// does, the hair grows.
const MARGIN = 1e-9
const WIDEST = 1e-6
const MEANT = 1e-6 // smaller dual weights (they add up to 1) may be rounding

/**
 * @param excluded types that no panel can contain: they are left out of the fairness, not an obstacle to it
 */
export function relaxationOf(highs: Highs, pool: Pool, excluded: ReadonlySet<number>): Relaxation {
  const { counts, caps, rows } = pool
  const size = counts.length
  const level = size // the column of the common level z
  const model = newModel(highs, { primal_feasibility_tolerance: 1e-9, dual_feasibility_tolerance: 1e-9 })
  maximise(highs, model)
  counts.forEach((_, type) => {
    model.addVar(0, excluded.has(type) ? 0 : (caps[type] ?? 0))
  })
  model.addVar(0, 1)
  model.changeColCost(level, 1)
  for (const row of rows) model.addRow(row.lower, row.upper, ones(row.types))
  const link = rows.length // row link + t says: seats of t ≥ people of t × z
  counts.forEach((count, type) => {
    model.addRow(0, FREE, { indices: [type, level], values: [1, excluded.has(type) ? 0 : -count] })
  })

  let margin = MARGIN
  const solved = () => {
    const result = solve(highs, model)
    if (!result) throw new PanelError('infeasible', {}, 'no panel meets all quotas')
    return result
  }

  return {
    maximin() {
      release()
      return solved().columns[level] ?? 0
    },
    leximin(signal) {
      release()
      const fixed = new Float64Array(size)
      const open = new Set([...counts.keys()].filter((type) => !excluded.has(type)))
      while (open.size > 0) {
        stopIfAsked(signal)
        const { columns, rowDuals } = settled(fixed, open)
        const z = Math.max(0, columns[level] ?? 0)
        const tight = tightTypes(rowDuals, open)
        for (const type of tight) {
          fixed[type] = z
          open.delete(type)
          hold(type, z, margin)
        }
      }
      return fixed
    },
    cut({ weights, bound }) {
      const indices = [...weights.keys()].filter((type) => weights[type] !== 0)
      model.addRow(-FREE, bound, { indices, values: indices.map((type) => weights[type] ?? 0) })
    },
    dispose: () => model.dispose(),
  }

  function release(): void {
    counts.forEach((count, type) => {
      if (excluded.has(type)) return
      model.changeCoefficient(link + type, level, -count)
      model.changeRowBounds(link + type, 0, FREE)
    })
  }

  function settled(fixed: Float64Array, open: ReadonlySet<number>) {
    for (;;) {
      const result = solve(highs, model)
      if (result) return result
      if (margin > WIDEST) throw new PanelError('infeasible', {}, 'no panel meets all quotas')
      margin *= 10
      counts.forEach((_, type) => {
        if (!open.has(type) && !excluded.has(type)) hold(type, fixed[type] ?? 0, margin)
      })
    }
  }

  function hold(type: number, z: number, below: number): void {
    model.changeCoefficient(link + type, level, 0)
    model.changeRowBounds(link + type, (counts[type] ?? 0) * Math.max(0, z - below), FREE)
  }

  // A positive dual weight means that the type is at the level in every optimum (complementary slackness).
  function tightTypes(duals: Float64Array, open: ReadonlySet<number>): number[] {
    const weight = (type: number) => Math.abs(duals[link + type] ?? 0) * (counts[type] ?? 0)
    const tight = [...open].filter((type) => weight(type) > MEANT)
    if (tight.length > 0) return tight
    return [...open].sort((a, b) => weight(b) - weight(a)).slice(0, 1)
  }
}

function ones(indices: readonly number[]): Entries {
  return { indices: [...indices], values: indices.map(() => 1) }
}
