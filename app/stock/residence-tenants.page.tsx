import { Link } from 'react-router'
import { read } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { DataTable } from '#app/ui/data-table.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { formatDate } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page } from '#app/ui/page.tsx'
import { readTableQuery } from '#app/ui/read-table-query.ts'
import { State } from '#app/ui/state.tsx'
import { Tabs } from '#app/ui/tabs.tsx'
import { m } from '#messages'
import type { Route } from './+types/residence-tenants.page.ts'
import { tenantsOf } from './dwellings.server.ts'
import { pcsName, personName } from './person-words.ts'
import { residenceTabs } from './residence-tabs.server.ts'
import { residenceOf } from './residences.server.ts'
import { tenantTable } from './tables.ts'
import { stockHref, stockTrail } from './trail.ts'

export const handle = { trail: stockTrail }

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${m.stock_tenants()}, ${loaderData?.residence.name} – Palier` },
]

export async function loader(args: Route.LoaderArgs) {
  const { convention, residence: id } = args.params
  return read(args, async (tx) => {
    const table = tenantTable(may(tx.actor, 'stock.tenant.profile'))
    const query = readTableQuery(table, new URL(args.request.url).searchParams)
    return {
      convention,
      table,
      query,
      tabs: residenceTabs(tx, convention, id),
      tenants: await tenantsOf(tx, id, query),
      residence: await residenceOf(tx, id),
    }
  })
}

export default function ResidenceTenants({ loaderData }: Route.ComponentProps) {
  const { convention, table, query, tabs, residence, tenants } = loaderData
  return (
    <Page title={residence.name} lead={m.stock_tenants_lead()}>
      <Tabs label={m.stock_residence_tabs()} tabs={tabs} />
      <Notice>{m.stock_looks_recorded()}</Notice>
      <DataTable
        caption={m.stock_tenants_caption({ residence: residence.name })}
        spec={table}
        query={query}
        search={m.stock_tenants_search()}
        rows={tenants.rows}
        total={tenants.total}
        rowKey={(row) => row.id}
        columns={[
          { key: 'name', title: m.stock_name(), cell: (row) => personName(row) },
          {
            key: 'dwelling',
            title: m.stock_dwelling(),
            cell: (row) => <Link to={stockHref(convention, 'dwellings', row.dwelling_id)}>{row.dwelling}</Link>,
          },
          { key: 'role', title: m.stock_lease_role(), cell: (row) => <Role {...row} /> },
          { key: 'born', title: m.stock_born(), number: true, cell: (row) => row.birth_year ?? '–' },
          { key: 'pcs', title: m.stock_pcs(), cell: (row) => pcsName(row.pcs ?? null) },
          {
            key: 'entered',
            title: m.stock_entered(),
            cell: (row) => (row.entered_on ? formatDate(row.entered_on, 'medium') : '–'),
          },
        ]}
        empty={<EmptyState title={m.stock_tenants_empty()}>{m.stock_tenants_empty_help()}</EmptyState>}
      />
    </Page>
  )
}

function Role({ is_holder, is_protected }: { is_holder: boolean; is_protected: boolean | null }) {
  return (
    <>
      {is_holder ? m.stock_holder() : m.stock_occupant()}{' '}
      {is_protected && <State tone="warn">{m.stock_protected()}</State>}
    </>
  )
}
