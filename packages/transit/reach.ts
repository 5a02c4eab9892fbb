/**
 * What one can reach from a door within so many minutes. One departure alone depends on luck: who leaves a minute after
 * the bus waits for the next. So each minute of a window around the hour asked is a departure, and the figure is the
 * median of their travel times: at least half of these departures take no longer.
 */
import { clockAt } from './clock.ts'
import { weekdayOf } from './day.ts'
import { checkedWalk, placeIn } from './footpaths.ts'
import {
  arrivalsOfEach,
  badQuestion,
  CHANGE_SECONDS,
  type DepartureLabels,
  MAX_RIDES,
  type Travel,
  type Walks,
} from './raptor.ts'
import { NEVER } from './rounds.ts'
import type { Timetable } from './timetable.ts'
import type { Wheelchair } from './wheelchair.ts'

/** A point of interest: stops with the walk from there to it, and the walk from the door where it is near. */
export interface Place {
  readonly id: string
  readonly egress: Walks
  readonly walkSeconds?: number | undefined
}

export interface ReachQuestion extends Travel {
  readonly places?: Iterable<Place> | undefined
  /** Seconds, see `secondsAt`: in the middle of the window. */
  readonly leaving: number
  /** 3 600 when absent: leaving at 08:30 then means the 60 departures from 08:00 to 08:59. */
  readonly windowSeconds?: number | undefined
  /** Between departures; 60 when absent. */
  readonly stepSeconds?: number | undefined
  /** Bounds to count within, in minutes; 30 and 45 when absent. */
  readonly minutes?: readonly number[] | undefined
}

export interface Reached {
  /** Of a station (`parentStation`), of a stop without one, or of a place. */
  readonly id: string
  /** Absent for places. */
  readonly name: string | undefined
  /** Travel times in seconds, waiting included; absent beyond the horizon. */
  readonly median: number | undefined
  /** Of the departure asked. */
  readonly leavingThen: number | undefined
  readonly quickest: number
  readonly slowest: number | undefined
  /** Share of the departures that arrive within the horizon at all. */
  readonly share: number
}

export interface Reach {
  /** Those that some departure reaches, nearest first by median. */
  readonly stations: readonly Reached[]
  readonly places: readonly Reached[]
  /** How many have a median within each bound. */
  readonly within: readonly { readonly minutes: number; readonly stations: number; readonly places: number }[]
  readonly method: ReachMethod
}

/** Everything a reader needs to know to find the same figures. */
export interface ReachMethod {
  readonly day: string
  readonly firstDeparture: string
  readonly lastDeparture: string
  readonly departures: number
  readonly maxRides: number
  readonly changeSeconds: number
  readonly wheelchair: Wheelchair
  readonly horizonSeconds: number
  /** The same in plain English. */
  readonly words: string
}

const TWO_HOURS = 7200

/**
 * Stations and places that can be reached, with the median travel time over a window of departures.
 *
 * @throws TransitError `unknown-stop`, `bad-walk`, `bad-question`
 */
export function reach(timetable: Timetable, question: ReachQuestion): Reach {
  const { minutes = [30, 45], horizonSeconds = TWO_HOURS } = question
  const departures = departuresAround(question)
  const stations = stationGoals(timetable)
  const places = placeGoals(timetable, question.places ?? [])
  const goals = [...stations, ...places]
  const times = goals.map(() => new Float64Array(departures.length).fill(Number.POSITIVE_INFINITY))
  const then = departures.indexOf(question.leaving)
  for (const labels of arrivalsOfEach(timetable, { ...question, horizonSeconds }, departures)) {
    const rank = departures.indexOf(labels.departure)
    for (const [goal, { seconds }] of goals.entries()) {
      const time = seconds(labels)
      if (time <= horizonSeconds) times[goal]?.fill(time, rank, rank + 1)
    }
  }
  const reached = goals.flatMap((goal, index) => summary(goal, times[index] ?? new Float64Array(0), then))
  const ofKind = (kind: Goal['kind']) =>
    reached.flatMap((one) => (one.kind === kind ? [one.figures] : [])).sort((a, b) => medianOf(a) - medianOf(b))
  const [nearStations, nearPlaces] = [ofKind('station'), ofKind('place')]
  const count = (found: readonly Reached[], bound: number) => found.filter((one) => medianOf(one) <= bound * 60).length
  return {
    stations: nearStations,
    places: nearPlaces,
    within: minutes.map((bound) => ({
      minutes: bound,
      stations: count(nearStations, bound),
      places: count(nearPlaces, bound),
    })),
    method: methodOf(timetable, { ...question, horizonSeconds }, departures),
  }
}

