import { isException, servicesOn } from './calendar.ts'
import { daysAfter, requireDay, type Weekday, weekdayOf } from './day.ts'
import type { Network } from './network.ts'
import { TransitError } from './transit-error.ts'

export interface RepresentativeDay {
  readonly day: string
  /** Rides that begin on its service day. */
  readonly rides: number
  /** Days of that weekday that were compared, and how many of them were passed over for an exception. */
  readonly compared: number
  readonly exceptional: number
}

/**
 * A day that may stand for a weekday, always the same for the same timetable: of all such weekdays within validity on
 * which something runs, leaving out those on which a service departs from its week (unless all do), the one whose number
 * of rides is the median, the larger of the middle two; of several, the first on or after `near`, else the last before.
 *
 * @param near a day such as 2026-10-31; absent: the beginning of validity
 * @throws TransitError `no-such-weekday`, `bad-date`
 */
export function representativeDay(network: Network, weekday: Weekday, near = network.calendar.from): RepresentativeDay {
  requireDay(near)
  const days = daysOf(network, weekday)
  const plain = days.filter(({ day }) => !hasException(network, day))
  const kept = plain.length > 0 ? plain : days
  const counts = kept.map(({ rides }) => rides).sort((a, b) => a - b)
  const median = counts[Math.floor(counts.length / 2)]
  const typical = kept.filter(({ rides }) => rides === median)
  const chosen = typical.find(({ day }) => day >= near) ?? typical.at(-1)
  if (!chosen) {
    const { from, until } = network.calendar
    const message = `nothing runs on any ${weekday} from ${from} to ${until}`
    throw new TransitError('no-such-weekday', { weekday, from, until }, message)
  }
  return { ...chosen, compared: days.length, exceptional: days.length - plain.length }
}

function daysOf({ calendar, ridesOfService }: Network, weekday: Weekday): { day: string; rides: number }[] {
  const days: { day: string; rides: number }[] = []
  let day = calendar.from
  while (weekdayOf(day) !== weekday) day = daysAfter(day, 1)
  for (; day <= calendar.until; day = daysAfter(day, 7)) {
    let rides = 0
    for (const service of servicesOn(calendar, day)) rides += ridesOfService.get(service) ?? 0
    if (rides > 0) days.push({ day, rides })
  }
  return days
}

function hasException({ calendar }: Network, day: string): boolean {
  return [...calendar.services.values()].some((service) => isException(service, day))
}
