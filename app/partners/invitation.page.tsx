import { data, redirect } from 'react-router'
import { z } from 'zod'
import { answering, sayRefusal } from '#app/platform/page.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { Actions } from '#app/ui/actions.tsx'
import { LinkButton, SubmitButton } from '#app/ui/button.tsx'
import { RadioGroup } from '#app/ui/choice-group.tsx'
import { DefinitionList } from '#app/ui/definition-list.tsx'
import { flashHeaders, takeFlash } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import type { FormAnswer } from '#app/ui/form-answer.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { valuesOf } from '#app/ui/read-form.ts'
import { Shell } from '#app/ui/shell.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { Route } from './+types/invitation.page.ts'
import { ANSWERS } from './choices.ts'
import { answerInvitation, invitationOf, signInAtMeeting } from './invitation.server.ts'
import { whenAndWhere } from './when-and-where.ts'
import { ANSWER_WORDS, ATTENDANCE_WORDS } from './words.ts'

export const meta = () => [
  { title: `${m.partners_invitation_title()} · Palier` },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: Route.LoaderArgs) {
  const { flash, headers } = await takeFlash(request)
  const seen = await invitationOf(params.token).catch((error: unknown) => {
    if (error instanceof Refusal) throw data(sayRefusal(error), { status: error.status })
    throw error
  })
  const { starts_at, ends_at, cancelled_at, meeting_id: _, ...invitation } = seen
  return data(
    {
      ...invitation,
      flash,
      path: `/meeting/${params.token}`,
      startsAt: starts_at.toISOString(),
      endsAt: ends_at.toISOString(),
      cancelled: cancelled_at !== null,
    },
    { headers },
  )
}

const Press = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('answer'),
    answer: z.enum(ANSWERS),
    substitute: z.string().trim().min(2).max(120).nullable().default(null),
  }),
  z.object({ intent: z.literal('here'), way: z.enum(['present', 'remote']) }),
])

export async function action({ request, params: { token } }: Route.ActionArgs) {
  return answering(valuesOf(await request.formData()), Press, async (press) => {
    if (press.intent === 'here') await signInAtMeeting(token, press.way)
    else await answerInvitation(token, press.answer, press.substitute)
    throw redirect(`/meeting/${token}`, {
      headers: await flashHeaders({
        tone: 'good',
        message: press.intent === 'here' ? m.partners_signed() : m.partners_answered(),
      }),
    })
  })
}

export default function Invitation({ loaderData, actionData }: Route.ComponentProps) {
  const { flash, name, operator_name, title, path, cancelled, agenda } = loaderData
  return (
    <Shell flash={flash}>
      <Page title={title} lead={m.partners_invitation_lead({ name, operator: operator_name })}>
        {cancelled && <Notice tone="bad">{m.partners_invitation_cancelled()}</Notice>}
        <Facts {...loaderData} />
        <SignIn {...loaderData} sent={actionData} />
        <AnswerForm {...loaderData} sent={actionData} />
        {agenda.length > 0 && (
          <Section title={m.partners_agenda()}>
            <ol>
              {agenda.map((point) => (
                <li key={point.title}>
                  {point.title}{' '}
                  {point.minutes !== null && (
                    <span className="soft">{m.partners_minutes({ count: point.minutes })}</span>
                  )}
                </li>
              ))}
            </ol>
          </Section>
        )}
        <Actions>
          <LinkButton to={`${path}/meeting.ics`} download>
            {m.partners_to_calendar()}
          </LinkButton>
        </Actions>
        <p className="soft">{m.partners_invitation_privacy({ operator: operator_name })}</p>
      </Page>
    </Shell>
  )
}

type Shown = Route.ComponentProps['loaderData']

function Facts({ remote_link, ...meeting }: Shown) {
  return (
    <DefinitionList
      facts={[
        ...whenAndWhere(meeting),
        ...(remote_link ? [{ term: m.partners_remote_link(), value: <a href={remote_link}>{remote_link}</a> }] : []),
      ]}
    />
  )
}

/** On the day itself, the link is the attendance sheet. */
function SignIn({ may_attend, attendance, remote_link, sent }: Shown & { sent: FormAnswer | undefined }) {
  if (attendance !== null)
    return <Notice tone="good">{m.partners_seen_as({ how: ATTENDANCE_WORDS[attendance]() })}</Notice>
  if (!may_attend) return null
  return (
    <Section title={m.partners_sign()}>
      <Form intent="here" answer={sent?.values.intent === 'here' ? sent : undefined}>
        <p>{m.partners_sign_lead()}</p>
        <Actions>
          <SubmitButton name="way" value="present">
            {m.partners_sign_here()}
          </SubmitButton>
          {remote_link && (
            <SubmitButton kind="plain" name="way" value="remote">
              {m.partners_sign_remote()}
            </SubmitButton>
          )}
        </Actions>
      </Form>
    </Section>
  )
}

function AnswerForm({ may_answer, answer, substitute, remote_link, sent }: Shown & { sent: FormAnswer | undefined }) {
  if (!may_answer) return answer === null ? null : <p>{m.partners_you_answered({ answer: ANSWER_WORDS[answer]() })}</p>
  const choices = ANSWERS.filter((one) => one !== 'remote' || remote_link)
  return (
    <Section title={m.partners_will_you_come()}>
      {answer !== null && <p>{m.partners_you_answered({ answer: ANSWER_WORDS[answer]() })}</p>}
      <Form intent="answer" answer={sent?.values.intent === 'answer' ? sent : undefined}>
        <RadioGroup
          name="answer"
          label={m.partners_answer()}
          choices={choices.map((one) => ({ value: one, label: ANSWER_WORDS[one]() }))}
          {...(answer === null ? {} : { value: answer })}
        />
        <TextField
          name="substitute"
          label={m.partners_substitute_name()}
          hint={m.partners_substitute_hint()}
          value={substitute ?? ''}
          optional
        />
        <SubmitButton>{m.partners_answer_send()}</SubmitButton>
      </Form>
    </Section>
  )
}
