/**
 * How often one can leave from stops. The day counted is a day of life: from 04:00 to 04:00, whichever service day the
 * timetable files the night's rides under; so the last departure of Tuesday may be at 24:50.
 */

import type { Weekday } from './day.ts'
import { placeIn } from './footpaths.ts'
import type { RouteRow } from './gtfs.ts'
import type { Network, NetworkTrip } from './network.ts'
import { type RepresentativeDay, representativeDay } from './representative-day.ts'
import { BOARD } from './sequences.ts'
import { type Timetable, timetableOn } from './timetable.ts'

/** Morning peak, middle of the day, evening peak, in hours. */
export const BANDS = [
  [7, 9],
  [10, 16],
  [18, 20],
] as const

export interface BandFigures {
  readonly fromHour: number
  readonly untilHour: number
  readonly departures: number
  readonly perHour: number
  /** Mean seconds between departures: the band's length by their number; absent without departures. */
  readonly headwaySeconds: number | undefined
}

export interface LineDepartures {
  readonly line: RouteRow
  /** GTFS's direction_id, absent where the timetable gives none. */
  readonly direction: number | undefined
  /** What most of these rides show in front. */
  readonly headsign: string | undefined
  /** Stops where it can be taken, ids. */
  readonly stopIds: readonly string[]
  readonly departures: number
  /** Departures of each hour: rank 8 from 08:00 to 08:59, rank 24 for the hour after midnight, up to 27. */
  readonly byHour: readonly number[]
  readonly bands: readonly BandFigures[]
  /** Seconds of the timetable's day. */
  readonly first: number
  readonly last: number
  /** Only intervals are promised of some of these rides. */
  readonly isHeadwayBased: boolean
}

const FIRST_HOUR = 4
const LAST_HOUR = 28

/**
 * Departures from one stop, or from several in reach of a door, by line and direction. A ride that calls at several of
 * them counts once, where it calls first; the end of a line is no departure, nor is a call where nobody may get on.
 *
 * @returns lines in the order of their names, then directions
 * @throws TransitError `unknown-stop`
 */
export function departuresFrom(timetable: Timetable, stopIds: Iterable<string>): LineDepartures[] {
  const places = new Set([...stopIds].map((id) => placeIn(timetable.network, id)))
  const groups = Map.groupBy(callsAt(timetable, places), ({ trip: { row, line } }) =>
    JSON.stringify([line.routeId, row.directionId ?? row.tripHeadsign ?? null]),
  )
  return [...groups.values()].map((calls) => figuresOf(timetable.network, calls)).sort(inOrder)
}

export interface DayOfDepartures {
  readonly weekday: Weekday
  /** Which day stands for it, and how it was chosen. */
  readonly chosen: RepresentativeDay
  readonly lines: readonly LineDepartures[]
}

/**
 * The same on days that stand for weekdays.
 *
 * @param near see `representativeDay`
 * @throws TransitError `unknown-stop`, `no-such-weekday`, `bad-date`
 */
export function departuresOverTheWeek(
  network: Network,
  stopIds: Iterable<string>,
  { weekdays = ['tuesday', 'sunday'], near }: { weekdays?: readonly Weekday[]; near?: string } = {},
): DayOfDepartures[] {
  const ids = [...stopIds]
  return weekdays.map((weekday) => {
    const chosen = representativeDay(network, weekday, near)
    return { weekday, chosen, lines: departuresFrom(timetableOn(network, chosen.day), ids) }
  })
}

interface BoardingCall {
  readonly trip: NetworkTrip
  readonly place: number
  readonly at: number
}

function* callsAt(timetable: Timetable, places: ReadonlySet<number>): Generator<BoardingCall> {
  const { network, patterns, callAt, stops, calls, rideAt, timeAt, departures, tripOf } = timetable
  for (let pattern = 0; pattern < patterns; pattern++) {
    const start = callAt[pattern] ?? 0
    const length = (callAt[pattern + 1] ?? 0) - start
    const boards = (call: number) => ((calls[start + call] ?? 0) & BOARD) !== 0 && places.has(stops[start + call] ?? -1)
    let call = 0
    while (call < length && !boards(call)) call++
    if (call === length) continue
    const firstRide = rideAt[pattern] ?? 0
    for (let ride = firstRide; ride < (rideAt[pattern + 1] ?? 0); ride++) {
      const at = departures[(timeAt[pattern] ?? 0) + (ride - firstRide) * length + call] ?? 0
      const trip = network.trips[tripOf[ride] ?? 0]
      if (trip && at >= FIRST_HOUR * 3600 && at < LAST_HOUR * 3600) yield { trip, place: stops[start + call] ?? 0, at }
    }
  }
}

function figuresOf({ stops }: Network, unordered: readonly BoardingCall[]): LineDepartures {
  const calls = unordered.toSorted((a, b) => a.at - b.at)
  const [first] = calls
  if (!first) throw new RangeError('a line without departures has no figures')
  const byHour = Array.from({ length: LAST_HOUR }, () => 0)
  for (const { at } of calls) byHour[Math.floor(at / 3600)] = (byHour[Math.floor(at / 3600)] ?? 0) + 1
  return {
    line: first.trip.line,
    direction: first.trip.row.directionId ?? undefined,
    headsign: mostFrequent(calls.flatMap(({ trip }) => trip.row.tripHeadsign ?? [])),
    stopIds: [...new Set(calls.map(({ place }) => stops[place]?.stopId ?? ''))].sort(),
    departures: calls.length,
    byHour,
    bands: BANDS.map(([from, until]) => bandOf(byHour, from, until)),
    first: first.at,
    last: calls.at(-1)?.at ?? first.at,
    isHeadwayBased: calls.some(({ trip }) => trip.repeats?.isPromised === false),
  }
}

function bandOf(byHour: readonly number[], fromHour: number, untilHour: number): BandFigures {
  const departures = byHour.slice(fromHour, untilHour).reduce((sum, count) => sum + count, 0)
  const hours = untilHour - fromHour
  return {
    fromHour,
    untilHour,
    departures,
    perHour: departures / hours,
    headwaySeconds: departures === 0 ? undefined : (hours * 3600) / departures,
  }
}

function mostFrequent(texts: readonly string[]): string | undefined {
  const counts = Map.groupBy(texts, (text) => text)
  return [...counts.values()].sort((a, b) => b.length - a.length)[0]?.[0]
}

function inOrder(a: LineDepartures, b: LineDepartures): number {
  const name = ({ line }: LineDepartures) => line.routeShortName || line.routeId
  return (
    name(a).localeCompare(name(b), 'fr', { numeric: true }) ||
    (a.direction ?? 0) - (b.direction ?? 0) ||
    (a.headsign ?? '').localeCompare(b.headsign ?? '', 'fr')
  )
}
