import fc from 'fast-check'
import type { Footpath } from './footpaths.ts'
import type { Feed, StopRow, StopTimeRow, TripRow } from './gtfs.ts'

export interface RandomQuestion {
  readonly feed: Feed
  readonly walks: readonly Footpath[]
  readonly access: readonly (readonly [string, number])[]
  readonly departure: number
  readonly changeSeconds: number
}

const STOPS = ['A', 'B', 'C', 'D', 'E', 'F']
const stopId = fc.constantFrom(...STOPS)
const wheelchair = fc.constantFrom(0, 1, 2, undefined)
// Few distinct times, so that rides meet, tie and overtake each other.
const minutes = (max: number) => fc.integer({ min: 0, max }).map((count) => count * 60)

/** A line: stops, and trips that each have their own start and pace; now and then nobody may get on or off. */
const line = fc.array(stopId, { minLength: 2, maxLength: 5 }).chain((stops) =>
  fc.record({
    stops: fc.constant(stops),
    trips: fc.array(
      fc.record({
        start: minutes(80),
        paces: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: stops.length, maxLength: stops.length }),
        dwells: fc.array(fc.constantFrom(0, 0, 60, 120), { minLength: stops.length, maxLength: stops.length }),
        wheelchair,
      }),
      { minLength: 1, maxLength: 5 },
    ),
    closed: fc.array(fc.constantFrom(0, 0, 0, 0, 1, 2), { minLength: stops.length, maxLength: stops.length }),
  }),
)

type Line = typeof line extends fc.Arbitrary<infer Value> ? Value : never

const footpath = fc.record({ from: stopId, to: stopId, seconds: minutes(6) })

/** Timetables of a few lines around an hour of the day, midnight among them, with a door and a time to leave. */
export const randomQuestion: fc.Arbitrary<RandomQuestion> = fc
  .record({
    lines: fc.array(line, { minLength: 1, maxLength: 5 }),
    hour: fc.constantFrom(0, 8, 23, 24),
    walks: fc.array(footpath, { maxLength: 6 }),
    access: fc.array(fc.tuple(stopId, minutes(5)), { minLength: 1, maxLength: 3 }),
    leaving: minutes(100),
    changeSeconds: fc.constantFrom(0, 60, 120),
    stopWheelchairs: fc.array(wheelchair, { minLength: STOPS.length, maxLength: STOPS.length }),
  })
  .map(({ lines, hour, leaving, stopWheelchairs, ...rest }) => ({
    ...rest,
    feed: feedWith(lines, hour * 3600, stopWheelchairs),
    departure: (hour % 24) * 3600 + leaving,
  }))

function feedWith(lines: readonly Line[], from: number, stopWheelchairs: readonly (number | undefined)[]): Feed {
  const trips: TripRow[] = []
  const stopTimes: StopTimeRow[] = []
  for (const [routeId, { stops, trips: ofLine, closed }] of lines.entries()) {
    for (const [rank, { start, paces, dwells, wheelchair: wheelchairAccessible }] of ofLine.entries()) {
      const tripId = `${routeId}/${rank}`
      trips.push({ tripId, routeId: String(routeId), serviceId: 'daily', wheelchairAccessible })
      let at = from + start
      for (const [call, stop] of stops.entries()) {
        const [arrivalTime, departureTime] = [at, at + (dwells[call] ?? 0)]
        at = departureTime + (paces[call] ?? 1) * 60
        const [pickupType, dropOffType] = [closed[call] === 1 ? 1 : 0, closed[call] === 2 ? 1 : 0]
        stopTimes.push({
          tripId,
          stopId: stop,
          stopSequence: call,
          arrivalTime,
          departureTime,
          pickupType,
          dropOffType,
        })
      }
    }
  }
  const stops = STOPS.map((id, rank): StopRow => {
    return { stopId: id, stopName: id, stopLat: 48.9, stopLon: 2.48, wheelchairBoarding: stopWheelchairs[rank] }
  })
  const week = {
    monday: true,
    tuesday: true,
    wednesday: true,
    thursday: true,
    friday: true,
    saturday: true,
    sunday: true,
  }
  return {
    stops,
    routes: lines.map((_, routeId) => ({ routeId: String(routeId), routeShortName: `line ${routeId}`, routeType: 3 })),
    trips,
    stopTimes,
    calendar: [{ serviceId: 'daily', ...week, startDate: '2026-01-01', endDate: '2026-12-31' }],
    calendarDates: [],
  }
}
