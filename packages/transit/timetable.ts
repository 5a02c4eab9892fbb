/**
 * One day of a timetable in the form that RAPTOR wants: rides grouped into patterns of identical stops within which no
 * ride overtakes another, so that the earliest ride one can catch is also the earliest everywhere down the line.
 *
 * Seconds are those of `clock.ts`, counted on the day asked. Rides of the day before that are still running after
 * midnight belong to it, and those that begin in the six hours after its end, whatever day the timetable files them under.
 */
import { servicesOn } from './calendar.ts'
import { originOf, PARIS, secondsAt } from './clock.ts'
import { daysAfter, requireDay } from './day.ts'
import type { Network, NetworkTrip } from './network.ts'
import { type Ride, withoutOvertaking } from './overtaking.ts'
import { type Problem, ProblemTally } from './problems.ts'

export interface Timetable {
  readonly network: Network
  readonly day: string
  readonly timeZone: string
  /** Those of the network, and what must be said of this day. */
  readonly problems: readonly Problem[]
  readonly patterns: number
  /** Calls of pattern p: `stops` and `calls` from `callAt[p]` to `callAt[p + 1]`. */
  readonly callAt: Int32Array
  readonly stops: Int32Array
  readonly calls: Uint8Array
  /** Rides of pattern p, in order: from `rideAt[p]` to `rideAt[p + 1]`. */
  readonly rideAt: Int32Array
  /** Times of pattern p from `timeAt[p]` on: those of its first ride at each call, then those of its second, … */
  readonly timeAt: Int32Array
  readonly arrivals: Int32Array
  readonly departures: Int32Array
  /** Trip of each ride, a rank in `Network.trips`. */
  readonly tripOf: Int32Array
  /** Pattern of each ride. */
  readonly patternOf: Int32Array
  /** Patterns that call at stop s, and at which call first: from `patternAt[s]` to `patternAt[s + 1]`. */
  readonly patternAt: Int32Array
  readonly stopPatterns: Int32Array
  readonly stopCalls: Int32Array
}

const HOURS_COVERED = 30
const DAY = 86_400

/**
 * The rides of one day. A day outside validity, or without service, gives an empty timetable that says so.
 *
 * @param day such as 2026-10-31
 * @param timeZone of the agency
 * @throws TransitError `bad-date`
 */
export function timetableOn(network: Network, day: string, timeZone = PARIS): Timetable {
  requireDay(day)
  const rides = ridesAround(network, day, timeZone)
  const patterns = rides.flatMap((ofSequence, sequence) =>
    withoutOvertaking(network, ofSequence).map((chain) => ({ sequence, rides: chain })),
  )
  return { network, day, timeZone, problems: problemsOf(network, day), ...laidOut(network, patterns) }
}

/** Rides by sequence, of all service days that reach into the day asked. */
function ridesAround(network: Network, day: string, timeZone: string): Ride[][] {
  const rides = network.sequences.map((): Ride[] => [])
  const origin = originOf(day, timeZone)
  const midnight = secondsAt(day, '00:00', timeZone)
  const longest = network.trips.reduce((last, trip) => Math.max(last, latest(trip)), 0)
  for (let offset = -Math.ceil(longest / DAY); offset <= 1; offset++) {
    const serviceDay = daysAfter(day, offset)
    const shift = (originOf(serviceDay, timeZone) - origin) / 1000
    const running = servicesOn(network.calendar, serviceDay)
    for (const [trip, { row, sequence, departures, arrivals, repeats }] of network.trips.entries()) {
      if (!running.has(row.serviceId)) continue
      const first = departures[0] ?? 0
      const lasts = (arrivals.at(-1) ?? 0) - first
      for (const start of repeats?.at ?? [first]) {
        const begins = start + shift
        if (begins + lasts < midnight || (offset === 1 && begins >= HOURS_COVERED * 3600)) continue
        rides[sequence]?.push({ trip, shift: begins - first })
      }
    }
  }
  return rides
}

