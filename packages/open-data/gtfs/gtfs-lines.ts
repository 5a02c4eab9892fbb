import type { BatchLog } from '../log.ts'
import type { CalendarDateRow, CalendarRow, FrequencyRow, RouteRow, StopRow, StopTimeRow, TripRow } from '../rows.ts'
import type { GtfsLine } from './gtfs-table.ts'
import { isoDate, secondsOf, wholeOr } from './gtfs-values.ts'
import { stopPlace } from './near-stops.ts'

/** @see GTFS Schedule Reference: https://gtfs.org/documentation/schedule/reference */
export function stopRow(line: GtfsLine): StopRow | undefined {
  const { text } = line
  const place = stopPlace(line)
  if (!place) return undefined
  const boarding = text('wheelchair_boarding')
  return {
    record: 'stop',
    stopId: text('stop_id'),
    stopName: text('stop_name'),
    stopLat: place.lat,
    stopLon: place.lon,
    wheelchairBoarding: boarding === '1' ? 1 : boarding === '2' ? 2 : 0,
    locationType: wholeOr(text('location_type'), 0),
    parentStation: text('parent_station') || null,
  }
}

export function routeRow({ text }: GtfsLine): RouteRow {
  return {
    record: 'route',
    routeId: text('route_id'),
    routeShortName: text('route_short_name'),
    routeLongName: text('route_long_name'),
    routeType: wholeOr(text('route_type'), 3), // a bus, the commonest, where a feed forgets
  }
}

export function tripRow({ text }: GtfsLine): TripRow {
  return {
    record: 'trip',
    tripId: text('trip_id'),
    routeId: text('route_id'),
    serviceId: text('service_id'),
    tripHeadsign: text('trip_headsign') || null,
    directionId: wholeOr(text('direction_id'), null),
  }
}

/** A stop time; nothing when its stop is unknown or its times are none, which is reported. */
export function stopTimeRow(line: GtfsLine, stops: ReadonlySet<string>, log: BatchLog): StopTimeRow | undefined {
  const { text } = line
  const stopId = text('stop_id')
  if (!stops.has(stopId)) {
    log.add('gtfs_stop_unknown', undefined, line.line, 'stop_id', stopId, { name: 'stop_times.txt' })
    return undefined
  }
  const arrivalTime = timeOf(line, 'arrival_time', 'stop_times.txt', log)
  const departureTime = timeOf(line, 'departure_time', 'stop_times.txt', log)
  if (arrivalTime === undefined || departureTime === undefined) return undefined
  return {
    record: 'stop-time',
    tripId: text('trip_id'),
    stopId,
    stopSequence: wholeOr(text('stop_sequence'), 0),
    arrivalTime: arrivalTime ?? departureTime,
    departureTime: departureTime ?? arrivalTime,
  }
}

function timeOf(line: GtfsLine, column: string, name: string, log: BatchLog): number | null | undefined {
  const seconds = secondsOf(line.text(column))
  if (seconds === undefined) log.add('gtfs_time_invalid', undefined, line.line, column, line.text(column), { name })
  return seconds
}

export function calendarRow(line: GtfsLine, log: BatchLog): CalendarRow | undefined {
  const { text } = line
  const [startDate, endDate] = [dateOf(line, 'start_date', log), dateOf(line, 'end_date', log)]
  if (!startDate || !endDate) return undefined
  const runs = (day: string) => text(day) === '1'
  return {
    record: 'calendar',
    serviceId: text('service_id'),
    monday: runs('monday'),
    tuesday: runs('tuesday'),
    wednesday: runs('wednesday'),
    thursday: runs('thursday'),
    friday: runs('friday'),
    saturday: runs('saturday'),
    sunday: runs('sunday'),
    startDate,
    endDate,
  }
}

export function calendarDateRow(line: GtfsLine, log: BatchLog): CalendarDateRow | undefined {
  const date = dateOf(line, 'date', log)
  if (!date) return undefined
  const exceptionType = line.text('exception_type') === '2' ? 2 : 1
  return { record: 'calendar-date', serviceId: line.text('service_id'), date, exceptionType }
}

function dateOf(line: GtfsLine, column: string, log: BatchLog): string | undefined {
  const date = isoDate(line.text(column))
  if (!date) log.add('date_invalid', undefined, line.line, column, line.text(column))
  return date
}

export function frequencyRow(line: GtfsLine, log: BatchLog): FrequencyRow | undefined {
  const startTime = timeOf(line, 'start_time', 'frequencies.txt', log)
  const endTime = timeOf(line, 'end_time', 'frequencies.txt', log)
  const headwaySecs = wholeOr(line.text('headway_secs'), 0)
  if (typeof startTime !== 'number' || typeof endTime !== 'number' || headwaySecs === 0) return undefined
  return { record: 'frequency', tripId: line.text('trip_id'), startTime, endTime, headwaySecs }
}
