import { type Calendar, calendarOf } from './calendar.ts'
import type { Feed, FrequencyRow, RouteRow, StopRow, StopTimeRow, TransferRow, TripRow } from './gtfs.ts'
import { type Starts, startsOf } from './headways.ts'
import { type Problem, type ProblemCode, type ProblemDetails, ProblemTally } from './problems.ts'
import { CallSequences, type Sequence } from './sequences.ts'
import { TransitError } from './transit-error.ts'
import { tripTimes } from './trip-times.ts'

export interface NetworkTrip {
  readonly row: TripRow
  readonly line: RouteRow
  /** Rank of its stops in `Network.sequences`. */
  readonly sequence: number
  /** Seconds at each call. */
  readonly arrivals: Int32Array
  readonly departures: Int32Array
  /** A trip that `frequencies` repeats; the times above are those of none of its rides, only their distances count. */
  readonly repeats: Starts | undefined
}

/** A timetable of all days, checked, with places of stops instead of their ids. */
export interface Network {
  readonly stops: readonly StopRow[]
  /** Place of a stop in `stops` by its id. */
  readonly placeOf: ReadonlyMap<string, number>
  readonly calendar: Calendar
  readonly sequences: readonly Sequence[]
  readonly trips: readonly NetworkTrip[]
  /** Rides that a service makes on each day it runs. */
  readonly ridesOfService: ReadonlyMap<string, number>
  readonly transfers: readonly TransferRow[]
  /** Trips that could not be used; why is among the problems. */
  readonly setAside: number
  readonly problems: readonly Problem[]
}

/**
 * Checks a timetable and brings it into a form for answering. One bad trip is set aside and counted, never fatal.
 *
 * @throws TransitError `missing-table` when a table without which nothing can be said is absent or empty, and
 * `no-usable-trip` with the problems in its details
 */
export function networkOf(feed: Feed): Network {
  const tally = new ProblemTally()
  const stops = distinct(feed.stops, ({ stopId }) => stopId, 'stops', tally)
  const lines = distinct(feed.routes, ({ routeId }) => routeId, 'routes', tally)
  const rows = distinct(feed.trips, ({ tripId }) => tripId, 'trips', tally)
  const calls = grouped(feed.stopTimes, rows, 'stop_times', tally)
  if (calls.size === 0) throw missing('stop_times')
  const calendar = calendarOf(feed.calendar, feed.calendarDates, tally)
  const frequencies = grouped(feed.frequencies ?? [], rows, 'frequencies', tally)
  const placeOf = new Map([...stops.keys()].map((id, place) => [id, place]))
  const sequences = new CallSequences(placeOf)
  const trips: NetworkTrip[] = []
  for (const [id, row] of rows) {
    const trip = usable({ row, calls: calls.get(id), frequencies: frequencies.get(id) }, { lines, calendar, sequences })
    if ('fault' in trip) tally.note(trip.fault, { tripId: id, ...trip.details })
    else trips.push(said(trip, tally))
  }
  if (trips.length === 0) throw noTrip(tally)
  return {
    stops: [...stops.values()],
    placeOf,
    calendar,
    sequences: sequences.list,
    trips,
    ridesOfService: ridesByService(trips),
    transfers: knownTransfers(feed.transfers ?? [], placeOf, tally),
    setAside: rows.size - trips.length,
    problems: tally.list(),
  }
}

function distinct<Row>(
  rows: Iterable<Row>,
  idOf: (row: Row) => string,
  table: string,
  tally: ProblemTally,
): Map<string, Row> {
  const byId = new Map<string, Row>()
  for (const row of rows) {
    const id = idOf(row)
    if (byId.has(id)) tally.note('duplicate-id', { table, id })
    else byId.set(id, row)
  }
  if (byId.size === 0) throw missing(table)
  return byId
}

function grouped<Row extends { tripId: string }>(
  rows: Iterable<Row>,
  trips: ReadonlyMap<string, TripRow>,
  table: string,
  tally: ProblemTally,
): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(row.tripId)
    if (group) group.push(row)
    else if (trips.has(row.tripId)) groups.set(row.tripId, [row])
    else tally.note('unknown-trip', { table, tripId: row.tripId })
  }
  return groups
}

function usable(
  {
    row,
    calls = [],
    frequencies,
  }: { row: TripRow; calls?: StopTimeRow[] | undefined; frequencies?: FrequencyRow[] | undefined },
  known: { lines: ReadonlyMap<string, RouteRow>; calendar: Calendar; sequences: CallSequences },
): (NetworkTrip & { empty: number }) | { fault: ProblemCode; details: ProblemDetails } {
  const { routeId, serviceId } = row
  const line = known.lines.get(routeId)
  if (!line) return { fault: 'unknown-route', details: { routeId } }
  if (!known.calendar.services.has(serviceId)) return { fault: 'unknown-service', details: { serviceId } }
  const times = tripTimes(calls)
  if ('fault' in times) return times
  const repeats = frequencies && startsOf(frequencies)
  if (frequencies && !repeats) return { fault: 'bad-headway', details: {} }
  const sequence = known.sequences.rankOf(times.rows)
  if (typeof sequence !== 'number') return { fault: 'unknown-stop', details: sequence }
  const { arrivals, departures, empty } = times
  return {
    row,
    line,
    sequence,
    arrivals: Int32Array.from(arrivals),
    departures: Int32Array.from(departures),
    repeats,
    empty,
  }
}

function said({ empty, ...trip }: NetworkTrip & { empty: number }, tally: ProblemTally): NetworkTrip {
  const { tripId, routeId } = trip.row
  if (empty > 0) tally.note('interpolated-times', { tripId, calls: empty })
  if (trip.repeats?.isPromised === false) tally.note('headway-based', { tripId, routeId })
  return trip
}

function ridesByService(trips: readonly NetworkTrip[]): Map<string, number> {
  const rides = new Map<string, number>()
  for (const { row, repeats } of trips) {
    rides.set(row.serviceId, (rides.get(row.serviceId) ?? 0) + (repeats?.at.length ?? 1))
  }
  return rides
}

function knownTransfers(
  rows: Iterable<TransferRow>,
  placeOf: ReadonlyMap<string, number>,
  tally: ProblemTally,
): TransferRow[] {
  return [...rows].filter(({ fromStopId, toStopId, minTransferTime }) => {
    const isKnown = placeOf.has(fromStopId) && placeOf.has(toStopId) && !((minTransferTime ?? 0) < 0)
    if (!isKnown) tally.note('bad-transfer', { fromStopId, toStopId })
    return isKnown
  })
}

function missing(table: string): TransitError {
  return new TransitError('missing-table', { table }, `the timetable has no ${table}`)
}

function noTrip(tally: ProblemTally): TransitError {
  const problems = tally.list()
  const why = problems.map(({ code, count }) => `${code} ${count} times`).join(', ')
  return new TransitError('no-usable-trip', { problems }, `no trip of the timetable can be used: ${why}`)
}
