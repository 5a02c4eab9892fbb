/**
 * The largest product of probabilities (Nash welfare) over the linear relaxation. Each logarithm is replaced by
 * straight pieces around the last solution, so that a linear model with few rows answers; the pieces then shrink.
 */
import type { Highs } from 'highs'
import { FREE, maximise, newModel, solve } from './linear-model.ts'
import { PanelError, type StopSignal, stopIfAsked } from './panel-error.ts'
import type { Pool } from './pool.ts'
import type { Cut } from './relaxation.ts'

const PIECES = 8 // from nothing to a lowest point, six around the last solution, up to the cap
const FINEST = 1e-6
const ROUNDS = 200

/** @returns probability per head of each type */
export function nashOptimum(
  highs: Highs,
  pool: Pool,
  excluded: ReadonlySet<number>,
  cuts: readonly Cut[],
  signal: StopSignal | undefined,
): Float64Array {
  const { counts, problem, rows } = pool
  const caps = pool.caps.map((cap, type) => (excluded.has(type) ? 0 : cap))
  const model = newModel(highs, { primal_feasibility_tolerance: 1e-9, dual_feasibility_tolerance: 1e-9 })
  try {
    maximise(highs, model)
    for (let column = 0; column < counts.length * PIECES; column++) model.addVar(0, 0)
    for (const { types, lower, upper } of rows) addRow(types, () => 1, lower, upper)
    for (const { weights, bound } of cuts) addRow([...weights.keys()], (type) => weights[type] ?? 0, -FREE, bound)

    let seats = Float64Array.from(counts, (count) => (count * problem.size) / problem.people.length)
    for (let round = 0, step = 0.5; step > FINEST && round < ROUNDS; round++) {
      stopIfAsked(signal)
      const points = counts.map((_, type) => pointsAround(seats[type] ?? 0, step, caps[type] ?? 0))
      setPieces(points)
      const result = solve(highs, model)
      if (!result) throw new PanelError('infeasible', {}, 'no panel meets all quotas')
      seats = Float64Array.from(counts, (_, type) => {
        const from = type * PIECES
        return result.columns.subarray(from, from + PIECES).reduce((sum, piece) => sum + Math.max(0, piece), 0)
      })
      const inside = points.every((at, type) => {
        const here = seats[type] ?? 0
        return here >= (at[1] ?? 0) * (1 - 1e-12) && (here <= (at[PIECES - 1] ?? 0) * (1 + 1e-12) || caps[type] === 0)
      })
      if (inside) step /= 2
    }
    return seats.map((expected, type) => expected / (counts[type] ?? 1))
  } finally {
    model.dispose()
  }

  function addRow(types: readonly number[], weight: (type: number) => number, lower: number, upper: number): void {
    const used = types.filter((type) => weight(type) !== 0)
    const indices = used.flatMap((type) => Array.from({ length: PIECES }, (_, piece) => type * PIECES + piece))
    const values = used.flatMap((type) => Array.from({ length: PIECES }, () => weight(type)))
    model.addRow(lower, upper, { indices, values })
  }

  function setPieces(points: readonly (readonly number[])[]): void {
    const costs = new Float64Array(counts.length * PIECES)
    const widths = new Float64Array(counts.length * PIECES)
    points.forEach((at, type) => {
      for (let piece = 0; piece < PIECES; piece++) {
        const low = at[piece] ?? 0
        const high = at[piece + 1] ?? 0
        const count = counts[type] ?? 0
        widths[type * PIECES + piece] = high - low
        // Below the lowest point the logarithm has no end: a slope steeper than any other stands for it.
        const slope = low === 0 ? 3 / Math.max(high, 1e-9) : Math.log(high / low) / (high - low)
        costs[type * PIECES + piece] = high > low ? count * slope : 0
      }
    })
    const all = { kind: 'range' as const, from: 0, to: costs.length - 1 }
    model.changeColsCost(all, costs)
    model.changeColsBounds(all, new Float64Array(costs.length), widths)
  }
}

function pointsAround(seats: number, step: number, cap: number): number[] {
  const centre = Math.min(Math.max(seats, 1e-6), cap)
  const around = [-3, -2, -1, 0, 1, 2, 3].map((power) => Math.min(cap, centre * (1 + step) ** power))
  return [0, ...around, cap]
}
