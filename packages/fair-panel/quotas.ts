/** Quotas made from shares, so that nobody has to type two bounds per value. */
import { inOrder, type Person, type Quota } from './problem.ts'

/** Wanted share of each value; any positive numbers, they are taken in proportion to their sum. */
export type Shares = Readonly<Record<string, number>>

/**
 * Quotas around targets: ⌊k·share·(1 − tolerance)⌋ to ⌈k·share·(1 + tolerance)⌉, never above the panel size.
 * With a tolerance of 0 a target that is not whole still has two neighbouring bounds, so that a panel can exist.
 *
 * @param size members of the panel
 * @param tolerance 0.1 is ten per cent of the target either way
 * @throws RangeError when a share is negative or all are 0, or the tolerance is outside 0–1
 */
export function quotasFromShares(feature: string, shares: Shares, size: number, tolerance: number): Quota[] {
  const total = Object.values(shares).reduce((sum, share) => sum + share, 0)
  if (!(total > 0) || Object.values(shares).some((share) => !(share >= 0))) {
    throw new RangeError(`the shares of "${feature}" must be 0 or more, and not all 0`)
  }
  if (!(tolerance >= 0 && tolerance <= 1)) throw new RangeError(`expected a tolerance from 0 to 1, got ${tolerance}`)
  return Object.entries(shares)
    .sort(([a], [b]) => inOrder(a, b))
    .map(([value, share]) => {
      const target = (size * share) / total
      const min = Math.floor(target * (1 - tolerance) + 1e-9)
      const max = Math.min(size, Math.ceil(target * (1 + tolerance) - 1e-9))
      return { feature, value, min, max }
    })
}

/**
 * Quotas in proportion to a population, for each of some features.
 *
 * @param people the population; values listed in `except` (unknown ones) are left out of the shares
 */
export function quotasFromPopulation(
  people: readonly Person[],
  features: readonly string[],
  size: number,
  tolerance: number,
  except: readonly string[] = [],
): Quota[] {
  return features.flatMap((feature) => {
    const shares: Record<string, number> = {}
    for (const { features: values } of people) {
      const value = values[feature]
      if (value !== undefined && !except.includes(value)) shares[value] = (shares[value] ?? 0) + 1
    }
    return quotasFromShares(feature, shares, size, tolerance)
  })
}
