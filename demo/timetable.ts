/**
 * A small invented timetable along stops that exist, for a demonstration where no real one may be had. Lines, directions
 * and hours are made up, and every table that has room for it says so. The same stops give the same bytes.
 */
import { FICTITIOUS } from './label.ts'
import {
  type Course,
  coursesThrough,
  metresBetween,
  type NamedStop,
  placesOf,
  type StopPlace,
} from './timetable-lines.ts'

/** Name of the agency, of the publisher, and in the name of each line. */
export const INVENTED_NETWORK = 'Réseau inventé de démonstration'

const SERVICES = { semaine: '1111100', samedi: '0000010', dimanche: '0000001' } as const
type ServiceId = keyof typeof SERVICES
const [FROM, UNTIL] = ['20260101', '20271231']
/** Legal holidays of France that fall on no Sunday: Sunday's service runs. */
const HOLIDAYS = (
  '20260101 20260406 20260501 20260508 20260514 20260525 20260714 20260815 20261111 20261225 ' +
  '20270101 20270329 20270501 20270506 20270508 20270517 20270714 20271101 20271111 20271225'
).split(' ')

/** First and last departure, and minutes between departures at the peak and otherwise. */
const HOURS: Record<Course['kind'], Record<ServiceId, { from: number; until: number; peak: number; other: number }>> = {
  bus: {
    semaine: { from: 330, until: 1450, peak: 12, other: 20 },
    samedi: { from: 360, until: 1450, peak: 20, other: 20 },
    dimanche: { from: 420, until: 1320, peak: 40, other: 40 },
  },
  train: {
    semaine: { from: 300, until: 1470, peak: 10, other: 15 },
    samedi: { from: 300, until: 1470, peak: 15, other: 15 },
    dimanche: { from: 330, until: 1470, peak: 30, other: 30 },
  },
}
const METRES_PER_SECOND = { bus: 4.2, train: 10 }

/**
 * The tables of a GTFS timetable as CSV texts, by file name, for whoever zips them.
 *
 * @param stops bus stops and stations of one town, such as those of OpenStreetMap; only their names and places are real
 * @throws RangeError when there are too few stops for a single line
 */
export function inventedTimetable(stops: Iterable<NamedStop>): Record<string, string> {
  const places = placesOf(stops)
  const courses = coursesThrough(places)
  if (courses.length === 0) throw new RangeError(`no line can be drawn through ${places.length} stops`)
  const served = new Set(courses.flatMap((course) => course.places))
  const trips = courses.flatMap((course, rank) => tripsOf(course, rank === 0))
  return {
    'agency.txt': table('agency_id,agency_name,agency_url,agency_timezone,agency_lang', [
      ['INV', `${INVENTED_NETWORK} (${FICTITIOUS})`, 'https://reseau-invente.example', 'Europe/Paris', 'fr'],
    ]),
    'feed_info.txt': table('feed_publisher_name,feed_publisher_url,feed_lang,feed_start_date,feed_end_date', [
      [`${INVENTED_NETWORK} (${FICTITIOUS})`, 'https://reseau-invente.example', 'fr', FROM, UNTIL],
    ]),
    'stops.txt': table('stop_id,stop_name,stop_lat,stop_lon,wheelchair_boarding', [...served].map(stopRow)),
    'routes.txt': table('route_id,agency_id,route_short_name,route_long_name,route_type', courses.map(routeRow)),
    'trips.txt': table(
      'route_id,service_id,trip_id,trip_headsign,direction_id,wheelchair_accessible',
      trips.map(({ row }) => row),
    ),
    'stop_times.txt': table(
      'trip_id,arrival_time,departure_time,stop_id,stop_sequence',
      trips.flatMap(({ calls }) => calls),
    ),
    'frequencies.txt': table(
      'trip_id,start_time,end_time,headway_secs,exact_times',
      trips.flatMap(({ frequencies }) => frequencies),
    ),
    'calendar.txt': table(
      'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date',
      Object.entries(SERVICES).map(([id, week]) => [id, ...week, FROM, UNTIL]),
    ),
    'calendar_dates.txt': table('service_id,date,exception_type', HOLIDAYS.flatMap(holidayRows)),
  }
}

type Row = readonly (string | number)[]

interface InventedTrip {
  readonly row: Row
  readonly calls: readonly Row[]
  readonly frequencies: readonly Row[]
}

/** The first line is told by its interval alone, so that a demonstration has one of these; the others by their hours. */
function tripsOf(course: Course, isByInterval: boolean): InventedTrip[] {
  const trips: InventedTrip[] = []
  for (const service of ['semaine', 'samedi', 'dimanche'] as const) {
    const { from, until, peak, other } = HOURS[course.kind][service]
    for (const [direction, places] of [course.places, course.places.toReversed()].entries()) {
      const tripAt = (minute: number, frequencies: (id: string) => Row[]) => {
        const id = `INV:${course.name.slice(5)}:${service}:${direction}:${minute}`
        const row = [`INV:${course.name.slice(5)}`, service, id, places.at(-1)?.name ?? '', direction, 1]
        trips.push({ row, calls: callsOf(course, places, id, minute * 60), frequencies: frequencies(id) })
      }
      if (isByInterval) tripAt(from, (id) => [[id, clock(from * 60), clock(until * 60), peak * 60, 0]])
      else for (let minute = from; minute < until; minute += isPeak(minute) ? peak : other) tripAt(minute, () => [])
    }
  }
  return trips
}

function isPeak(minute: number): boolean {
  return (minute >= 420 && minute < 540) || (minute >= 990 && minute < 1170)
}

function callsOf({ kind }: Course, places: readonly StopPlace[], id: string, starts: number): Row[] {
  let at = starts
  return places.map((place, rank) => {
    const before = places[rank - 1]
    // Whole half minutes, as timetables on paper have them.
    if (before) at += Math.max(60, Math.round(metresBetween(before, place) / METRES_PER_SECOND[kind] / 30) * 30)
    return [id, clock(at), clock(at), `INV:${place.id}`, rank + 1]
  })
}

function stopRow({ id, name, lat, lon, isAccessible }: StopPlace): Row {
  return [`INV:${id}`, name, lat.toFixed(6), lon.toFixed(6), isAccessible === undefined ? 0 : isAccessible ? 1 : 2]
}

function routeRow({ name, kind, places }: Course): Row {
  const ends = `${places[0]?.name} – ${places.at(-1)?.name}`
  return [`INV:${name.slice(5)}`, 'INV', name, `${ends} (ligne inventée)`, kind === 'bus' ? 3 : 2]
}

function holidayRows(date: string): Row[] {
  const day = new Date(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`).getUTCDay()
  return [
    [day === 6 ? 'samedi' : 'semaine', date, 2],
    ['dimanche', date, 1],
  ]
}

function clock(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return parts.map((part) => String(part).padStart(2, '0')).join(':')
}

function table(header: string, rows: readonly Row[]): string {
  return [header, ...rows.map((row) => row.map(quoted).join(','))].map((line) => `${line}\r\n`).join('')
}

function quoted(cell: string | number): string {
  const text = String(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
