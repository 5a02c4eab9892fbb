import { Link, redirect } from 'react-router'
import { read, submit } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { formatDate, formatNumber } from '#app/ui/format.ts'
import { Section } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/panel-replacements.page.ts'
import { ContactPress } from './contact-input.ts'
import { followContact } from './contact-press.server.ts'
import { peopleOf } from './contacts.server.ts'
import { framed } from './frame.server.ts'
import { reasonToReplace, reasonWord } from './outcomes.ts'
import { PanelFrame } from './panel-frame.tsx'
import { panelOf } from './panels.server.ts'
import { carried, nameOf } from './person-words.ts'
import { replacementsOf } from './replacements.server.ts'
import { surveyTrail } from './trail.ts'

export const handle = { trail: surveyTrail }

export const meta = ({ loaderData }: Route.MetaArgs) => [
  { title: `${m.survey_tab_replacements()} · ${loaderData?.frame.name ?? ''} · Palier` },
]

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    const panel = await panelOf(tx, args.params.panel)
    const people = await peopleOf(tx, panel.id, 'survey.replacements')
    const names = new Map(people.map((person) => [person.id, nameOf(carried(person))]))
    return {
      frame: framed(tx, panel),
      mayReplace: may(tx.actor, 'survey.replacement.draw'),
      due: people
        .filter(({ replaced, outcomes }) => replaced === null && reasonToReplace(outcomes) !== undefined)
        .map(carried),
      done: (await replacementsOf(tx, panel.id)).map((row) => ({
        ...row,
        replaced_at: row.replaced_at.toISOString(),
        leaving: names.get(row.leaving_id) ?? row.leaving,
        coming: row.coming_id === null ? null : (names.get(row.coming_id) ?? row.coming),
      })),
    }
  })
}

export async function action(args: Route.ActionArgs) {
  return submit(args, ContactPress, async (tx, press) => {
    await followContact(tx, press)
    return redirect(`/c/${args.params.convention}/survey/panel/${args.params.panel}/replacements`)
  })
}

export default function PanelReplacements({ loaderData, actionData }: Route.ComponentProps) {
  const { frame, mayReplace, due, done } = loaderData
  return (
    <PanelFrame panel={frame} help={m.survey_replacements_help()}>
      <Section title={m.survey_due()}>
        {due.length === 0 && <p>{m.survey_due_none()}</p>}
        {due.map((person) => (
          <Form
            key={person.id}
            intent="replace"
            answer={actionData?.values.person === person.id ? actionData : undefined}
          >
            <input type="hidden" name="person" value={person.id} />
            <p>
              <Link to={`${frame.href}/people/${person.id}`}>{nameOf(person)}</Link> · {person.residence} ·{' '}
              {reasonWord(reasonToReplace(person.outcomes) ?? '')}
            </p>
            {mayReplace && <SubmitButton kind="plain">{m.survey_replace_press()}</SubmitButton>}
          </Form>
        ))}
      </Section>
      <Section title={m.survey_done_replacements()}>
        {done.length === 0 ? <p>{m.survey_done_none()}</p> : <Done rows={done} href={frame.href} />}
      </Section>
    </PanelFrame>
  )
}

function Done({ rows, href }: { rows: Route.ComponentProps['loaderData']['done']; href: string }) {
  return (
    <div className="table-scroll">
      <table className="table cards">
        <caption className="unseen">{m.survey_done_replacements()}</caption>
        <thead>
          <tr>
            <th scope="col">{m.survey_when()}</th>
            <th scope="col">{m.survey_leaving()}</th>
            <th scope="col">{m.survey_reason()}</th>
            <th scope="col">{m.survey_coming()}</th>
            <th scope="col" className="number">
              {m.survey_rank()}
            </th>
            <th scope="col" className="number">
              {m.survey_violations()}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{formatDate(row.replaced_at, 'medium')}</th>
              <td data-title={m.survey_leaving()}>
                <Link to={`${href}/people/${row.leaving_id}`}>{row.leaving}</Link>
              </td>
              <td data-title={m.survey_reason()}>{reasonWord(row.reason)}</td>
              <td data-title={m.survey_coming()}>
                {row.coming_id === null ? (
                  m.survey_reserve_empty()
                ) : (
                  <Link to={`${href}/people/${row.coming_id}`}>{row.coming}</Link>
                )}
              </td>
              <td className="number" data-title={m.survey_rank()}>
                {row.rank === null ? '–' : formatNumber(row.rank)}
              </td>
              <td className="number" data-title={m.survey_violations()}>
                {m.survey_violations_change({ before: row.violations_before, after: row.violations_after })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
