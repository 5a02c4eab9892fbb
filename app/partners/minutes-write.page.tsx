import { redirect } from 'react-router'
import { z } from 'zod'
import { read, submit } from '#app/platform/page.server.ts'
import { Actions } from '#app/ui/actions.tsx'
import { LinkButton, SubmitButton } from '#app/ui/button.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import type { FormAnswer } from '#app/ui/form-answer.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { DateField, TextArea, TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { Route } from './+types/minutes-write.page.ts'
import { ActionWords } from './action-list.tsx'
import { addAction, addDecision, draftOf, publishMinutes, takeBack, writeNotes } from './minutes.server.ts'
import { organisationNames } from './organisations.server.ts'
import { meetingTrail, partnersHref } from './trail.ts'

export const handle = { trail: meetingTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.partners_minutes_write()} – Palier` }]

export function loader(args: Route.LoaderArgs) {
  const { convention } = args.params
  return read(args, async (tx) => ({
    convention,
    ...(await draftOf(tx, args.params.meeting)),
    organisations: await organisationNames(tx),
  }))
}

const Point = z.uuid().nullable().default(null)
const Said = z.string().trim().min(3).max(1000)

const Change = z.discriminatedUnion('intent', [
  z.looseObject({ intent: z.literal('notes') }),
  z.object({ intent: z.literal('decision'), decision: Said, decisionPoint: Point }),
  z.object({
    intent: z.literal('action'),
    action: Said,
    actionPoint: Point,
    organisationId: z.uuid(),
    person: z.string().trim().max(120).default(''),
    dueOn: z.iso.date(),
  }),
  z.object({ intent: z.literal('take-back'), what: z.enum(['decision', 'action']), id: z.uuid() }),
  z.object({ intent: z.literal('publish') }),
])

export function action(args: Route.ActionArgs) {
  const { convention, meeting } = args.params
  return submit(args, Change, async (tx, change) => {
    switch (change.intent) {
      case 'notes':
        await writeNotes(tx, meeting, notesIn(change))
        break
      case 'decision':
        await addDecision(tx, meeting, { said: change.decision, pointId: change.decisionPoint })
        break
      case 'action':
        await addAction(tx, meeting, { ...change, said: change.action, pointId: change.actionPoint })
        break
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

/** `said.<point>`: an emptied field is an emptied note, but one that was not sent changes nothing. */
function notesIn(form: Record<string, unknown>): Map<string, string> {
  const notes = new Map<string, string>()
  for (const id of z
    .array(z.uuid())
    .or(z.uuid().transform((one) => [one]))
    .catch([])
    .parse(form.point))
    notes.set(id, z.string().trim().max(10_000).default('').parse(form[`said.${id}`]))
  return notes
}

export default function WriteMinutes({ loaderData, actionData }: Route.ComponentProps) {
  const { convention, meeting, points } = loaderData
  const answerTo = (intent: string) => (actionData?.values.intent === intent ? actionData : undefined)
  return (
    <Page title={m.partners_minutes_write()} lead={meeting.title}>
      {meeting.state === 'minuted' && <Notice tone="warn">{m.partners_minutes_correct()}</Notice>}
      {points.length === 0 && <Notice>{m.partners_minutes_no_agenda()}</Notice>}
      {points.length > 0 && (
        <Section title={m.partners_said()}>
          <Form intent="notes" answer={answerTo('notes')}>
            {points.map(({ id, title, said }, index) => (
              <div key={id}>
                <input type="hidden" name="point" value={id} />
                <TextArea
                  name={`said.${id}`}
                  label={m.partners_numbered({ number: String(index + 1), title })}
                  value={said}
                  rows={5}
                  optional
                />
              </div>
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

function pointChoices(points: Shown['points']) {
  return points.map(({ id, title }, index) => ({
    value: id,
    label: m.partners_numbered({ number: String(index + 1), title }),
  }))
}

function Decisions({ decisions, points, meeting, answer }: Shown) {
  return (
    <Section title={m.partners_decisions()}>
      {decisions.length > 0 && (
        <ul className="stack">
          {decisions.map(({ id, said }) => (
            <li key={id}>
              {said} {meeting.state !== 'minuted' && <TakeBack what="decision" id={id} said={said} />}
            </li>
          ))}
        </ul>
      )}
      <Form intent="decision" answer={answer}>
        <TextArea name="decision" label={m.partners_decision()} rows={2} />
        <SelectField name="decisionPoint" label={m.partners_on_point()} choices={pointChoices(points)} optional />
        <SubmitButton kind="plain">{m.partners_decision_add()}</SubmitButton>
      </Form>
    </Section>
  )
}

function ActionsPart({ actions, points, organisations, meeting, answer }: Shown) {
  return (
    <Section title={m.partners_actions()}>
      {actions.length > 0 && (
        <ul className="stack">
          {actions.map((action) => (
            <li key={action.id}>
              <ActionWords {...action} />{' '}
              {meeting.state !== 'minuted' && <TakeBack what="action" id={action.id} said={action.said} />}
            </li>
          ))}
        </ul>
      )}
      <Form intent="action" answer={answer}>
        <TextArea name="action" label={m.partners_action()} rows={2} />
        <SelectField
          name="organisationId"
          label={m.partners_responsible()}
          choices={organisations.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <TextField name="person" label={m.partners_responsible_person()} optional />
        <DateField name="dueOn" label={m.partners_due_on()} />
        <SelectField name="actionPoint" label={m.partners_on_point()} choices={pointChoices(points)} optional />
        <SubmitButton kind="plain">{m.partners_action_add()}</SubmitButton>
      </Form>
    </Section>
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
