import { must } from '#app/platform/database.server.ts'
import { askedFormat, exportTable } from '#app/platform/export.server.ts'
import { read } from '#app/platform/page.server.ts'
import { readTableQuery } from '#app/ui/read-table-query.ts'
import { m } from '#messages'
import type { Route } from './+types/dwellings-export.page.ts'
import { dwellingStateName } from './dwelling-state.tsx'
import { dwellingsOf } from './dwellings.server.ts'
import { residenceOf } from './residences.server.ts'
import { DWELLING_TABLE } from './tables.ts'

export function loader(args: Route.LoaderArgs) {
  const query = readTableQuery(DWELLING_TABLE, new URL(args.request.url).searchParams)
  return read(args, async (tx) => {
    must(tx.actor, 'stock.export')
    const residence = await residenceOf(tx, args.params.residence)
    const { rows } = await dwellingsOf(tx, residence.id, query, { all: true })
    return exportTable(tx, askedFormat(args.request) ?? 'csv', {
      name: m.stock_file_dwellings({ residence: residence.code }),
      rows,
      columns: [
        { title: m.stock_dwelling(), value: (row) => row.code },
        { title: m.stock_address(), value: (row) => row.address },
        { title: m.stock_building(), value: (row) => row.building },
        { title: m.stock_stairway(), value: (row) => row.stairway },
        { title: m.stock_floor(), value: (row) => row.floor },
        { title: m.stock_door(), value: (row) => row.door },
        { title: m.stock_rooms(), value: (row) => row.rooms },
        { title: m.stock_area(), value: (row) => row.area_m2 },
        { title: m.stock_energy(), value: (row) => row.energy_class },
        { title: m.stock_status(), value: (row) => dwellingStateName(row.status) },
      ],
    })
  })
}
