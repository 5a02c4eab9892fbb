import { Link } from 'react-router'
import { jobsOf } from '#app/platform/jobs.server.ts'
import { read } from '#app/platform/page.server.ts'
import { DataTable } from '#app/ui/data-table.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { formatInstant, formatNumber, formatShare } from '#app/ui/format.ts'
import { Page } from '#app/ui/page.tsx'
import { readTableQuery } from '#app/ui/read-table-query.ts'
import { State } from '#app/ui/state.tsx'
import { m } from '#messages'
import type { Route } from './+types/jobs.page.ts'
import { kindTitle } from './job-view.server.ts'
import { JOB_STATES, JOB_TABLE, jobsHref, STATE_WORDS } from './words.ts'

export const meta: Route.MetaFunction = () => [{ title: `${m.job_title()} – Palier` }]

export function loader(args: Route.LoaderArgs) {
  const query = readTableQuery(JOB_TABLE, new URL(args.request.url).searchParams)
  return read(args, async (tx) => {
    const { state } = query.filters
    const { rows, total } = await jobsOf(tx, { page: query.page, rows: query.pageRows, ...(state ? { state } : {}) })
    return {
      convention: args.params.convention,
      query,
      total,
      rows: rows.map((row) => ({
        id: row.id,
        title: kindTitle(row.kind),
        state: JOB_STATES.find((one) => one === row.state) ?? 'waiting',
        done: Number(row.done),
        total: row.total === null ? null : Number(row.total),
        asked: row.asked_at.toISOString(),
        by: row.asked_by,
        ended: row.ended_at?.toISOString() ?? null,
      })),
    }
  })
}

export default function Jobs({ loaderData: { convention, query, rows, total } }: Route.ComponentProps) {
  return (
    <Page title={m.job_title()} lead={m.job_lead()}>
      <DataTable
        caption={m.job_caption()}
        spec={JOB_TABLE}
        query={query}
        filters={[
          {
            name: 'state',
            label: m.job_filter_state(),
            choices: JOB_STATES.map((state) => ({ value: state, label: STATE_WORDS[state].word() })),
          },
        ]}
        rows={rows}
        rowKey={({ id }) => id}
        total={total}
        empty={<EmptyState title={m.job_empty_title()}>{m.job_empty()}</EmptyState>}
        columns={[
          {
            key: 'kind',
            title: m.job_kind(),
            cell: (row) => <Link to={jobsHref(convention, row.id)}>{row.title}</Link>,
          },
          {
            key: 'state',
            title: m.job_state(),
            cell: ({ state }) => <State tone={STATE_WORDS[state].tone}>{STATE_WORDS[state].word()}</State>,
          },
          {
            key: 'progress',
            title: m.job_progress(),
            number: true,
            cell: progressOf,
          },
          { key: 'asked', title: m.job_asked_at(), cell: (row) => formatInstant(row.asked) },
          { key: 'by', title: m.job_asked_by(), cell: (row) => row.by },
          { key: 'ended', title: m.job_ended_at(), cell: (row) => (row.ended ? formatInstant(row.ended) : '') },
        ]}
      />
    </Page>
  )
}

function progressOf({ state, done, total }: Route.ComponentProps['loaderData']['rows'][number]): string {
  if (state === 'done') return formatShare(1)
  return total ? formatShare(Math.min(1, done / total)) : formatNumber(done)
}
