/**
 * Calibration by Newton's method on the dual (Deville & Särndal 1992, eq. 2.7), which is convex: as many unknowns as
 * margins, whatever the number of units. Where we differ from the textbook: a matrix is used again while it gains more
 * than a digit a step (Shamanskii 1967), a step that would climb again is cut, and dependent columns (each category
 * margin counts everybody) are left out by the factorisation instead of by the caller.
 */
import { CalibrationError } from './calibration-error.ts'
import { type Distance, distanceOf, type Method } from './distance.ts'
import { type Column, type Layout, layOut, type Margin } from './margins.ts'
import { type Factor, factorOf, solve } from './symmetric.ts'

export interface CalibrationInput {
  /** Base weights, one a unit: 1 ÷ chance of being in the sample. */
  readonly weights: ArrayLike<number>
  readonly margins: readonly Margin[]
  readonly method: Method
  /** Largest difference from a margin, as a share of it; 1e-9 unless said. */
  readonly tolerance?: number
}

export interface Calibrated {
  readonly weights: Float64Array
  /** New weight ÷ base weight, unit by unit. */
  readonly factors: Float64Array
  readonly iterations: number
  /** Independent numbers that were met: what calibration takes from the degrees of freedom at worst. */
  readonly constraints: number
  /** Categories held by fewer than five units: their weights rest on few people, so consider merging them. */
  readonly thin: readonly (Column & { readonly units: number })[]
}

const TOLERANCE = 1e-9
const STEPS = 60
const THIN = 5
/** Least slope that a unit at its bound is given, so that the way out stays open, and leads far where there is none. */
const FLAT = 1e-7

/**
 * Weights as near as possible to the base weights that meet every margin.
 *
 * @throws CalibrationError naming the margin or category at fault; `infeasible` is proven, `not-converged` is not
 * @see Deville & Särndal, *Calibration estimators in survey sampling*, JASA 87 (1992), 376–382
 * @example calibrate({ weights: [10, 10], margins: [{ name: 'sex', values: ['f', 'm'], totals: { f: 12, m: 8 } }], method: { kind: 'raking' } }).weights // 12, 8
 */
export function calibrate(input: CalibrationInput): Calibrated {
  return calibrateOn(layOut(input.margins, input.weights.length), input.weights, input.method, input.tolerance)
}

/** The same on margins laid out once, for many sets of base weights. */
export function calibrateOn(
  layout: Layout,
  weights: ArrayLike<number>,
  method: Method,
  tolerance = TOLERANCE,
): Calibrated {
  const base = checkedWeights(weights)
  const distance = distanceOf(method)
  const held = unitsHeld(layout, base)
  refuseOutOfReach(layout, held, distance)
  const search = new Search(layout, base, distance, held.sizes)
  const { factor, iterations } = search.run(tolerance)
  const { factors } = search
  return {
    weights: base.map((weight, unit) => weight * (factors[unit] ?? 0)),
    factors,
    iterations,
    constraints: factor.kept.length,
    thin: layout.columns.flatMap((column, index) => {
      const units = held.units[index] ?? 0
      return column.category !== undefined && units > 0 && units < THIN ? [{ ...column, units }] : []
    }),
  }
}

function checkedWeights(weights: ArrayLike<number>): Float64Array {
  if (weights.length === 0) throw new CalibrationError('no-units', {}, 'nobody answered: there is nothing to weight')
  const base = Float64Array.from(weights)
  const bad = base.findIndex((weight) => !(weight >= 0 && weight < Infinity))
  if (bad >= 0) throw new CalibrationError('bad-weight', { unit: bad }, `unit ${bad} has the base weight ${base[bad]}`)
  if (base.every((weight) => weight === 0)) throw new CalibrationError('bad-weight', {}, 'every base weight is 0')
  return base
}

interface Held {
  /** Units of positive weight in each column. */
  readonly units: Int32Array
  /** Sum of base weight × absolute value in each column. */
  readonly sizes: Float64Array
}

function unitsHeld(layout: Layout, base: Float64Array): Held {
  const units = new Int32Array(layout.columns.length)
  const sizes = new Float64Array(layout.columns.length)
  for (let unit = 0; unit < layout.units; unit++) {
    const weight = base[unit] ?? 0
    if (weight === 0) continue
    for (let at = unit * layout.cellsPerUnit; at < (unit + 1) * layout.cellsPerUnit; at++) {
      const column = layout.cells[at] ?? 0
      units[column] = (units[column] ?? 0) + 1
      sizes[column] = (sizes[column] ?? 0) + weight
    }
    for (let place = 0; place < layout.amountsPerUnit; place++) {
      const column = layout.firstAmount + place
      units[column] = (units[column] ?? 0) + 1
      sizes[column] =
        (sizes[column] ?? 0) + weight * Math.abs(layout.amounts[unit * layout.amountsPerUnit + place] ?? 0)
    }
  }
  return { units, sizes }
}

