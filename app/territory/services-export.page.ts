import { must } from '#app/platform/database.server.ts'
import { askedFormat, exportTable } from '#app/platform/export.server.ts'
import { read } from '#app/platform/page.server.ts'
import { readTableQuery } from '#app/ui/read-table-query.ts'
import { m } from '#messages'
import type { Route } from './+types/services-export.page.ts'
import { geojsonFile } from './geojson.server.ts'
import { listed, servicesOf } from './services.server.ts'
import { SERVICE_TABLE } from './tables.ts'
import { termsOf } from './terms.ts'
import { GROUP_WORDS, kindWord, ORIGIN_WORDS } from './words.ts'

export function loader(args: Route.LoaderArgs) {
  const search = new URL(args.request.url).searchParams
  const query = readTableQuery(SERVICE_TABLE, search)
  return read(args, async (tx) => {
    must(tx.actor, 'territory.export')
    const { rows } = listed(await servicesOf(tx), { ...query, page: 1, pageRows: Number.MAX_SAFE_INTEGER })
    const name = m.territory_file_services()
    if (search.get('format') === 'geojson')
      return geojsonFile(tx, {
        name,
        attribution: termsOf(rows.flatMap(originsOf)),
        features: rows.map(({ lon, lat, ...row }) => ({
          geometry: { type: 'Point', coordinates: [lon, lat] },
          properties: {
            name: row.name,
            kind: row.kind,
            group: row.group,
            closed: row.closed,
            invented: row.invented,
            sources: originsOf(row).join(','),
          },
        })),
      })
    return exportTable(tx, askedFormat(args.request) ?? 'csv', {
      name,
      rows,
      columns: [
        { title: m.territory_place(), value: (row) => row.name },
        { title: m.territory_kind(), value: (row) => kindWord(row.kind) },
        { title: m.territory_group(), value: (row) => GROUP_WORDS[row.group]() },
        { title: m.territory_address(), value: (row) => row.address },
        { title: m.territory_hours(), value: (row) => row.openingHours },
        { title: m.territory_longitude(), value: (row) => row.lon },
        { title: m.territory_latitude(), value: (row) => row.lat },
        { title: m.territory_state_closed(), value: (row) => row.closed },
        { title: m.territory_invented(), value: (row) => row.invented },
        {
          title: m.territory_sources(),
          value: (row) => row.entries.map(({ origin }) => ORIGIN_WORDS[origin]()).join(', '),
        },
        { title: m.territory_terms_title(), value: (row) => termsOf(originsOf(row)) },
      ],
    })
  })
}

function originsOf({ entries }: { entries: readonly { origin: string }[] }): string[] {
  return entries.map(({ origin }) => origin)
}
