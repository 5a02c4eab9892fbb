/** The three things one notes about a person. Each form carries its own id, so that sending it twice stores it once. */

import { SubmitButton } from '#app/ui/button.tsx'
import { RadioGroup } from '#app/ui/choice-group.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormAnswer } from '#app/ui/form-answer.ts'
import { SelectField } from '#app/ui/select-field.tsx'
import { DateField, TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import { PCS, pcsWord } from './features.ts'
import {
  CHANNELS,
  channelWord,
  NEXT_STEPS,
  nextWord,
  OUTCOME_CODES,
  outcomeWord,
  PLACES,
  placeWord,
} from './outcomes.ts'

interface ContactFormProps {
  person: string
  id: string
  answer: FormAnswer | undefined
}

export function AttemptForm({ person, id, answer }: ContactFormProps) {
  return (
    <Form intent="attempt" answer={answerFor('attempt', answer)}>
      <Ids person={person} id={id} />
      <RadioGroup
        name="channel"
        label={m.survey_channel()}
        value="visit"
        choices={CHANNELS.map((channel) => ({ value: channel, label: channelWord(channel) }))}
      />
      <SelectField
        name="outcome"
        label={m.survey_outcome()}
        choices={OUTCOME_CODES.map((code) => ({ value: code, label: outcomeWord(code) }))}
      />
      <SelectField
        name="nextStep"
        label={m.survey_next_step()}
        hint={m.survey_next_step_hint()}
        optional
        choices={NEXT_STEPS.map((step) => ({ value: step, label: nextWord(step) }))}
      />
      <DateField name="nextOn" label={m.survey_next_day()} optional />
      <SubmitButton>{m.survey_attempt_press()}</SubmitButton>
    </Form>
  )
}

export function AppointmentForm({ person, id, answer }: ContactFormProps) {
  return (
    <Form intent="appointment" answer={answerFor('appointment', answer)}>
      <Ids person={person} id={id} />
      <DateField name="day" label={m.survey_appointment_day()} />
      <TextField name="hour" label={m.survey_appointment_hour()} hint={m.survey_appointment_hour_hint()} short />
      <RadioGroup
        name="place"
        label={m.survey_appointment_place()}
        value="home"
        choices={PLACES.map((place) => ({ value: place, label: placeWord(place) }))}
      />
      <SubmitButton kind="plain">{m.survey_appointment_press()}</SubmitButton>
    </Form>
  )
}

export function PcsForm({ person, id, said, answer }: ContactFormProps & { said: number | null }) {
  return (
    <Form intent="pcs" answer={answerFor('pcs', answer)}>
      <Ids person={person} id={id} />
      <RadioGroup
        name="pcs"
        label={m.survey_pcs_question()}
        {...(said === null ? {} : { value: String(said) })}
        choices={PCS.map((code) => ({ value: code, label: pcsWord(code), hint: pcsCard(code) }))}
      />
      <SubmitButton kind="plain">{m.survey_pcs_press()}</SubmitButton>
    </Form>
  )
}

function Ids({ person, id }: { person: string; id: string }) {
  return (
    <>
      <input type="hidden" name="person" value={person} />
      <input type="hidden" name="id" value={id} />
    </>
  )
}

/** A refusal belongs to the form that was sent, not to its neighbours. */
function answerFor(intent: string, answer: FormAnswer | undefined): FormAnswer | undefined {
  return answer?.values.intent === intent ? answer : undefined
}

const CARD: Record<(typeof PCS)[number], () => string> = {
  1: m.survey_pcs_card_1,
  2: m.survey_pcs_card_2,
  3: m.survey_pcs_card_3,
  4: m.survey_pcs_card_4,
  5: m.survey_pcs_card_5,
  6: m.survey_pcs_card_6,
  7: m.survey_pcs_card_7,
  8: m.survey_pcs_card_8,
}

function pcsCard(code: (typeof PCS)[number]): string {
  return CARD[code]()
}
