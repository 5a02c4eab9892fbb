/** Contours of quarters: background of the maps, and for each residence the IRIS it stands in. */
import { sql } from 'kysely'
import type { ActorTx } from '#app/platform/database.server.ts'
import type { Merge } from '#app/platform/imports/merge.server.ts'
import type { ImportTarget } from '#app/platform/imports/target.server.ts'
import { m } from '#messages'
import { fieldName } from './field-names.ts'
import { quarterReader } from './quarter-reader.ts'

export const quarters: ImportTarget = {
  reader: quarterReader,
  title: m.stock_import_quarters_title,
  lead: m.stock_import_quarters_lead,
  fieldName,
  choices: [],
  mainTable: 'stock_quarter',
  merge: mergeQuarters,
}

async function mergeQuarters(_tx: ActorTx, merge: Merge): Promise<void> {
  await merge.setAside('stock.import-no-contour', 'code', sql`staged.shape is null`)
  await merge.upsert({
    table: 'stock_quarter',
    match: ['kind', 'code'],
    columns: { name: 'replace', shape: 'replace' },
    from: sql`select distinct on (kind, code) kind, code, name, shape from import_staging order by kind, code, line`,
  })
  await placeInQuarters(merge)
}

/** Which IRIS each residence stands in. */
export async function placeInQuarters(merge: Merge): Promise<void> {
  await merge.upsert({
    table: 'stock_residence',
    match: ['id'],
    onlyChange: true,
    columns: { quarter_code: 'replace' },
    // PostgreSQL's own polygon of each outer ring; holes do not occur in quarters.
    from: sql`select distinct on (r.id) r.id, quarter.code as quarter_code
      from (
        select q.code, ('(' || string_agg('(' || (corner ->> 0) || ',' || (corner ->> 1) || ')', ',' order by place) || ')')::polygon as contour
        from stock_quarter q, jsonb_array_elements(q.shape -> 'coordinates') with ordinality as part (rings, part_number),
          jsonb_array_elements(rings -> 0) with ordinality as corners (corner, place)
        where q.kind = 'iris' and q.shape ->> 'type' = 'MultiPolygon'
        group by q.code, part_number
      ) quarter
      join stock_residence r on quarter.contour @> point(r.lon, r.lat)
      order by r.id, quarter.code`,
  })
}
