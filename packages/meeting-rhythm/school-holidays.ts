/**
 * School holidays of mainland France by zone, as decreed year by year. Classes stop after the last lesson before `from` and begin again
 * on the morning after `to`.
 *
 * @see Arrêtés du 7 décembre 2022 (2025-2026), du 22 octobre 2025 (2026-2027, JORFTEXT000052416058) et du 21 juillet 2026
 *   (2027-2028, JORFTEXT000054457294); open data « fr-en-calendrier-scolaire » of the ministry, Licence Ouverte 2.0
 */
import { publicHolidays } from './days-off.ts'

export type Zone = 'A' | 'B' | 'C'

export type DayOffName = 'public' | 'autumn' | 'christmas' | 'winter' | 'spring' | 'ascension' | 'summer'

export interface DaysOff {
  readonly name: DayOffName
  /** First day without class, or the public holiday itself. */
  readonly from: string
  /** Last one. */
  readonly to: string
}

/** Days after this one are not decreed yet, but for public holidays: nothing is known of them, which is not that they are free. */
export const DECREED_UNTIL = '2028-05-28'

type Decreed = readonly [name: Exclude<DayOffName, 'public'>, from: string, to: string]

const EVERYWHERE: readonly Decreed[] = [
  ['autumn', '2025-10-18', '2025-11-02'],
  ['christmas', '2025-12-20', '2026-01-04'],
  ['ascension', '2026-05-14', '2026-05-17'],
  ['summer', '2026-07-04', '2026-08-31'],
  ['autumn', '2026-10-17', '2026-11-01'],
  ['christmas', '2026-12-19', '2027-01-03'],
  ['ascension', '2027-05-06', '2027-05-09'],
  ['summer', '2027-07-03', '2027-09-01'],
  ['autumn', '2027-10-23', '2027-11-07'],
  ['christmas', '2027-12-18', '2028-01-02'],
  ['ascension', '2028-05-25', '2028-05-28'],
]

const BY_ZONE: Readonly<Record<Zone, readonly Decreed[]>> = {
  A: [
    ['winter', '2026-02-07', '2026-02-22'],
    ['spring', '2026-04-04', '2026-04-19'],
    ['winter', '2027-02-13', '2027-02-28'],
    ['spring', '2027-04-10', '2027-04-25'],
    ['winter', '2028-02-19', '2028-03-05'],
    ['spring', '2028-04-22', '2028-05-08'],
  ],
  B: [
    ['winter', '2026-02-14', '2026-03-01'],
    ['spring', '2026-04-11', '2026-04-26'],
    ['winter', '2027-02-20', '2027-03-07'],
    ['spring', '2027-04-17', '2027-05-02'],
    ['winter', '2028-02-05', '2028-02-20'],
    ['spring', '2028-04-08', '2028-04-23'],
  ],
  C: [
    ['winter', '2026-02-21', '2026-03-08'],
    ['spring', '2026-04-18', '2026-05-03'],
    ['winter', '2027-02-06', '2027-02-21'],
    ['spring', '2027-04-03', '2027-04-18'],
    ['winter', '2028-02-12', '2028-02-27'],
    ['spring', '2028-04-15', '2028-05-01'],
  ],
}

/** Departments of the academies of each zone; Corsica and the overseas decide for themselves. */
const DEPARTMENTS: Readonly<Record<Zone, string>> = {
  A: '01 03 07 15 16 17 19 21 23 24 25 26 33 38 39 40 42 43 47 58 63 64 69 70 71 73 74 79 86 87 89 90',
  B: '02 04 05 06 08 10 13 14 18 22 27 28 29 35 36 37 41 44 45 49 50 51 52 53 54 55 56 57 59 60 61 62 67 68 72 76 80 83 84 85 88',
  C: '09 11 12 30 31 32 34 46 48 65 66 75 77 78 81 82 91 92 93 94 95',
}

const ZONES: readonly Zone[] = ['A', 'B', 'C']

/**
 * The zone of a commune, or nothing in Corsica and overseas.
 *
 * @param commune code of INSEE, five signs
 * @example zoneOf('93010') // 'C'
 */
export function zoneOf(commune: string): Zone | undefined {
  const department = commune.slice(0, 2)
  return ZONES.find((zone) => DEPARTMENTS[zone].split(' ').includes(department))
}

/**
 * Public and school holidays that touch a span of days, in the order in which they begin.
 *
 * @param from first day, ISO date
 * @param to last day, ISO date
 * @param zone without one, public holidays alone
 */
export function daysOffBetween(from: string, to: string, zone: Zone | undefined): DaysOff[] {
  const [first, last] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))]
  const years = Array.from({ length: last - first + 1 }, (_, at) => publicHolidays(first + at))
  const publicOnes = years.flat().map((day): DaysOff => ({ name: 'public', from: day, to: day }))
  const decreed = zone === undefined ? [] : [...EVERYWHERE, ...BY_ZONE[zone]]
  return [...publicOnes, ...decreed.map(([name, start, end]): DaysOff => ({ name, from: start, to: end }))]
    .filter((off) => off.from <= to && off.to >= from)
    .toSorted((a, b) => a.from.localeCompare(b.from) || b.to.localeCompare(a.to))
}
