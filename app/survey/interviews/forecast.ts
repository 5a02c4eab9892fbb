/** When the interviews still wanted will have been held, at the pace of the last weeks. Pure. */

const DAY_MS = 24 * 3_600_000
export const PACE_DAYS = 21
/** Fewer tell nothing of a pace. */
const FEWEST = 3

export interface Forecast {
  perWeek: number
  /** ISO dates. The later one is null when the pace may be so slow that no day can be named. */
  earliest: string
  latest: string | null
}

/**
 * The pace is a count `n` over three weeks; what it could have been by chance is taken as `n ± √n` (a Poisson count and its
 * standard deviation), so that the end is a span and not one day.
 *
 * @param heldOn ISO dates of the interviews held
 * @param left interviews still to hold
 * @param today ISO date
 * @returns nothing when none is left, or when too few were held in the last three weeks
 */
export function forecastOf(heldOn: readonly string[], left: number, today: string): Forecast | undefined {
  const now = Date.parse(today)
  const recent = heldOn.filter((day) => now - Date.parse(day) < PACE_DAYS * DAY_MS && Date.parse(day) <= now).length
  if (left <= 0 || recent < FEWEST) return undefined
  const after = (count: number) =>
    new Date(now + Math.ceil((left * PACE_DAYS) / count) * DAY_MS).toISOString().slice(0, 10)
  const slow = recent - Math.sqrt(recent)
  return {
    perWeek: (recent * 7) / PACE_DAYS,
    earliest: after(recent + Math.sqrt(recent)),
    latest: slow >= 1 ? after(slow) : null,
  }
}
