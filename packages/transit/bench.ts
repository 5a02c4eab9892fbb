/**
 * `npm run bench:transit`: an invented network of 3 000 stops and 20 000 trips: time to build it, one query, and an hour
 * of departures from 40 doors, against a plain connection scan on the same machine in the same run. Seconds of CPU.
 */
import { connectionsOf, NOT_REACHED, scan, walksOf } from './connection-scan.test-support.ts'
import { daysAfter } from './day.ts'
import { type Footpath, footpathsOf } from './footpaths.ts'
import type { Feed, StopRow, StopTimeRow, TripRow } from './gtfs.ts'
import { networkOf } from './network.ts'
import { arrivalsOfEach, earliestArrivals, type Travel } from './raptor.ts'
import { reach } from './reach.ts'
import { timetableOn } from './timetable.ts'

const SIDE = 55 // stops on each side of a square, 400 m apart
const LINES = 250
const CALLS = 25
const TRIPS_EACH_WAY = 40
const DOORS = 40
const DAY = '2026-03-10'
const MAX_RIDES = 12
const EIGHT = 8 * 3600
const MINUTES = Array.from({ length: 60 }, (_, minute) => EIGHT + minute * 60)

const chance = seeded(7)
const feed = inventedFeed()
const { result: network } = timed('network from rows', () => networkOf(feed))
const { result: timetable } = timed('timetable of one day', () => timetableOn(network, DAY))
const connections = connectionsOf(feed)
const rows = [...feed.stopTimes].length
console.log(`${network.stops.length} stops, ${network.trips.length} trips, ${rows} stop times`)
console.log(
  `${timetable.patterns} patterns, ${timetable.tripOf.length} rides, ${connections.trip.length} connections\n`,
)

const walks = neighbouringWalks()
const footpaths = footpathsOf(network, walks)
const scanWalks = walksOf(connections, walks)
const doors = Array.from({ length: DOORS }, doorNear)
compare(2)
timed(`reach of ${DOORS} doors, medians of 60 departures, horizon of 2 hours`, () => {
  for (const access of doors) reach(timetable, { access, footpaths, leaving: EIGHT + 1800 })
})

function compare(hours: number): void {
  const horizonSeconds = hours * 3600
  const travels = doors.map((access) => ({ access, footpaths, maxRides: MAX_RIDES, horizonSeconds }) satisfies Travel)
  const plain = (access: Door, departure: number) =>
    scan(connections, scanWalks, { access, departure, changeSeconds: 120, latest: departure + horizonSeconds })
  console.log(`Arrivals within ${hours} hours, at most ${MAX_RIDES} rides (the plain scan has no limit)`)
  const one = timed(`  one departure of ${DOORS} doors, journeys traced`, () => {
    for (const travel of travels) earliestArrivals(timetable, travel, EIGHT)
  })
  const onePlain = timed('    plain', () => doors.map((access) => plain(access, EIGHT)))
  const range = timed(`  60 departures of ${DOORS} doors`, () => travels.map(lastOf))
  const rangePlain = timed('    plain', () => doors.map((access) => MINUTES.map((at) => plain(access, at))))
  console.log(
    `  ratio: one ${ratio(onePlain, one)}, range ${ratio(rangePlain, range)}; ${agreement(travels, rangePlain.result)}\n`,
  )
}

/** Runs a range to its end. */
function lastOf(travel: Travel): void {
  for (const labels of arrivalsOfEach(timetable, travel, MINUTES)) if (labels.departure < EIGHT) return
}

/** How many of all arrivals are those of the plain scan, its answers by door and minute. */
function agreement(
  travels: readonly (Travel & { horizonSeconds: number })[],
  plain: readonly (readonly Int32Array[])[],
): string {
  let [same, different] = [0, 0]
  for (const [door, travel] of travels.entries()) {
    for (const { departure, arrival } of arrivalsOfEach(timetable, travel, MINUTES)) {
      const expected = plain[door]?.[MINUTES.indexOf(departure)]
      for (const [place, time] of arrival.entries()) {
        // Later than the horizon, a label may be that of a later departure.
        const ours = time > departure + travel.horizonSeconds ? NOT_REACHED : time
        if (ours === expected?.[place]) same++
        else different++
      }
    }
  }
  return `${same} arrivals the same, ${different} different`
}

