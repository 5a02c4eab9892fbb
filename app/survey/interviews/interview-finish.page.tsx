import { redirect } from 'react-router'
import { read, submit } from '#app/platform/page.server.ts'
import { Actions } from '#app/ui/actions.tsx'
import { LinkButton, SubmitButton } from '#app/ui/button.tsx'
import { RadioGroup } from '#app/ui/choice-group.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { NumberField, TextArea } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import { PLACES, placeWord } from '../outcomes.ts'
import type { Route } from './+types/interview-finish.page.ts'
import { AgreementFields } from './agreement-fields.tsx'
import { LONGEST_NOTES } from './answer-limits.ts'
import { closingNotesOf } from './closing-notes.server.ts'
import { stateOfInterview } from './interview-choices.ts'
import { EndingForm } from './interview-input.ts'
import { finishInterview, interviewOf } from './interviews.server.ts'
import { SavesItself } from './saves-itself.tsx'
import { interviewTrail } from './trail.ts'
import { whoWord } from './who-word.ts'

export const handle = { trail: interviewTrail }

export const meta = () => [{ title: `${m.survey_finish()} · Palier` }]

const MINUTE_MS = 60_000
const LONGEST = 300

export async function loader(args: Route.LoaderArgs) {
  const here = `/c/${args.params.convention}/survey/interviews/${args.params.interview}`
  return read(args, async (tx) => {
    const interview = await interviewOf(tx, args.params.interview, 'survey.interview.entry')
    if (stateOfInterview(interview) !== 'open') throw redirect(here)
    const since = interview.started_at && Math.round((Date.now() - interview.started_at.getTime()) / MINUTE_MS)
    return {
      here,
      who: whoWord(interview),
      minutes: since !== null && since >= 1 && since <= LONGEST ? since : null,
      place: interview.place,
      notes: await closingNotesOf(tx, interview),
      given: {
        agreesQuotation: interview.agrees_quotation,
        agreesRecall: interview.agrees_recall,
        agreesAudio: interview.agrees_audio,
        agreesPhoto: interview.agrees_photo,
      },
    }
  })
}

export async function action(args: Route.ActionArgs) {
  return submit(args, EndingForm, async (tx, { ended, ...ending }) => {
    await finishInterview(tx, args.params.interview, { ...ending, partial: ended === 'partial' })
    return redirect(`/c/${args.params.convention}/survey/interviews/${args.params.interview}`, {
      headers: await flashHeaders({ tone: 'good', message: m.survey_finished() }),
    })
  })
}

export default function FinishInterview({ loaderData, actionData }: Route.ComponentProps) {
  const { here, who, minutes, place, notes, given } = loaderData
  return (
    <Page title={m.survey_finish()} lead={who}>
      <Form answer={actionData}>
        <RadioGroup
          name="ended"
          label={m.survey_ended()}
          value="whole"
          choices={[
            { value: 'whole', label: m.survey_ended_whole() },
            { value: 'partial', label: m.survey_ended_partial(), hint: m.survey_ended_partial_hint() },
          ]}
        />
        <NumberField
          name="minutes"
          label={m.survey_minutes()}
          hint={m.survey_minutes_hint()}
          {...(minutes === null ? {} : { value: minutes })}
        />
        <SelectField
          name="place"
          label={m.survey_appointment_place()}
          value={place}
          choices={PLACES.map((each) => ({ value: each, label: placeWord(each) }))}
        />
        <TextArea
          name="notes"
          label={m.survey_notes()}
          hint={m.survey_notes_hint()}
          maxLength={LONGEST_NOTES}
          optional
          value={notes}
        />
        <SavesItself to={`${here}/finish/keep`} />
        <AgreementFields given={given} />
        <Actions>
          <SubmitButton>{m.survey_finish_press()}</SubmitButton>
          <LinkButton to={`${here}/answer`} kind="quiet">
            {m.survey_finish_not_yet()}
          </LinkButton>
        </Actions>
      </Form>
    </Page>
  )
}
