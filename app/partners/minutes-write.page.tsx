import { useEffect, useRef, useState } from 'react'
import { data, Link, redirect } from 'react-router'
import { read, sayRefusal, submit } from '#app/platform/page.server.ts'
import { Actions } from '#app/ui/actions.tsx'
import { LinkButton, SubmitButton } from '#app/ui/button.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form, inputId } from '#app/ui/form.tsx'
import type { FieldRefusal, FormAnswer } from '#app/ui/form-answer.ts'
import { formatDate } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { valuesOf } from '#app/ui/read-form.ts'
import { SelectField } from '#app/ui/select-field.tsx'
import { State } from '#app/ui/state.tsx'
import { DateField, TextArea, TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { Route } from './+types/minutes-write.page.ts'
import { ActionWords, ReplacedWords } from './action-list.tsx'
import {
  addAction,
  addDecision,
  changeAction,
  changeDecision,
  draftOf,
  publishMinutes,
  takeBack,
  writeNotes,
} from './minutes.server.ts'
import type { Replaced } from './minutes-content.ts'
import { MinutesChange } from './minutes-input.ts'
import { organisationNames } from './organisations.server.ts'
import { meetingTrail, partnersHref } from './trail.ts'

export const handle = { trail: meetingTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.partners_minutes_write()} – Palier` }]

/** A note that somebody else changed meanwhile is shown beside what was typed. */
export const shouldRevalidate = () => true

export function loader(args: Route.LoaderArgs) {
  const { convention } = args.params
  const asked = new URL(args.request.url).searchParams
  return read(args, async (tx) => {
    const draft = await draftOf(tx, args.params.meeting)
    return {
      convention,
      ...draft,
      organisations: await organisationNames(tx),
      decision: draft.decisions.find(({ id }) => id === asked.get('decision')) ?? null,
      task: draft.actions.find(({ id, closedOn }) => id === asked.get('action') && closedOn === null) ?? null,
    }
  })
}

export function action(args: Route.ActionArgs) {
  const { convention, meeting } = args.params
  return submit(args, MinutesChange, async (tx, change, form) => {
    switch (change.intent) {
      case 'notes': {
        const overtaken = await writeNotes(tx, meeting, change.notes)
        if (overtaken.length > 0)
          return data<FormAnswer>({ refusal: overtaken.map(asRefusal), values: valuesOf(form) }, { status: 409 })
        break
      }
      case 'decision': {
        const decision = { said: change.decision, pointId: change.decisionPoint }
        if (change.id === undefined) await addDecision(tx, meeting, decision)
        else await changeDecision(tx, meeting, change.id, decision)
        break
      }
      case 'action': {
        const { id, organisationId, person, dueOn } = change
        const task = { said: change.action, pointId: change.actionPoint, organisationId, person, dueOn }
        if (id === undefined) await addAction(tx, meeting, task)
        else await changeAction(tx, meeting, id, task)
        break
      }
      case 'take-back':
        await takeBack(tx, meeting, change.what, change.id)
        break
      case 'publish':
        await publishMinutes(tx, meeting)
    }
    const published = change.intent === 'publish'
    return redirect(partnersHref(convention, 'meetings', meeting, 'minutes', ...(published ? [] : ['write'])), {
      headers: await flashHeaders({
        tone: 'good',
        message: published ? m.partners_minutes_published() : m.partners_minutes_kept(),
      }),
    })
  })
}

const OVERTAKEN = 'partners.note-changed'

function asRefusal(pointId: string): FieldRefusal {
  return { ...sayRefusal({ code: OVERTAKEN }), field: `said.${pointId}` }
}

export default function WriteMinutes({ loaderData, actionData }: Route.ComponentProps) {
  const { convention, meeting, points } = loaderData
  const answerTo = (intent: string) => (actionData?.values.intent === intent ? actionData : undefined)
  const notes = answerTo('notes')
  const isOvertaken = (id: string) =>
    notes?.refusal.some(({ code, field }) => code === OVERTAKEN && field === `said.${id}`) ?? false
  return (
    <Page title={m.partners_minutes_write()} lead={meeting.title}>
      {meeting.state === 'minuted' && <Notice tone="warn">{m.partners_minutes_correct()}</Notice>}
      {points.length === 0 && <Notice>{m.partners_minutes_no_agenda()}</Notice>}
      {points.length > 0 && (
        <Section title={m.partners_said()}>
          <Form intent="notes" answer={notes}>
            {points.map((point, index) => (
              <NoteField key={point.id} point={point} number={index + 1} overtaken={isOvertaken(point.id)} />
            ))}
            <SubmitButton kind="plain">{m.partners_save()}</SubmitButton>
          </Form>
        </Section>
      )}
      <Decisions {...loaderData} answer={answerTo('decision')} />
      <ActionsPart {...loaderData} answer={answerTo('action')} />
      <Section title={m.partners_minutes_give_out()}>
        <p>{m.partners_minutes_give_out_why()}</p>
        <Actions>
          <LinkButton to={partnersHref(convention, 'meetings', meeting.id, 'attendance')}>
            {m.partners_attendance_note()}
          </LinkButton>
          <LinkButton to={partnersHref(convention, 'meetings', meeting.id, 'minutes')}>
            {m.partners_minutes_read()}
          </LinkButton>
        </Actions>
        <Form intent="publish" answer={answerTo('publish')}>
          <SubmitButton>{m.partners_minutes_publish()}</SubmitButton>
        </Form>
      </Section>
    </Page>
  )
}

type Shown = Route.ComponentProps['loaderData'] & { answer: FormAnswer | undefined }

interface NoteFieldProps {
  point: Shown['points'][number]
  number: number
  /** Somebody else wrote meanwhile: their text stands above what was typed. */
  overtaken: boolean
}

function NoteField({ point: { id, title, said, by, state }, number, overtaken }: NoteFieldProps) {
  const sent = useRef<HTMLInputElement>(null)
  const [was, setWas] = useState(state)
  // The page is loaded again after each act: a text that another wrote passes for read only once the field shows it.
  useEffect(() => {
    const field = sent.current?.form?.elements.namedItem(`said.${id}`)
    if (field instanceof HTMLTextAreaElement && field.value.trim() === said) setWas(state)
  }, [id, said, state])
  return (
    <div>
      <input type="hidden" name={`was.${id}`} value={overtaken ? state : was} ref={sent} />
      {overtaken && (
        <Notice tone="warn">
          <p>{m.partners_note_now({ by: by ?? '' })}</p>
          <p className="letter">{said}</p>
        </Notice>
      )}
      <TextArea
        name={`said.${id}`}
        label={m.partners_numbered({ number: String(number), title })}
        value={said}
        rows={5}
        optional
      />
    </div>
  )
}

function pointChoices(points: Shown['points']) {
  return points.map(({ id, title }, index) => ({
    value: id,
    label: m.partners_numbered({ number: String(index + 1), title }),
  }))
}

function Decisions({ decisions, decision, points, answer }: Shown) {
  return (
    <Section title={m.partners_decisions()}>
      {decisions.length > 0 && (
        <ul className="stack">
          {decisions.map(({ id, said, ...given }) => (
            <li key={id}>
              {said} <Given {...given} />{' '}
              <Correct what="decision" id={id} said={said} isGiven={given.givenIn !== null} />
            </li>
          ))}
        </ul>
      )}
      <Form intent="decision" answer={answer} key={decision?.id}>
        {decision && <Corrected {...decision} />}
        <TextArea name="decision" label={m.partners_decision()} value={decision?.said ?? ''} rows={2} />
        <SelectField
          name="decisionPoint"
          label={m.partners_on_point()}
          choices={pointChoices(points)}
          value={decision?.pointId ?? ''}
          optional
        />
        <SubmitButton kind="plain">{decision ? m.partners_save() : m.partners_decision_add()}</SubmitButton>
      </Form>
    </Section>
  )
}

function ActionsPart({ actions, task, points, organisations, answer }: Shown) {
  return (
    <Section title={m.partners_actions()}>
      {actions.length > 0 && (
        <ul className="stack">
          {actions.map((action) => (
            <li key={action.id}>
              <ActionWords {...action} /> <Given {...action} />{' '}
              {action.closedOn === null ? (
                <Correct what="action" id={action.id} said={action.said} isGiven={action.givenIn !== null} />
              ) : (
                <State tone="good">{m.partners_closed_on({ on: formatDate(action.closedOn, 'medium') })}</State>
              )}
            </li>
          ))}
        </ul>
      )}
      <Form intent="action" answer={answer} key={task?.id}>
        {task && <Corrected {...task} />}
        <TextArea name="action" label={m.partners_action()} value={task?.said ?? ''} rows={2} />
        <SelectField
          name="organisationId"
          label={m.partners_responsible()}
          choices={organisations.map(({ id, name }) => ({ value: id, label: name }))}
          value={task?.organisationId ?? ''}
        />
        <TextField name="person" label={m.partners_responsible_person()} value={task?.person ?? ''} optional />
        <DateField name="dueOn" label={m.partners_due_on()} value={task?.dueOn ?? ''} />
        <SelectField
          name="actionPoint"
          label={m.partners_on_point()}
          choices={pointChoices(points)}
          value={task?.pointId ?? ''}
          optional
        />
        <SubmitButton kind="plain">{task ? m.partners_save() : m.partners_action_add()}</SubmitButton>
      </Form>
    </Section>
  )
}

/** Who has it already: a version that gave it out, or those who write alone. */
function Given({ givenIn, replaces }: { givenIn: number | null; replaces: Replaced }) {
  return (
    <>
      <State>{givenIn === null ? m.partners_not_given_out() : m.partners_given_in({ version: String(givenIn) })}</State>{' '}
      <ReplacedWords replaces={replaces} />
    </>
  )
}

interface Correctable {
  what: 'decision' | 'action'
  id: string
  said: string
  isGiven: boolean
}

function Correct({ what, id, said, isGiven }: Correctable) {
  return (
    <>
      <Link to={`?${what}=${id}#${inputId(what)}`}>
        {isGiven ? m.partners_replace() : m.partners_reword()}
        <span className="unseen"> {said}</span>
      </Link>{' '}
      {!isGiven && <TakeBack what={what} id={id} said={said} />}
    </>
  )
}

/** Above the fields of what is being corrected. */
function Corrected({ id, said, givenIn }: { id: string; said: string; givenIn: number | null }) {
  return (
    <>
      <input type="hidden" name="id" value={id} />
      <p>
        {givenIn === null ? m.partners_rewording({ said }) : m.partners_replacing({ said, version: String(givenIn) })}{' '}
        <Link to="?" preventScrollReset>
          {m.partners_leave_as_is()}
        </Link>
      </p>
    </>
  )
}

function TakeBack({ what, id, said }: { what: 'decision' | 'action'; id: string; said: string }) {
  return (
    <Form intent="take-back" layout="line">
      <input type="hidden" name="what" value={what} />
      <input type="hidden" name="id" value={id} />
      <SubmitButton kind="quiet">
        {m.partners_take_back()}
        <span className="unseen"> {said}</span>
      </SubmitButton>
    </Form>
  )
}
