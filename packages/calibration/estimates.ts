/** What weights say of the population. Each takes the weights last, so that replicates can be put in their place. */

/** Σ w y: the population's total. */
export function weightedTotal(y: ArrayLike<number>, weights: ArrayLike<number>): number {
  let total = 0
  for (let unit = 0; unit < weights.length; unit++) total += (weights[unit] ?? 0) * (y[unit] ?? 0)
  return total
}

/** Σ w y ÷ Σ w: the population's mean, or a proportion where y is 0 or 1. NaN when all weights are 0. */
export function weightedMean(y: ArrayLike<number>, weights: ArrayLike<number>): number {
  let sum = 0
  for (let unit = 0; unit < weights.length; unit++) sum += weights[unit] ?? 0
  return weightedTotal(y, weights) / sum
}

/** The mean among those of a group only (`inGroup` 1, others 0): a ratio of two totals. NaN when nobody is in it. */
export function groupMean(y: ArrayLike<number>, inGroup: ArrayLike<number>, weights: ArrayLike<number>): number {
  let sum = 0
  let size = 0
  for (let unit = 0; unit < weights.length; unit++) {
    const weight = (weights[unit] ?? 0) * (inGroup[unit] ?? 0)
    sum += weight * (y[unit] ?? 0)
    size += weight
  }
  return sum / size
}
