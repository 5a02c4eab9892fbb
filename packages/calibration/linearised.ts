import { crossProduct } from './calibrate.ts'
import { CalibrationError } from './calibration-error.ts'
import { type Drawn, strataOf } from './clusters.ts'
import { weightedMean, weightedTotal } from './estimates.ts'
import { layOut, type Margin } from './margins.ts'
import type { Estimate } from './replicates.ts'
import { factorOf, solve } from './symmetric.ts'

export interface LinearisedDesign extends Drawn {
  readonly weights: ArrayLike<number>
  /** When the weights were calibrated: from which base, and to which margins. */
  readonly calibration?: { readonly base: ArrayLike<number>; readonly margins: readonly Margin[] }
  /** Clusters drawn ÷ clusters there are, by stratum (or for all, when one number); 0 unless said: drawn with replacement. */
  readonly samplingFraction?: number | Readonly<Record<string, number>>
}

/** A total with its standard error by linearisation: one pass instead of replicates, for smooth estimates of large samples. */
export function linearisedTotal(y: ArrayLike<number>, design: LinearisedDesign): Estimate {
  return withError(weightedTotal(y, design.weights), Float64Array.from(y), design)
}

/** A mean, or a proportion where y is 0 or 1. */
export function linearisedMean(y: ArrayLike<number>, design: LinearisedDesign): Estimate {
  const mean = weightedMean(y, design.weights)
  const ones = new Float64Array(design.weights.length).fill(1)
  const size = weightedTotal(ones, design.weights)
  return withError(
    mean,
    Float64Array.from(y, (value) => (value - mean) / size),
    design,
  )
}

/**
 * The variance of Σ w z over clusters; for calibrated weights z gives way to its residual on the margins, which is what
 * calibration leaves to chance.
 *
 * @see Deville & Särndal (1992), eq. 3.4, with base weights in the regression as in R's `survey` (Lumley 2004)
 */
function withError(value: number, z: Float64Array, design: LinearisedDesign): Estimate {
  const weights = Float64Array.from(design.weights)
  const strata = strataOf(weights.length, design)
  const left = design.calibration ? residuals(z, design.calibration) : z
  const totals = new Float64Array(weights.length)
  strata.clusterOf.forEach((cluster, unit) => {
    totals[cluster] = (totals[cluster] ?? 0) + (weights[unit] ?? 0) * (left[unit] ?? 0)
  })
  const variance = strata.clusters.reduce((sum, clusters, stratum) => {
    const n = clusters.length
    const mean = clusters.reduce((all, cluster) => all + (totals[cluster] ?? 0), 0) / n
    const squares = clusters.reduce((all, cluster) => all + ((totals[cluster] ?? 0) - mean) ** 2, 0)
    return sum + ((1 - fraction(design, strata.names[stratum] ?? '')) * n * squares) / (n - 1)
  }, 0)
  return { value, standardError: Math.sqrt(variance), degreesOfFreedom: strata.degreesOfFreedom }
}

function residuals(z: Float64Array, { base, margins }: NonNullable<LinearisedDesign['calibration']>): Float64Array {
  const layout = layOut(margins, z.length)
  const weights = Float64Array.from(base)
  const right = new Float64Array(layout.columns.length)
  const { cells, cellsPerUnit, amounts, amountsPerUnit, firstAmount } = layout
  const each = (unit: number, act: (column: number, amount: number) => void) => {
    for (let k = 0; k < cellsPerUnit; k++) act(cells[unit * cellsPerUnit + k] ?? 0, 1)
    for (let k = 0; k < amountsPerUnit; k++) act(firstAmount + k, amounts[unit * amountsPerUnit + k] ?? 0)
  }
  z.forEach((value, unit) => {
    each(unit, (column, amount) => {
      right[column] = (right[column] ?? 0) + (weights[unit] ?? 0) * value * amount
    })
  })
  const slope = solve(factorOf(crossProduct(layout, weights), layout.columns.length), right)
  return z.map((value, unit) => {
    let fitted = 0
    each(unit, (column, amount) => {
      fitted += (slope[column] ?? 0) * amount
    })
    return value - fitted
  })
}

function fraction({ samplingFraction = 0 }: LinearisedDesign, stratum: string): number {
  const share = typeof samplingFraction === 'number' ? samplingFraction : (samplingFraction[stratum] ?? 0)
  if (share >= 0 && share <= 1) return share
  throw new CalibrationError('bad-value', { stratum, value: share }, `a sampling fraction is from 0 to 1, got ${share}`)
}
