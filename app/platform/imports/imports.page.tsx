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
import { m } from '#messages'
import type { Route } from './+types/imports.page.ts'
import { importsOf, stageOf } from './record.server.ts'
import { IMPORT_TABLE } from './tables.ts'
import { targetOf } from './target.server.ts'
import { importsHref, STAGE_WORDS } from './words.ts'

export const meta: Route.MetaFunction = () => [{ title: `${m.import_title()} – Palier` }]

export function loader(args: Route.LoaderArgs) {
  const query = readTableQuery(IMPORT_TABLE, new URL(args.request.url).searchParams)
  return read(args, async (tx) => {
    const { rows, total } = await importsOf(tx, query)
    return {
      convention: args.params.convention,
      query,
      total,
      mayRun: may(tx.actor, 'import.run'),
      rows: rows.map((row) => ({
        id: row.id,
        file: row.file_name,
        kind: targetOf(row.kind)?.title() ?? null,
        stage: stageOf(row),
        received: row.received_at.toISOString(),
        by: row.received_by,
        outcome: row.outcome,
      })),
    }
  })
}

export default function Imports({ loaderData }: Route.ComponentProps) {
  const { convention, query, rows, total, mayRun } = loaderData
  const start = mayRun && (
    <LinkButton to={importsHref(convention, 'new')} kind="primary">
      {m.import_new()}
    </LinkButton>
  )
  const count = (value: number | undefined) => (value === undefined ? '' : formatNumber(value))
  return (
    <Page title={m.import_title()} lead={m.import_lead()} action={total > 0 && start}>
      <DataTable
        caption={m.import_caption()}
        spec={IMPORT_TABLE}
        query={query}
        search={m.import_search()}
        rows={rows}
        rowKey={({ id }) => id}
        total={total}
        empty={
          <EmptyState title={m.import_empty_title()} action={start}>
            {m.import_empty()}
          </EmptyState>
        }
        columns={[
          {
            key: 'file',
            title: m.import_file(),
            cell: (row) => <Link to={importsHref(convention, row.id)}>{row.file}</Link>,
          },
          { key: 'kind', title: m.import_kind(), cell: (row) => row.kind ?? m.import_unknown_kind() },
          {
            key: 'state',
            title: m.import_state(),
            cell: ({ stage }) => <State tone={STAGE_WORDS[stage].tone}>{STAGE_WORDS[stage].word()}</State>,
          },
          {
            key: 'received',
            title: m.import_received(),
            cell: (row) => <span className="moment">{formatInstant(row.received)}</span>,
          },
          { key: 'by', title: m.import_by(), cell: (row) => row.by },
          { key: 'added', title: m.import_added(), number: true, cell: (row) => count(row.outcome?.added) },
          { key: 'changed', title: m.import_changed(), number: true, cell: (row) => count(row.outcome?.changed) },
          { key: 'aside', title: m.import_aside(), number: true, cell: (row) => count(row.outcome?.setAside) },
        ]}
      />
    </Page>
  )
}
