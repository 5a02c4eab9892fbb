import { type GuardOptions, isSmall, type Least, requireCounts, type Shown, sum } from './counts.ts'

export interface ShownCounts {
  readonly counts: readonly Shown[]
  readonly total: Shown
  readonly hiddenAtLeast: Least
}

/**
 * Hides what must not be read in a list of counts with its total.
 *
 * Counts of 1 to `threshold` − 1 are hidden. A reader who subtracts the shown counts from the total learns the sum S of
 * the m hidden ones, hence that each lies between L and S − (m−1)·L (L = 1 where empty cells are shown, else 0). So
 * further counts are hidden until S − m·L ≥ `threshold`: the fewest, and among those the smallest. Every further count is
 * itself ≥ threshold, so none, one or two suffice and the choice is exact without search. When no choice is enough the
 * total is hidden, or, where it is public already, empty cells are.
 *
 * @param counts persons or dwellings per category, integers ≥ 0
 * @param threshold smallest count that may be shown, an integer ≥ 1
 * @returns the same list with `null` for what is hidden
 * @throws RangeError when a count or the threshold is not such an integer
 * @see Hundepool et al., *Statistical Disclosure Control*, 2012, chapter 4 (feasible intervals, protection level)
 * @example guardCounts([3, 40, 25], 5) // { counts: [null, 40, null], total: 68, hiddenAtLeast: 1 }
 */
export function guardCounts(counts: readonly number[], threshold: number, options: GuardOptions = {}): ShownCounts {
  requireCounts(counts, threshold)
  const { sensitive = false, totalIsPublic = false } = options
  const total = sum(counts)
  if (total > 0 && total < threshold) return { counts: counts.map(() => null), total: null, hiddenAtLeast: 0 }

  const small = indexesOf(counts, (count) => total > 0 && isSmall(count, threshold, sensitive))
  if (small.length === 0) return { counts, total, hiddenAtLeast: sensitive ? 0 : 1 }

  const least: Least = sensitive ? 0 : 1
  const withShownZeros = hideEnough(counts, small, threshold, least)
  if (withShownZeros) return { counts: masked(counts, withShownZeros), total, hiddenAtLeast: least }
  if (!totalIsPublic) return { counts: masked(counts, small), total: null, hiddenAtLeast: least }

  // All empty cells, not one: a reader who saw another empty cell shown would know that the hidden ones are not.
  const smallOrZero = indexesOf(counts, (count) => count < threshold)
  const withHiddenZeros = hideEnough(counts, smallOrZero, threshold, 0) ?? counts.map((_, index) => index)
  return { counts: masked(counts, withHiddenZeros), total, hiddenAtLeast: 0 }
}

/** The small cells and the cheapest none, one or two others that keep them apart; undefined when two are not enough. */
function hideEnough(
  counts: readonly number[],
  small: readonly number[],
  threshold: number,
  least: Least,
): number[] | undefined {
  const at = (index: number) => counts[index] ?? 0
  const others = indexesOf(counts, (count, index) => count >= least && !small.includes(index))
  others.sort((a, b) => at(a) - at(b) || a - b)
  const isEnough = (hidden: readonly number[]) =>
    hidden.length > 1 && sum(hidden.map(at)) - hidden.length * least >= threshold

  if (isEnough(small)) return [...small]
  const one = others.find((other) => isEnough([...small, other]))
  if (one !== undefined) return [...small, one]
  for (const [rank, first] of others.entries()) {
    const second = others.slice(rank + 1).find((other) => isEnough([...small, first, other]))
    if (second !== undefined) return [...small, first, second]
  }
  return undefined
}

function masked(counts: readonly number[], hidden: readonly number[]): Shown[] {
  return counts.map((count, index) => (hidden.includes(index) ? null : count))
}

function indexesOf(counts: readonly number[], holds: (count: number, index: number) => boolean): number[] {
  return counts.flatMap((count, index) => (holds(count, index) ? [index] : []))
}
