import { isDay, WEEKDAYS, weekdayOf } from './day.ts'
import type { CalendarDateRow, CalendarRow } from './gtfs.ts'
import type { ProblemTally } from './problems.ts'
import { TransitError } from './transit-error.ts'

export interface Service {
  readonly week: readonly CalendarRow[]
  readonly added: ReadonlySet<string>
  readonly removed: ReadonlySet<string>
}

export interface Calendar {
  readonly services: ReadonlyMap<string, Service>
  /** First and last day that any calendar speaks of. */
  readonly from: string
  readonly until: string
}

interface Draft {
  week: CalendarRow[]
  added: Set<string>
  removed: Set<string>
}

/**
 * When each service runs. Rows with impossible dates are left out and counted.
 *
 * @throws TransitError `missing-table` when no row of either table can be used
 */
export function calendarOf(
  calendar: Iterable<CalendarRow>,
  calendarDates: Iterable<CalendarDateRow>,
  tally: ProblemTally,
): Calendar {
  const services = new Map<string, Draft>()
  const days: string[] = []
  for (const row of calendar) {
    const { serviceId, startDate, endDate } = row
    if (isDay(startDate) && isDay(endDate) && startDate <= endDate) {
      draftOf(services, serviceId).week.push(row)
      days.push(startDate, endDate)
    } else {
      tally.note('bad-date', { serviceId, startDate, endDate })
    }
  }
  for (const { serviceId, date, exceptionType } of calendarDates) {
    if (isDay(date)) {
      const { added, removed } = draftOf(services, serviceId)
      if (exceptionType === 1) days.push(date)
      const dates = exceptionType === 1 ? added : removed
      dates.add(date)
    } else {
      tally.note('bad-date', { serviceId, date })
    }
  }
  const [from, until] = firstAndLast(days)
  return { services, from, until }
}

/** Whether a service runs on a day: its exceptions first, then its week. */
export function runsOn({ week, added, removed }: Service, day: string): boolean {
  if (removed.has(day)) return false
  if (added.has(day)) return true
  const weekday = weekdayOf(day)
  return week.some((row) => row[weekday] && row.startDate <= day && day <= row.endDate)
}

/** Ids of the services that run on a day. */
export function servicesOn({ services }: Calendar, day: string): Set<string> {
  const running = new Set<string>()
  for (const [id, service] of services) if (runsOn(service, day)) running.add(id)
  return running
}

/** Whether a service does on that day something else than its week says. */
export function isException({ week, added, removed }: Service, day: string): boolean {
  return removed.has(day) || (added.has(day) && week.some((row) => WEEKDAYS.some((weekday) => row[weekday])))
}

function draftOf(services: Map<string, Draft>, id: string): Draft {
  const draft = services.get(id) ?? { week: [], added: new Set(), removed: new Set() }
  services.set(id, draft)
  return draft
}

function firstAndLast(days: readonly string[]): [string, string] {
  const [first] = days
  if (first === undefined) {
    const message = 'the timetable has neither calendar nor calendar_dates: nobody knows when it runs'
    throw new TransitError('missing-table', { table: 'calendar' }, message)
  }
  let [from, until] = [first, first]
  for (const day of days) {
    if (day < from) from = day
    if (day > until) until = day
  }
  return [from, until]
}
