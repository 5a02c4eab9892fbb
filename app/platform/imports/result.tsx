import { Actions } from '#app/ui/actions.tsx'
import { LinkButton, SubmitButton } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/choice-group.tsx'
import { Confirm } from '#app/ui/confirm.tsx'
import { DefinitionList } from '#app/ui/definition-list.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormAnswer } from '#app/ui/form-answer.ts'
import { formatInstant, formatNumber } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Section } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { ImportView } from './view.server.ts'
import { importsHref } from './words.ts'

interface ResultProps {
  convention: string
  view: ImportView
  checked: boolean
  answer: FormAnswer | undefined
}

/** What the check found, or what the import did; and what can be done next. */
export function Result({ convention, view, checked, answer }: ResultProps) {
  const { result, stage, committedAt, committedBy, undoneAt } = view
  if (!result || (stage !== 'committed' && stage !== 'undone' && !checked)) return null
  return (
    <Section title={stage === 'checked' ? m.import_would_title() : m.import_did_title()}>
      {committedAt && <p>{m.import_committed({ on: formatInstant(committedAt), by: committedBy ?? '' })}</p>}
      {undoneAt && <Notice>{m.import_undone({ on: formatInstant(undoneAt) })}</Notice>}
      <Counts result={result} />
      {checked && <Commit convention={convention} view={view} standing={result.standing} answer={answer} />}
      {view.mayUndo && (
        <Confirm
          label={m.import_undo()}
          href={importsHref(convention, view.id, 'undo')}
          title={m.import_undo_title()}
          consequence={m.import_undo_consequence()}
          submit={m.import_undo()}
        />
      )}
    </Section>
  )
}

function Counts({ result }: { result: NonNullable<ImportView['result']> }) {
  const { lines, refused, repeated, outcome } = result
  const facts = [
    { term: m.import_lines_read(), value: formatNumber(lines) },
    { term: m.import_lines_refused(), value: formatNumber(refused) },
    ...(repeated > 0 ? [{ term: m.import_repeated(), value: formatNumber(repeated) }] : []),
    ...(outcome ? [{ term: m.import_lines_aside(), value: formatNumber(outcome.setAside) }] : []),
    ...(outcome && outcome.reported > 0 ? [{ term: m.import_absent(), value: formatNumber(outcome.reported) }] : []),
  ]
  return (
    <>
      <DefinitionList facts={facts} />
      {outcome && (
        <div className="table-scroll">
          <table className="table cards">
            <caption className="unseen">{m.import_result_title()}</caption>
            <thead>
              <tr>
                <th scope="col">{m.import_table()}</th>
                <th scope="col" className="number">
                  {m.import_added()}
                </th>
                <th scope="col" className="number">
                  {m.import_changed()}
                </th>
                <th scope="col" className="number">
                  {m.import_unchanged()}
                </th>
              </tr>
            </thead>
            <tbody>
              {outcome.tables.map((table) => (
                <tr key={table.title}>
                  <th scope="row">{table.title}</th>
                  <td className="number" data-title={m.import_added()}>
                    {formatNumber(table.added)}
                  </td>
                  <td className="number" data-title={m.import_changed()}>
                    {formatNumber(table.changed)}
                  </td>
                  <td className="number" data-title={m.import_unchanged()}>
                    {formatNumber(table.unchanged)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}

interface CommitProps {
  convention: string
  view: ImportView
  standing: NonNullable<ImportView['result']>['standing']
  answer: FormAnswer | undefined
}

function Commit({ convention, view, standing, answer }: CommitProps) {
  const columns = (
    <LinkButton to={`${importsHref(convention, view.id)}?step=columns`} kind="quiet">
      {m.import_check_again()}
    </LinkButton>
  )
  if (standing === 'file-refused')
    return (
      <>
        <Notice tone="bad">{m.import_file_bad()}</Notice>
        {columns}
      </>
    )
  return (
    <Form intent="commit" answer={answer}>
      {standing === 'good' ? (
        <Notice tone="good">{m.import_good()}</Notice>
      ) : (
        <Notice tone="warn">{m.import_lines_bad()}</Notice>
      )}
      {standing === 'lines-refused' && <Checkbox name="setAside" label={m.import_set_aside()} optional />}
      {view.sameFile && <Checkbox name="again" label={m.import_again()} />}
      <Actions>
        <SubmitButton>{m.import_commit()}</SubmitButton>
        {columns}
      </Actions>
    </Form>
  )
}
