import { clockAt, secondsAt } from './clock.ts'
import { footpathsOf } from './footpaths.ts'
import type { Feed } from './gtfs.ts'
import type { Journey } from './journey.ts'
import { networkOf } from './network.ts'
import { type Arrivals, earliestArrivals, type Travel } from './raptor.ts'
import { timetableOn } from './timetable.ts'

/** Leaving a door at a time of a day; walks between stops as `A B 180`, both ways. */
export function leave(
  feed: Feed,
  { day = '2026-03-10', at, walks = [], ...travel }: { day?: string; at: string; walks?: string[] } & Travel,
): Arrivals {
  const network = networkOf(feed)
  const footpaths = walks.flatMap((walk) => {
    const [from = '', to = '', seconds] = walk.split(' ')
    const pair = { from, to, seconds: Number(seconds) }
    return [pair, { ...pair, from: to, to: from }]
  })
  const all = { ...travel, footpaths: footpathsOf(network, footpaths) }
  return earliestArrivals(timetableOn(network, day), all, secondsAt(day, at))
}

/** A journey in a line: `walk 07:55 A 08:00 · 1 08:00 A → C 08:20 · walk C 08:25`. */
export function spoken(journey: Journey | undefined, day = '2026-03-10'): string {
  if (!journey) return 'no way'
  return journey.legs
    .map((leg) => {
      const [departure, arrival] = [clockAt(day, leg.departure), clockAt(day, leg.arrival)]
      const [from, to] = [leg.from?.stopId ?? 'door', leg.to?.stopId ?? 'place']
      const by = leg.kind === 'walk' ? 'walk' : leg.line.routeShortName
      return `${by} ${departure} ${from} → ${to} ${arrival}`
    })
    .join(' · ')
}
