import { Link } from 'react-router'
import { read } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { MapView } from '#app/ui/map-view.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { readTableQuery } from '#app/ui/read-table-query.ts'
import { State } from '#app/ui/state.tsx'
import { Tabs } from '#app/ui/tabs.tsx'
import { m } from '#messages'
import { GROUPS, kindNames } from '#packages/amenities/typology.ts'
import type { Route } from './+types/services.page.ts'
import type { Service } from './inventory.ts'
import { listed, servicesOf } from './services.server.ts'
import { SERVICE_TABLE } from './tables.ts'
import { territoryHref, territoryTabs, territoryTrail } from './trail.ts'
import { GROUP_WORDS, kindWord, ORIGIN_WORDS } from './words.ts'

export const handle = { trail: territoryTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.territory_tab_services()} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const { convention } = args.params
  const query = readTableQuery(SERVICE_TABLE, new URL(args.request.url).searchParams)
  return read(args, async (tx) => ({
    convention,
    query,
    tabs: territoryTabs(convention, may(tx.actor, 'territory.load')),
    mayCorrect: may(tx.actor, 'territory.place.correct'),
    mayLoad: may(tx.actor, 'territory.load'),
    ...listed(await servicesOf(tx), query),
  }))
}

export default function Services({ loaderData }: Route.ComponentProps) {
  const { convention, tabs, mayCorrect, rows } = loaderData
  return (
    <Page
      title={m.territory_tab_services()}
      lead={m.territory_services_lead()}
      action={
        mayCorrect && (
          <LinkButton to={territoryHref(convention, 'services', 'new')} kind="primary">
            {m.territory_place_add()}
          </LinkButton>
        )
      }
    >
      <Tabs label={m.territory_tabs()} tabs={tabs} />
      <ServiceTable {...loaderData} />
      {rows.length > 0 && (
        <Section title={m.territory_services_map()}>
          <MapView
            label={m.territory_services_map()}
            ground={territoryHref(convention, 'map')}
            credit={m.territory_attribution_short()}
            points={rows.map((row) => pointOf(convention, row))}
          />
        </Section>
      )}
    </Page>
  )
}

function pointOf(convention: string, { id, name, kind, lon, lat, closed }: Service) {
  return {
    id,
    longitude: lon,
    latitude: lat,
    title: name || kindWord(kind),
    detail: closed ? m.territory_closed_kind({ kind: kindWord(kind) }) : kindWord(kind),
    href: territoryHref(convention, 'services', id),
    tone: closed ? ('bad' as const) : ('plain' as const),
  }
}

function ServiceTable({ convention, query, rows, total, mayLoad }: Route.ComponentProps['loaderData']) {
  return (
    <DataTable
      caption={m.territory_services_caption()}
      spec={SERVICE_TABLE}
      query={query}
      search={m.territory_services_search()}
      filters={[
        {
          name: 'group',
          label: m.territory_group(),
          choices: GROUPS.map((group) => ({ value: group, label: GROUP_WORDS[group]() })),
        },
        {
          name: 'kind',
          label: m.territory_kind(),
          choices: kindNames().map((kind) => ({ value: kind, label: kindWord(kind) })),
        },
        {
          name: 'state',
          label: m.territory_state(),
          choices: [
            { value: 'open', label: m.territory_state_open() },
            { value: 'closed', label: m.territory_state_closed() },
            { value: 'corrected', label: m.territory_state_corrected() },
            { value: 'several', label: m.territory_state_several() },
          ],
        },
      ]}
      exportPath={territoryHref(convention, 'services', 'export')}
      exportsMap
      rows={rows}
      total={total}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'name',
          title: m.territory_place(),
          cell: (row) => (
            <>
              <Link to={territoryHref(convention, 'services', row.id)}>{row.name || kindWord(row.kind)}</Link>{' '}
              {row.closed && <State tone="bad">{m.territory_state_closed()}</State>}
              {row.invented && <State tone="warn">{m.territory_invented()}</State>}
            </>
          ),
        },
        { key: 'kind', title: m.territory_kind(), cell: (row) => kindWord(row.kind) },
        { key: 'group', title: m.territory_group(), cell: (row) => GROUP_WORDS[row.group]() },
        { key: 'address', title: m.territory_address(), cell: (row) => row.address ?? '' },
        { key: 'hours', title: m.territory_hours(), cell: (row) => row.openingHours ?? '' },
        { key: 'sources', title: m.territory_sources(), cell: sourcesText },
      ]}
      empty={
        <EmptyState
          title={m.territory_services_empty()}
          action={mayLoad && <LinkButton to={territoryHref(convention, 'files')}>{m.territory_tab_files()}</LinkButton>}
        >
          {mayLoad ? m.territory_services_empty_load() : m.territory_services_empty_wait()}
        </EmptyState>
      }
    />
  )
}

function sourcesText({ entries }: Service): string {
  return [...new Set(entries.map(({ origin }) => ORIGIN_WORDS[origin]()))].join(', ')
}
