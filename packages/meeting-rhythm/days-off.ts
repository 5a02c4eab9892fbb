import { addDays } from '#packages/schedule/days.ts'

/**
 * Easter Sunday of a year of the Gregorian calendar.
 *
 * @param year an integer ≥ 1583
 * @returns ISO date
 * @throws RangeError when `year` is not such an integer
 * @see « A New York correspondent », Nature, 20 April 1876; Meeus, *Astronomical Algorithms*, 1991, chapter 8
 */
export function easterSunday(year: number): string {
  if (!Number.isSafeInteger(year) || year < 1583) throw new RangeError(`expected a year from 1583, got ${year}`)
  const golden = year % 19
  const century = Math.floor(year / 100)
  const leapCorrection = Math.floor(century / 4)
  const moonCorrection = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const epact = (19 * golden + century - leapCorrection - moonCorrection + 15) % 30
  const yearOfCentury = year % 100
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4) - epact - (yearOfCentury % 4)) % 7
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451)
  const days = epact + toSunday - 7 * late + 114
  return isoOf(year, Math.floor(days / 31), (days % 31) + 1)
}

/**
 * The eleven public holidays of metropolitan France.
 *
 * @param year an integer ≥ 1583
 * @returns ISO dates, ascending
 * @see Code du travail, article L3133-1
 */
export function publicHolidays(year: number): string[] {
  const easter = easterSunday(year)
  const fixed = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'].map((day) => `${year}-${day}`)
  return [...fixed, addDays(easter, 1), addDays(easter, 39), addDays(easter, 50)].sort()
}

/** ISO date of a day of a month, both from 1. */
export function isoOf(year: number, month: number, day: number): string {
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10)
}
