/** Public transport from each residence: stops within a walk, how often something leaves, how far one gets. */
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { clockAt, secondsAt } from '#packages/transit/clock.ts'
import { type BandFigures, departuresFrom, type LineDepartures } from '#packages/transit/departures.ts'
import { reach } from '#packages/transit/reach.ts'
import { representativeDay } from '#packages/transit/representative-day.ts'
import { type Timetable, timetableOn } from '#packages/transit/timetable.ts'
import { TransitError } from '#packages/transit/transit-error.ts'
import { minutesAt, snapAll, walkMatrix } from '#packages/walkshed/matrix.ts'
import { type ResidencePlace, residenceOf, residencesOf } from './residences.server.ts'
import { footpathsFor, type Transit, transitOf } from './timetable.server.ts'
import type { Walker } from './walkers.ts'
import { pacedFor, walkingOf } from './walking.server.ts'

/** How far a stop may be from the door. */
export const STOP_MINUTES = 10
export const REACH_MINUTES = [30, 45] as const
const WEEKDAYS = ['tuesday', 'sunday'] as const
export type ServiceDay = (typeof WEEKDAYS)[number]
const LEAVING = '08:30'

interface StopWalk {
  id: string
  name: string
  minutes: number
}

/** Why nothing can be said, or all that is needed to say it. */
type Ready =
  | { missing: 'ways' | 'timetable' | 'unusable' }
  | { missing: null; transit: Transit; walksOf: (residence: ResidencePlace) => StopWalk[]; walker: Walker }

async function readyFor(tx: ActorTx, walker: Walker, residences: readonly ResidencePlace[]): Promise<Ready> {
  must(tx.actor, 'territory.read')
  const walking = await walkingOf(tx)
  if (!walking) return { missing: 'ways' }
  const transit = await transitOf(tx)
  if (!transit) return { missing: 'timetable' }
  if (transit instanceof TransitError) return { missing: 'unusable' }
  const paced = pacedFor(walking, walker)
  const { stops } = transit.network
  const places = stops.map(({ stopLon, stopLat }) => ({ lon: stopLon, lat: stopLat }))
  const matrix = walkMatrix(paced, snapAll(paced, residences), snapAll(paced, places), STOP_MINUTES)
  return {
    missing: null,
    transit,
    walker,
    walksOf: (residence) =>
      stops.flatMap(({ stopId, stopName }, column) => {
        const minutes = minutesAt(matrix, residences.indexOf(residence), column)
        return minutes === null ? [] : [{ id: stopId, name: stopName, minutes }]
      }),
  }
}

export interface TransitRow {
  residence: ResidencePlace
  stops: number
  nearestMinutes: number | null
  lines: string[]
  /** Departures an hour, all lines together, on a Tuesday: morning, day, evening. */
  perHour: number[]
  sundayPerHour: number | null
  lastDeparture: string | null
}

/** One line a residence. */
export async function transitTable(tx: ActorTx, walker: Walker) {
  const residences = await residencesOf(tx)
  const ready = await readyFor(tx, walker, residences)
  if (ready.missing !== null) return { missing: ready.missing, invented: false, days: null, rows: [] }
  const { transit } = ready
  const days = daysOf(transit)
  return {
    missing: null,
    invented: transit.invented,
    days: { tuesday: days.tuesday?.day ?? null, sunday: days.sunday?.day ?? null },
    rows: residences.map((residence) => rowOf(residence, ready.walksOf(residence), days)),
  }
}

type Days = Partial<Record<ServiceDay, Timetable>>

function daysOf({ network }: Transit): Days {
  const days: Days = {}
  for (const weekday of WEEKDAYS) {
    try {
      days[weekday] = timetableOn(network, representativeDay(network, weekday).day)
    } catch (error) {
      if (!(error instanceof TransitError)) throw error // nothing runs on such a day
    }
  }
  return days
}

