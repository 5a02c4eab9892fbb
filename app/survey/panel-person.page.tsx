import { randomUUID } from 'node:crypto'
import { redirect } from 'react-router'
import { read, submit } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { Actions } from '#app/ui/actions.tsx'
import { LinkButton, SubmitButton } from '#app/ui/button.tsx'
import { DefinitionList } from '#app/ui/definition-list.tsx'
import { Form } from '#app/ui/form.tsx'
import { formatInstant } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/panel-person.page.ts'
import { AppointmentForm, AttemptForm, PcsForm } from './contact-forms.tsx'
import { ContactPress } from './contact-input.ts'
import { followContact } from './contact-press.server.ts'
import { personOf } from './contacts.server.ts'
import { featureWord, pcsWord, valueWord } from './features.ts'
import { channelWord, nextWord, outcomeWord, placeWord, reasonToReplace, reasonWord } from './outcomes.ts'
import { HowItWorks } from './panel-frame.tsx'
import { carried, doorOf, nameOf, phoneWord } from './person-words.ts'
import { peopleTrail } from './trail.ts'

export const handle = { trail: peopleTrail }

export const meta = () => [{ title: `${m.survey_person()} · Palier` }]

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    const { person, attempts, appointments } = await personOf(tx, args.params.person)
    return {
      begin: `/c/${args.params.convention}/survey/interviews/new?person=${person.id}`,
      person: carried(person),
      attempts: attempts.map((attempt) => ({ ...attempt, made_at: attempt.made_at.toISOString() })),
      appointments: appointments.map(({ id, place, starts_at }) => ({ id, place, at: starts_at.toISOString() })),
      mayReplace: may(tx.actor, 'survey.replacement.draw'),
      ids: { attempt: randomUUID(), appointment: randomUUID(), pcs: randomUUID() },
    }
  })
}

export async function action(args: Route.ActionArgs) {
  return submit(args, ContactPress, async (tx, press) => {
    await followContact(tx, press)
    const here = `/c/${args.params.convention}/survey/panel/${args.params.panel}`
    return redirect(press.intent === 'replace' ? `${here}/replacements` : `${here}/people/${args.params.person}`)
  })
}

export default function PanelPerson({ loaderData, actionData }: Route.ComponentProps) {
  const { person, begin, attempts, appointments, mayReplace, ids } = loaderData
  const reason = reasonToReplace(person.outcomes)
  return (
    <Page title={nameOf(person)} lead={person.residence}>
      <HowItWorks>{m.survey_person_help()}</HowItWorks>
      {person.replaced !== null && (
        <Notice tone="warn">{m.survey_was_replaced({ reason: reasonWord(person.replaced) })}</Notice>
      )}
      <DefinitionList facts={factsOf(person)} />
      {person.replaced === null && reason && (
        <Notice tone="warn">
          <p>{m.survey_replace_says({ reason: reasonWord(reason) })}</p>
          {mayReplace ? (
            <Form intent="replace" answer={actionData}>
              <input type="hidden" name="person" value={person.id} />
              <SubmitButton>{m.survey_replace_press()}</SubmitButton>
            </Form>
          ) : (
            <p>{m.survey_replace_lead()}</p>
          )}
        </Notice>
      )}
      {person.replaced === null && (
        <Actions>
          <LinkButton to={begin} kind="primary">
            {m.survey_interview_begin()}
          </LinkButton>
          <LinkButton to={`${begin}&from=paper`}>{m.survey_paper_enter()}</LinkButton>
        </Actions>
      )}
      {person.replaced === null && (
        <Section title={m.survey_attempt_new()}>
          <AttemptForm person={person.id} id={ids.attempt} answer={actionData} />
        </Section>
      )}
      <Section title={m.survey_attempts()}>
        {attempts.length === 0 ? <p>{m.survey_no_try()}</p> : <Attempts attempts={attempts} />}
      </Section>
      <Section title={m.survey_appointments()}>
        {appointments.map(({ id, at, place }) => (
          <Form key={id} intent="cancel-appointment">
            <input type="hidden" name="appointment" value={id} />
            <p>
              {formatInstant(at)} · {placeWord(place)}
            </p>
            <SubmitButton kind="quiet">{m.survey_appointment_cancel()}</SubmitButton>
          </Form>
        ))}
        {person.replaced === null && <AppointmentForm person={person.id} id={ids.appointment} answer={actionData} />}
      </Section>
      {person.replaced === null && (
        <Section title={m.survey_pcs_ask()}>
          <PcsForm person={person.id} id={ids.pcs} said={person.said_pcs} answer={actionData} />
        </Section>
      )}
    </Page>
  )
}

function factsOf(person: Route.ComponentProps['loaderData']['person']) {
  const known = person.features.map((feature, i) => ({
    term: featureWord(feature),
    value:
      feature === 'residence'
        ? person.residence
        : feature === 'pcs' && person.said_pcs !== null
          ? m.survey_said({ value: pcsWord(String(person.said_pcs)) })
          : valueWord(feature, person.values[i] ?? ''),
  }))
  const phone = person.phone && {
    term: m.survey_phone(),
    value: <a href={`tel:${person.phone}`}>{phoneWord(person.phone)}</a>,
  }
  const where = { term: m.survey_where(), value: doorOf(person) }
  return [
    where,
    ...(phone ? [phone] : []),
    ...known,
    { term: m.survey_pseudonym(), value: <code>{person.pseudonym}</code> },
  ]
}

function Attempts({ attempts }: { attempts: Route.ComponentProps['loaderData']['attempts'] }) {
  return (
    <div className="table-scroll">
      <table className="table cards">
        <caption className="unseen">{m.survey_attempts()}</caption>
        <thead>
          <tr>
            <th scope="col">{m.survey_when()}</th>
            <th scope="col">{m.survey_channel()}</th>
            <th scope="col">{m.survey_outcome()}</th>
            <th scope="col">{m.survey_next_step()}</th>
            <th scope="col">{m.survey_noted_by()}</th>
          </tr>
        </thead>
        <tbody>
          {attempts.map((attempt) => (
            <tr key={attempt.id}>
              <th scope="row">{formatInstant(attempt.made_at)}</th>
              <td data-title={m.survey_channel()}>{channelWord(attempt.channel)}</td>
              <td data-title={m.survey_outcome()}>{outcomeWord(attempt.outcome)}</td>
              <td data-title={m.survey_next_step()}>
                {[nextWord(attempt.next_step), attempt.next_on].filter(Boolean).join(' · ')}
              </td>
              <td data-title={m.survey_noted_by()}>{attempt.by}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
