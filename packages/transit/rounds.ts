/**
 * The rounds of RAPTOR. Round k finds the earliest arrival at each stop with k rides at most, by passing once along each
 * pattern that calls at a stop improved by round k − 1, then walking once from the stops where a ride arrived earlier.
 *
 * Source: Delling, Pajor, Werneck, _Round-Based Public Transit Routing_, ALENEX 2012. **Deviations**: the earliest
 * arrival by ride is kept apart from the earliest at all, since only after a ride may one walk; so the answer is exact
 * for any list of footpaths, where theirs must be closed and obey the triangle inequality. Labels of a round hold for
 * all later rounds too, so that a departure an earlier minute can go on from them (their rRAPTOR) with limited rides.
 */
import type { Footpaths } from './footpaths.ts'
import { ALIGHT, BOARD } from './sequences.ts'
import type { Timetable } from './timetable.ts'
import { type Allowed, allowedIn, type Wheelchair } from './wheelchair.ts'

/** Later than everything. */
export const NEVER = 2 ** 31 - 1

export interface Limits {
  /** Most rides, 1 or more. */
  readonly rides: number
  /** Seconds kept between arriving anywhere and boarding again. */
  readonly changeSeconds: number
  readonly wheelchair: Wheelchair
}

/** How each label came about; only kept where journeys are wanted. Indexed like the labels. */
export interface Trace {
  readonly ride: Int32Array
  readonly boarded: Int32Array
  readonly alighted: Int32Array
  /** Place of the stop walked from, −1 where the stop was reached by ride. */
  readonly walkedFrom: Int32Array
}

export interface Search {
  readonly timetable: Timetable
  readonly footpaths: Footpaths
  readonly limits: Limits
  readonly allowed: Allowed
  /** Earliest arrival with at most k rides at stop s: index k × stops + s. `byRide`: not having walked after the last. */
  readonly arrival: Int32Array
  readonly byRide: Int32Array
  readonly trace: Trace | undefined
  /** When one could board at a stop that the round before improved, else `NEVER`. */
  readonly readyAt: Int32Array
  /** Stops improved in this round, each once. */
  readonly improved: Places
  /** Stops with footpaths where a ride of this round arrived earlier. */
  readonly walkers: Places
  /** First call from which a pattern must be passed along, −1 when it need not. */
  readonly firstCall: Int32Array
}

/** A list of places without doubles. */
interface Places {
  readonly list: number[]
  readonly has: Uint8Array
}

export function searchOf(timetable: Timetable, footpaths: Footpaths, limits: Limits, wantsTrace: boolean): Search {
  const stops = timetable.network.stops.length
  const labels = (limits.rides + 1) * stops
  const empty = () => new Int32Array(labels).fill(-1)
  return {
    timetable,
    footpaths,
    limits,
    allowed: allowedIn(timetable, limits.wheelchair),
    arrival: new Int32Array(labels).fill(NEVER),
    byRide: new Int32Array(labels).fill(NEVER),
    trace: wantsTrace ? { ride: empty(), boarded: empty(), alighted: empty(), walkedFrom: empty() } : undefined,
    readyAt: new Int32Array(stops).fill(NEVER),
    improved: { list: [], has: new Uint8Array(stops) },
    walkers: { list: [], has: new Uint8Array(stops) },
    firstCall: new Int32Array(timetable.patterns).fill(-1),
  }
}

/**
 * Brings the labels to those of a departure no later than any before in the same search.
 *
 * @param access places of stops and seconds to walk there
 * @param latest arrivals after this second are not looked for
 */
export function runRounds(
  search: Search,
  departure: number,
  access: readonly (readonly [place: number, seconds: number])[],
  latest: number,
): void {
  const { arrival, improved, limits } = search
  const stops = search.timetable.network.stops.length
  for (const [place, seconds] of access) {
    const time = departure + seconds
    if (time > latest || time >= (arrival[place] ?? 0)) continue
    lower(arrival, place, stops, time)
    add(improved, place)
  }
  for (let round = 1; round <= limits.rides && improved.list.length > 0; round++) {
    const boarding = makeReady(search, round)
    for (const pattern of patternsThrough(search, boarding)) {
      passAlong(search, pattern, round, latest)
      search.firstCall[pattern] = -1
    }
    for (const place of boarding) search.readyAt[place] = NEVER
    walkOn(search, round, latest)
  }
  clear(improved)
}

/** Stops that the round before improved; from now on they can be boarded at. */
function makeReady({ arrival, improved, readyAt, limits, footpaths, timetable }: Search, round: number): number[] {
  const labels = (round - 1) * timetable.network.stops.length
  const boarding = [...improved.list]
  for (const place of boarding) {
    // Who comes from home has nothing to change.
    const change = round === 1 ? 0 : Math.max(limits.changeSeconds, footpaths.changes[place] ?? 0)
    readyAt[place] = (arrival[labels + place] ?? 0) + change
  }
  clear(improved)
  return boarding
}

