import { redirect } from 'react-router'
import { read, submit } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/choice-group.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import type { FormAnswer } from '#app/ui/form-answer.ts'
import { formatDate } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { State } from '#app/ui/state.tsx'
import { DateField, TextArea, TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import { inParis } from '#packages/french/paris-time.ts'
import type { Route } from './+types/organisation.page.ts'
import { ENGAGEMENTS } from './choices.ts'
import { OrganisationFields } from './organisation-fields.tsx'
import { OrganisationChange } from './organisation-input.ts'
import {
  changeOrganisation,
  keepContact,
  noteStep,
  organisationOf,
  removeContact,
  speakers,
} from './organisations.server.ts'
import { organisationsTrail, partnersHref } from './trail.ts'
import { ENGAGEMENT_WORDS, KIND_WORDS } from './words.ts'

export const handle = { trail: organisationsTrail }

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${loaderData?.organisation.name ?? ''} – Palier` },
]

export function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    const mayWrite = may(tx.actor, 'partners.organisation.write')
    return {
      organisation: await organisationOf(tx, args.params.organisation),
      mayWrite,
      accounts: mayWrite ? (await speakers(tx)).map(({ id, name }) => ({ value: id, label: name })) : [],
      today: inParis(new Date()).day,
    }
  })
}

export function action(args: Route.ActionArgs) {
  const { convention, organisation } = args.params
  return submit(args, OrganisationChange, async (tx, change) => {
    if (change.intent === 'change') await changeOrganisation(tx, organisation, change)
    else if (change.intent === 'step') await noteStep(tx, organisation, change)
    else if (change.intent === 'remove') await removeContact(tx, change.id)
    else await keepContact(tx, organisation, change, change.id)
    return redirect(partnersHref(convention, 'organisations', organisation), {
      headers: await flashHeaders({ tone: 'good', message: m.partners_kept() }),
    })
  })
}

type Shown = Route.ComponentProps['loaderData']

export default function OrganisationPage({ loaderData, actionData }: Route.ComponentProps) {
  const { organisation, mayWrite } = loaderData
  const answerTo = (intent: string) => (actionData?.values.intent === intent ? actionData : undefined)
  return (
    <Page title={organisation.name} lead={KIND_WORDS[organisation.kind]()}>
      {organisation.archived && <Notice>{m.partners_archived()}</Notice>}
      {organisation.isParty && (
        <p>
          <State tone="good">{m.partners_is_party()}</State>
        </p>
      )}
      <Contacts {...loaderData} answer={answerTo('contact')} />
      <Steps {...loaderData} answer={answerTo('step')} />
      {mayWrite && (
        <Section title={m.partners_organisation_change()}>
          <Form intent="change" answer={answerTo('change')}>
            <OrganisationFields {...organisation} />
            <Checkbox
              name="archived"
              label={m.partners_archive()}
              hint={m.partners_archive_hint()}
              checked={organisation.archived}
            />
            <SubmitButton kind="plain">{m.partners_save()}</SubmitButton>
          </Form>
        </Section>
      )}
    </Page>
  )
}

interface Answered {
  answer: FormAnswer | undefined
}

function Contacts({ organisation: { people }, mayWrite, accounts, answer }: Shown & Answered) {
  const sentId = answer?.values.id
  return (
    <Section title={m.partners_contacts()}>
      {people.length === 0 && <p>{m.partners_organisation_no_contact()}</p>}
      <ul className="stack">
        {people.map((person) => (
          <li key={person.id}>
            <strong>{person.name}</strong> {person.duty}{' '}
            {person.email && <a href={`mailto:${person.email}`}>{person.email}</a>} {person.phone}{' '}
            {person.account && <State>{m.partners_has_account({ name: person.account })}</State>}
            {mayWrite && (
              <details open={sentId === person.id}>
                <summary>
                  {m.partners_contact_change()}
                  <span className="unseen"> {person.name}</span>
                </summary>
                <ContactForm person={person} accounts={accounts} answer={sentId === person.id ? answer : undefined} />
                <Form intent="remove">
                  <input type="hidden" name="id" value={person.id} />
                  <p className="soft">{m.partners_contact_remove_consequence()}</p>
                  <SubmitButton kind="danger">
                    {m.partners_contact_remove()}
                    <span className="unseen"> {person.name}</span>
                  </SubmitButton>
                </Form>
              </details>
            )}
          </li>
        ))}
      </ul>
      {mayWrite && (
        <details open={answer !== undefined && sentId === undefined}>
          <summary>{m.partners_contact_add()}</summary>
          <ContactForm accounts={accounts} answer={sentId === undefined ? answer : undefined} />
        </details>
      )}
    </Section>
  )
}

interface ContactFormProps extends Answered {
  person?: Shown['organisation']['people'][number]
  accounts: Shown['accounts']
}

function ContactForm({ person, accounts, answer }: ContactFormProps) {
  return (
    <Form intent="contact" answer={answer}>
      {person && <input type="hidden" name="id" value={person.id} />}
      <TextField name="name" label={m.partners_name()} value={person?.name ?? ''} />
      <TextField name="duty" label={m.partners_duty()} value={person?.duty ?? ''} optional />
      <TextField name="email" label={m.partners_email()} type="email" value={person?.email ?? ''} optional />
      <TextField name="phone" label={m.partners_phone()} type="tel" value={person?.phone ?? ''} optional />
      <SelectField
        name="memberId"
        label={m.partners_account()}
        hint={m.partners_account_hint()}
        choices={accounts}
        value={person?.member_id ?? ''}
        optional
      />
      <SubmitButton kind="plain">{m.partners_save()}</SubmitButton>
    </Form>
  )
}

function Steps({ organisation: { steps, engagement, interest }, mayWrite, today, answer }: Shown & Answered) {
  return (
    <Section title={m.partners_engagement()}>
      {steps.length === 0 ? (
        <p>{m.partners_history_empty()}</p>
      ) : (
        <ol className="stack">
          {steps.map((step) => (
            <li key={step.id}>
              <State>{ENGAGEMENT_WORDS[step.engagement]()}</State> {step.note}{' '}
              <small className="soft">
                {m.partners_step_by({ on: formatDate(step.happened_on, 'medium'), by: step.by })}
              </small>
              {step.interest && <p>{m.partners_interest_is({ interest: step.interest })}</p>}
            </li>
          ))}
        </ol>
      )}
      {mayWrite && (
        <details open={answer !== undefined}>
          <summary>{m.partners_step_add()}</summary>
          <Form intent="step" answer={answer}>
            <SelectField
              name="engagement"
              label={m.partners_engagement()}
              value={engagement ?? ''}
              choices={ENGAGEMENTS.map((stage) => ({ value: stage, label: ENGAGEMENT_WORDS[stage]() }))}
            />
            <TextArea
              name="interest"
              label={m.partners_interest()}
              hint={m.partners_interest_hint()}
              value={interest}
              rows={2}
              optional
            />
            <TextArea name="note" label={m.partners_step_note()} hint={m.partners_step_note_hint()} rows={2} optional />
            <DateField name="happenedOn" label={m.partners_day()} value={today} />
            <SubmitButton kind="plain">{m.partners_step_add()}</SubmitButton>
          </Form>
        </details>
      )}
    </Section>
  )
}