function ratio(plain: { seconds: number }, ours: { seconds: number }): string {
  return `${(plain.seconds / ours.seconds).toFixed(1)} ×`
}

function timed<Result>(name: string, work: () => Result): { result: Result; seconds: number } {
  const before = process.cpuUsage()
  const result = work()
  const { user, system } = process.cpuUsage(before)
  const seconds = (user + system) / 1e6
  console.log(`${name.padEnd(70)} ${seconds.toFixed(3)} s`)
  return { result, seconds }
}

/** Lines that wander over the square, mostly straight on, each way every 20 to 30 minutes. */
function inventedFeed(): Feed {
  const stops = Array.from({ length: SIDE * SIDE }, (_, place): StopRow => {
    const [north, east] = [Math.floor(place / SIDE), place % SIDE]
    return { stopId: String(place), stopName: `${place}`, stopLat: 48.8 + north * 0.0036, stopLon: 2.4 + east * 0.0055 }
  })
  const routes = Array.from({ length: LINES }, (_, line) => ({
    routeId: String(line),
    routeShortName: `${line}`,
    routeType: 3,
  }))
  const trips: TripRow[] = []
  const stopTimes: StopTimeRow[] = []
  for (const { routeId } of routes) {
    const way = wander()
    for (const stopsInOrder of [way, way.toReversed()]) {
      for (let rank = 0; rank < TRIPS_EACH_WAY; rank++) {
        const tripId = `${routeId}/${trips.length}`
        trips.push({ tripId, routeId, serviceId: 'daily' })
        let at = 5 * 3600 + Math.floor((rank + chance()) * 1600)
        for (const [stopSequence, place] of stopsInOrder.entries()) {
          stopTimes.push({ tripId, stopId: String(place), stopSequence, arrivalTime: at, departureTime: at })
          at += 60 + Math.floor(chance() * 60)
        }
      }
    }
  }
  const calendarDates = [-1, 0, 1].map((days) => ({
    serviceId: 'daily',
    date: daysAfter(DAY, days),
    exceptionType: 1 as const,
  }))
  return { stops, routes, trips, stopTimes, calendar: [], calendarDates }
}

function wander(): number[] {
  let [north, east] = [Math.floor(chance() * SIDE), Math.floor(chance() * SIDE)]
  let heading = Math.floor(chance() * 4)
  const way: number[] = []
  while (way.length < CALLS) {
    way.push(north * SIDE + east)
    if (chance() < 0.2) heading = (heading + (chance() < 0.5 ? 1 : 3)) % 4
    const [up = 0, right = 0] =
      [
        [1, 0],
        [0, 1],
        [-1, 0],
        [0, -1],
      ][heading] ?? []
    if (north + up < 0 || north + up >= SIDE || east + right < 0 || east + right >= SIDE) heading = (heading + 2) % 4
    else [north, east] = [north + up, east + right]
  }
  return way
}

/** Between stops that stand next to each other: 400 m on foot. */
function neighbouringWalks(): Footpath[] {
  return network.stops.flatMap(({ stopId }) => {
    const place = Number(stopId)
    const neighbours = [
      place - SIDE,
      place + SIDE,
      ...(place % SIDE > 0 ? [place - 1] : []),
      ...(place % SIDE < SIDE - 1 ? [place + 1] : []),
    ]
    return neighbours
      .filter((to) => to >= 0 && to < SIDE * SIDE)
      .map((to) => ({ from: stopId, to: String(to), seconds: 360 }))
  })
}

type Door = readonly (readonly [stopId: string, seconds: number])[]

/** The four stops around a door. */
function doorNear(): Door {
  const place = Math.floor(chance() * (SIDE - 1)) * SIDE + Math.floor(chance() * (SIDE - 1))
  return [0, 1, SIDE, SIDE + 1].map((step) => [String(place + step), 120 + Math.floor(chance() * 240)])
}

/** Mulberry32 (Tommy Ettinger, 2017): plenty for an invented network. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
