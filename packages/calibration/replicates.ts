import { randomFrom } from '#packages/fair-panel/random.ts'
import { type Calibrated, type CalibrationInput, calibrateOn } from './calibrate.ts'
import { CalibrationError } from './calibration-error.ts'
import { type Drawn, type Strata, strataOf } from './clusters.ts'
import { layOut } from './margins.ts'

/** Weights as they would have been with other draws: what an estimate varies by from one to the next is its variance. */
export interface Replicates {
  /** Replicate by replicate, what the base weight of each unit is multiplied by. */
  readonly factors: readonly Float64Array[]
  /** What each squared difference counts for. */
  readonly scales: readonly number[]
  readonly degreesOfFreedom: number
}

/**
 * Leaves out one cluster at a time (JK1; with strata JKn), the others of its stratum standing in for it.
 *
 * @throws CalibrationError `lonely-cluster`
 * @see Wolter, *Introduction to Variance Estimation* (2nd ed. 2007), section 4.5
 */
export function jackknife(units: number, drawn: Drawn = {}): Replicates {
  const strata = strataOf(units, drawn)
  const stratumOf = stratumOfClusters(strata)
  const factors: Float64Array[] = []
  const scales: number[] = []
  strata.clusters.forEach((clusters, stratum) => {
    const others = clusters.length / (clusters.length - 1)
    for (const left of clusters) {
      factors.push(
        Float64Array.from(strata.clusterOf, (cluster) => {
          if (cluster === left) return 0
          return stratumOf[cluster] === stratum ? others : 1
        }),
      )
      scales.push(1 / others)
    }
  })
  return { factors, scales, degreesOfFreedom: strata.degreesOfFreedom }
}

export interface BootstrapOptions extends Drawn {
  readonly seed: string
  /** Replicates, 500 unless said. */
  readonly replicates?: number
}

/**
 * Draws half of the clusters of each stratum again and again, with replacement, and rescales so that the variance is
 * right: everybody keeps some weight in each replicate (0.29 times their own at least), so that no category empties,
 * which the usual draw of n − 1 clusters cannot promise for a panel of a hundred.
 *
 * @throws CalibrationError `lonely-cluster`, `bad-replicates`
 * @see Rao, Wu & Yue, *Some recent work on resampling methods for complex surveys*, Survey Methodology 18 (1992), section 3
 */
export function bootstrap(units: number, { seed, replicates = 500, ...drawn }: BootstrapOptions): Replicates {
  if (!Number.isSafeInteger(replicates) || replicates < 2) {
    throw new CalibrationError('bad-replicates', { replicates }, `expected 2 replicates or more, got ${replicates}`)
  }
  const strata = strataOf(units, drawn)
  const random = randomFrom(seed)
  const factors = Array.from({ length: replicates }, () => {
    const byCluster: number[] = []
    for (const clusters of strata.clusters) {
      const n = clusters.length
      const draws = Math.floor(n / 2)
      const spread = Math.sqrt(draws / (n - 1))
      const times = new Map<number, number>()
      for (let draw = 0; draw < draws; draw++) {
        const cluster = clusters[random.below(n)] ?? 0
        times.set(cluster, (times.get(cluster) ?? 0) + 1)
      }
      for (const cluster of clusters) {
        byCluster[cluster] = 1 - spread + ((spread * n) / draws) * (times.get(cluster) ?? 0)
      }
    }
    return Float64Array.from(strata.clusterOf, (cluster) => byCluster[cluster] ?? 0)
  })
  return { factors, scales: factors.map(() => 1 / replicates), degreesOfFreedom: strata.degreesOfFreedom }
}

function stratumOfClusters(strata: Strata): Int32Array {
  const stratumOf = new Int32Array(strata.clusters.reduce((sum, clusters) => sum + clusters.length, 0))
  strata.clusters.forEach((clusters, stratum) => {
    for (const cluster of clusters) stratumOf[cluster] = stratum
  })
  return stratumOf
}

/** Weights and their replicates, which any estimate can be computed with. */
export interface ReplicatedWeights {
  readonly weights: Float64Array
  readonly replicates: readonly Float64Array[]
  readonly scales: readonly number[]
  readonly degreesOfFreedom: number
}

/** The replicates of weights that are not calibrated. */
export function replicated(weights: ArrayLike<number>, replicates: Replicates): ReplicatedWeights {
  const base = Float64Array.from(weights)
  return {
    weights: base,
    replicates: replicates.factors.map((factors) => base.map((weight, unit) => weight * (factors[unit] ?? 0))),
    scales: replicates.scales,
    degreesOfFreedom: replicates.degreesOfFreedom,
  }
}

/**
 * Calibrates the weights and each replicate of them to the same margins, so that the variance knows what calibration gained.
 *
 * @throws CalibrationError as `calibrate`; with `replicate` in its details when it is one of the replicates that cannot
 *   be met (a jackknife that leaves out the only respondent of a category: merge it, or use the bootstrap)
 * @see Canty & Davison, *Resampling-based variance estimation for labour force surveys*, The Statistician 48 (1999)
 */
export function calibrateReplicates(
  input: CalibrationInput,
  replicates: Replicates,
): ReplicatedWeights & { readonly calibrated: Calibrated } {
  const layout = layOut(input.margins, input.weights.length)
  const calibrated = calibrateOn(layout, input.weights, input.method, input.tolerance)
  const base = replicated(input.weights, replicates)
  return {
    calibrated,
    weights: calibrated.weights,
    replicates: base.replicates.map((weights, replicate) => {
      try {
        return calibrateOn(layout, weights, input.method, input.tolerance).weights
      } catch (cause) {
        if (!(cause instanceof CalibrationError)) throw cause
        const details = { ...cause.details, replicate }
        throw new CalibrationError(cause.code, details, `replicate ${replicate}: ${cause.message}`)
      }
    }),
    scales: base.scales,
    degreesOfFreedom: base.degreesOfFreedom,
  }
}

export interface Estimate {
  readonly value: number
  readonly standardError: number
  readonly degreesOfFreedom: number
}

/**
 * An estimate with its standard error, differences being taken from the estimate itself (the larger of the two customs).
 *
 * @param statistic any smooth function of the weights
 * @example estimate(panel, (w) => weightedMean(noise, w)) // { value: 0.42, standardError: 0.06, degreesOfFreedom: 71 }
 */
export function estimate(panel: ReplicatedWeights, statistic: (weights: Float64Array) => number): Estimate {
  const value = statistic(panel.weights)
  const variance = panel.replicates.reduce(
    (sum, weights, replicate) => sum + (panel.scales[replicate] ?? 0) * (statistic(weights) - value) ** 2,
    0,
  )
  return { value, standardError: Math.sqrt(variance), degreesOfFreedom: panel.degreesOfFreedom }
}