function rowOf(residence: ResidencePlace, walks: StopWalk[], days: Days): TransitRow {
  const ids = walks.map(({ id }) => id)
  const tuesday = days.tuesday ? departuresFrom(days.tuesday, ids) : []
  const sunday = days.sunday ? departuresFrom(days.sunday, ids) : []
  const last = Math.max(...tuesday.map((line) => line.last))
  return {
    residence,
    stops: new Set(walks.map(({ name }) => name)).size,
    nearestMinutes: walks.length === 0 ? null : Math.min(...walks.map(({ minutes }) => minutes)),
    lines: [...new Set(tuesday.map(({ line }) => line.routeShortName))],
    perHour: [0, 1, 2].map((band) => perHour(tuesday, band)),
    sundayPerHour: days.sunday ? perHour(sunday, 1) : null,
    lastDeparture: days.tuesday && Number.isFinite(last) ? clockAt(days.tuesday.day, last) : null,
  }
}

function perHour(lines: readonly LineDepartures[], band: number): number {
  return lines.reduce((sum, { bands }) => sum + (bands[band]?.perHour ?? 0), 0)
}

export interface ReachedStation {
  name: string
  /** Half of the departures of the hour take no longer. */
  minutes: number
}

export interface DayFromDoor {
  weekday: ServiceDay
  day: string
  lines: {
    name: string
    headsign: string | null
    bands: readonly BandFigures[]
    last: string
    isHeadwayBased: boolean
  }[]
  within: { minutes: number; stations: number }[]
  stations: ReachedStation[]
}

/** All that one residence has, and the stations within half an hour and three quarters. */
export async function transitOfResidence(tx: ActorTx, id: string, walker: Walker) {
  const residence = await residenceOf(tx, id)
  const ready = await readyFor(tx, walker, [residence])
  if (ready.missing !== null) throw new Refusal('platform.not-found', { status: 404 })
  const walking = await walkingOf(tx)
  const footpaths = walking && footpathsFor(ready.transit, pacedFor(walking, walker))
  const walks = ready.walksOf(residence)
  const days = daysOf(ready.transit)
  return {
    residence,
    invented: ready.transit.invented,
    problems: ready.transit.network.setAside,
    walks: nearestOfName(walks),
    days: WEEKDAYS.flatMap((weekday) => {
      const timetable = days[weekday]
      return timetable ? [dayFromDoor(weekday, timetable, walks, footpaths)] : []
    }),
  }
}

/** Two poles of one stop are one stop to whoever walks there. */
function nearestOfName(walks: readonly StopWalk[]): StopWalk[] {
  return [...Map.groupBy(walks, ({ name }) => name).values()]
    .flatMap((poles) => poles.toSorted((a, b) => a.minutes - b.minutes).slice(0, 1))
    .toSorted((a, b) => a.minutes - b.minutes)
}

function dayFromDoor(
  weekday: ServiceDay,
  timetable: Timetable,
  walks: readonly StopWalk[],
  footpaths: Parameters<typeof reach>[1]['footpaths'],
): DayFromDoor {
  const { day } = timetable
  const found = reach(timetable, {
    access: walks.map(({ id, minutes }) => [id, minutes * 60] as const),
    footpaths,
    leaving: secondsAt(day, LEAVING),
    minutes: REACH_MINUTES,
    horizonSeconds: (REACH_MINUTES.at(-1) ?? 45) * 60,
  })
  return {
    weekday,
    day,
    lines: departuresFrom(
      timetable,
      walks.map(({ id }) => id),
    ).map((line) => ({
      name: line.line.routeShortName,
      headsign: line.headsign ?? null,
      bands: line.bands,
      last: clockAt(day, line.last),
      isHeadwayBased: line.isHeadwayBased,
    })),
    within: found.within.map(({ minutes, stations }) => ({ minutes, stations })),
    stations: found.stations.flatMap(({ name, median }) =>
      median === undefined ? [] : [{ name: name ?? '', minutes: median / 60 }],
    ),
  }
}
