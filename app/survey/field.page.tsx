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
import { fieldPeople } from './contacts.server.ts'
import { outcomeWord, reasonToReplace } from './outcomes.ts'
import { HowItWorks } from './panel-frame.tsx'
import { type Carried, carried, doorOf, lastOf, nameOf, nextOf } from './person-words.ts'
import { surveyTrail } from './trail.ts'

export const handle = { trail: surveyTrail }

export const meta = () => [{ title: `${m.survey_field_title()} · Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const residence = new URL(args.request.url).searchParams.get('residence') ?? undefined
  return read(args, async (tx) => {
    const people = await fieldPeople(tx)
    const residences = new Map(people.map((person) => [person.residence_id, person.residence ?? '']))
    return {
      here: `/c/${args.params.convention}/survey`,
      residence: residence ?? null,
      residences: [...residences].map(([id, name]) => ({
        id,
        name,
        count: people.filter((person) => person.residence_id === id).length,
      })),
      people: people
        .filter((person) => residence === undefined || person.residence_id === residence)
        .map((person) => ({ ...carried(person), attempt: randomUUID() })),
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

export default function Field({
  loaderData: { here, residence, residences, people },
  actionData,
}: Route.ComponentProps) {
  const shown = residences.filter(({ id }) => residence === null || id === residence)
  return (
    <Page
      title={m.survey_field_title()}
      lead={m.survey_field_lead()}
      action={
        <LinkButton to={`${here}/field/list.pdf${residence ? `?residence=${residence}` : ''}`} download>
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
      {residences.length > 1 && (
        <nav className="tabs" aria-label={m.survey_residences()}>
          <ul className="plain">
            <li>
              <Link to="?" aria-current={residence === null ? 'page' : undefined}>
                {m.survey_all_residences()}
              </Link>
            </li>
            {residences.map(({ id, name, count }) => (
              <li key={id}>
                <Link to={`?residence=${id}`} aria-current={residence === id ? 'page' : undefined}>
                  {m.survey_residence_count({ name, count: formatNumber(count) })}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {shown.map(({ id, name }) => (
        <Section key={id} title={name}>
          <ul className="plain field-list">
            {people
              .filter((person) => person.residence_id === id)
              .map((person) => (
                <FieldPerson
                  key={person.id}
                  person={person}
                  href={`${here}/panel/${person.panel_id}/people/${person.id}`}
                />
              ))}
          </ul>
        </Section>
      ))}
    </Page>
  )
}

const ONE_TAP = ['2.20', 'agreed', 'later', '1.0', '2.10'] as const

function FieldPerson({ person, href }: { person: Loaded['people'][number]; href: string }) {
  return (
    <li className="field-person">
      <h3>
        <Link to={href}>{nameOf(person)}</Link>
      </h3>
      <p>{doorOf(person)}</p>
      {person.phone && !person.is_protected && (
        <p>
          <a className="button" href={`tel:${person.phone}`}>
            {m.survey_call({ phone: person.phone })}
          </a>
        </p>
      )}
      <p className="soft">{[lastOf(person), nextOf(person)].filter(Boolean).join(' · ')}</p>
      {reasonToReplace(person.outcomes) && <State tone="warn">{m.survey_to_replace()}</State>}
      {!person.is_protected && <OneTap person={person} />}
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
