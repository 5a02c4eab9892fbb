/** Contours that come as a shapefile, or of communes: kept where the stock keeps those of quarters. */
import { sql } from 'kysely'
import { placeInQuarters } from '#app/stock/imports/quarters.server.ts'
import { m } from '#messages'
import { publishedTarget } from './edition.server.ts'
import { contourReader } from './published-readers.ts'

export const contours = publishedTarget({
  reader: contourReader,
  title: m.territory_import_contours_title,
  lead: m.territory_import_contours_lead,
  choices: [],
  mainTable: 'stock_quarter',
  merge: async (merge) => {
    await merge.upsert({
      table: 'stock_quarter',
      match: ['kind', 'code'],
      columns: { name: 'replace', shape: 'replace' },
      from: sql`select distinct on (1, 2) record ->> 'kind' as kind, record ->> 'code' as code, record ->> 'name' as name, record -> 'shape' as shape
        from import_staging where part = 'contour' order by 1, 2, line`,
    })
    await placeInQuarters(merge)
  },
})
