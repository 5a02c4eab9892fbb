import { describe, expect, test } from 'vitest'
import { departuresOverTheWeek } from '#packages/transit/departures.ts'
import type { Feed } from '#packages/transit/gtfs.ts'
import { networkOf } from '#packages/transit/network.ts'
import { INVENTED_NETWORK, inventedTimetable } from './timetable.ts'
import type { NamedStop } from './timetable-lines.ts'

/** A town of 7 by 7 stops, 300 m apart, two of a name each, and three stations. */
const TOWN: NamedStop[] = [
  ...Array.from({ length: 98 }, (_, rank): NamedStop => {
    const [row, column] = [Math.floor(rank / 14), Math.floor(rank / 2) % 7]
    const [lat, lon] = [48.9 + row * 0.0027, 2.47 + column * 0.0041 + (rank % 2) * 0.0002]
    return {
      id: `stop-${rank}`,
      name: `Place ${row}, ${column}`,
      lat,
      lon,
      isStation: false,
      isAccessible: rank % 3 > 0,
    }
  }),
  ...['Est', 'Centre', 'Ouest'].map((name, rank): NamedStop => {
    return { id: `gare-${name}`, name, lat: 48.91, lon: 2.5 - rank * 0.02, isStation: true }
  }),
]
const tables = inventedTimetable(TOWN)

/** Rows of a table under camel-case names; cells of the test's town hold no line end. */
function rowsOf(name: string): Record<string, string>[] {
  const [header = '', ...lines] = (tables[name] ?? '').trimEnd().split('\r\n')
  const keys = header.split(',').map((key) => key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()))
  return lines.map((line) => {
    const cells = [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(
      ([, inQuotes, plain]) => inQuotes ?? plain ?? '',
    )
    return Object.fromEntries(keys.map((key, rank) => [key, cells[rank] ?? '']))
  })
}

const day = (text = '') => `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`
const seconds = (text = '') => text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)

function feed(): Feed {
  return {
    stops: rowsOf('stops.txt').map((row) => ({
      stopId: row.stopId ?? '',
      stopName: row.stopName ?? '',
      stopLat: Number(row.stopLat),
      stopLon: Number(row.stopLon),
    })),
    routes: rowsOf('routes.txt').map((row) => ({
      routeId: row.routeId ?? '',
      routeShortName: row.routeShortName ?? '',
      routeType: Number(row.routeType),
    })),
    trips: rowsOf('trips.txt').map((row) => ({
      tripId: row.tripId ?? '',
      routeId: row.routeId ?? '',
      serviceId: row.serviceId ?? '',
      tripHeadsign: row.tripHeadsign,
      directionId: Number(row.directionId),
    })),
    stopTimes: rowsOf('stop_times.txt').map((row) => ({
      tripId: row.tripId ?? '',
      stopId: row.stopId ?? '',
      stopSequence: Number(row.stopSequence),
      arrivalTime: seconds(row.arrivalTime),
      departureTime: seconds(row.departureTime),
    })),
    calendar: rowsOf('calendar.txt').map((row) => ({
      serviceId: row.serviceId ?? '',
      monday: row.monday === '1',
      tuesday: row.tuesday === '1',
      wednesday: row.wednesday === '1',
      thursday: row.thursday === '1',
      friday: row.friday === '1',
      saturday: row.saturday === '1',
      sunday: row.sunday === '1',
      startDate: day(row.startDate),
      endDate: day(row.endDate),
    })),
    calendarDates: rowsOf('calendar_dates.txt').map((row) => ({
      serviceId: row.serviceId ?? '',
      date: day(row.date),
      exceptionType: row.exceptionType === '1' ? 1 : 2,
    })),
    frequencies: rowsOf('frequencies.txt').map((row) => ({
      tripId: row.tripId ?? '',
      startTime: seconds(row.startTime),
      endTime: seconds(row.endTime),
      headwaySecs: Number(row.headwaySecs),
      exactTimes: Number(row.exactTimes),
    })),
  }
}

describe('the invented timetable', () => {
  test('can be used whole: no trip is set aside, and only the line of intervals must be said', () => {
    const network = networkOf(feed())
    expect(network.setAside).toBe(0)
    expect(network.problems.map(({ code }) => code)).toEqual(['headway-based'])
    expect([network.calendar.from, network.calendar.until]).toEqual(['2026-01-01', '2027-12-31'])
  })

  test('has four bus lines and one of stations, more often on Tuesday than on Sunday', () => {
    expect(rowsOf('routes.txt').map((row) => row.routeShortName)).toEqual([
      'Inv. 1',
      'Inv. 2',
      'Inv. 3',
      'Inv. 4',
      'Inv. T',
    ])
    const network = networkOf(feed())
    const [tuesday, sunday] = departuresOverTheWeek(
      network,
      network.stops.map(({ stopId }) => stopId),
    )
    for (const [rank, line] of (tuesday?.lines ?? []).entries()) {
      expect(line.departures).toBeGreaterThan(1.5 * (sunday?.lines[rank]?.departures ?? Number.POSITIVE_INFINITY))
    }
    expect(tuesday?.lines).toHaveLength(10)
  })

  test('never passes for a real one', () => {
    expect(tables['agency.txt']).toContain(`${INVENTED_NETWORK} (données fictives)`)
    expect(tables['feed_info.txt']).toContain('données fictives')
    for (const row of rowsOf('routes.txt')) expect(row.routeLongName).toContain('(ligne inventée)')
    for (const row of rowsOf('stops.txt')) expect(row.stopId).toMatch(/^INV:/)
  })

  test('is the same to the byte whatever the order of the stops, and needs a few of them', () => {
    expect(inventedTimetable(TOWN.toReversed())).toEqual(tables)
    expect(() => inventedTimetable(TOWN.slice(0, 2))).toThrow(RangeError)
  })
})
