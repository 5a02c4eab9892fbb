import type { OpenDataRow } from '#packages/open-data/rows.ts'
import type { PartRecord } from './published-readers.ts'

const WEEK = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

/** A row of a GTFS in the words of the tables; texts that a producer left too long are cut. */
export function timetableRecord(row: OpenDataRow): PartRecord | undefined {
  switch (row.record) {
    case 'stop':
      return {
        part: 'stop',
        record: {
          code: row.stopId,
          name: row.stopName.slice(0, 200),
          lon: row.stopLon,
          lat: row.stopLat,
          parent_code: row.parentStation,
          wheelchair: row.wheelchairBoarding,
        },
      }
    case 'route':
      return {
        part: 'line',
        record: {
          code: row.routeId,
          short_name: (row.routeShortName || row.routeLongName).slice(0, 80),
          long_name: row.routeLongName.slice(0, 250),
          kind: row.routeType,
        },
      }
    case 'trip':
      return {
        part: 'trip',
        record: {
          code: row.tripId,
          line_code: row.routeId,
          service_code: row.serviceId,
          headsign: row.tripHeadsign?.slice(0, 200) ?? null,
          direction: row.directionId,
          wheelchair: null,
        },
      }
    case 'stop-time':
      return {
        part: 'call',
        record: {
          trip: row.tripId,
          sequence: row.stopSequence,
          call: [row.stopId, row.arrivalTime, row.departureTime, null, null],
        },
      }
    case 'frequency':
      return {
        part: 'headway',
        record: { trip: row.tripId, headway: [row.startTime, row.endTime, row.headwaySecs, null] },
      }
    case 'calendar':
      return {
        part: 'service',
        record: {
          code: row.serviceId,
          weekdays: WEEK.reduce((bits, day, at) => bits | (row[day] ? 1 << at : 0), 0),
          from_on: row.startDate,
          to_on: row.endDate,
        },
      }
    case 'calendar-date':
      return {
        part: 'service-date',
        record: { code: row.serviceId, day: row.date, added: row.exceptionType === 1 },
      }
    default:
      return undefined
  }
}
