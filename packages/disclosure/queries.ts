/**
 * Whether the count of a filtered group may be shown beside the total it is part of: neither the group nor the rest,
 * which a reader gets by subtraction, is a number of 1 to `threshold` − 1.
 *
 * @param n persons or dwellings in the group, an integer ≥ 0
 * @param complement those of the shown total who are not in it
 * @param threshold smallest count that may be shown
 */
export function mayCount(n: number, complement: number, threshold: number): boolean {
  return isOpen(n, threshold) && isOpen(complement, threshold)
}

/**
 * Whether a group may be counted beside groups whose counts are shown already: the group itself, and those who are in one
 * of it and a shown group and not in the other, must be none or reach the threshold. Give the published total as one of
 * the shown groups.
 *
 * Counts both ways: a group that someone left and someone else joined differs by two, although its size stays.
 * Looks at pairs. Three or more overlapping groups can still combine, so free filters belong to the operator's lead; all
 * others get fixed breakdowns through `guardCounts` and `guardTable`, which look at everything shown together.
 */
export function mayCountBeside<Id>(
  group: ReadonlySet<Id>,
  shown: Iterable<ReadonlySet<Id>>,
  threshold: number,
): boolean {
  if (!isOpen(group.size, threshold)) return false
  for (const other of shown) if (!isOpen(differenceOf(group, other), threshold)) return false
  return true
}

/** How many are in one of two groups and not in the other. */
export function differenceOf<Id>(one: ReadonlySet<Id>, other: ReadonlySet<Id>): number {
  const shared = [...one].filter((id) => other.has(id)).length
  return one.size + other.size - 2 * shared
}

function isOpen(count: number, threshold: number): boolean {
  return count === 0 || count >= threshold
}

/**
 * A count rounded to the nearest multiple of 5, always the same way whatever path led to it (2 down, 3 up). For figures
 * shown next to others that cannot be protected together; never a substitute for hiding a small count.
 */
export function toNearestFive(count: number): number {
  return Math.round(count / 5) * 5
}
