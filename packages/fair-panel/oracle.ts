/** The best real panel for given weights: an integer programme that stays in memory, only its objective changes. */
import type { Highs } from 'highs'
import { maximise, newModel } from './linear-model.ts'
import { PanelError } from './panel-error.ts'
import type { Pool } from './pool.ts'

export interface Best {
  /** Panels met on the way, the best one last. */
  panels: Int32Array[]
  /** Weight of the best panel found. */
  value: number
  /** No panel weighs more than this. */
  bound: number
}

export interface Oracle {
  /**
   * @param weights weight of one seat of each type, any sign
   * @param enough stop as soon as a panel heavier than this is known
   * @returns nothing when no panel exists at all
   */
  best(weights: ArrayLike<number>, enough?: number): Best | undefined
  dispose(): void
}

export function oracleOf(highs: Highs, pool: Pool): Oracle {
  const model = newModel(highs, { mip_rel_gap: 0, mip_abs_gap: 1e-7, mip_feasibility_tolerance: 1e-9 })
  const { callbackType, modelStatus, variableType } = highs.constants
  maximise(highs, model)
  const size = pool.counts.length
  pool.caps.forEach((cap, type) => {
    model.addVar(0, cap)
    model.changeColIntegrality(type, variableType.integer)
  })
  for (const { types, lower, upper } of pool.rows) {
    if (types.length > 0) model.addRow(lower, upper, { indices: [...types], values: types.map(() => 1) })
  }
  // A row without any people is no row for the solver, but still a promise that may be impossible.
  const impossible = pool.rows.some((row) => row.types.length === 0 && row.lower > 0)

  return {
    best(weights, enough = Number.POSITIVE_INFINITY) {
      if (impossible) return undefined
      const scale = scaleOf(weights)
      const costs = Float64Array.from({ length: size }, (_, type) => (weights[type] ?? 0) * scale)
      model.changeColsCost({ kind: 'range', from: 0, to: size - 1 }, costs)
      const panels: Int32Array[] = []
      let reached = Number.NEGATIVE_INFINITY
      model.run({
        [callbackType.mipImprovingSolution](event) {
          const solution = event.data.mip_solution
          if (!solution) return
          panels.push(Int32Array.from(solution.subarray(0, size), Math.round))
          reached = Math.max(reached, weightOf(solution, costs))
        },
        [callbackType.mipInterrupt](event) {
          if (reached > enough * scale) event.interrupt()
        },
      })
      const status = model.getModelStatus()
      if (status === modelStatus.infeasible) return undefined
      if (status !== modelStatus.optimal && status !== modelStatus.interrupted) {
        throw new PanelError('solver-failed', { status }, `the search for a panel stopped with status ${status}`)
      }
      const last = Int32Array.from(model.getSolution().colValue, Math.round)
      if (status === modelStatus.optimal) panels.push(last)
      const value = Math.max(...panels.map((panel) => weightOf(panel, weights)))
      const bound = status === modelStatus.optimal ? value : Number(model.info.get('mip_dual_bound')) / scale
      return { panels, value, bound: Math.max(bound, value) }
    },
    dispose: () => model.dispose(),
  }
}

/** Σ weights · seats. */
export function weightOf(seats: ArrayLike<number>, weights: ArrayLike<number>): number {
  let sum = 0
  for (let type = 0; type < seats.length; type++) sum += (seats[type] ?? 0) * (weights[type] ?? 0)
  return sum
}

// The solver's tolerances are absolute: the heaviest weight becomes 1 000.
function scaleOf(weights: ArrayLike<number>): number {
  let heaviest = 0
  for (let type = 0; type < weights.length; type++) heaviest = Math.max(heaviest, Math.abs(weights[type] ?? 0))
  return heaviest > 0 ? 1000 / heaviest : 1
}
