import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { bytesSource } from '#packages/intake/source.ts'
import { bondy } from '../around-bondy.test-support.ts'
import type { ReadOptions } from '../read.ts'
import { readWhole, rowsOf } from '../whole-reading.ts'

const TIMETABLE: Readonly<Record<string, string>> = {
  'agency.txt': 'agency_id,agency_name,agency_url,agency_timezone\n1,Ormes,http://x,Europe/Paris\n',
  'stops.txt':
    '\uFEFFstop_id,stop_name,stop_lat,stop_lon,location_type,parent_station,wheelchair_boarding\r\nP,"Gare, centre",48.9050,2.4850,1,,1\r\nA,"Gare, quai A",48.9051,2.4851,0,P,1\r\nB,Loin,48.80,2.30,,,\r\nC,Ailleurs,48.70,2.20,,,2\r\n',
  'routes.txt': 'route_id,route_short_name,route_long_name,route_type\nR1,E,"Ligne ""E""",2\nR2,99,Bus,3\n',
  'trips.txt':
    'route_id,service_id,trip_id,trip_headsign,direction_id\nR1,S1,T1,Loin,0\nR2,S2,T2,Ailleurs,1\nR1,S3,T3,,\n',
  'stop_times.txt':
    'trip_id,arrival_time,departure_time,stop_id,stop_sequence\nT1,23:50:00,23:51:00,A,1\nT1,25:10:30,,B,2\nT2,08:00:00,08:00:00,B,1\nT2,08:10:00,08:10:00,C,2\nT3,,,A,1\n',
  'calendar.txt':
    'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\nS1,1,1,1,1,1,0,0,20250901,20251213\nS2,1,1,1,1,1,1,1,20250901,20301213\n',
  'calendar_dates.txt': 'service_id,date,exception_type\nS1,20251111,2\nS3,20251225,1\nS2,20250101,1\n',
  'frequencies.txt': 'trip_id,start_time,end_time,headway_secs\nT3,06:00:00,24:30:00,600\nT2,06:00:00,07:00:00,60\n',
}

function archive(changes: Readonly<Record<string, string | undefined>> = {}) {
  const files = Object.entries({ ...TIMETABLE, ...changes }).filter(
    (file): file is [string, string] => file[1] !== undefined,
  )
  return bytesSource(
    'gtfs-2025.zip',
    zipSync(Object.fromEntries(files.map(([name, text]) => [name, strToU8(text)]))),
    64,
  )
}

const reading = (changes: Readonly<Record<string, string | undefined>> = {}, options: ReadOptions = {}) =>
  readWhole(archive(changes), bondy, options)

test('a timetable is cut to the trips that stop near, each trip whole', async () => {
  const read = await reading()
  expect(read.recognised).toMatchObject({ dataset: 'gtfs', level: 'timetable', vintage: 2025 })
  expect(read.problems).toEqual([])
  expect(
    rowsOf(read, 'trip').map(({ tripId, routeId, serviceId, tripHeadsign, directionId }) => [
      tripId,
      routeId,
      serviceId,
      tripHeadsign,
      directionId,
    ]),
  ).toEqual([
    ['T1', 'R1', 'S1', 'Loin', 0],
    ['T3', 'R1', 'S3', null, null],
  ])
  expect(rowsOf(read, 'stop-time')).toEqual([
    { record: 'stop-time', tripId: 'T1', stopId: 'A', stopSequence: 1, arrivalTime: 85_800, departureTime: 85_860 },
    { record: 'stop-time', tripId: 'T1', stopId: 'B', stopSequence: 2, arrivalTime: 90_630, departureTime: 90_630 },
    { record: 'stop-time', tripId: 'T3', stopId: 'A', stopSequence: 1, arrivalTime: null, departureTime: null },
  ])
  expect(
    rowsOf(read, 'stop').map(({ stopId, stopName, wheelchairBoarding, parentStation }) => [
      stopId,
      stopName,
      wheelchairBoarding,
      parentStation,
    ]),
  ).toEqual([
    ['P', 'Gare, centre', 1, null],
    ['A', 'Gare, quai A', 1, 'P'],
    ['B', 'Loin', 0, null],
  ])
  expect(rowsOf(read, 'route')).toEqual([
    { record: 'route', routeId: 'R1', routeShortName: 'E', routeLongName: 'Ligne "E"', routeType: 2 },
  ])
  expect(rowsOf(read, 'calendar')).toMatchObject([
    { serviceId: 'S1', friday: true, sunday: false, startDate: '2025-09-01', endDate: '2025-12-13' },
  ])
  expect(
    rowsOf(read, 'calendar-date').map(({ serviceId, date, exceptionType }) => [serviceId, date, exceptionType]),
  ).toEqual([
    ['S1', '2025-11-11', 2],
    ['S3', '2025-12-25', 1],
  ])
  expect(rowsOf(read, 'frequency')).toEqual([
    { record: 'frequency', tripId: 'T3', startTime: 21_600, endTime: 88_200, headwaySecs: 600 },
  ])
})

test('what a timetable lacks is named; one calendar file is enough', async () => {
  const none = await reading({
    'stop_times.txt': undefined,
    'calendar.txt': undefined,
    'calendar_dates.txt': undefined,
  })
  expect(none.problems).toMatchObject([
    { code: 'gtfs_file_missing', params: { name: 'stop_times.txt' } },
    { code: 'gtfs_file_missing', params: { name: 'calendar.txt' } },
  ])
  expect((await reading({ 'calendar.txt': undefined })).problems).toEqual([])
})

test('a timetable that has ended is said, with its last day', async () => {
  expect((await reading({}, { today: '2025-12-25' })).problems).toEqual([])
  expect((await reading({}, { today: '2026-01-02' })).problems).toMatchObject([
    { code: 'gtfs_expired', severity: 'warning', params: { until: '2025-12-25' } },
  ])
})

test('an unknown stop, a time that is none and a date that is none are named with their line', async () => {
  const read = await reading({
    'stop_times.txt': `${TIMETABLE['stop_times.txt']}T1,26:00:00,26:00:00,Z,3\nT1,9h30,09:30:00,B,4\n`,
    'calendar_dates.txt': 'service_id,date,exception_type\nS1,11/11/2025,2\n',
  })
  expect(read.problems).toMatchObject([
    { code: 'gtfs_stop_unknown', line: 7, value: 'Z', params: { name: 'stop_times.txt' } },
    { code: 'gtfs_time_invalid', line: 8, column: 'arrival_time', value: '9h30' },
    { code: 'date_invalid', line: 2, value: '11/11/2025' },
  ])
  expect(rowsOf(read, 'stop-time')).toHaveLength(3)
})

test('stops with latitude and longitude exchanged are refused', async () => {
  const read = await reading({ 'stops.txt': 'stop_id,stop_name,stop_lat,stop_lon\nA,Gare,2.4850,48.9050\n' })
  expect(read.problems).toMatchObject([{ code: 'coordinates_swapped', line: 2, value: '2.4850 ; 48.9050' }])
})

test('the timetable of another region names its stops', async () => {
  const read = await reading({
    'stops.txt': 'stop_id,stop_name,stop_lat,stop_lon\nA,Quinconces,44.84,-0.57\nB,Pessac,44.80,-0.63\n',
  })
  expect(read.problems).toMatchObject([{ code: 'perimeter_absent', params: { held: 'Quinconces, Pessac' } }])
})
