import { Link } from 'react-router'
import { read } from '#app/platform/page.server.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { pageNumber } from '#app/ui/page-number.ts'
import { Pagination } from '#app/ui/pagination.tsx'
import { Search } from '#app/ui/search.tsx'
import { m } from '#messages'
import type { Route } from './+types/search.page.ts'
import { searchInterviews } from './analysis.server.ts'
import { CodingFrame } from './coding-frame.tsx'
import { PAGE_ROWS } from './interview-text.server.ts'
import { interviewWord } from './interview-words.ts'
import { codingHref, codingTrail } from './trail.ts'

export const handle = { trail: codingTrail }

export const meta = () => [{ title: `${m.survey_coding_tab_search()} · Palier` }]

const LONGEST = 200

export async function loader(args: Route.LoaderArgs) {
  const words = (args.url.searchParams.get('q') ?? '').slice(0, LONGEST)
  const page = pageNumber(args.url.searchParams)
  return read(args, async (tx) => {
    const { rows, total } = await searchInterviews(tx, words, page)
    return { convention: args.params.convention, words, rows, total, page, pages: Math.ceil(total / PAGE_ROWS) }
  })
}

export default function SearchInterviews({ loaderData }: Route.ComponentProps) {
  const { convention, words, rows, total, page, pages } = loaderData
  return (
    <CodingFrame convention={convention} title={m.survey_coding_search()} help={m.survey_coding_search_help()}>
      <Search action={codingHref(convention, 'search')} label={m.survey_coding_search_label()} value={words} />
      {words !== '' && (
        <p role="status">
          {total === 0 ? m.survey_coding_search_none() : m.survey_coding_search_found({ count: total })}
        </p>
      )}
      {words === '' && <EmptyState title={m.survey_coding_search_empty()}>{m.survey_coding_search_next()}</EmptyState>}
      <ul className="marks">
        {rows.map((row) => (
          <li key={`${row.interview_id} ${row.key}`}>
            <div>
              <Link to={`${codingHref(convention, 'interviews', row.interview_id)}#${row.key}`}>
                {interviewWord(row)}
              </Link>
              {row.question && (
                <span className="soft" lang="fr">
                  {' '}
                  {row.question}
                </span>
              )}
              <p lang="fr">
                {row.pieces.map(({ text, found }, at) => {
                  // A line of results never reorders: the place of a piece is its name.
                  const place = `${row.key} ${at}`
                  return found ? <mark key={place}>{text}</mark> : <span key={place}>{text}</span>
                })}
              </p>
            </div>
          </li>
        ))}
      </ul>
      <Pagination page={page} pages={pages} hrefOf={(to) => `?q=${encodeURIComponent(words)}&page=${to}`} />
    </CodingFrame>
  )
}
