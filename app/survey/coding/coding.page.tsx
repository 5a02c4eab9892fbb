import { Link } from 'react-router'
import { read } from '#app/platform/page.server.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { formatDate, formatNumber } from '#app/ui/format.ts'
import { pageNumber } from '#app/ui/page-number.ts'
import { Pagination } from '#app/ui/pagination.tsx'
import { State } from '#app/ui/state.tsx'
import { m } from '#messages'
import { surveyTrail } from '../trail.ts'
import type { Route } from './+types/coding.page.ts'
import { CodingFrame } from './coding-frame.tsx'
import { interviewsToCode, PAGE_ROWS } from './interview-text.server.ts'
import { interviewWord } from './interview-words.ts'
import { codingHref } from './trail.ts'

export const handle = { trail: surveyTrail }

export const meta = () => [{ title: `${m.survey_coding_title()} · Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const page = pageNumber(args.url.searchParams)
  const mine = args.url.searchParams.get('mine') === '1'
  return read(args, async (tx) => {
    const { rows, total } = await interviewsToCode(tx, { page, mine })
    return { convention: args.params.convention, rows, page, mine, pages: Math.ceil(total / PAGE_ROWS) }
  })
}

type Row = Route.ComponentProps['loaderData']['rows'][number]

export default function Coding({ loaderData: { convention, rows, page, pages, mine } }: Route.ComponentProps) {
  return (
    <CodingFrame convention={convention} title={m.survey_coding_title()} help={m.survey_coding_help()}>
      <p>{mine ? <Link to="?">{m.survey_coding_all()}</Link> : <Link to="?mine=1">{m.survey_coding_mine()}</Link>}</p>
      {rows.length === 0 ? (
        <EmptyState title={mine ? m.survey_coding_mine_empty() : m.survey_coding_empty()}>
          {mine ? m.survey_coding_mine_empty_next() : m.survey_coding_empty_next()}
        </EmptyState>
      ) : (
        <div className="table-scroll">
          <table className="table cards">
            <caption className="unseen">{m.survey_coding_title()}</caption>
            <thead>
              <tr>
                <th scope="col">{m.survey_coding_interview()}</th>
                <th scope="col">{m.survey_coding_held()}</th>
                <th scope="col" className="number">
                  {m.survey_coding_excerpts()}
                </th>
                <th scope="col">{m.survey_coding_readers()}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <th scope="row">
                    <Link to={codingHref(convention, 'interviews', row.id)}>{interviewWord(row)}</Link>
                  </th>
                  <td data-title={m.survey_coding_held()}>{formatDate(row.held_on, 'medium')}</td>
                  <td className="number" data-title={m.survey_coding_excerpts()}>
                    {formatNumber(row.excerpts)}
                  </td>
                  <td data-title={m.survey_coding_readers()}>
                    <Readers row={row} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Pagination page={page} pages={pages} hrefOf={(to) => `?${mine ? 'mine=1&' : ''}page=${to}`} />
    </CodingFrame>
  )
}

function Readers({ row: { coders, finished } }: { row: Row }) {
  if (coders.length + finished.length === 0) return <State>{m.survey_coding_untouched()}</State>
  return (
    <span>
      {finished.map((name) => (
        <span key={name}>
          <State tone="good">{m.survey_coding_read_by({ name })}</State>{' '}
        </span>
      ))}
      {coders.map((name) => (
        <span key={name}>
          <State tone="warn">{m.survey_coding_begun_by({ name })}</State>{' '}
        </span>
      ))}
    </span>
  )
}
