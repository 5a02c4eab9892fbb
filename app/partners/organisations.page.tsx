import { Link, redirect } from 'react-router'
import { z } from 'zod'
import { read, submit } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { LinkButton, SubmitButton } from '#app/ui/button.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { formatDate } from '#app/ui/format.ts'
import { Page } from '#app/ui/page.tsx'
import { readTableQuery } from '#app/ui/read-table-query.ts'
import { State } from '#app/ui/state.tsx'
import { Tabs } from '#app/ui/tabs.tsx'
import { m } from '#messages'
import type { Route } from './+types/organisations.page.ts'
import { ENGAGEMENTS, ORGANISATION_KINDS } from './choices.ts'
import { organisationsOf, seatParties } from './organisations.server.ts'
import { ORGANISATION_TABLE } from './tables.ts'
import { partnersHref, partnersTabs, partnersTrail } from './trail.ts'
import { ENGAGEMENT_WORDS, KIND_WORDS } from './words.ts'

export const handle = { trail: partnersTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.partners_tab_organisations()} – Palier` }]

export function loader(args: Route.LoaderArgs) {
  const { convention } = args.params
  const query = readTableQuery(ORGANISATION_TABLE, new URL(args.request.url).searchParams)
  return read(args, async (tx) => ({
    convention,
    query,
    tabs: partnersTabs(convention, true),
    mayWrite: may(tx.actor, 'partners.organisation.write'),
    ...(await organisationsOf(tx, query)),
  }))
}

export function action(args: Route.ActionArgs) {
  return submit(args, z.object({ intent: z.literal('parties') }), async (tx) => {
    await seatParties(tx)
    return redirect(partnersHref(args.params.convention, 'organisations'), {
      headers: await flashHeaders({ tone: 'good', message: m.partners_parties_seated() }),
    })
  })
}

export default function Organisations({ loaderData }: Route.ComponentProps) {
  const { convention, query, tabs, mayWrite, rows, total } = loaderData
  const add = (
    <LinkButton to={partnersHref(convention, 'organisations', 'new')} kind="primary">
      {m.partners_organisation_add()}
    </LinkButton>
  )
  return (
    <Page title={m.partners_tab_organisations()} lead={m.partners_organisations_lead()} action={mayWrite && add}>
      <Tabs label={m.partners_tabs()} tabs={tabs} />
      <DataTable
        caption={m.partners_tab_organisations()}
        spec={ORGANISATION_TABLE}
        query={query}
        search={m.partners_organisations_search()}
        filters={[
          {
            name: 'kind',
            label: m.partners_kind(),
            choices: ORGANISATION_KINDS.map((kind) => ({ value: kind, label: KIND_WORDS[kind]() })),
          },
          {
            name: 'engagement',
            label: m.partners_engagement(),
            choices: ENGAGEMENTS.map((stage) => ({ value: stage, label: ENGAGEMENT_WORDS[stage]() })),
          },
          {
            name: 'state',
            label: m.partners_list(),
            otherwise: m.partners_current(),
            choices: [{ value: 'archived', label: m.partners_archived() }],
          },
        ]}
        exportPath={partnersHref(convention, 'organisations', 'export')}
        rows={rows}
        total={total}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'name',
            title: m.partners_organisation(),
            cell: ({ id, name, isParty }) => (
              <>
                <Link to={partnersHref(convention, 'organisations', id)}>{name}</Link>{' '}
                {isParty && <State tone="good">{m.partners_is_party()}</State>}
              </>
            ),
          },
          { key: 'kind', title: m.partners_kind(), cell: ({ kind }) => KIND_WORDS[kind]() },
          {
            key: 'engagement',
            title: m.partners_engagement(),
            cell: ({ engagement }) => (engagement ? ENGAGEMENT_WORDS[engagement]() : '–'),
          },
          { key: 'interest', title: m.partners_interest(), cell: ({ interest }) => interest },
          { key: 'contacts', title: m.partners_contacts(), cell: ({ contacts }) => contacts.join(', ') },
          {
            key: 'changed',
            title: m.partners_last_step(),
            cell: ({ changedOn }) => (changedOn ? formatDate(changedOn, 'medium') : '–'),
          },
        ]}
        empty={
          <EmptyState
            title={m.partners_organisations_empty()}
            action={
              mayWrite && (
                <Form intent="parties">
                  <SubmitButton>{m.partners_parties_seat()}</SubmitButton>
                </Form>
              )
            }
          >
            {mayWrite ? m.partners_organisations_empty_write() : m.partners_organisations_empty_wait()}
          </EmptyState>
        }
      />
    </Page>
  )
}
