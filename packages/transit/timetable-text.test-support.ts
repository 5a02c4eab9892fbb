/**
 * A timetable as one would write it on paper, a trip a line:
 *
 *     1 weekdays: A 8:00, B 8:10/8:12, C -, D 8:30
 *     F daily every=600 from=7:00 until=9:00: A 0:00, B 0:06
 *     sunday also 2026-05-01
 *
 * Line, service, options (`wheelchair=1`, `direction=0`, `to=Centre`, `exact`), then calls: arrival/departure, `-` empty,
 * `!` nobody gets on, `?` nobody gets off. Stops are those mentioned, 100 m apart to the north. Services run in 2026.
 */
import type { CalendarRow, Feed, FrequencyRow, RouteRow, StopRow, StopTimeRow, TripRow } from './gtfs.ts'

interface Tables extends Feed {
  stops: StopRow[]
  routes: RouteRow[]
  trips: TripRow[]
  stopTimes: StopTimeRow[]
  calendar: CalendarRow[]
  calendarDates: { serviceId: string; date: string; exceptionType: 1 | 2 }[]
  frequencies: FrequencyRow[]
}

export function feedOf(text: string): Tables {
  const feed: Tables = {
    stops: [],
    routes: [],
    trips: [],
    stopTimes: [],
    calendar: Object.entries(WEEKS).map(([serviceId, days]) => calendarRow(serviceId, days)),
    calendarDates: [],
    frequencies: [],
  }
  for (const line of text.split('\n').map((one) => one.trim())) {
    const [, serviceId, kind, date] = /^(\w+) (also|not) ([\d-]+)$/.exec(line) ?? []
    if (serviceId && date) feed.calendarDates.push({ serviceId, date, exceptionType: kind === 'also' ? 1 : 2 })
    else if (line !== '') addTrip(feed, line)
  }
  return feed
}

/** `8:05` or `25:10` as seconds. */
export function time(text: string): number {
  const [hours = Number.NaN, minutes = Number.NaN] = text.split(':').map(Number)
  return hours * 3600 + minutes * 60
}

const WEEKS: Record<string, string> = { weekdays: 'mtwtf--', saturday: '-----s-', sunday: '------s', daily: 'mtwtfss' }

function calendarRow(serviceId: string, days: string): CalendarRow {
  const runs = (rank: number) => days[rank] !== '-'
  return {
    serviceId,
    monday: runs(0),
    tuesday: runs(1),
    wednesday: runs(2),
    thursday: runs(3),
    friday: runs(4),
    saturday: runs(5),
    sunday: runs(6),
    startDate: '2026-01-01',
    endDate: '2026-12-31',
  }
}

function addTrip(feed: Tables, text: string): void {
  const [head = '', calls = ''] = text.split(/: (.*)/s)
  const [line = '', serviceId = '', ...words] = head.split(' ')
  const options = new Map(words.map((word) => [word.split('=')[0], word.split('=')[1] ?? '']))
  if (!feed.routes.some(({ routeId }) => routeId === line)) {
    feed.routes.push({ routeId: line, routeShortName: line, routeType: 3 })
  }
  const tripId = `${line}/${feed.trips.filter(({ routeId }) => routeId === line).length + 1}`
  const number = (option: string) => (options.has(option) ? Number(options.get(option)) : undefined)
  feed.trips.push({
    tripId,
    routeId: line,
    serviceId,
    tripHeadsign: options.get('to'),
    directionId: number('direction'),
    wheelchairAccessible: number('wheelchair'),
  })
  for (const [rank, call] of calls.split(', ').entries()) addCall(feed, tripId, rank, call)
  const [startTime, endTime, headwaySecs] = [options.get('from'), options.get('until'), number('every')]
  if (headwaySecs === undefined) return
  const exactTimes = options.has('exact') ? 1 : 0
  feed.frequencies.push({
    tripId,
    startTime: time(startTime ?? ''),
    endTime: time(endTime ?? ''),
    headwaySecs,
    exactTimes,
  })
}

function addCall(feed: Tables, tripId: string, rank: number, text: string): void {
  const [stopId = '', times = '-', flag] = text.split(' ')
  if (!feed.stops.some((stop) => stop.stopId === stopId)) {
    feed.stops.push({ stopId, stopName: `Stop ${stopId}`, stopLat: 48.9 + feed.stops.length * 0.0009, stopLon: 2.48 })
  }
  const [arrival = '', departure = arrival] = times.split('/')
  feed.stopTimes.push({
    tripId,
    stopId,
    stopSequence: rank * 10,
    arrivalTime: arrival === '-' ? null : time(arrival),
    departureTime: departure === '-' ? null : time(departure),
    pickupType: flag === '!' ? 1 : 0,
    dropOffType: flag === '?' ? 1 : 0,
  })
}
