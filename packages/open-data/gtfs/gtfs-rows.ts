import type { Source } from '#packages/intake/source.ts'
import { TextSet } from '../bytes/text-set.ts'
import { BatchLog } from '../log.ts'
import type { Perimeter } from '../perimeter.ts'
import type { OpenDataBatch } from '../rows.ts'
import { calendarDateRow, calendarRow, frequencyRow, routeRow, stopRow, stopTimeRow, tripRow } from './gtfs-lines.ts'
import { type GtfsLine, GtfsTable } from './gtfs-table.ts'
import { findStops } from './near-stops.ts'

/** Without surroundings a timetable up to this size is read whole. */
const WHOLE_BYTES = 64 * 1024 * 1024

/**
 * A timetable cut to the trips that stop in the perimeter or around it, each trip whole, so that one sees where it
 * leads. The stop times, hundreds of megabytes for a region, are searched in their bytes twice: for the trips of the
 * near stops, then for those trips' times.
 *
 * @param today ISO; the timetable that ended before is said to have expired
 */
export async function* gtfsRows(
  files: ReadonlyMap<string, Source>,
  { surroundings }: Perimeter,
  today: string | undefined,
): AsyncGenerator<OpenDataBatch> {
  const log = new BatchLog()
  const tables = new Map<string, GtfsTable>()
  for (const name of FILES) {
    const source = files.get(name)
    if (source) tables.set(name, await GtfsTable.open(source))
  }
  const [stops, stopTimes, trips] = [tables.get('stops.txt'), tables.get('stop_times.txt'), tables.get('trips.txt')]
  if (!stops || !stopTimes || !trips) return
  if (!surroundings && (files.get('stop_times.txt')?.size ?? 0) > WHOLE_BYTES) {
    log.add('perimeter_needed', undefined, 0)
    yield log.batch()
    return
  }
  const { all, near } = await findStops(stops, surroundings, log)
  const wanted = await stopTimes.textsWhere('stop_id', new TextSet(near), 'trip_id')
  if (wanted.size === 0) {
    if (Object.keys(log.tally.problems).length === 0) log.sayAbsent()
    yield log.batch()
    return
  }
  const kept = {
    trips: new TextSet(wanted),
    stops: new Set(near),
    routes: new Set<string>(),
    services: new Set<string>(),
  }
  yield* rowsOf(stopTimes, log, 'trip_id', kept.trips, (line) => {
    const row = stopTimeRow(line, all, log)
    if (row) kept.stops.add(row.stopId)
    return row
  })
  yield* rowsOf(trips, log, 'trip_id', kept.trips, (line) => {
    const row = tripRow(line)
    kept.routes.add(row.routeId)
    kept.services.add(row.serviceId)
    return row
  })
  yield* otherRows(tables, kept, log, today)
}

const FILES = [
  'stops.txt',
  'stop_times.txt',
  'trips.txt',
  'routes.txt',
  'calendar.txt',
  'calendar_dates.txt',
  'frequencies.txt',
]

interface Kept {
  readonly trips: TextSet
  readonly stops: Set<string>
  readonly routes: ReadonlySet<string>
  readonly services: ReadonlySet<string>
}

/** What the kept trips need besides their times: stops with their stations, routes, days, frequencies. */
async function* otherRows(
  tables: ReadonlyMap<string, GtfsTable>,
  kept: Kept,
  log: BatchLog,
  today: string | undefined,
): AsyncGenerator<OpenDataBatch> {
  let until = ''
  const services = new TextSet(kept.services)
  const [stops, routes] = [tables.get('stops.txt'), tables.get('routes.txt')]
  if (stops) {
    const parents = await stops.textsWhere('stop_id', new TextSet(kept.stops), 'parent_station')
    yield* rowsOf(stops, log, 'stop_id', new TextSet(new Set([...kept.stops, ...parents])), stopRow)
  }
  if (routes) yield* rowsOf(routes, log, 'route_id', new TextSet(kept.routes), routeRow)
  yield* rowsOf(tables.get('calendar.txt'), log, 'service_id', services, (line) => {
    const row = calendarRow(line, log)
    if (row && row.endDate > until) until = row.endDate
    return row
  })
  yield* rowsOf(tables.get('calendar_dates.txt'), log, 'service_id', services, (line) => {
    const row = calendarDateRow(line, log)
    if (row?.exceptionType === 1 && row.date > until) until = row.date
    return row
  })
  yield* rowsOf(tables.get('frequencies.txt'), log, 'trip_id', kept.trips, (line) => frequencyRow(line, log))
  if (today && until && until < today) log.add('gtfs_expired', undefined, 0, '', '', { until })
  yield log.batch()
}

async function* rowsOf(
  table: GtfsTable | undefined,
  log: BatchLog,
  column: string,
  wanted: TextSet,
  read: (line: GtfsLine) => OpenDataBatch['rows'][number]['row'] | undefined,
): AsyncGenerator<OpenDataBatch> {
  if (!table) return
  for await (const { lines, problems } of table.lines(column, wanted)) {
    for (const line of lines) {
      log.tally.lines++
      const row = read(line)
      if (row) log.give(line.line, row)
      else log.tally.refused++
    }
    log.addAll(problems)
    if (log.waiting > 0) yield log.batch()
  }
}