function departuresAround({ leaving, windowSeconds = 3600, stepSeconds = 60 }: ReachQuestion): number[] {
  if (!Number.isInteger(stepSeconds) || stepSeconds < 1) throw badQuestion('stepSeconds', stepSeconds)
  if (!(windowSeconds >= stepSeconds && windowSeconds <= 86_400)) throw badQuestion('windowSeconds', windowSeconds)
  const before = Math.floor(windowSeconds / 2 / stepSeconds)
  const count = Math.floor(windowSeconds / stepSeconds)
  return Array.from({ length: count }, (_, rank) => leaving + (rank - before) * stepSeconds)
}

interface Goal {
  readonly kind: 'station' | 'place'
  readonly id: string
  readonly name: string | undefined
  /** Travel time of one departure; huge when it is not reached. */
  seconds(labels: DepartureLabels): number
}

/** Both sides of a street are one station: where one gets off first counts. */
function stationGoals({ network }: Timetable): Goal[] {
  const { stops, placeOf } = network
  const members = new Map<string, number[]>()
  for (const [place, { stopId, parentStation }] of stops.entries()) {
    const id = parentStation ? parentStation : stopId
    members.set(id, [...(members.get(id) ?? []), place])
  }
  return [...members].map(([id, at]) => ({
    kind: 'station',
    id,
    name: stops[placeOf.get(id) ?? at[0] ?? 0]?.stopName,
    seconds({ departure, arrival }) {
      let first = NEVER
      for (const place of at) first = Math.min(first, arrival[place] ?? NEVER)
      return first - departure
    },
  }))
}

function placeGoals({ network }: Timetable, places: Iterable<Place>): Goal[] {
  return [...places].map(({ id, egress, walkSeconds }) => {
    const walks = [...egress].map(([stopId, seconds]) => ({
      place: placeIn(network, stopId),
      seconds: checkedWalk(seconds),
    }))
    const onFoot = walkSeconds === undefined ? NEVER : checkedWalk(walkSeconds)
    return {
      kind: 'place',
      id,
      name: undefined,
      seconds({ departure, byRide }) {
        let shortest = onFoot
        for (const { place, seconds } of walks) {
          shortest = Math.min(shortest, (byRide[place] ?? NEVER) + seconds - departure)
        }
        return shortest
      },
    }
  })
}

function summary(goal: Goal, times: Float64Array, then: number): { kind: Goal['kind']; figures: Reached }[] {
  const leavingThen = finite(times[then])
  const sorted = times.toSorted()
  const quickest = finite(sorted[0])
  if (quickest === undefined) return []
  const { kind, id, name } = goal
  const median = finite(sorted[Math.ceil(sorted.length / 2) - 1])
  const share = sorted.filter(Number.isFinite).length / sorted.length
  return [{ kind, figures: { id, name, median, leavingThen, quickest, slowest: finite(sorted.at(-1)), share } }]
}

function finite(seconds = Number.POSITIVE_INFINITY): number | undefined {
  return Number.isFinite(seconds) ? seconds : undefined
}

function medianOf({ median = Number.POSITIVE_INFINITY }: Reached): number {
  return median
}

function methodOf(
  { day, timeZone, problems }: Timetable,
  question: ReachQuestion & { horizonSeconds: number },
  departures: readonly number[],
): ReachMethod {
  const { maxRides = MAX_RIDES, changeSeconds = CHANGE_SECONDS, wheelchair = 'not-asked', horizonSeconds } = question
  const [firstDeparture, lastDeparture] = [departures[0] ?? 0, departures.at(-1) ?? 0].map((at) =>
    clockAt(day, at, timeZone),
  )
  const words = [
    `Median travel time of ${departures.length} departures from ${firstDeparture} to ${lastDeparture} on ${weekdayOf(day)} ${day}:`,
    'at least half of them take no longer, walking and waiting included.',
    `Earliest arrivals (RAPTOR) with at most ${maxRides - 1} changes of at least ${changeSeconds} s,`,
    `journeys over ${Math.round(horizonSeconds / 60)} minutes left out.`,
    ...WHEELCHAIR_WORDS[wheelchair],
    ...(problems.some(({ code }) => code === 'headway-based')
      ? ['Lines of which only the interval is promised run at whole intervals from their first departure.']
      : []),
  ].join(' ')
  return {
    day,
    firstDeparture: firstDeparture ?? '',
    lastDeparture: lastDeparture ?? '',
    departures: departures.length,
    maxRides,
    changeSeconds,
    wheelchair,
    horizonSeconds,
    words,
  }
}

const WHEELCHAIR_WORDS: Record<Wheelchair, readonly string[]> = {
  'not-asked': [],
  possible: [
    'Stops and vehicles said to be inaccessible to a wheelchair are not used; those of which nothing is said are.',
  ],
  certain: ['Only stops and vehicles said to be accessible to a wheelchair are used.'],
}
