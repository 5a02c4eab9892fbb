/** The loaded timetable, ready to be asked. What is kept in memory is made again from the tables by any process. */
import { sql } from 'kysely'
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { type Footpaths, footpathsWithin } from '#packages/transit/footpaths.ts'
import type { Feed, StopTimeRow } from '#packages/transit/gtfs.ts'
import { type Network, networkOf } from '#packages/transit/network.ts'
import { TransitError } from '#packages/transit/transit-error.ts'
import { minutesAt, snapAll, walkMatrix } from '#packages/walkshed/matrix.ts'
import type { Paced } from '#packages/walkshed/pace.ts'

const MOST_ROWS = 400_000
const MOST_KEPT = 2
/** How far one changes on foot between two stops. */
const CHANGE_METRES = 400
const CHANGE_MINUTES = 10

export interface Transit {
  network: Network
  /** Made up for a demonstration. */
  invented: boolean
  footpaths: Map<string, Footpaths>
}

const kept = new Map<string, Transit | TransitError>()

/** Undefined while there is no timetable; the error where nothing of it can be used. */
export async function transitOf(tx: ActorTx): Promise<Transit | TransitError | undefined> {
  must(tx.actor, 'territory.read')
  const { rows } = await sql<{ stamp: string | null; invented: boolean | null }>`
    select string_agg(id::text || import_id::text, ' ' order by id) as stamp, bool_or(is_invented) as invented
    from territory_source where dataset = 'gtfs'`.execute(tx)
  const stamp = rows[0]?.stamp
  if (!stamp) return undefined
  const key = `${tx.actor.conventionId} ${stamp}`
  const known = kept.get(key) ?? transitFrom(await feedOf(tx), rows[0]?.invented ?? false)
  kept.delete(key)
  kept.set(key, known) // last used, last to go
  for (const old of kept.keys()) if (kept.size > MOST_KEPT) kept.delete(old)
  return known
}

function transitFrom(feed: Feed, invented: boolean): Transit | TransitError {
  try {
    return { network: networkOf(feed), invented, footpaths: new Map() }
  } catch (error) {
    if (error instanceof TransitError) return error
    throw error
  }
}

/** Walks between stops at a walker's pace. */
export function footpathsFor({ network, footpaths }: Transit, paced: Paced): Footpaths {
  const known = footpaths.get(paced.profile.id)
  if (known) return known
  const snaps = snapAll(
    paced,
    network.stops.map(({ stopLon, stopLat }) => ({ lon: stopLon, lat: stopLat })),
  )
  const matrix = walkMatrix(paced, snaps, snaps, CHANGE_MINUTES)
  const made = footpathsWithin(network, CHANGE_METRES, (from, to) => {
    const minutes = minutesAt(matrix, network.placeOf.get(from) ?? -1, network.placeOf.get(to) ?? -1)
    return minutes === null ? undefined : minutes * 60
  })
  footpaths.set(paced.profile.id, made)
  return made
}

const Call = z.tuple([
  z.string(),
  z.number().nullable(),
  z.number().nullable(),
  z.number().nullable(),
  z.number().nullable(),
])
const Headway = z.tuple([z.number(), z.number(), z.number(), z.number().nullable()])
const Days = z.array(z.string())
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

async function feedOf(tx: ActorTx): Promise<Feed> {
  const stops = await tx
    .selectFrom('territory_stop')
    .select(['source_id', 'code', 'name', 'lon', 'lat', 'parent_code', 'wheelchair'])
    .where('is_gone', '=', false)
    .orderBy('id')
    .limit(MOST_ROWS)
    .execute()
  const lines = await tx
    .selectFrom('territory_line')
    .select(['source_id', 'code', 'short_name', 'long_name', 'kind'])
    .where('is_gone', '=', false)
    .orderBy('id')
    .limit(MOST_ROWS)
    .execute()
  const trips = await tx
    .selectFrom('territory_trip')
    .select([
      'source_id',
      'code',
      'line_code',
      'service_code',
      'headsign',
      'direction',
      'wheelchair',
      'stops',
      'frequencies',
    ])
    .where('is_gone', '=', false)
    .orderBy('id')
    .limit(MOST_ROWS)
    .execute()
  // Two networks may number alike: the source makes the difference.
  const apart = (source: string, code: string) => `${source} ${code}`
  return {
    stops: stops.map((row) => ({
      stopId: apart(row.source_id, row.code),
      stopName: row.name,
      stopLat: row.lat,
      stopLon: row.lon,
      parentStation: row.parent_code === null ? null : apart(row.source_id, row.parent_code),
      wheelchairBoarding: row.wheelchair,
    })),
    routes: lines.map((row) => ({
      routeId: apart(row.source_id, row.code),
      routeShortName: row.short_name,
      routeLongName: row.long_name,
      routeType: row.kind,
    })),
    trips: trips.map((row) => ({
      tripId: apart(row.source_id, row.code),
      routeId: apart(row.source_id, row.line_code),
      serviceId: apart(row.source_id, row.service_code),
      tripHeadsign: row.headsign,
      directionId: row.direction,
      wheelchairAccessible: row.wheelchair,
    })),
    stopTimes: trips.flatMap((row) => callsOf(apart(row.source_id, row.code), row.source_id, row.stops)),
    frequencies: trips.flatMap((row) =>
      z
        .array(Headway)
        .parse(row.frequencies)
        .map(([startTime, endTime, headwaySecs, exactTimes]) => ({
          tripId: apart(row.source_id, row.code),
          startTime,
          endTime,
          headwaySecs,
          exactTimes,
        })),
    ),
    ...(await calendarOf(tx, apart)),
  }
}

function callsOf(tripId: string, source: string, stops: unknown): StopTimeRow[] {
  return z
    .array(Call)
    .parse(stops)
    .map(([stop, arrivalTime, departureTime, pickupType, dropOffType], stopSequence) => ({
      tripId,
      stopId: `${source} ${stop}`,
      stopSequence,
      arrivalTime,
      departureTime,
      pickupType,
      dropOffType,
    }))
}

async function calendarOf(tx: ActorTx, apart: (source: string, code: string) => string) {
  const rows = await tx
    .selectFrom('territory_service_day')
    .select(['source_id', 'code', 'weekdays', 'from_on', 'to_on', 'added_on', 'removed_on'])
    .where('is_gone', '=', false)
    .orderBy('id')
    .limit(MOST_ROWS)
    .execute()
  const runs = (weekdays: number, day: (typeof WEEKDAYS)[number]) => ((weekdays >> WEEKDAYS.indexOf(day)) & 1) === 1
  return {
    calendar: rows.flatMap(({ source_id, code, weekdays, from_on, to_on }) =>
      from_on === null || to_on === null
        ? []
        : [
            {
              serviceId: apart(source_id, code),
              monday: runs(weekdays, 'monday'),
              tuesday: runs(weekdays, 'tuesday'),
              wednesday: runs(weekdays, 'wednesday'),
              thursday: runs(weekdays, 'thursday'),
              friday: runs(weekdays, 'friday'),
              saturday: runs(weekdays, 'saturday'),
              sunday: runs(weekdays, 'sunday'),
              startDate: from_on,
              endDate: to_on,
            },
          ],
    ),
    calendarDates: rows.flatMap(({ source_id, code, added_on, removed_on }) => {
      const serviceId = apart(source_id, code)
      return [
        ...Days.parse(added_on).map((date) => ({ serviceId, date, exceptionType: 1 as const })),
        ...Days.parse(removed_on).map((date) => ({ serviceId, date, exceptionType: 2 as const })),
      ]
    }),
  }
}