/** What no weights can meet is seen category by category before any computing. */
function refuseOutOfReach(layout: Layout, held: Held, distance: Distance): void {
  layout.columns.forEach(({ margin, category }, index) => {
    if (category === undefined) return
    const total = layout.totals[index] ?? 0
    const size = held.sizes[index] ?? 0
    const details = { margin, category, total, weighted: size }
    if (size === 0 && total > 0) {
      throw new CalibrationError('empty-category', details, `nobody answered in « ${category} » of ${margin}: merge it`)
    }
    if (total === 0 && size > 0 && distance.lower >= 0) {
      const who = `somebody answered in « ${category} » of ${margin}`
      throw new CalibrationError('zero-category', details, `${who}, where the register counts nobody`)
    }
    const needed = total / size
    if (needed < distance.lower || needed > distance.upper) {
      const bounds = `${distance.lower} and ${distance.upper}`
      throw new CalibrationError(
        'infeasible',
        { ...details, needed },
        `« ${category} » of ${margin} needs its weights multiplied by ${needed.toPrecision(3)}, outside of ${bounds}`,
      )
    }
  })
}

/** The search for λ; what it evaluates is kept in arrays of its own, so that a step allocates nothing by unit. */
class Search {
  readonly factors: Float64Array
  readonly #layout: Layout
  readonly #base: Float64Array
  readonly #distance: Distance
  /** What a difference in a column is compared with. */
  readonly #scale: Float64Array
  /** Linear predictor x·λ of each unit. */
  readonly #u: Float64Array
  #lambda: Float64Array
  /** Margin minus weighted sum, column by column. */
  #left: Float64Array

  constructor(layout: Layout, base: Float64Array, distance: Distance, sizes: Float64Array) {
    this.#layout = layout
    this.#base = base
    this.#distance = distance
    this.#scale = layout.totals.map((total, index) => Math.max(Math.abs(total), sizes[index] ?? 0, Number.MIN_VALUE))
    this.#u = new Float64Array(layout.units)
    this.factors = new Float64Array(layout.units)
    this.#lambda = new Float64Array(layout.columns.length)
    this.#left = this.#evaluate(this.#lambda)
  }

  run(tolerance: number): { factor: Factor; iterations: number } {
    const first = this.#factor()
    let factor = first
    let fresh = true
    for (let iterations = 0; iterations < STEPS; iterations++) {
      const before = this.#misfit()
      if (before <= tolerance) return { factor: first, iterations }
      const moved = this.#step(solve(factor, this.#left))
      const stalls = this.#misfit() > 0.1 * before
      if (!moved && fresh) break
      fresh = stalls
      if (stalls) factor = this.#factor()
    }
    throw this.#inconsistency(first, tolerance) ?? this.#failure()
  }

  /** Moves along the direction as far as the dual keeps falling; false when it cannot move at all. */
  #step(direction: Float64Array): boolean {
    const start = this.#lambda
    const downhill = dot(this.#left, direction)
    if (!(downhill > 0)) return false
    for (let length = 1; length > 1e-12; length /= 2) {
      const lambda = start.map((value, index) => value + length * (direction[index] ?? 0))
      const left = this.#evaluate(lambda)
      // The derivative along the step only grows: past the floor of the valley it has changed its sign.
      if (!(dot(left, direction) >= -0.5 * downhill)) continue
      this.#lambda = lambda
      this.#left = left
      return true
    }
    this.#left = this.#evaluate(start)
    return false
  }

  #evaluate(lambda: Float64Array): Float64Array {
    const { cells, cellsPerUnit, amounts, amountsPerUnit, firstAmount, totals, units } = this.#layout
    const { factor } = this.#distance
    const left = totals.slice()
    for (let unit = 0; unit < units; unit++) {
      const firstCell = unit * cellsPerUnit
      const first = unit * amountsPerUnit
      let u = 0
      for (let at = firstCell; at < firstCell + cellsPerUnit; at++) u += lambda[cells[at] ?? 0] ?? 0
      for (let k = 0; k < amountsPerUnit; k++) u += (lambda[firstAmount + k] ?? 0) * (amounts[first + k] ?? 0)
      const g = factor(u)
      this.#u[unit] = u
      this.factors[unit] = g
      const weight = g * (this.#base[unit] ?? 0)
      for (let at = firstCell; at < firstCell + cellsPerUnit; at++) {
        const column = cells[at] ?? 0
        left[column] = (left[column] ?? 0) - weight
      }
      for (let k = 0; k < amountsPerUnit; k++) {
        left[firstAmount + k] = (left[firstAmount + k] ?? 0) - weight * (amounts[first + k] ?? 0)
      }
    }
    return left
  }

