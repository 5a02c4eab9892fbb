/** Figures of areas: census, Filosofi, family benefits, priority quarters. */
import { sql } from 'kysely'
import type { ActorTx } from '#app/platform/database.server.ts'
import type { Merge } from '#app/platform/imports/merge.server.ts'
import type { ImportTarget } from '#app/platform/imports/target.server.ts'
import { m } from '#messages'
import { perimeterOf } from '../perimeter.server.ts'
import { INVENTED, keepEdition, OF_SOURCE } from './edition.server.ts'
import { figureReader } from './published-readers.ts'

export const figures: ImportTarget = {
  reader: figureReader,
  title: m.territory_import_figures_title,
  lead: m.territory_import_figures_lead,
  fieldName: (field) => field,
  choices: [INVENTED],
  mainTable: 'territory_figure',
  scope: perimeterOf,
  merge: mergeFigures,
}

async function mergeFigures(tx: ActorTx, merge: Merge): Promise<void> {
  await keepEdition(tx, merge)
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
