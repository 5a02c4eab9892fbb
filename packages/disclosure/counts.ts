/** What a reader sees of a count: the number, or nothing. Small cells and cells hidden for their sake look the same. */
export type Shown = number | null

export interface GuardOptions {
  /**
   * The attribute is sensitive: « nobody » and « everybody » tell something about each person, so an empty cell is
   * hidden like a small one. Without it, empty cells stay shown.
   */
  readonly sensitive?: boolean
  /** The grand total is already shown elsewhere and cannot be hidden here. */
  readonly totalIsPublic?: boolean
}

/** A hidden count is known to be at least this: 1 where every empty cell is shown, 0 where some are hidden. */
export type Least = 0 | 1

export function isSmall(count: number, threshold: number, sensitive: boolean): boolean {
  return count < threshold && (count > 0 || sensitive)
}

export function requireCounts(counts: Iterable<number>, threshold: number): void {
  if (!Number.isSafeInteger(threshold) || threshold < 1) {
    throw new RangeError(`expected a threshold of 1 or more, got ${threshold}`)
  }
  for (const count of counts) {
    if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`expected a count of 0 or more, got ${count}`)
  }
}

export function sum(counts: Iterable<number>): number {
  let total = 0
  for (const count of counts) total += count
  return total
}
