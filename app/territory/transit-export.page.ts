import { must } from '#app/platform/database.server.ts'
import { askedFormat, exportTable } from '#app/platform/export.server.ts'
import { read } from '#app/platform/page.server.ts'
import { m } from '#messages'
import type { Route } from './+types/transit-export.page.ts'
import { termsOf } from './terms.ts'
import { transitTable } from './transit.server.ts'
import { WALKER_WORDS, walkerFrom } from './walkers.ts'

export function loader(args: Route.LoaderArgs) {
  const walker = walkerFrom(new URL(args.request.url).searchParams.get('walker'))
  return read(args, async (tx) => {
    must(tx.actor, 'territory.export')
    const { rows, invented } = await transitTable(tx, walker)
    return exportTable(tx, askedFormat(args.request) ?? 'csv', {
      name: m.territory_file_transit(),
      rows,
      columns: [
        { title: m.territory_residence(), value: ({ residence }) => residence.name },
        { title: m.territory_walker(), value: () => WALKER_WORDS[walker]() },
        { title: m.territory_stops_near(), value: (row) => row.stops },
        {
          title: m.territory_minutes_to({ kind: m.territory_nearest_stop() }),
          value: ({ nearestMinutes }) => (nearestMinutes === null ? null : Math.round(nearestMinutes * 10) / 10),
        },
        { title: m.territory_lines(), value: (row) => row.lines.join(', ') },
        { title: m.territory_band_morning(), value: (row) => row.perHour[0] },
        { title: m.territory_band_day(), value: (row) => row.perHour[1] },
        { title: m.territory_band_evening(), value: (row) => row.perHour[2] },
        { title: m.territory_band_sunday(), value: (row) => row.sundayPerHour },
        { title: m.territory_last(), value: (row) => row.lastDeparture },
        { title: m.territory_invented(), value: () => invented },
        { title: m.territory_terms_title(), value: () => termsOf(['osm', 'gtfs']) },
      ],
    })
  })
}
