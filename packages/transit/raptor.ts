import { checkedWalk, type Footpaths, footpathsOf, placeIn } from './footpaths.ts'
import { type Journey, journeyTo } from './journey.ts'
import { type Limits, NEVER, runRounds, type Search, searchOf } from './rounds.ts'
import type { Timetable } from './timetable.ts'
import { TransitError } from './transit-error.ts'
import type { Wheelchair } from './wheelchair.ts'

/** Stops and the seconds of the walk there from a door, or from there to one. */
export type Walks = Iterable<readonly [stopId: string, seconds: number]>

export interface Travel {
  /** From the door to stops. */
  readonly access: Walks
  /** Walks between stops; absent: those that the timetable's transfers give. */
  readonly footpaths?: Footpaths | undefined
  /** Most rides, changes and one; 4 when absent. */
  readonly maxRides?: number | undefined
  /** Seconds kept between arriving and boarding again, walks apart; 120 when absent. The first boarding needs none. */
  readonly changeSeconds?: number | undefined
  /** `not-asked` when absent. */
  readonly wheelchair?: Wheelchair | undefined
  /** Arrivals later than this after departure are not looked for; absent: as far as the timetable goes. */
  readonly horizonSeconds?: number | undefined
}

/** The defaults that `Travel` speaks of. */
export const MAX_RIDES = 4
export const CHANGE_SECONDS = 120

/** Earliest arrivals of one departure, in seconds of the timetable's day. */
export interface Arrivals {
  /** At a stop, undefined when it is not reached. @throws TransitError `unknown-stop` */
  at(stopId: string): number | undefined
  /** The way there, with the fewest rides among those that arrive as early. @throws TransitError `unknown-stop` */
  journeyTo(stopId: string): Journey | undefined
  /** The way to a place at the end of a walk from one of these stops. @throws TransitError `unknown-stop`, `bad-walk` */
  journeyToPlace(egress: Walks): Journey | undefined
}

/**
 * Earliest arrivals everywhere when leaving a door at `departure`, with journeys.
 *
 * @param departure seconds, see `secondsAt`
 * @throws TransitError `unknown-stop`, `bad-walk`, `bad-question`
 * @see Delling, Pajor, Werneck, _Round-Based Public Transit Routing_, 2012
 */
export function earliestArrivals(timetable: Timetable, travel: Travel, departure: number): Arrivals {
  const access = accessOf(timetable, travel.access)
  const search = preparedSearch(timetable, travel, true)
  runRounds(search, departure, access, latestFor(travel, departure))
  const trip = { search, access: new Map(access), departure }
  const lastRound = search.limits.rides * timetable.network.stops.length
  return {
    at(stopId) {
      const time = search.arrival[lastRound + placeIn(timetable.network, stopId)] ?? NEVER
      return time === NEVER ? undefined : time
    },
    journeyTo: (stopId) => journeyTo(trip, [[placeIn(timetable.network, stopId), 0]], 'stop'),
    journeyToPlace: (egress) => journeyTo(trip, accessOf(timetable, egress), 'place'),
  }
}

/** Arrivals by place of the stop, `NEVER` where there is none; overwritten by the next departure. */
export interface DepartureLabels {
  readonly departure: number
  readonly arrival: Int32Array
  /** Not having walked after the last ride. */
  readonly byRide: Int32Array
}

/**
 * The same for many departures, from the last to the first: labels of a later departure hold for an earlier one, so only
 * what is better is looked for (rRAPTOR). With a horizon, arrivals beyond it may be those of a later departure.
 *
 * @param departures seconds, in any order
 * @throws TransitError `unknown-stop`, `bad-walk`, `bad-question`
 */
export function* arrivalsOfEach(
  timetable: Timetable,
  travel: Travel,
  departures: Iterable<number>,
): Generator<DepartureLabels> {
  const access = accessOf(timetable, travel.access)
  const search = preparedSearch(timetable, travel, false)
  const from = search.limits.rides * timetable.network.stops.length
  const labels = { arrival: search.arrival.subarray(from), byRide: search.byRide.subarray(from) }
  for (const departure of [...departures].sort((a, b) => b - a)) {
    runRounds(search, departure, access, latestFor(travel, departure))
    yield { departure, ...labels }
  }
}

function preparedSearch(timetable: Timetable, travel: Travel, wantsTrace: boolean): Search {
  const { maxRides = MAX_RIDES, changeSeconds = CHANGE_SECONDS, wheelchair = 'not-asked' } = travel
  if (!Number.isInteger(maxRides) || maxRides < 1 || maxRides > MOST_RIDES) throw badQuestion('maxRides', maxRides)
  if (!Number.isInteger(changeSeconds) || changeSeconds < 0) throw badQuestion('changeSeconds', changeSeconds)
  const limits: Limits = { rides: maxRides, changeSeconds, wheelchair }
  return searchOf(timetable, travel.footpaths ?? footpathsOf(timetable.network, []), limits, wantsTrace)
}

const MOST_RIDES = 12

/** Places of stops with their walks, once each, the shortest. */
function accessOf(timetable: Timetable, walks: Walks): [place: number, seconds: number][] {
  const shortest = new Map<number, number>()
  for (const [stopId, given] of walks) {
    const place = placeIn(timetable.network, stopId)
    const seconds = checkedWalk(given)
    shortest.set(place, Math.min(seconds, shortest.get(place) ?? seconds))
  }
  return [...shortest]
}

function latestFor({ horizonSeconds = LONGEST }: Travel, departure: number): number {
  if (!Number.isInteger(departure)) throw badQuestion('departure', departure)
  if (!(horizonSeconds >= 0)) throw badQuestion('horizonSeconds', horizonSeconds)
  return departure + Math.min(horizonSeconds, LONGEST)
}

/** No journey is sought that takes more than a week. */
const LONGEST = 7 * 86_400

/** The refusal of a number that cannot be meant. */
export function badQuestion(name: string, value: number): TransitError {
  return new TransitError('bad-question', { name, value }, `${name} cannot be ${value}`)
}
