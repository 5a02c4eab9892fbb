/**
 * Earliest arrivals the plain way: all connections of a day, ordered by departure, scanned once (Dibbelt, Pajor,
 * Strasser, Wagner, _Intriguingly Simple and Fast Transit Routing_, 2013). Reads the rows of the timetable by itself, so
 * that it shares nothing with what it checks; knows no change of the clock, and no calendar but the services it is given.
 */
import type { Footpath } from './footpaths.ts'
import type { Feed, StopTimeRow } from './gtfs.ts'

export interface Connections {
  readonly stops: readonly string[]
  readonly trips: number
  /** One entry a connection, by departure. `may`: 1 one may get on, 2 one may get off at its end. */
  readonly trip: Int32Array
  readonly from: Int32Array
  readonly to: Int32Array
  readonly departure: Int32Array
  readonly arrival: Int32Array
  readonly may: Uint8Array
}

export interface ScanQuestion {
  readonly access: readonly (readonly [stopId: string, seconds: number])[]
  readonly departure: number
  readonly changeSeconds: number
  readonly latest: number
}

const DAY = 86_400

/** Connections of three days on which the same trips run: the day before, the day, and what begins by 06:00 after it. */
export function connectionsOf(feed: Feed, days: readonly number[] = [-1, 0, 1]): Connections {
  const stops = [...feed.stops].map(({ stopId }) => stopId)
  const placeOf = new Map(stops.map((id, place) => [id, place]))
  const rows: { trip: number; from: number; to: number; departure: number; arrival: number; may: number }[] = []
  let trips = 0
  for (const calls of Map.groupBy(feed.stopTimes, ({ tripId }) => tripId).values()) {
    for (const day of days) {
      if (day === 1 && timeOf(calls[0]?.departureTime) >= 6 * 3600) continue
      const trip = trips++
      for (const [rank, call] of calls.slice(0, -1).entries()) {
        const next: StopTimeRow = calls[rank + 1] ?? call
        rows.push({
          trip,
          from: placeOf.get(call.stopId) ?? -1,
          to: placeOf.get(next.stopId) ?? -1,
          departure: timeOf(call.departureTime) + day * DAY,
          arrival: timeOf(next.arrivalTime) + day * DAY,
          may: (call.pickupType === 1 ? 0 : 1) | (next.dropOffType === 1 ? 0 : 2),
        })
      }
    }
  }
  rows.sort((a, b) => a.departure - b.departure)
  return {
    stops,
    trips,
    trip: Int32Array.from(rows, ({ trip }) => trip),
    from: Int32Array.from(rows, ({ from }) => from),
    to: Int32Array.from(rows, ({ to }) => to),
    departure: Int32Array.from(rows, ({ departure }) => departure),
    arrival: Int32Array.from(rows, ({ arrival }) => arrival),
    may: Uint8Array.from(rows, ({ may }) => may),
  }
}

function timeOf(seconds: number | null | undefined): number {
  return seconds ?? Number.NaN
}

/** Footpaths by the place of the stop they start from: from `at[s]` to `at[s + 1]`. */
export interface ScanWalks {
  readonly at: Int32Array
  readonly to: Int32Array
  readonly seconds: Int32Array
}

export function walksOf({ stops }: Connections, footpaths: readonly Footpath[]): ScanWalks {
  const placeOf = new Map(stops.map((id, place) => [id, place]))
  const byStop = Map.groupBy(footpaths, ({ from }) => from)
  const inOrder = stops.flatMap((id) => byStop.get(id) ?? [])
  const at = new Int32Array(stops.length + 1)
  for (const [place, id] of stops.entries()) at[place + 1] = (at[place] ?? 0) + (byStop.get(id)?.length ?? 0)
  const to = Int32Array.from(inOrder, (walk) => placeOf.get(walk.to) ?? -1)
  return { at, to, seconds: Int32Array.from(inOrder, ({ seconds }) => seconds) }
}

