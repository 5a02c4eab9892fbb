import type { RouteRow, StopRow, TripRow } from './gtfs.ts'
import { NEVER, type Search } from './rounds.ts'
import type { Timetable } from './timetable.ts'
import { type Accessibility, stopAccessibility, together, tripAccessibility } from './wheelchair.ts'

/** Times are seconds of the timetable's day. */
export interface WalkLeg {
  readonly kind: 'walk'
  /** Absent: the door one comes from. */
  readonly from: StopRow | undefined
  /** Absent: the place one goes to. */
  readonly to: StopRow | undefined
  readonly departure: number
  readonly arrival: number
}

export interface RideLeg {
  readonly kind: 'ride'
  readonly line: RouteRow
  readonly trip: TripRow
  readonly from: StopRow
  readonly to: StopRow
  readonly departure: number
  readonly arrival: number
  /** Only the interval of this line is promised, not these times. */
  readonly isHeadwayBased: boolean
  /** Of the vehicle and both stops together. */
  readonly wheelchair: Accessibility
}

export type Leg = WalkLeg | RideLeg

export interface Journey {
  /** The latest that one may leave for this journey; no earlier than asked. */
  readonly departure: number
  readonly arrival: number
  readonly rides: number
  readonly walkSeconds: number
  readonly legs: readonly Leg[]
}

/** A finished search of one departure, with what it started from. */
export interface TracedTrip {
  readonly search: Search
  readonly access: ReadonlyMap<number, number>
  readonly departure: number
}

/**
 * The earliest journey to the end of one of these walks; of those that arrive as early, the one with fewest rides.
 *
 * @param goal `stop`: the stop itself, also at the end of a walk between stops; `place`: what the walks of `ends` lead to
 */
export function journeyTo(
  trip: TracedTrip,
  ends: readonly (readonly [place: number, seconds: number])[],
  goal: 'stop' | 'place',
): Journey | undefined {
  const { arrival, byRide, limits, timetable } = trip.search
  const labels = goal === 'stop' ? arrival : byRide
  const stops = timetable.network.stops.length
  let best: { round: number; place: number; time: number } | undefined
  for (let round = 0; round <= limits.rides; round++) {
    for (const [place, seconds] of ends) {
      const reached = labels[round * stops + place] ?? NEVER
      if (reached !== NEVER && reached + seconds < (best?.time ?? NEVER))
        best = { round, place, time: reached + seconds }
    }
  }
  if (!best) return undefined
  const { round, place, time } = best
  const legs = goal === 'stop' ? legsTo(trip, round, place) : legsByRide(trip, round, place)
  const stop = timetable.network.stops[place]
  const last = labels[round * stops + place] ?? time
  const egress: WalkLeg = { kind: 'walk', from: stop, to: undefined, departure: last, arrival: time }
  return journeyOf(goal === 'place' ? [...legs, egress] : legs, trip.departure)
}

/** Legs that end at a stop, by whatever way it was reached in that round. */
function legsTo(trip: TracedTrip, round: number, place: number): Leg[] {
  const { search, access, departure } = trip
  const { stops } = search.timetable.network
  const label = round * stops.length + place
  if (round === 0) {
    const arrival = departure + (access.get(place) ?? 0)
    return [{ kind: 'walk', from: undefined, to: stops[place], departure, arrival }]
  }
  const from = search.trace?.walkedFrom[label] ?? -1
  if (from === -1) return legsByRide(trip, round, place)
  const left = search.byRide[round * stops.length + from] ?? 0
  const arrival = search.arrival[label] ?? 0
  const walk: WalkLeg = { kind: 'walk', from: stops[from], to: stops[place], departure: left, arrival }
  return [...legsByRide(trip, round, from), walk]
}

function legsByRide(trip: TracedTrip, round: number, place: number): Leg[] {
  const { timetable, trace } = trip.search
  const label = round * timetable.network.stops.length + place
  const boarded = trace?.boarded[label] ?? 0
  const ride = rideLeg(timetable, trace?.ride[label] ?? 0, boarded, trace?.alighted[label] ?? 0)
  if (!ride) return []
  const pattern = timetable.patternOf[trace?.ride[label] ?? 0] ?? 0
  const before = legsTo(trip, round - 1, timetable.stops[(timetable.callAt[pattern] ?? 0) + boarded] ?? 0)
  return [...before, ride]
}

function rideLeg(timetable: Timetable, ride: number, boarded: number, alighted: number): RideLeg | undefined {
  const { network, callAt, rideAt, timeAt, tripOf, patternOf, stops } = timetable
  const pattern = patternOf[ride] ?? 0
  const start = callAt[pattern] ?? 0
  const length = (callAt[pattern + 1] ?? 0) - start
  const times = (timeAt[pattern] ?? 0) + (ride - (rideAt[pattern] ?? 0)) * length
  const trip = network.trips[tripOf[ride] ?? 0]
  const from = network.stops[stops[start + boarded] ?? 0]
  const to = network.stops[stops[start + alighted] ?? 0]
  if (!trip || !from || !to) return undefined
  const ends = [from, to].map((stop) => stopAccessibility(network, stop))
  return {
    kind: 'ride',
    line: trip.line,
    trip: trip.row,
    from,
    to,
    departure: timetable.departures[times + boarded] ?? 0,
    arrival: timetable.arrivals[times + alighted] ?? 0,
    isHeadwayBased: trip.repeats?.isPromised === false,
    wheelchair: together([tripAccessibility(network, tripOf[ride] ?? 0), ...ends]),
  }
}

function journeyOf(legs: readonly Leg[], asked: number): Journey {
  const [first, second] = legs
  const arrival = legs.at(-1)?.arrival ?? asked
  // One waits at home rather than at the stop.
  const wait = first?.kind === 'walk' && second?.kind === 'ride' ? second.departure - first.arrival : 0
  const timed = legs.map((leg, index) =>
    index === 0 ? { ...leg, departure: leg.departure + wait, arrival: leg.arrival + wait } : leg,
  )
  const walks = timed.filter(({ kind }) => kind === 'walk')
  return {
    departure: timed[0]?.departure ?? asked,
    arrival,
    rides: legs.length - walks.length,
    walkSeconds: walks.reduce((seconds, walk) => seconds + walk.arrival - walk.departure, 0),
    legs: timed,
  }
}
