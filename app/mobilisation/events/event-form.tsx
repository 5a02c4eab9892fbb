import type { ShownDaysOff } from '#app/platform/days-off.server.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { CheckboxGroup } from '#app/ui/choice-group.tsx'
import { DaysOffList } from '#app/ui/days-off.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormAnswer } from '#app/ui/form-answer.ts'
import { DateField, NumberField, TextArea, TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import { NEEDS, type Need } from './choices.ts'
import { NEED_WORDS } from './words.ts'

export interface EventShown {
  title: string
  about: string
  day: string
  from: string
  until: string
  place: string
  phone: string
  capacity?: number
  asks: Need[]
}

interface EventFormProps {
  shown: EventShown
  daysOff: ShownDaysOff
  answer: FormAnswer | undefined
  submit: string
}

export function EventForm({ shown, daysOff, answer, submit }: EventFormProps) {
  return (
    <Form answer={answer}>
      <TextField
        name="title"
        label={m.mobilisation_event_title()}
        hint={m.mobilisation_event_title_hint()}
        value={shown.title}
      />
      <DateField name="day" label={m.mobilisation_event_day()} value={shown.day} />
      <DaysOffList {...daysOff} />
      <TextField name="from" label={m.mobilisation_event_from()} type="time" value={shown.from} short />
      <TextField name="until" label={m.mobilisation_event_until()} type="time" value={shown.until} short />
      <TextField
        name="place"
        label={m.mobilisation_event_place()}
        hint={m.mobilisation_event_place_hint()}
        value={shown.place}
      />
      <NumberField
        name="capacity"
        label={m.mobilisation_event_capacity()}
        hint={m.mobilisation_event_capacity_hint()}
        {...(shown.capacity === undefined ? {} : { value: shown.capacity })}
      />
      <TextArea
        name="about"
        label={m.mobilisation_event_about()}
        hint={m.mobilisation_event_about_hint()}
        rows={8}
        value={shown.about}
      />
      <TextField
        name="phone"
        type="tel"
        label={m.mobilisation_event_phone()}
        hint={m.mobilisation_event_phone_hint()}
        value={shown.phone}
        short
        optional
      />
      <CheckboxGroup
        name="asks"
        label={m.mobilisation_event_asks()}
        hint={m.mobilisation_event_asks_hint()}
        value={shown.asks}
        optional
        choices={NEEDS.map((need) => ({ value: need, label: NEED_WORDS[need]() }))}
      />
      <SubmitButton>{submit}</SubmitButton>
    </Form>
  )
}
