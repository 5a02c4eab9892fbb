/** Figures that sum up how equal the chances are. */

/** Gini coefficient of the chances: 0 when all are equal, near 1 when few people have all the chances. */
export function gini(probabilities: readonly number[]): number {
  const sorted = [...probabilities].sort((a, b) => a - b)
  const total = sorted.reduce((sum, p) => sum + p, 0)
  if (total === 0) return 0
  const weighted = sorted.reduce((sum, p, rank) => sum + (2 * (rank + 1) - sorted.length - 1) * p, 0)
  return Math.max(0, weighted / (sorted.length * total))
}

/** Geometric mean of the chances: 0 as soon as one person has none. */
export function geometricMean(probabilities: readonly number[]): number {
  if (probabilities.length === 0 || probabilities.some((p) => p <= 0)) return 0
  return Math.exp(probabilities.reduce((sum, p) => sum + Math.log(p), 0) / probabilities.length)
}
