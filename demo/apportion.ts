/**
 * Whole numbers that add up to `total` exactly, in proportion to `weights` (largest remainder; on equal remainders the
 * earlier group wins). The weights are survey estimates, hence decimals.
 *
 * @throws RangeError when no weight is positive and there is something to share
 */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((before, weight) => before + weight, 0)
  if (total === 0) return weights.map(() => 0)
  if (!(sum > 0)) throw new RangeError('expected a positive weight')
  const exact = weights.map((weight) => (total * weight) / sum)
  const whole = exact.map(Math.floor)
  const left = total - whole.reduce((before, part) => before + part, 0)
  const byRemainder = exact
    .map((part, group) => ({ group, rest: part - Math.floor(part) }))
    .sort((one, other) => other.rest - one.rest || one.group - other.group)
  const lucky = new Set(byRemainder.slice(0, left).map(({ group }) => group))
  return whole.map((part, group) => (lucky.has(group) ? part + 1 : part))
}
