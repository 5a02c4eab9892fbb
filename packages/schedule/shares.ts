/** Who pays how much of an amount: shares in basis points, whole cents that always add up. */

/** The whole, in basis points. */
export const WHOLE_BP = 10_000

/**
 * An amount shared in proportion to whole weights: each gets what is due to it rounded down, and the cents left over go one by
 * one to the largest remainders; on equal remainders the earlier one wins.
 *
 * Weights are basis points in most contracts; thirds, which basis points cannot say, are weights of 1 and 2.
 *
 * @param cents amount, a whole number from 0
 * @param weights whole numbers from 0, in a fixed order, not all of them 0
 * @returns cents for each, in the order of `weights`
 * @example sharedOut(10_000_00, [1, 2]) // [3_333_33, 6_666_67]
 * @throws RangeError when a number is not such a whole number
 * @see Balinski & Young, *Fair Representation*, 1982 (Hamilton's method)
 */
export function sharedOut(cents: number, weights: readonly number[]): number[] {
  for (const n of [cents, ...weights])
    if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(`expected a whole number, 0 or more, got ${n}`)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (total === 0) throw new RangeError('expected somebody who pays')
  const exact = weights.map((weight) => {
    const product = BigInt(cents) * BigInt(weight) // a budget in cents times basis points outgrows a float
    return { whole: Number(product / BigInt(total)), rest: Number(product % BigInt(total)) }
  })
  const left = cents - exact.reduce((sum, { whole }) => sum + whole, 0)
  const byRest = exact.map(({ rest }, at) => ({ rest, at })).toSorted((a, b) => b.rest - a.rest || a.at - b.at)
  const luckier = new Set(byRest.slice(0, left).map(({ at }) => at))
  return exact.map(({ whole }, at) => (luckier.has(at) ? whole + 1 : whole))
}
