/** Smallest count shown in the operator's own working views. */
export const INSIDE_OPERATOR = 5

/** Smallest count shown to a landlord, a partner, a resident, in a report, an export or through the API; and for money. */
export const OUTSIDE_OPERATOR = 11

/**
 * The threshold to use when a convention asks for its own: it can only be stricter.
 *
 * @param floor one of the two constants above
 * @param asked the convention's wish, an integer, or undefined when it has none
 * @throws RangeError when the wish is not an integer ≥ 1
 */
export function thresholdFrom(floor: number, asked?: number): number {
  if (asked === undefined) return floor
  if (!Number.isSafeInteger(asked) || asked < 1) throw new RangeError(`expected a threshold of 1 or more, got ${asked}`)
  return Math.max(floor, asked)
}