function latest({ arrivals, departures, repeats }: NetworkTrip): number {
  const arrival = arrivals.at(-1) ?? 0
  return repeats ? (repeats.at.at(-1) ?? 0) + arrival - (departures[0] ?? 0) : arrival
}

function problemsOf({ calendar, ridesOfService, problems }: Network, day: string): Problem[] {
  const tally = new ProblemTally()
  const { from, until } = calendar
  if (day < from || day > until) tally.note('out-of-validity', { day, from, until })
  const runs = [...servicesOn(calendar, day)].some((service) => (ridesOfService.get(service) ?? 0) > 0)
  if (!runs) tally.note('no-service', { day })
  return [...problems, ...tally.list()]
}

type Layout = Omit<Timetable, 'network' | 'day' | 'timeZone' | 'problems'>

function laidOut(network: Network, patterns: readonly { sequence: number; rides: readonly Ride[] }[]): Layout {
  const lengths = patterns.map(({ sequence }) => network.sequences[sequence]?.stops.length ?? 0)
  const callAt = startsFrom(lengths)
  const rideAt = startsFrom(patterns.map(({ rides }) => rides.length))
  const timeAt = startsFrom(patterns.map(({ rides }, pattern) => rides.length * (lengths[pattern] ?? 0)))
  const stops = new Int32Array(callAt.at(-1) ?? 0)
  const calls = new Uint8Array(stops.length)
  const arrivals = new Int32Array(timeAt.at(-1) ?? 0)
  const departures = new Int32Array(arrivals.length)
  const tripOf = new Int32Array(rideAt.at(-1) ?? 0)
  const patternOf = new Int32Array(tripOf.length)
  for (const [pattern, { sequence, rides }] of patterns.entries()) {
    stops.set(network.sequences[sequence]?.stops ?? [], callAt[pattern])
    calls.set(network.sequences[sequence]?.calls ?? [], callAt[pattern])
    let ride = rideAt[pattern] ?? 0
    let time = timeAt[pattern] ?? 0
    for (const { trip, shift } of rides) {
      const times = network.trips[trip]
      tripOf[ride] = trip
      patternOf[ride++] = pattern
      for (let call = 0; call < (lengths[pattern] ?? 0); call++) {
        arrivals[time] = (times?.arrivals[call] ?? 0) + shift
        departures[time++] = (times?.departures[call] ?? 0) + shift
      }
    }
  }
  const byStop = patternsByStop(network.stops.length, callAt, stops)
  return {
    patterns: patterns.length,
    callAt,
    stops,
    calls,
    rideAt,
    timeAt,
    arrivals,
    departures,
    tripOf,
    patternOf,
    ...byStop,
  }
}

function startsFrom(lengths: readonly number[]): Int32Array {
  const starts = new Int32Array(lengths.length + 1)
  for (const [index, length] of lengths.entries()) starts[index + 1] = (starts[index] ?? 0) + length
  return starts
}

/** A stop that a pattern passes twice is listed at its first call: a scan from there passes the second as well. */
function patternsByStop(
  stopCount: number,
  callAt: Int32Array,
  stops: Int32Array,
): Pick<Timetable, 'patternAt' | 'stopPatterns' | 'stopCalls'> {
  const found = Array.from({ length: stopCount }, (): [pattern: number, call: number][] => [])
  for (let pattern = 0; pattern < callAt.length - 1; pattern++) {
    const start = callAt[pattern] ?? 0
    for (let at = start; at < (callAt[pattern + 1] ?? 0); at++) {
      const patterns = found[stops[at] ?? 0]
      if (patterns?.at(-1)?.[0] !== pattern) patterns?.push([pattern, at - start])
    }
  }
  const all = found.flat()
  return {
    patternAt: startsFrom(found.map((patterns) => patterns.length)),
    stopPatterns: Int32Array.from(all, ([pattern]) => pattern),
    stopCalls: Int32Array.from(all, ([, call]) => call),
  }
}
