/** Places of daily life from registers: the BPE, hospitals and clinics, stations, OpenStreetMap's own. */
import { sql } from 'kysely'
import type { Merge } from '#app/platform/imports/merge.server.ts'
import { m } from '#messages'
import { endAbsent, OF_SOURCE, publishedTarget } from './edition.server.ts'
import { placeReader } from './published-readers.ts'

export const places = publishedTarget({
  reader: placeReader,
  title: m.territory_import_places_title,
  lead: m.territory_import_places_lead,
  mainTable: 'territory_place',
  merge: mergePlaces,
})

/** Places among the staged records, whatever file they came in. */
export async function mergePlaces(merge: Merge): Promise<void> {
  await merge.upsert({
    table: 'territory_place',
    match: ['origin', 'origin_key'],
    columns: {
      source_id: 'replace',
      kind: 'replace',
      name: 'replace',
      address: 'replace',
      lon: 'replace',
      lat: 'replace',
      opening_hours: 'replace',
      wheelchair: 'replace',
      is_gone: 'replace',
    },
    from: sql`select distinct on (1, 2) place.*, source.id as source_id, false as is_gone
      from import_staging ${OF_SOURCE},
        jsonb_to_record(record) as place (origin text, origin_key text, kind text, name text, address text, lon double precision,
          lat double precision, opening_hours text, wheelchair text)
      where part = 'place' order by 1, 2, line`,
  })
  await endAbsent(
    merge,
    'territory_place',
    sql`exists (select from import_staging where part = 'place' and record ->> 'origin' = t.origin and record ->> 'origin_key' = t.origin_key)`,
  )
}
