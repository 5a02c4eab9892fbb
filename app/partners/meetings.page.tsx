import { Link } from 'react-router'
import { read } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { formatInstant, formatNumber } from '#app/ui/format.ts'
import { Page } from '#app/ui/page.tsx'
import { readTableQuery } from '#app/ui/read-table-query.ts'
import { State } from '#app/ui/state.tsx'
import { Tabs } from '#app/ui/tabs.tsx'
import { m } from '#messages'
import type { Route } from './+types/meetings.page.ts'
import { MEETING_KINDS, MEETING_STATES } from './choices.ts'
import { meetingsOf } from './meetings.server.ts'
import { MEETING_TABLE } from './tables.ts'
import { partnersHref, partnersTabs, partnersTrail } from './trail.ts'
import { MEETING_WORDS, STATE_TONES, STATE_WORDS } from './words.ts'

export const handle = { trail: partnersTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.partners_tab_meetings()} – Palier` }]

export function loader(args: Route.LoaderArgs) {
  const { convention } = args.params
  const query = readTableQuery(MEETING_TABLE, new URL(args.request.url).searchParams)
  return read(args, async (tx) => ({
    convention,
    query,
    tabs: partnersTabs(convention, may(tx.actor, 'partners.organisation.read')),
    mayWrite: may(tx.actor, 'partners.meeting.write'),
    ...(await meetingsOf(tx, query)),
  }))
}

export default function Meetings({ loaderData }: Route.ComponentProps) {
  const { convention, query, tabs, mayWrite, rows, total } = loaderData
  const add = (
    <LinkButton to={partnersHref(convention, 'meetings', 'new')} kind="primary">
      {m.partners_meeting_new()}
    </LinkButton>
  )
  return (
    <Page title={m.partners_tab_meetings()} lead={m.partners_meetings_lead()} action={mayWrite && add}>
      <Tabs label={m.partners_tabs()} tabs={tabs} />
      <DataTable
        caption={m.partners_tab_meetings()}
        spec={MEETING_TABLE}
        query={query}
        search={m.partners_meetings_search()}
        filters={[
          {
            name: 'kind',
            label: m.partners_kind(),
            choices: MEETING_KINDS.map((kind) => ({ value: kind, label: MEETING_WORDS[kind]() })),
          },
          {
            name: 'state',
            label: m.partners_state(),
            choices: MEETING_STATES.map((state) => ({ value: state, label: STATE_WORDS[state]() })),
          },
        ]}
        rows={rows}
        total={total}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'title',
            title: m.partners_meeting(),
            cell: ({ id, title }) => <Link to={partnersHref(convention, 'meetings', id)}>{title}</Link>,
          },
          { key: 'starts', title: m.partners_when(), cell: ({ startsAt }) => formatInstant(startsAt) },
          { key: 'kind', title: m.partners_kind(), cell: ({ kind }) => MEETING_WORDS[kind]() },
          { key: 'place', title: m.partners_place(), cell: ({ place }) => place },
          {
            key: 'state',
            title: m.partners_state(),
            cell: ({ state }) => <State tone={STATE_TONES[state]}>{STATE_WORDS[state]()}</State>,
          },
          {
            key: 'answers',
            title: m.partners_coming_of(),
            cell: ({ coming, invited }) => m.partners_of({ part: formatNumber(coming), whole: formatNumber(invited) }),
          },
        ]}
        empty={
          <EmptyState title={m.partners_meetings_empty()}>
            {mayWrite ? m.partners_meetings_empty_write() : m.partners_coming_none_wait()}
          </EmptyState>
        }
      />
    </Page>
  )
}
