import { must } from '#app/platform/database.server.ts'
import { askedFormat, exportTable } from '#app/platform/export.server.ts'
import { read } from '#app/platform/page.server.ts'
import { readTableQuery } from '#app/ui/read-table-query.ts'
import { m } from '#messages'
import { kindNames } from '#packages/amenities/typology.ts'
import type { Route } from './+types/access-export.page.ts'
import { accessOf, type Reached } from './access.server.ts'
import { ACCESS_TABLE, askedRows } from './access-table.ts'
import { geojsonFile } from './geojson.server.ts'
import { sourcesOf } from './sources.server.ts'
import { termsOf } from './terms.ts'
import { WALKER_WORDS, walkerFrom } from './walkers.ts'
import { kindWord } from './words.ts'

export function loader(args: Route.LoaderArgs) {
  const search = new URL(args.request.url).searchParams
  const query = readTableQuery(ACCESS_TABLE, search)
  return read(args, async (tx) => {
    must(tx.actor, 'territory.export')
    const walker = walkerFrom(query.filters.walker)
    const access = await accessOf(tx, walker)
    const attribution = termsOf(['osm', ...(await sourcesOf(tx)).map(({ dataset }) => dataset).filter(holdsPlaces)])
    const { rows } = askedRows(access?.rows ?? [], { ...query, page: 1, pageRows: Number.MAX_SAFE_INTEGER })
    const kinds = kindNames().filter((kind) => query.columns.includes(kind))
    const name = m.territory_file_access()
    const tenths = (minutes: number | undefined) => (minutes === undefined ? null : Math.round(minutes * 10) / 10)
    if (search.get('format') === 'geojson')
      return geojsonFile(tx, {
        name,
        attribution,
        features: rows.map(({ residence, nearest }) => ({
          geometry: { type: 'Point', coordinates: [residence.lon, residence.lat] },
          properties: {
            name: residence.name,
            walker,
            ways_invented: access?.invented ?? false,
            ...Object.fromEntries(
              kinds.flatMap((kind) => [
                [`${kind}_minutes`, tenths(nearest[kind]?.minutes)],
                [`${kind}_invented`, nearest[kind]?.invented ?? null],
              ]),
            ),
          },
        })),
      })
    return exportTable(tx, askedFormat(args.request) ?? 'csv', {
      name,
      rows,
      columns: [
        { title: m.territory_residence(), value: ({ residence }) => residence.name },
        { title: m.territory_address(), value: ({ residence }) => residence.address },
        { title: m.territory_walker(), value: () => WALKER_WORDS[walker]() },
        ...kinds.flatMap((kind) => [
          {
            title: m.territory_minutes_to({ kind: kindWord(kind) }),
            value: (row: (typeof rows)[number]) => tenths(row.nearest[kind]?.minutes),
          },
          { title: kindWord(kind), value: (row: (typeof rows)[number]) => placeName(row.nearest[kind]) },
        ]),
        { title: m.territory_ways_invented(), value: () => access?.invented ?? false },
        { title: m.territory_terms_title(), value: () => attribution },
      ],
    })
  })
}

const PLACE_DATASETS = ['bpe', 'finess', 'stations']

function holdsPlaces(dataset: string): boolean {
  return PLACE_DATASETS.includes(dataset)
}

function placeName(reached: Reached | undefined): string | null {
  if (!reached) return null
  return reached.invented ? `${reached.name} ${m.territory_invented_mark()}`.trim() : reached.name
}
