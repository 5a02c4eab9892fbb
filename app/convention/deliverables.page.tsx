import { Link } from 'react-router'
import { read } from '#app/platform/page.server.ts'
import { DataTable } from '#app/ui/data-table.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { formatDate } from '#app/ui/format.ts'
import { Page } from '#app/ui/page.tsx'
import { readTableQuery } from '#app/ui/read-table-query.ts'
import { Tabs } from '#app/ui/tabs.tsx'
import { m } from '#messages'
import type { Route } from './+types/deliverables.page.ts'
import { DeliverableState } from './deliverable-state.tsx'
import { listedDeliverables } from './deliverables.server.ts'
import { DELIVERABLE_TABLE } from './tables.ts'
import { contractHref, contractTabs, contractTrail } from './trail.ts'

export const handle = { trail: contractTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.convention_tab_deliverables()} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const query = readTableQuery(DELIVERABLE_TABLE, new URL(args.request.url).searchParams)
  return read(args, async (tx) => ({
    convention: args.params.convention,
    tabs: contractTabs(args.params.convention, tx.actor),
    query,
    ...(await listedDeliverables(tx, query)),
  }))
}

export default function Deliverables({ loaderData }: Route.ComponentProps) {
  const { convention, tabs, query, rows, total } = loaderData
  return (
    <Page title={m.convention_tab_deliverables()} lead={m.convention_deliverables_lead()}>
      <Tabs label={m.convention_tabs()} tabs={tabs} />
      <DataTable
        caption={m.convention_tab_deliverables()}
        spec={DELIVERABLE_TABLE}
        query={query}
        search={m.convention_deliverables_search()}
        filters={[
          {
            name: 'state',
            label: m.convention_state(),
            choices: [
              { value: 'open', label: m.convention_state_open() },
              { value: 'late', label: m.convention_state_late() },
              { value: 'done', label: m.convention_state_done() },
            ],
          },
          {
            name: 'mission',
            label: m.convention_mission(),
            choices: [
              { value: 'initial', label: m.convention_mission_initial() },
              { value: 'operation', label: m.convention_mission_operation() },
            ],
          },
        ]}
        exportPath={contractHref(convention, 'deliverables', 'export')}
        rows={rows}
        total={total}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'title',
            title: m.convention_deliverable(),
            cell: ({ id, title }) => (
              <Link to={contractHref(convention, 'deliverables', id)} lang="fr">
                {title}
              </Link>
            ),
          },
          { key: 'due', title: m.convention_due(), cell: ({ due_on }) => formatDate(due_on, 'medium') },
          { key: 'state', title: m.convention_state(), cell: (row) => <DeliverableState {...row} /> },
          { key: 'action', title: m.convention_action(), cell: ({ action }) => <span lang="fr">{action}</span> },
          { key: 'party', title: m.convention_responsible(), cell: ({ party }) => party },
          {
            key: 'evidence',
            title: m.convention_evidence_count(),
            cell: ({ evidence_count }) => evidence_count,
            number: true,
          },
          {
            key: 'done',
            title: m.convention_done_on(),
            cell: ({ done_on }) => (done_on === null ? '–' : formatDate(done_on, 'medium')),
          },
        ]}
        empty={<EmptyState title={m.convention_deliverables_empty()}>{m.convention_empty_wait()}</EmptyState>}
      />
    </Page>
  )
}
