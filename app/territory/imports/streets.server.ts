/** OpenStreetMap: the ways one walks on, what stands on them, the ground of the map, and the places it knows. */
import { sql } from 'kysely'
import type { Merge } from '#app/platform/imports/merge.server.ts'
import { m } from '#messages'
import { groundOf } from '../perimeter.server.ts'
import { endAbsent, OF_SOURCE, publishedTarget } from './edition.server.ts'
import { mergePlaces } from './places.server.ts'
import { streetReader } from './published-readers.ts'

export const streets = publishedTarget({
  reader: streetReader,
  title: m.territory_import_streets_title,
  lead: m.territory_import_streets_lead,
  mainTable: 'territory_way',
  scope: groundOf,
  merge: mergeStreets,
})

async function mergeStreets(merge: Merge): Promise<void> {
  await merge.upsert({
    table: 'territory_way',
    match: ['code'],
    columns: { source_id: 'replace', tags: 'replace', points: 'replace', nodes: 'replace', is_gone: 'replace' },
    from: sql`select distinct on (1) record ->> 'code' as code, source.id as source_id, record -> 'tags' as tags, record -> 'points' as points,
        nullif(record -> 'nodes', 'null') as nodes, false as is_gone
      from import_staging ${OF_SOURCE} where part = 'way' order by 1, line`,
  })
  await merge.upsert({
    table: 'territory_spot',
    match: ['code'],
    columns: { source_id: 'replace', tags: 'replace', lon: 'replace', lat: 'replace', is_gone: 'replace' },
    from: sql`select distinct on (1) record ->> 'code' as code, source.id as source_id, record -> 'tags' as tags,
        (record ->> 'lon')::double precision as lon, (record ->> 'lat')::double precision as lat, false as is_gone
      from import_staging ${OF_SOURCE} where part = 'spot' order by 1, line`,
  })
  await endAbsent(
    merge,
    'territory_way',
    sql`exists (select from import_staging where part = 'way' and record ->> 'code' = t.code)`,
  )
  await endAbsent(
    merge,
    'territory_spot',
    sql`exists (select from import_staging where part = 'spot' and record ->> 'code' = t.code)`,
  )
  await mergePlaces(merge)
}
