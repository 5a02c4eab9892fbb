/** Figures of areas: census, Filosofi, family benefits, priority quarters. */
import { sql } from 'kysely'
import type { Merge } from '#app/platform/imports/merge.server.ts'
import { m } from '#messages'
import { OF_SOURCE, publishedTarget } from './edition.server.ts'
import { figureReader } from './published-readers.ts'

export const figures = publishedTarget({
  reader: figureReader,
  title: m.territory_import_figures_title,
  lead: m.territory_import_figures_lead,
  mainTable: 'territory_figure',
  merge: mergeFigures,
})

async function mergeFigures(merge: Merge): Promise<void> {
  await merge.upsert({
    table: 'territory_figure',
    match: ['source_id', 'area_kind', 'area_code'],
    columns: { area_name: 'replace', lon: 'replace', lat: 'replace', figures: 'replace', withheld: 'replace' },
    from: sql`select distinct on (2, 3) source.id as source_id, record ->> 'kind' as area_kind, record ->> 'code' as area_code,
        record ->> 'name' as area_name, (record ->> 'lon')::double precision as lon, (record ->> 'lat')::double precision as lat,
        record -> 'figures' as figures, record -> 'withheld' as withheld
      from import_staging ${OF_SOURCE} where part = 'figure' order by 2, 3, line`,
  })
}
