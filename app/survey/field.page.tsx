import { randomUUID } from 'node:crypto'
import { Form, Link, redirect } from 'react-router'
import { read, submit } from '#app/platform/page.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { formatNumber } from '#app/ui/format.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { State } from '#app/ui/state.tsx'
import { m } from '#messages'
import type { Route } from './+types/field.page.ts'
import { ContactPress } from './contact-input.ts'
import { followContact } from './contact-press.server.ts'
import { fieldPeople, fieldResidences } from './contacts.server.ts'
import { outcomeWord, reasonToReplace } from './outcomes.ts'
import { HowItWorks } from './panel-frame.tsx'
import { type Carried, carried, doorOf, lastOf, nameOf, nextOf, phoneWord } from './person-words.ts'
import { surveyTrail } from './trail.ts'

export const handle = { trail: surveyTrail }

export const meta = () => [{ title: `${m.survey_field_title()} · Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const asked = new URL(args.request.url).searchParams.get('residence')
  return read(args, async (tx) => {
    const residences = await fieldResidences(tx)
    const [only] = residences
    const chosen = residences.length === 1 ? only : residences.find(({ id }) => id === asked)
    const people = chosen ? await fieldPeople(tx, chosen.id) : []
    return {
      here: `/c/${args.params.convention}/survey`,
      chosen: chosen ?? null,
      residences,
      people: people.map((person) => ({ ...carried(person), attempt: randomUUID() })),
    }
  })
}

export async function action(args: Route.ActionArgs) {
  return submit(args, ContactPress, async (tx, press) => {
    await followContact(tx, press)
    const residence = new URL(args.request.url).searchParams.get('residence')
    const query = residence === null ? '' : `?${new URLSearchParams({ residence })}`
    return redirect(`/c/${args.params.convention}/survey/field${query}`)
  })
}

type Loaded = Route.ComponentProps['loaderData']

export default function Field({ loaderData: { here, chosen, residences, people }, actionData }: Route.ComponentProps) {
  return (
    <Page
      title={m.survey_field_title()}
      lead={m.survey_field_lead()}
      action={
        <LinkButton to={`${here}/field/list.pdf${chosen ? `?residence=${chosen.id}` : ''}`} download>
          {m.survey_field_print()}
        </LinkButton>
      }
    >
      <HowItWorks>{m.survey_field_help()}</HowItWorks>
      {actionData?.refusal.map(({ code, message }) => (
        <p key={code} role="alert" className="notice" data-tone="bad">
          {message}
        </p>
      ))}
      {residences.length === 0 && <EmptyState title={m.survey_field_empty()}>{m.survey_field_empty_next()}</EmptyState>}
      {chosen ? (
        <Section title={chosen.name ?? ''}>
          {residences.length > 1 && <Link to="?">{m.survey_all_residences()}</Link>}
          <ul className="plain field-list">
            {people.map((person) => (
              <FieldPerson key={person.id} person={person} here={here} />
            ))}
          </ul>
        </Section>
      ) : (
        residences.length > 0 && <Residences residences={residences} />
      )}
    </Page>
  )
}

/** First where one goes: names are shown for one residence at a time. */
function Residences({ residences }: Pick<Loaded, 'residences'>) {
  return (
    <Section title={m.survey_field_where()}>
      <ul className="plain field-list">
        {residences.map(({ id, name, count }) => (
          <li key={id}>
            <LinkButton to={`?residence=${id}`}>
              {m.survey_residence_count({ name: name ?? '', count: formatNumber(count) })}
            </LinkButton>
          </li>
        ))}
      </ul>
    </Section>
  )
}

const ONE_TAP = ['2.20', 'agreed', 'later', '1.0', '2.10'] as const

function FieldPerson({ person, here }: { person: Loaded['people'][number]; here: string }) {
  return (
    <li className="field-person">
      <h3>
        <Link to={`${here}/panel/${person.panel_id}/people/${person.id}`}>{nameOf(person)}</Link>
      </h3>
      <p>{doorOf(person)}</p>
      {person.phone && !person.is_protected && (
        <p>
          <a className="button" href={`tel:${person.phone}`}>
            {m.survey_call({ phone: phoneWord(person.phone) })}
          </a>
        </p>
      )}
      <p className="soft">{[lastOf(person), nextOf(person)].filter(Boolean).join(' · ')}</p>
      {reasonToReplace(person.outcomes) && <State tone="warn">{m.survey_to_replace()}</State>}
      {!person.is_protected && <OneTap person={person} />}
      <Link to={`${here}/interviews/new?person=${person.id}`}>{m.survey_interview_begin()}</Link>
    </li>
  )
}

/** One press notes a visit; anything else is noted on the person's page. */
function OneTap({ person }: { person: Carried & { attempt: string } }) {
  return (
    <Form method="post" className="actions" preventScrollReset>
      <input type="hidden" name="intent" value="attempt" />
      <input type="hidden" name="person" value={person.id} />
      <input type="hidden" name="id" value={person.attempt} />
      <input type="hidden" name="channel" value="visit" />
      {ONE_TAP.map((outcome) => (
        <button key={outcome} type="submit" className="button" name="outcome" value={outcome}>
          {outcomeWord(outcome)}
          <span className="unseen"> ({nameOf(person)})</span>
        </button>
      ))}
    </Form>
  )
}
