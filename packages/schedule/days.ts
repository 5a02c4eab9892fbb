/** Arithmetic on calendar days written `YYYY-MM-DD` (ISO 8601), without hour or time zone. */

/**
 * What becomes of a day that the target month lacks. `same-day`: the day of the anchor, or the last of a shorter month
 * (31 Aug + 6 months = 28 Feb). `last-day`: moreover, an anchor on the last day of its month stays on last days
 * (28 Feb + 6 months = 31 Aug).
 */
export type MonthEnd = 'same-day' | 'last-day'

/**
 * The day `months` after `anchor`. Reckon each day from the anchor, never from the one before: chained, 31 August becomes
 * 28 February, then 28 August.
 *
 * @param anchor a day, `YYYY-MM-DD`
 * @param months a whole number, negative for days before
 * @example addMonths('2026-08-31', 6) // '2027-02-28'
 * @throws RangeError when `anchor` is no day of the calendar or `months` no whole number
 */
export function addMonths(anchor: string, months: number, monthEnd: MonthEnd = 'same-day'): string {
  if (!Number.isSafeInteger(months)) throw new RangeError(`expected a whole number of months, got ${months}`)
  const { year, month, day } = partsOf(anchor)
  const total = year * 12 + (month - 1) + months
  const [toYear, toMonth] = [Math.floor(total / 12), (((total % 12) + 12) % 12) + 1]
  const last = daysIn(toYear, toMonth)
  const sticks = monthEnd === 'last-day' && day === daysIn(year, month)
  return written(toYear, toMonth, sticks ? last : Math.min(day, last))
}

/** The day that is `days` later, or earlier when they are negative. */
export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** The last day of a period of `months` months that begins on `start`: the day before the next period. */
export function endOfPeriod(start: string, months: number, monthEnd: MonthEnd = 'same-day'): string {
  return addDays(addMonths(start, months, monthEnd), -1)
}

/** The first 1 January or 1 July strictly after a day. */
export function nextCivilSemester(day: string): string {
  const { year, month } = partsOf(day)
  return month < 7 ? written(year, 7, 1) : written(year + 1, 1, 1)
}

/** Whether a text is a day of the calendar: `2027-02-29` is not. */
export function isDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)?.map(Number) ?? []
  if (year === undefined || month === undefined || day === undefined) return false
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
}

function partsOf(text: string): { year: number; month: number; day: number } {
  if (!isDay(text)) throw new RangeError(`expected a day as YYYY-MM-DD, got ${text}`)
  return { year: Number(text.slice(0, 4)), month: Number(text.slice(5, 7)), day: Number(text.slice(8)) }
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

function written(year: number, month: number, day: number): string {
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-')
}
