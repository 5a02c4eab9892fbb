import { TransitError } from './transit-error.ts'

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
export type Weekday = (typeof WEEKDAYS)[number]

const DAY_MS = 86_400_000

/** Whether a text is a day of the calendar, written 2026-10-31. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && written(Date.parse(text)) === text
}

/** @throws TransitError `bad-date` */
export function requireDay(text: string): void {
  if (!isDay(text)) throw new TransitError('bad-date', { date: text }, `expected a day such as 2026-10-31, got ${text}`)
}

/** The day `count` days later, or earlier when negative. */
export function daysAfter(day: string, count: number): string {
  return written(Date.parse(day) + count * DAY_MS)
}

export function weekdayOf(day: string): Weekday {
  // 1 January 1970 was a Thursday.
  const rank = (((Date.parse(day) / DAY_MS + 3) % 7) + 7) % 7
  return WEEKDAYS[rank] ?? 'monday'
}

function written(instant: number): string {
  return Number.isNaN(instant) ? '' : new Date(instant).toISOString().slice(0, 10)
}
