/** A GTFS timetable, cut to the trips that stop nearby. */
import { sql } from 'kysely'
import type { Merge } from '#app/platform/imports/merge.server.ts'
import { m } from '#messages'
import { endAbsent, OF_SOURCE, publishedTarget } from './edition.server.ts'
import { timetableReader } from './published-readers.ts'

export const timetable = publishedTarget({
  reader: timetableReader,
  title: m.territory_import_timetable_title,
  lead: m.territory_import_timetable_lead,
  mainTable: 'territory_trip',
  merge: mergeTimetable,
})

async function mergeTimetable(merge: Merge): Promise<void> {
  await mergeStopsAndLines(merge)
  await merge.upsert({
    table: 'territory_service_day',
    match: ['source_id', 'code'],
    columns: {
      weekdays: 'replace',
      from_on: 'replace',
      to_on: 'replace',
      added_on: 'replace',
      removed_on: 'replace',
      is_gone: 'replace',
    },
    from: sql`select source.id as source_id, code, coalesce(max(weekdays) filter (where part = 'service'), 0) as weekdays,
        max(from_on) filter (where part = 'service') as from_on, max(to_on) filter (where part = 'service') as to_on,
        coalesce(jsonb_agg(day order by day) filter (where part = 'service-date' and added), '[]') as added_on,
        coalesce(jsonb_agg(day order by day) filter (where part = 'service-date' and not added), '[]') as removed_on, false as is_gone
      from import_staging ${OF_SOURCE},
        jsonb_to_record(record) as service (code text, weekdays integer, from_on date, to_on date, day text, added boolean)
      where part in ('service', 'service-date') group by 1, 2`,
  })
  await merge.upsert({
    table: 'territory_trip',
    match: ['source_id', 'code'],
    columns: {
      line_code: 'replace',
      service_code: 'replace',
      headsign: 'replace',
      direction: 'replace',
      wheelchair: 'replace',
      stops: 'replace',
      frequencies: 'replace',
      is_gone: 'replace',
    },
    from: sql`with calls as (
        select record ->> 'trip' as code, jsonb_agg(record -> 'call' order by (record ->> 'sequence')::integer) as stops
        from import_staging where part = 'call' group by 1
      ), headways as (
        select record ->> 'trip' as code, jsonb_agg(record -> 'headway' order by line) as frequencies
        from import_staging where part = 'headway' group by 1
      )
      select distinct on (2) source.id as source_id, trip.code, line_code, service_code, headsign, direction, wheelchair, stops,
        coalesce(frequencies, '[]') as frequencies, false as is_gone
      from import_staging ${OF_SOURCE},
        jsonb_to_record(record) as trip (code text, line_code text, service_code text, headsign text, direction integer, wheelchair integer)
        join calls on calls.code = trip.code left join headways on headways.code = trip.code
      where part = 'trip' order by 2, import_staging.line`,
  })
  for (const [table, part] of [
    ['territory_stop', 'stop'],
    ['territory_line', 'line'],
    ['territory_service_day', 'service'],
    ['territory_trip', 'trip'],
  ] as const)
    await endAbsent(
      merge,
      table,
      sql`exists (select from import_staging where part like ${`${part}%`} and record ->> 'code' = t.code)`,
    )
}

async function mergeStopsAndLines(merge: Merge): Promise<void> {
  await merge.upsert({
    table: 'territory_stop',
    match: ['source_id', 'code'],
    columns: {
      name: 'replace',
      lon: 'replace',
      lat: 'replace',
      parent_code: 'replace',
      wheelchair: 'replace',
      is_gone: 'replace',
    },
    from: sql`select distinct on (2) source.id as source_id, stop.*, false as is_gone from import_staging ${OF_SOURCE},
        jsonb_to_record(record) as stop (code text, name text, lon double precision, lat double precision, parent_code text, wheelchair integer)
      where part = 'stop' order by 2, line`,
  })
  await merge.upsert({
    table: 'territory_line',
    match: ['source_id', 'code'],
    columns: { short_name: 'replace', long_name: 'replace', kind: 'replace', is_gone: 'replace' },
    from: sql`select distinct on (2) source.id as source_id, l.*, false as is_gone from import_staging ${OF_SOURCE},
        jsonb_to_record(record) as l (code text, short_name text, long_name text, kind integer)
      where part = 'line' order by 2, line`,
  })
}
