/**
 * Whole numbers near real ones, each rounded down or up, while sums of them keep to bounds: controlled rounding
 * (Cox 1987) where it is easy, by a search that flips one rounding at a time and never flips back too soon (tabu
 * search, Glover 1989), and by the integer solver where the search gives up.
 */
import type { Highs } from 'highs'
import { newModel, solve } from './linear-model.ts'
import type { Random } from './random.ts'

export interface Bounds {
  /** Positions of the targets that are added up. */
  types: readonly number[]
  lower: number
  upper: number
}

const WHOLE = 1e-6 // nearer than this to a whole number is that number
const MOVES_PER_CHOICE = 30
const SAMPLE = 50

/**
 * @param highs the integer solver to ask when the search gives up; without it, giving up is the answer
 * @param targets real numbers ≥ 0 that meet the bounds
 * @param bounds sums with whole bounds
 * @param rowsOf for each target, the positions of the bounds it counts in
 * @returns each target's floor or ceiling so that all bounds hold, or nothing when that cannot be done
 */
export function roundedWithin(
  highs: Highs | undefined,
  targets: Float64Array,
  bounds: readonly Bounds[],
  rowsOf: readonly (readonly number[])[],
  random: Random,
): Int32Array | undefined {
  const rounded = Int32Array.from(targets, (target) => Math.floor(target + WHOLE))
  const open: number[] = []
  targets.forEach((target, index) => {
    if (target - (rounded[index] ?? 0) > WHOLE) open.push(index)
  })
  const floors = rounded.slice()
  const binding = bindingRows(floors, open, bounds, rowsOf)
  if (binding.impossible) return undefined
  start(rounded, open, random)
  if (searched(rounded, floors, open, binding.bounds, binding.rowsOf, random)) return rounded
  return highs && solved(highs, floors, open, bounds)
}

/** Most sums cannot leave their bounds whatever is rounded up: household rules above all. They are left out. */
function bindingRows(
  floors: Int32Array,
  open: readonly number[],
  bounds: readonly Bounds[],
  rowsOf: readonly (readonly number[])[],
) {
  const choices = new Int32Array(bounds.length)
  for (const index of open) for (const row of rowsOf[index] ?? []) choices[row] = (choices[row] ?? 0) + 1
  const place = new Int32Array(bounds.length).fill(-1)
  const kept: Bounds[] = []
  let impossible = false
  bounds.forEach((row, at) => {
    const base = row.types.reduce((sum, index) => sum + (floors[index] ?? 0), 0)
    const most = base + (choices[at] ?? 0)
    if (base > row.upper || most < row.lower) impossible = true
    if (base < row.lower || most > row.upper) place[at] = kept.push(row) - 1
  })
  const placed = rowsOf.map((rows) => rows.flatMap((row) => ((place[row] ?? -1) < 0 ? [] : [place[row] ?? 0])))
  return { bounds: kept, rowsOf: placed, impossible }
}

// Types are sorted by their features: rounding every other one up leaves little to repair.
function start(rounded: Int32Array, open: readonly number[], random: Random): void {
  const parity = random.below(2)
  open.forEach((index, place) => {
    if (place % 2 === parity) rounded[index] = (rounded[index] ?? 0) + 1
  })
}

function searched(
  rounded: Int32Array,
  floors: Int32Array,
  open: readonly number[],
  bounds: readonly Bounds[],
  rowsOf: readonly (readonly number[])[],
  random: Random,
): boolean {
  const sums = Int32Array.from(bounds, ({ types }) => types.reduce((sum, type) => sum + (rounded[type] ?? 0), 0))
  const lower = Int32Array.from(bounds, (row) => row.lower)
  const upper = Int32Array.from(bounds, (row) => row.upper)
  const openIn = bounds.map((): number[] => [])
  for (const index of open) for (const row of rowsOf[index] ?? []) openIn[row]?.push(index)
  const tabu = new Int32Array(rounded.length)
  const moves = 200 + MOVES_PER_CHOICE * open.length
  for (let move = 1; move <= moves; move++) {
    const broken = brokenRow()
    if (broken < 0) return true
    flip(bestIn(openIn[broken] ?? [], (sums[broken] ?? 0) > (upper[broken] ?? 0) ? -1 : 1, move), move)
  }
  return false

  function brokenRow(): number {
    const from = sums.length > 0 ? random.below(sums.length) : 0
    for (let i = 0; i < sums.length; i++) {
      const row = (from + i) % sums.length
      if (missAt(row, 0) > 0) return row
    }
    return -1
  }

  function missAt(row: number, step: number): number {
    const sum = (sums[row] ?? 0) + step
    const low = (lower[row] ?? 0) - sum
    const high = sum - (upper[row] ?? 0)
    return Math.max(low, high, 0)
  }

  // The best of a sample: looking at every candidate costs more than it gains.
  function bestIn(candidates: readonly number[], step: 1 | -1, move: number): number {
    const from = candidates.length > 0 ? random.below(candidates.length) : 0
    let best = -1
    let bestGain = Number.NEGATIVE_INFINITY
    let seen = 0
    for (let i = 0; i < candidates.length && seen < SAMPLE; i++) {
      const index = candidates[(from + i) % candidates.length] ?? 0
      const up = (rounded[index] ?? 0) > (floors[index] ?? 0)
      if (up === step > 0 || (tabu[index] ?? 0) > move) continue
      seen++
      let gain = 0
      for (const row of rowsOf[index] ?? []) gain += missAt(row, 0) - missAt(row, step)
      if (gain > bestGain) {
        best = index
        bestGain = gain
      }
    }
    return best
  }

  function flip(index: number, move: number): void {
    if (index < 0) return
    const step = (rounded[index] ?? 0) > (floors[index] ?? 0) ? -1 : 1
    rounded[index] = (rounded[index] ?? 0) + step
    for (const row of rowsOf[index] ?? []) sums[row] = (sums[row] ?? 0) + step
    tabu[index] = move + 4 + random.below(1 + Math.min(8, open.length >> 1))
  }
}

function solved(
  highs: Highs,
  floors: Int32Array,
  open: readonly number[],
  bounds: readonly Bounds[],
): Int32Array | undefined {
  const model = newModel(highs)
  try {
    const column = new Map(open.map((index, place) => [index, place]))
    open.forEach((_, place) => {
      model.addVar(0, 1)
      model.changeColIntegrality(place, highs.constants.variableType.integer)
    })
    for (const { types, lower, upper } of bounds) {
      const base = types.reduce((sum, type) => sum + (floors[type] ?? 0), 0)
      const indices = types.flatMap((type) => column.get(type) ?? [])
      if (indices.length === 0 && (base < lower || base > upper)) return undefined
      if (indices.length > 0) model.addRow(lower - base, upper - base, { indices, values: indices.map(() => 1) })
    }
    const result = open.length > 0 ? solve(highs, model) : { columns: new Float64Array() }
    if (!result) return undefined
    const rounded = floors.slice()
    open.forEach((index, place) => {
      rounded[index] = (rounded[index] ?? 0) + Math.round(result.columns[place] ?? 0)
    })
    return rounded
  } finally {
    model.dispose()
  }
}
