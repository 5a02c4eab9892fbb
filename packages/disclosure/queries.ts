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
 * Whether a group may be counted beside groups whose counts are shown already: the group itself, and each difference with
 * a shown group that contains it or that it contains, must be empty or reach the threshold. Give the published total as
 * one of the shown groups.
 *
 * Looks at pairs. Three or more overlapping groups can still combine, so free filters belong to the operator's lead; all
 * others get fixed breakdowns through `guardCounts` and `guardTable`, which look at everything shown together.
 */
export function mayCountBeside<Id>(
  group: ReadonlySet<Id>,
  shown: Iterable<ReadonlySet<Id>>,
  threshold: number,
): boolean {
  if (!isOpen(group.size, threshold)) return false
  for (const other of shown) {
    const nested = isWithin(group, other) || isWithin(other, group)
    if (nested && !isOpen(Math.abs(other.size - group.size), threshold)) return false
  }
  return true
}

function isWithin<Id>(group: ReadonlySet<Id>, other: ReadonlySet<Id>): boolean {
  return group.size <= other.size && [...group].every((id) => other.has(id))
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
