import { randomUUID } from 'node:crypto'
import { Link, redirect } from 'react-router'
import { must } from '#app/platform/database.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { Actions } from '#app/ui/actions.tsx'
import { LinkButton, SubmitButton } from '#app/ui/button.tsx'
import { RadioGroup } from '#app/ui/choice-group.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { DateField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import { inParis } from '#packages/french/paris-time.ts'
import { personOf } from '../contacts.server.ts'
import { PLACES, placeWord } from '../outcomes.ts'
import { carried, nameOf } from '../person-words.ts'
import type { Route } from './+types/interview-new.page.ts'
import { AgreementFields } from './agreement-fields.tsx'
import { guidesOf } from './guides.server.ts'
import { CONSENT_WORDS, CONSENTS } from './interview-choices.ts'
import { InterviewForm } from './interview-input.ts'
import { beginInterview, caretakersOf, interviewersOf } from './interviews.server.ts'
import { noticeOf } from './notice.ts'
import { interviewsTrail } from './trail.ts'

export const handle = { trail: interviewsTrail }

export const meta = () => [{ title: `${m.survey_interview_new()} · Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const search = new URL(args.request.url).searchParams
  const personId = search.get('person')
  const audience = personId ? ('tenant' as const) : ('caretaker' as const)
  return read(args, async (tx) => {
    must(tx.actor, 'survey.interview.write')
    const { operator_name: operator, landlord_name: landlord } = await tx
      .selectFrom('convention')
      .select(['operator_name', 'landlord_name'])
      .executeTakeFirstOrThrow()
    return {
      here: `/c/${args.params.convention}/survey`,
      id: randomUUID(),
      today: inParis(new Date()).day,
      isPaper: search.get('from') === 'paper',
      person: personId ? { id: personId, name: nameOf(carried((await personOf(tx, personId)).person)) } : null,
      caretakers: personId ? [] : await caretakersOf(tx),
      interviewers: await interviewersOf(tx),
      guides: (await guidesOf(tx)).filter((guide) => guide.audience === audience),
      me: tx.actor.memberId,
      notice: noticeOf(audience, { operator, landlord }),
    }
  })
}

export async function action(args: Route.ActionArgs) {
  return submit(args, InterviewForm, async (tx, { guide, person, caretaker, interviewer, second, ...rest }) => {
    await beginInterview(tx, {
      ...rest,
      guideId: guide,
      personId: person ?? null,
      caretakerId: person ? null : (caretaker ?? null),
      interviewerId: interviewer,
      secondId: second ?? null,
      signature: null,
    })
    return redirect(`/c/${args.params.convention}/survey/interviews/${rest.id}/answer`)
  })
}

type Loaded = Route.ComponentProps['loaderData']

export default function NewInterview({ loaderData, actionData }: Route.ComponentProps) {
  const { here, person, caretakers, guides, isPaper } = loaderData
  const query = person ? `&person=${person.id}` : ''
  return (
    <Page
      title={isPaper ? m.survey_paper_enter() : m.survey_interview_new()}
      lead={person ? person.name : m.survey_audience_caretaker()}
    >
      {!person && (
        <p>
          {m.survey_tenant_from_field()} <Link to={`${here}/field`}>{m.survey_field_title()}</Link>
        </p>
      )}
      <p>
        <Link to={isPaper ? `?from=visit${query}` : `?from=paper${query}`}>
          {isPaper ? m.survey_interview_instead() : m.survey_paper_instead()}
        </Link>
      </p>
      {guides.length === 0 ? (
        <EmptyState title={m.survey_guide_missing()}>
          <Link to={`${here}/guides`}>{m.survey_guides_title()}</Link>
        </EmptyState>
      ) : !person && caretakers.length === 0 ? (
        <EmptyState title={m.survey_caretakers_none()}>{m.survey_caretakers_none_next()}</EmptyState>
      ) : (
        <Form answer={actionData}>
          {!isPaper && <Notice notice={loaderData.notice} />}
          <BeginFields {...loaderData} />
          <Actions>
            <SubmitButton>{isPaper ? m.survey_paper_go() : m.survey_interview_begin()}</SubmitButton>
            <LinkButton to={`${here}/interviews`} kind="quiet">
              {m.ui_cancel()}
            </LinkButton>
          </Actions>
        </Form>
      )}
    </Page>
  )
}

function Notice({ notice }: Pick<Loaded, 'notice'>) {
  return (
    <Section title={m.survey_notice()}>
      <ul lang="fr">
        {notice.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Section>
  )
}

function BeginFields({ id, today, isPaper, person, caretakers, interviewers, guides, me }: Loaded) {
  const members = interviewers.map((member) => ({ value: member.id, label: member.name }))
  return (
    <>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="from" value={isPaper ? 'paper' : 'visit'} />
      {person ? (
        <input type="hidden" name="person" value={person.id} />
      ) : (
        <SelectField
          name="caretaker"
          label={m.survey_caretaker()}
          choices={caretakers.map((caretaker) => ({ value: caretaker.id, label: caretaker.name }))}
        />
      )}
      <RadioGroup
        name="consent"
        label={m.survey_consent()}
        choices={CONSENTS.map((consent) => ({ value: consent, label: CONSENT_WORDS[consent]() }))}
      />
      <AgreementFields />
      <SelectField
        name="guide"
        label={m.survey_guide()}
        value={guides[0]?.id ?? ''}
        choices={guides.map((guide) => ({ value: guide.id, label: guide.name }))}
      />
      {isPaper ? (
        <DateField name="heldOn" label={m.survey_held_on()} max={today} />
      ) : (
        <input type="hidden" name="heldOn" value={today} />
      )}
      <SelectField
        name="place"
        label={m.survey_appointment_place()}
        value={person ? 'home' : 'operator'}
        choices={PLACES.map((place) => ({ value: place, label: placeWord(place) }))}
      />
      <SelectField name="interviewer" label={m.survey_interviewer()} value={me} choices={members} />
      <SelectField name="second" label={m.survey_second()} optional choices={members} />
    </>
  )
}
