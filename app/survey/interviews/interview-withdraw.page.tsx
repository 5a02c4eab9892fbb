import { redirect } from 'react-router'
import { z } from 'zod'
import { must } from '#app/platform/database.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { RadioGroup } from '#app/ui/choice-group.tsx'
import { ConfirmForm } from '#app/ui/confirm.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { m } from '#messages'
import { eraseRecording, recordingsOf } from '../recordings/recordings.server.ts'
import type { Route } from './+types/interview-withdraw.page.ts'
import { AGREEMENT_WORDS, AGREEMENTS, type Agreement } from './interview-choices.ts'
import { type Interview, interviewOf, takeBackAgreement, withdrawInterview } from './interviews.server.ts'
import { interviewTrail } from './trail.ts'
import { whoWord } from './who-word.ts'

export const handle = { trail: interviewTrail }

export const meta = () => [{ title: `${m.survey_withdraw()} · Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const asked = args.url.searchParams.get('recording')
  return read(args, async (tx) => {
    must(tx.actor, 'survey.interview.write')
    const interview = await interviewOf(tx, args.params.interview, 'survey.interview.withdraw')
    const recording = asked === null ? undefined : (await recordingsOf(tx, interview.id)).find(({ id }) => id === asked)
    return {
      here: `/c/${args.params.convention}/survey/interviews/${args.params.interview}`,
      who: whoWord(interview),
      given: interview.withdrawn_at === null ? givenBy(interview) : [],
      recording: recording && { id: recording.id, kind: recording.kind },
    }
  })
}

function givenBy(interview: Interview): Agreement[] {
  const given: Record<Agreement, boolean> = {
    agreesQuotation: interview.agrees_quotation,
    agreesRecall: interview.agrees_recall,
    agreesAudio: interview.agrees_audio,
    agreesPhoto: interview.agrees_photo,
  }
  return AGREEMENTS.filter((agreement) => given[agreement])
}

const Press = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('confirm') }),
  z.object({ intent: z.literal('take-back'), agreement: z.enum(AGREEMENTS) }),
])

export async function action(args: Route.ActionArgs) {
  const { convention, interview } = args.params
  const interviews = `/c/${convention}/survey/interviews`
  const recording = args.url.searchParams.get('recording')
  const done = async (to: string, message: string) =>
    redirect(to, { headers: await flashHeaders({ tone: 'good', message }) })
  return submit(args, Press, async (tx, press) => {
    if (press.intent === 'take-back') {
      await takeBackAgreement(tx, interview, press.agreement)
      return done(`${interviews}/${interview}`, m.survey_taken_back())
    }
    if (recording !== null) {
      await eraseRecording(tx, interview, recording)
      return done(`${interviews}/${interview}`, m.survey_media_erased())
    }
    await withdrawInterview(tx, interview)
    return done(interviews, m.survey_withdrawn())
  })
}

export default function WithdrawInterview({ loaderData, actionData }: Route.ComponentProps) {
  const { here, who, given, recording } = loaderData
  if (recording) {
    const isSound = recording.kind === 'audio'
    const title = isSound ? m.survey_media_erase_sound() : m.survey_media_erase_photo()
    return (
      <Page title={title} lead={who}>
        <ConfirmForm
          href={`${here}/withdraw?recording=${recording.id}`}
          title={title}
          consequence={<p>{isSound ? m.survey_media_erase_says() : m.survey_media_erase_photo_says()}</p>}
          submit={title}
          answer={actionData}
          cancel={here}
        />
      </Page>
    )
  }
  const answerTo = (intent: string) => (actionData?.values.intent === intent ? actionData : undefined)
  return (
    <Page title={m.survey_withdraw()} lead={who}>
      <ConfirmForm
        href={`${here}/withdraw`}
        title={m.survey_withdraw()}
        consequence={<p>{m.survey_withdraw_says()}</p>}
        submit={m.survey_withdraw_press()}
        answer={answerTo('confirm')}
        cancel={here}
      />
      {given.length > 0 && (
        <Section title={m.survey_take_back()}>
          <Form intent="take-back" answer={answerTo('take-back')}>
            <p>{m.survey_take_back_says()}</p>
            <RadioGroup
              name="agreement"
              label={m.survey_take_back_which()}
              choices={given.map((agreement) => ({ value: agreement, label: AGREEMENT_WORDS[agreement]() }))}
            />
            <SubmitButton kind="danger">{m.survey_take_back_press()}</SubmitButton>
          </Form>
        </Section>
      )}
    </Page>
  )
}
