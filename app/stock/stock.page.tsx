import { Link } from 'react-router'
import { read } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { formatNumber, formatShare } from '#app/ui/format.ts'
import { MapView } from '#app/ui/map-view.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { readTableQuery } from '#app/ui/read-table-query.ts'
import { Search } from '#app/ui/search.tsx'
import { Tabs } from '#app/ui/tabs.tsx'
import { m } from '#messages'
import type { Route } from './+types/stock.page.ts'
import { allResidences, residencesOf } from './residences.server.ts'
import { RESIDENCE_TABLE } from './tables.ts'
import { stockHref, stockTabs } from './trail.ts'

export const meta: Route.MetaFunction = () => [{ title: `${m.stock_title()} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const { convention } = args.params
  const query = readTableQuery(RESIDENCE_TABLE, new URL(args.request.url).searchParams)
  return read(args, async (tx) => ({
    convention,
    query,
    tabs: stockTabs(convention, may(tx.actor, 'stock.profile.read'), may(tx.actor, 'stock.coverage.read')),
    mayImport: may(tx.actor, 'import.run'),
    exportPath: may(tx.actor, 'stock.export') ? stockHref(convention, 'residences', 'export') : undefined,
    residences: await residencesOf(tx, query),
    places: await allResidences(tx),
  }))
}

export default function Stock({ loaderData }: Route.ComponentProps) {
  const { convention, tabs, mayImport, places, residences } = loaderData
  const placed = places.flatMap(({ id, name, lon, lat }) =>
    lon === null || lat === null
      ? []
      : [{ id, title: name, longitude: lon, latitude: lat, href: stockHref(convention, 'residences', id) }],
  )
  return (
    <Page
      title={m.stock_title()}
      lead={m.stock_lead()}
      action={
        mayImport && (
          <LinkButton to={`/c/${convention}/imports/new`} kind="primary">
            {m.stock_import()}
          </LinkButton>
        )
      }
    >
      <Tabs label={m.stock_tabs()} tabs={tabs} />
      <Search action={stockHref(convention, 'search')} label={m.stock_search_label()} hint={m.stock_search_hint()} />
      <ResidenceTable {...loaderData} rows={residences.rows} total={residences.total} />
      {placed.length > 0 && (
        <Section title={m.stock_map_title()}>
          <MapView
            label={m.stock_map_label()}
            ground={stockHref(convention, 'map')}
            points={placed}
            credit={m.stock_map_credit()}
          />
        </Section>
      )}
    </Page>
  )
}

type TableProps = Route.ComponentProps['loaderData'] & Route.ComponentProps['loaderData']['residences']

function ResidenceTable({ convention, query, exportPath, rows, total, mayImport }: TableProps) {
  return (
    <DataTable
      caption={m.stock_residences_caption()}
      spec={RESIDENCE_TABLE}
      query={query}
      search={m.stock_residences_search()}
      exportPath={exportPath}
      rows={rows}
      total={total}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'name',
          title: m.stock_residence(),
          cell: (row) => <Link to={stockHref(convention, 'residences', row.id)}>{row.name}</Link>,
        },
        {
          key: 'address',
          title: m.stock_address(),
          cell: (row) => [row.address, row.postal_code].filter(Boolean).join(', '),
        },
        { key: 'dwellings', title: m.stock_dwellings(), number: true, cell: (row) => formatNumber(row.dwellings) },
        {
          key: 'vacancy',
          title: m.stock_vacancy_rate(),
          number: true,
          cell: (row) => share(row.vacant_offered + row.vacant_technical, row.dwellings),
        },
        { key: 'sieves', title: m.stock_sieve_rate(), number: true, cell: (row) => share(row.sieves, row.labelled) },
      ]}
      empty={
        <EmptyState
          title={m.stock_empty_title()}
          action={mayImport && <LinkButton to={`/c/${convention}/imports/new`}>{m.stock_import()}</LinkButton>}
        >
          {mayImport ? m.stock_empty_import() : m.stock_empty_wait()}
        </EmptyState>
      }
    />
  )
}

function share(part: number, whole: number): string {
  return whole === 0 ? '–' : formatShare(part / whole, 1)
}
