import { addDays } from '#packages/schedule/days.ts'
import { isoOf, publicHolidays } from './days-off.ts'

/** « The second Tuesday of March and of October. » */
export interface Rhythm {
  /** 1 to 12. */
  months: readonly number[]
  /** Which one of the month, 1 to 4. */
  week: number
  /** Monday is 1, Friday 5. */
  weekday: number
}

/**
 * The days of a year on which a committee meets by its rhythm. A public holiday gives way to the same weekday a week later.
 *
 * @param year an integer ≥ 1583
 * @returns ISO dates, ascending, one for each month of the rhythm
 * @throws RangeError when the rhythm is none
 */
export function proposedDays(year: number, { months, week, weekday }: Rhythm): string[] {
  for (const [value, most] of [
    ...months.map((month) => [month, 12] as const),
    [week, 4] as const,
    [weekday, 5] as const,
  ])
    if (!Number.isSafeInteger(value) || value < 1 || value > most)
      throw new RangeError(`expected an integer from 1 to ${most}, got ${value}`)
  const off = publicHolidays(year)
  return [...new Set(months)]
    .sort((a, b) => a - b)
    .map((month) => {
      const first = new Date(`${isoOf(year, month, 1)}T00:00:00Z`).getUTCDay()
      let day = isoOf(year, month, 1 + ((weekday - first + 7) % 7) + 7 * (week - 1))
      while (off.includes(day)) day = addDays(day, 7)
      return day
    })
}

/**
 * Which meeting stands for which proposed day: each meeting goes to the nearest day (the earlier one when both are as near).
 *
 * @param days ISO dates, ascending
 * @param meetings with the ISO date on which each takes place
 * @returns for each day, in order, the meetings that stand for it; none when it is missing
 */
export function meetingsByDay<Meeting extends { on: string }>(
  days: readonly string[],
  meetings: readonly Meeting[],
): { day: string; meetings: Meeting[] }[] {
  const rows = days.map((day): { day: string; meetings: Meeting[] } => ({ day, meetings: [] }))
  for (const meeting of meetings) {
    const [nearest] = rows.toSorted((a, b) => distance(a.day, meeting.on) - distance(b.day, meeting.on))
    nearest?.meetings.push(meeting)
  }
  return rows
}

function distance(one: string, other: string): number {
  return Math.abs(Date.parse(one) - Date.parse(other))
}
