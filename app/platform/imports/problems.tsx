import { LinkButton } from '#app/ui/button.tsx'
import { formatNumber } from '#app/ui/format.ts'
import { Section } from '#app/ui/page.tsx'
import { Pagination } from '#app/ui/pagination.tsx'
import { State } from '#app/ui/state.tsx'
import { m } from '#messages'
import type { ImportView } from './view.server.ts'
import { importsHref, SEVERITY_WORDS } from './words.ts'

interface ProblemsProps {
  id: string
  convention: string
  problems: NonNullable<ImportView['problems']>
}

const PAGE_ROWS = 25

/** What is wrong where, and what to do about it; all of it as a file. */
export function Problems({ id, convention, problems: { rows, total, page, severity } }: ProblemsProps) {
  if (total === 0 && severity === '') return <p>{m.import_problems_none()}</p>
  const hrefOf = (number: number) => `?page=${number}${severity === '' ? '' : `&severity=${severity}`}`
  return (
    <Section title={m.import_problems_title()}>
      <LinkButton to={importsHref(convention, id, 'problems')} download>
        {m.import_problems_download()}
      </LinkButton>
      <div className="table-scroll">
        <table className="table cards">
          <caption>
            {m.import_problems_caption()} <span className="soft">{formatNumber(total)}</span>
          </caption>
          <thead>
            <tr>
              <th scope="col">{m.import_line()}</th>
              <th scope="col">{m.import_problem_severity()}</th>
              <th scope="col">{m.import_problem_column()}</th>
              <th scope="col">{m.import_problem_value()}</th>
              <th scope="col">{m.import_problem_text()}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <ProblemRow key={row.position} row={row} />
            ))}
          </tbody>
        </table>
      </div>
      <Pagination page={page} pages={Math.ceil(total / PAGE_ROWS)} hrefOf={hrefOf} />
      <p className="soft">{m.import_problems_kept()}</p>
    </Section>
  )
}

function ProblemRow({ row }: { row: ProblemsProps['problems']['rows'][number] }) {
  const severity = SEVERITY_WORDS[row.severity]
  return (
    <tr>
      <th scope="row">{row.line === 0 ? m.import_whole_file() : formatNumber(row.line)}</th>
      <td data-title={m.import_problem_severity()}>
        {severity && <State tone={severity.tone}>{severity.word()}</State>}
      </td>
      <td data-title={m.import_problem_column()}>{row.column}</td>
      <td data-title={m.import_problem_value()}>{row.value}</td>
      <td data-title={m.import_problem_text()}>{row.message}</td>
    </tr>
  )
}