function patternsThrough({ timetable, firstCall }: Search, boarding: readonly number[]): number[] {
  const { patternAt, stopPatterns, stopCalls } = timetable
  const patterns: number[] = []
  for (const place of boarding) {
    for (let at = patternAt[place] ?? 0; at < (patternAt[place + 1] ?? 0); at++) {
      const pattern = stopPatterns[at] ?? 0
      const call = stopCalls[at] ?? 0
      const known = firstCall[pattern] ?? -1
      if (known === -1) patterns.push(pattern)
      if (known === -1 || call < known) firstCall[pattern] = call
    }
  }
  return patterns
}

/** Along one pattern, always on the earliest ride that can be caught so far. */
function passAlong(search: Search, pattern: number, round: number, latest: number): void {
  const { timetable, allowed, readyAt, firstCall, byRide } = search
  const { stops, arrivals, callAt, rideAt, timeAt } = timetable
  const start = callAt[pattern] ?? 0
  const length = (callAt[pattern + 1] ?? 0) - start
  const none = (rideAt[pattern + 1] ?? 0) - (rideAt[pattern] ?? 0)
  const times = timeAt[pattern] ?? 0
  const labels = round * timetable.network.stops.length
  let ride = none
  let boarded = 0
  for (let call = firstCall[pattern] ?? 0; call < length; call++) {
    const place = stops[start + call] ?? 0
    const may = allowed.calls[start + call] ?? 0
    if (ride < none && (may & ALIGHT) !== 0) {
      const time = arrivals[times + ride * length + call] ?? 0
      if (time <= latest && time < (byRide[labels + place] ?? 0)) {
        alight(search, {
          label: labels + place,
          place,
          time,
          ride: (rideAt[pattern] ?? 0) + ride,
          boarded,
          alighted: call,
        })
      }
    }
    const ready = readyAt[place] ?? NEVER
    if (ready === NEVER || (may & BOARD) === 0) continue
    const earlier = earliestRide(search, pattern, call, ready, ride)
    if (earlier < ride) {
      ride = earlier
      boarded = call
    }
  }
}

/** The first allowed ride of a pattern that leaves a call no earlier than `ready`; `before` when none comes before it. */
function earliestRide(search: Search, pattern: number, call: number, ready: number, before: number): number {
  const { callAt, rideAt, timeAt, departures } = search.timetable
  const length = (callAt[pattern + 1] ?? 0) - (callAt[pattern] ?? 0)
  const column = (timeAt[pattern] ?? 0) + call
  let low = 0
  let high = before
  while (low < high) {
    const middle = (low + high) >> 1
    if ((departures[column + middle * length] ?? 0) < ready) low = middle + 1
    else high = middle
  }
  const { rides } = search.allowed
  if (rides) while (low < before && rides[(rideAt[pattern] ?? 0) + low] === 0) low++
  return low
}

/** A ride that arrives at a stop earlier than any in this round. */
interface Alighting {
  readonly label: number
  readonly place: number
  readonly time: number
  readonly ride: number
  /** Calls of its pattern. */
  readonly boarded: number
  readonly alighted: number
}

function alight(search: Search, { label, place, time, ride, boarded, alighted }: Alighting): void {
  const { arrival, byRide, trace, improved, walkers, footpaths, timetable } = search
  const stops = timetable.network.stops.length
  lower(byRide, label, stops, time)
  if ((footpaths.at[place] ?? 0) < (footpaths.at[place + 1] ?? 0)) add(walkers, place)
  if (trace) {
    trace.ride[label] = ride
    trace.boarded[label] = boarded
    trace.alighted[label] = alighted
  }
  if (time >= (arrival[label] ?? 0)) return
  lower(arrival, label, stops, time)
  add(improved, place)
  if (trace) trace.walkedFrom[label] = -1
}

function walkOn(search: Search, round: number, latest: number): void {
  const { arrival, byRide, trace, improved, walkers, footpaths, timetable } = search
  const stops = timetable.network.stops.length
  for (const from of walkers.list) {
    const left = byRide[round * stops + from] ?? 0
    for (let at = footpaths.at[from] ?? 0; at < (footpaths.at[from + 1] ?? 0); at++) {
      const time = left + (footpaths.seconds[at] ?? 0)
      const label = round * stops + (footpaths.to[at] ?? 0)
      if (time > latest || time >= (arrival[label] ?? 0)) continue
      lower(arrival, label, stops, time)
      add(improved, footpaths.to[at] ?? 0)
      if (trace) trace.walkedFrom[label] = from
    }
  }
  clear(walkers)
}

/** What holds with k rides holds with more. */
function lower(labels: Int32Array, from: number, stops: number, time: number): void {
  for (let label = from; label < labels.length && time < (labels[label] ?? 0); label += stops) labels[label] = time
}

function add({ list, has }: Places, place: number): void {
  if (has[place] === 1) return
  has[place] = 1
  list.push(place)
}

function clear({ list, has }: Places): void {
  for (const place of list) has[place] = 0
  list.length = 0
}
