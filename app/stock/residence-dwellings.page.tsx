import { Link } from 'react-router'
import { read } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { DataTable } from '#app/ui/data-table.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { formatNumber } from '#app/ui/format.ts'
import { Page } from '#app/ui/page.tsx'
import { readTableQuery } from '#app/ui/read-table-query.ts'
import { Tabs } from '#app/ui/tabs.tsx'
import { m } from '#messages'
import type { Route } from './+types/residence-dwellings.page.ts'
import { DwellingState, dwellingStates } from './dwelling-state.tsx'
import { dwellingsOf } from './dwellings.server.ts'
import { residenceTabs } from './residence-tabs.server.ts'
import { residenceOf } from './residences.server.ts'
import { DWELLING_TABLE } from './tables.ts'
import { stockHref, stockTrail } from './trail.ts'

export const handle = { trail: stockTrail }

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${m.stock_dwellings()}, ${loaderData?.residence.name} – Palier` },
]

export async function loader(args: Route.LoaderArgs) {
  const { convention, residence: id } = args.params
  const query = readTableQuery(DWELLING_TABLE, new URL(args.request.url).searchParams)
  return read(args, async (tx) => ({
    convention,
    query,
    tabs: residenceTabs(tx, convention, id),
    exportPath: may(tx.actor, 'stock.export')
      ? stockHref(convention, 'residences', id, 'dwellings', 'export')
      : undefined,
    residence: await residenceOf(tx, id),
    dwellings: await dwellingsOf(tx, id, query),
  }))
}

export default function ResidenceDwellings({ loaderData }: Route.ComponentProps) {
  const { convention, query, tabs, exportPath, residence, dwellings } = loaderData
  return (
    <Page title={residence.name} lead={m.stock_dwellings_lead()}>
      <Tabs label={m.stock_residence_tabs()} tabs={tabs} />
      <DataTable
        caption={m.stock_dwellings_caption({ residence: residence.name })}
        spec={DWELLING_TABLE}
        query={query}
        search={m.stock_dwellings_search()}
        filters={[
          { name: 'status', label: m.stock_status(), choices: dwellingStates() },
          {
            name: 'energy',
            label: m.stock_energy(),
            choices: ['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((value) => ({ value, label: value })),
          },
        ]}
        exportPath={exportPath}
        rows={dwellings.rows}
        total={dwellings.total}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'code',
            title: m.stock_dwelling(),
            cell: (row) => <Link to={stockHref(convention, 'dwellings', row.id)}>{row.code}</Link>,
          },
          { key: 'address', title: m.stock_address(), cell: (row) => row.address },
          {
            key: 'stairway',
            title: m.stock_stairway(),
            cell: ({ building, stairway }) => m.stock_stairway_of({ building, stairway }),
          },
          { key: 'floor', title: m.stock_floor(), number: true, cell: (row) => row.floor ?? '–' },
          { key: 'door', title: m.stock_door(), cell: (row) => row.door ?? '–' },
          { key: 'rooms', title: m.stock_rooms(), number: true, cell: (row) => row.rooms ?? '–' },
          {
            key: 'area',
            title: m.stock_area(),
            number: true,
            cell: (row) => (row.area_m2 === null ? '–' : formatNumber(row.area_m2)),
          },
          { key: 'energy', title: m.stock_energy(), cell: (row) => row.energy_class ?? m.stock_unlabelled() },
          { key: 'status', title: m.stock_status(), cell: (row) => <DwellingState status={row.status} /> },
        ]}
        empty={<EmptyState title={m.stock_dwellings_empty()}>{m.stock_dwellings_empty_help()}</EmptyState>}
      />
    </Page>
  )
}
