/**
 * The mixture of known panels that comes nearest to wanted probabilities: a linear model that keeps its basis while
 * panels are added and wishes change. Its dual weights tell the oracle which panel is missing.
 */
import type { Highs } from 'highs'
import { FREE, newModel, solve } from './linear-model.ts'
import { PanelError } from './panel-error.ts'
import type { Pool } from './pool.ts'

export interface Nearest {
  /** Every type gets at least its wish minus this, per head. */
  miss: number
  /** Share of each known panel, adding up to 1. */
  shares: Float64Array
  /** Weight of one seat of each type; over all people they add up to 1. */
  weights: Float64Array
  /** No known panel weighs more. */
  heaviest: number
}

export interface Mixture {
  readonly panels: readonly Int32Array[]
  /** Adds the panels that are not known yet; tells how many were new. */
  add(panels: readonly Int32Array[]): number
  nearest(wishes: Float64Array): Nearest
  dispose(): void
}

export function mixtureOf(highs: Highs, pool: Pool): Mixture {
  const { counts } = pool
  const size = counts.length
  const model = newModel(highs, { primal_feasibility_tolerance: 1e-9, dual_feasibility_tolerance: 1e-9 })
  const panels: Int32Array[] = []
  const known = new Set<string>()
  model.addVar(0, FREE)
  model.changeColCost(0, 1)
  for (const count of counts) model.addRow(0, FREE, { indices: [0], values: [count] })
  model.addRow(1, 1, { indices: [], values: [] })

  return {
    panels,
    add(candidates) {
      const starts = [0]
      const indices: number[] = []
      const values: number[] = []
      const before = panels.length
      for (const panel of candidates) {
        const key = panel.join()
        if (known.has(key)) continue
        known.add(key)
        panels.push(panel)
        panel.forEach((seats, type) => {
          if (seats > 0) indices.push(type)
          if (seats > 0) values.push(seats)
        })
        indices.push(size)
        values.push(1)
        starts.push(indices.length)
      }
      const added = panels.length - before
      const zeros = new Float64Array(added)
      const matrix = {
        format: 'csc' as const,
        numRows: size + 1,
        numCols: added,
        starts: Int32Array.from(starts),
        indices: Int32Array.from(indices),
        values: Float64Array.from(values),
      }
      if (added > 0) model.addCols({ cost: zeros, lower: zeros, upper: zeros.map(() => FREE), matrix })
      return added
    },
    nearest(wishes) {
      const lower = Float64Array.from(counts, (count, type) => count * (wishes[type] ?? 0))
      const upper = lower.map(() => FREE)
      model.changeRowsBounds({ kind: 'range', from: 0, to: size - 1 }, lower, upper)
      const result = solve(highs, model)
      if (!result) throw new PanelError('solver-failed', {}, 'the mixture of panels has no solution')
      const weights = result.rowDuals.slice(0, size).map((weight) => Math.max(0, weight))
      const sharesRaw = result.columns.slice(1).map((share) => Math.max(0, share))
      const total = sharesRaw.reduce((sum, share) => sum + share, 0)
      return {
        miss: result.columns[0] ?? 0,
        shares: sharesRaw.map((share) => share / total),
        weights,
        heaviest: -(result.rowDuals[size] ?? 0),
      }
    },
    dispose: () => model.dispose(),
  }
}

/** Probability per head of each type under a mixture. */
export function probabilitiesOf(pool: Pool, panels: readonly Int32Array[], shares: ArrayLike<number>): Float64Array {
  const expected = new Float64Array(pool.counts.length)
  panels.forEach((panel, at) => {
    const share = shares[at] ?? 0
    if (share === 0) return
    panel.forEach((seats, type) => {
      expected[type] = (expected[type] ?? 0) + share * seats
    })
  })
  return expected.map((seats, type) => seats / (pool.counts[type] ?? 1))
}