  #factor(): Factor {
    const { slope } = this.#distance
    const slopes = this.#base.map((weight, unit) => weight * Math.max(slope(this.#u[unit] ?? 0), FLAT))
    return factorOf(crossProduct(this.#layout, slopes), this.#layout.columns.length)
  }

  #misfit(): number {
    return this.#left.reduce((worst, left, index) => Math.max(worst, Math.abs(left) / (this.#scale[index] ?? 1)), 0)
  }

  /** Everything independent is met, and something that follows from it is not. */
  #inconsistency(factor: Factor, tolerance: number): CalibrationError | undefined {
    const unmet = this.#unmet().filter(({ share }) => share > tolerance)
    const [worst] = unmet
    if (worst === undefined || unmet.some(({ index }) => factor.kept.includes(index))) return undefined
    const { margin, category, wanted, reached } = worst
    return new CalibrationError(
      'inconsistent',
      { margin, category, wanted, reached },
      `${nameOf(worst)} follows from the other margins, which make it ${Number(reached.toPrecision(9))}, not ${wanted}`,
    )
  }

  #unmet() {
    return this.#layout.columns
      .map((column, index) => {
        const wanted = this.#layout.totals[index] ?? 0
        const left = this.#left[index] ?? 0
        return { ...column, index, wanted, reached: wanted - left, share: Math.abs(left) / (this.#scale[index] ?? 1) }
      })
      .sort((a, b) => b.share - a.share)
  }

  #failure(): CalibrationError {
    const unmet = this.#unmet()
      .slice(0, 5)
      .map(({ margin, category, wanted, reached }) => ({ margin, category, wanted, reached }))
    const names = unmet.map(nameOf).join(', ')
    if (!this.#isOutOfReach()) {
      return new CalibrationError('not-converged', { unmet }, `no weights found; furthest off: ${names}`)
    }
    return new CalibrationError('infeasible', { unmet }, `no weights within the bounds meet the margins: ${names}`)
  }

  /** Proof by a weighted sum of the margins (Farkas): even with every factor at its best bound, λ·x falls short of λ·X. */
  #isOutOfReach(): boolean {
    const { lower, upper } = this.#distance
    if (lower === -Infinity || upper === Infinity) return false
    let most = 0
    let size = 0
    this.#u.forEach((u, unit) => {
      const part = (this.#base[unit] ?? 0) * u * (u > 0 ? upper : lower)
      most += part
      size += Math.abs(part)
    })
    return dot(this.#lambda, this.#layout.totals) > most + 1e-9 * size
  }
}

/** Σ scale · x xᵀ over the units, upper triangle. */
export function crossProduct(layout: Layout, scale: Float64Array): Float64Array {
  const { cells, cellsPerUnit, amounts, amountsPerUnit, firstAmount, units } = layout
  const size = layout.columns.length
  const upper = new Float64Array(size * size)
  for (let unit = 0; unit < units; unit++) {
    const weight = scale[unit] ?? 0
    if (weight === 0) continue
    const last = (unit + 1) * cellsPerUnit
    for (let i = unit * cellsPerUnit; i < last; i++) {
      const row = (cells[i] ?? 0) * size
      for (let j = i; j < last; j++) {
        const at = row + (cells[j] ?? 0)
        upper[at] = (upper[at] ?? 0) + weight
      }
      for (let k = 0; k < amountsPerUnit; k++) {
        const at = row + firstAmount + k
        upper[at] = (upper[at] ?? 0) + weight * (amounts[unit * amountsPerUnit + k] ?? 0)
      }
    }
    for (let i = 0; i < amountsPerUnit; i++) {
      const scaled = weight * (amounts[unit * amountsPerUnit + i] ?? 0)
      for (let j = i; j < amountsPerUnit; j++) {
        const at = (firstAmount + i) * size + firstAmount + j
        upper[at] = (upper[at] ?? 0) + scaled * (amounts[unit * amountsPerUnit + j] ?? 0)
      }
    }
  }
  return upper
}

function nameOf({ margin, category }: Column): string {
  return category === undefined ? margin : `« ${category} » of ${margin}`
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}