export const NOT_REACHED = 2 ** 31 - 1

/** Earliest arrival at each stop, with any number of rides. */
export function scan(connections: Connections, walks: ScanWalks, question: ScanQuestion): Int32Array {
  const { stops, trip, from, to, departure, arrival, may } = connections
  const { changeSeconds, latest } = question
  const arrivals = new Int32Array(stops.length).fill(NOT_REACHED)
  const ready = new Int32Array(stops.length).fill(NOT_REACHED)
  const isAboard = new Uint8Array(connections.trips)
  for (const [stopId, seconds] of question.access) {
    const place = stops.indexOf(stopId)
    arrivals[place] = Math.min(arrivals[place] ?? 0, question.departure + seconds)
    ready[place] = arrivals[place]
  }
  const arrive = (place: number, time: number) => {
    if (time > latest) return
    if (time < (arrivals[place] ?? 0)) arrivals[place] = time
    if (time + changeSeconds < (ready[place] ?? 0)) ready[place] = time + changeSeconds
  }
  for (let at = firstFrom(departure, question.departure); at < trip.length; at++) {
    const leaves = departure[at] ?? 0
    if (leaves > latest) break
    const mayBoard = ((may[at] ?? 0) & 1) !== 0 && (ready[from[at] ?? 0] ?? 0) <= leaves
    if (!mayBoard && isAboard[trip[at] ?? 0] === 0) continue
    isAboard[trip[at] ?? 0] = 1
    if (((may[at] ?? 0) & 2) === 0) continue
    const end = to[at] ?? 0
    const time = arrival[at] ?? 0
    arrive(end, time)
    for (let walk = walks.at[end] ?? 0; walk < (walks.at[end + 1] ?? 0); walk++) {
      arrive(walks.to[walk] ?? 0, time + (walks.seconds[walk] ?? 0))
    }
  }
  return arrivals
}

/** The same with a limit of rides: one scan a ride, boarding only where the scans before arrived. */
export function scanWithRides(
  connections: Connections,
  walks: ScanWalks,
  question: ScanQuestion,
  rides: number,
): Int32Array {
  const { stops, trip, from, to, departure, arrival, may } = connections
  const { changeSeconds, latest } = question
  const arrivals = new Int32Array(stops.length).fill(NOT_REACHED)
  for (const [stopId, seconds] of question.access) {
    const place = stops.indexOf(stopId)
    arrivals[place] = Math.min(arrivals[place] ?? 0, question.departure + seconds)
  }
  let ready = arrivals.slice()
  for (let ride = 0; ride < rides; ride++) {
    const isAboard = new Uint8Array(connections.trips)
    const next = ready.slice()
    const arrive = (place: number, time: number) => {
      if (time > latest) return
      arrivals[place] = Math.min(arrivals[place] ?? 0, time)
      next[place] = Math.min(next[place] ?? 0, time + changeSeconds)
    }
    for (let at = 0; at < trip.length; at++) {
      const mayBoard = ((may[at] ?? 0) & 1) !== 0 && (ready[from[at] ?? 0] ?? 0) <= (departure[at] ?? 0)
      if (!mayBoard && isAboard[trip[at] ?? 0] === 0) continue
      isAboard[trip[at] ?? 0] = 1
      if (((may[at] ?? 0) & 2) === 0) continue
      const end = to[at] ?? 0
      const time = arrival[at] ?? 0
      arrive(end, time)
      for (let walk = walks.at[end] ?? 0; walk < (walks.at[end + 1] ?? 0); walk++) {
        arrive(walks.to[walk] ?? 0, time + (walks.seconds[walk] ?? 0))
      }
    }
    ready = next
  }
  return arrivals
}

function firstFrom(departures: Int32Array, time: number): number {
  let [low, high] = [0, departures.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((departures[middle] ?? 0) < time) low = middle + 1
    else high = middle
  }
  return low
}
