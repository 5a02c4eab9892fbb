/** Contours that come as a shapefile, or of communes: kept where the stock keeps those of quarters. */
import { sql } from 'kysely'
import type { ImportTarget } from '#app/platform/imports/target.server.ts'
import { placeInQuarters } from '#app/stock/imports/quarters.server.ts'
import { m } from '#messages'
import { perimeterOf } from '../perimeter.server.ts'
import { keepEdition } from './edition.server.ts'
import { contourReader } from './published-readers.ts'

export const contours: ImportTarget = {
  reader: contourReader,
  title: m.territory_import_contours_title,
  lead: m.territory_import_contours_lead,
  fieldName: (field) => field,
  choices: [],
  mainTable: 'stock_quarter',
  scope: perimeterOf,
  merge: async (tx, merge) => {
    await keepEdition(tx, merge)
    await merge.upsert({
      table: 'stock_quarter',
      match: ['kind', 'code'],
      columns: { name: 'replace', shape: 'replace' },
      from: sql`select distinct on (1, 2) record ->> 'kind' as kind, record ->> 'code' as code, record ->> 'name' as name, record -> 'shape' as shape
        from import_staging where part = 'contour' order by 1, 2, line`,
    })
    await placeInQuarters(merge)
  },
}
