import { must } from '#app/platform/database.server.ts'
import { askedFormat, exportTable } from '#app/platform/export.server.ts'
import { read } from '#app/platform/page.server.ts'
import { readTableQuery } from '#app/ui/read-table-query.ts'
import { m } from '#messages'
import type { Route } from './+types/residences-export.page.ts'
import { residencesOf } from './residences.server.ts'
import { RESIDENCE_TABLE } from './tables.ts'

export function loader(args: Route.LoaderArgs) {
  const query = readTableQuery(RESIDENCE_TABLE, new URL(args.request.url).searchParams)
  return read(args, async (tx) => {
    must(tx.actor, 'stock.export')
    const { rows } = await residencesOf(tx, query, { all: true })
    return exportTable(tx, askedFormat(args.request) ?? 'csv', {
      name: m.stock_file_residences(),
      rows,
      columns: [
        { title: m.stock_code(), value: (row) => row.code },
        { title: m.stock_residence(), value: (row) => row.name },
        { title: m.stock_address(), value: (row) => row.address },
        { title: m.stock_postal_code(), value: (row) => row.postal_code },
        { title: m.stock_dwellings(), value: (row) => row.dwellings },
        { title: m.stock_vacant_offered(), value: (row) => row.vacant_offered },
        { title: m.stock_vacant_technical(), value: (row) => row.vacant_technical },
        { title: m.stock_labelled(), value: (row) => row.labelled },
        { title: m.stock_sieves(), value: (row) => row.sieves },
      ],
    })
  })
}
