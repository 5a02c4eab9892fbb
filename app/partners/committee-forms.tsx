import { SubmitButton } from '#app/ui/button.tsx'
import type { Choice } from '#app/ui/choice.ts'
import { CheckboxGroup } from '#app/ui/choice-group.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormAnswer } from '#app/ui/form-answer.ts'
import { SelectField } from '#app/ui/select-field.tsx'
import { DateField, NumberField, TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import { getLocale } from '#messages/runtime.js'
import type { Rhythm } from './committee.server.ts'

interface SeatProps {
  contacts: Choice[]
  today: string
  answer: FormAnswer | undefined
}

export function SeatForm({ contacts, today, answer }: SeatProps) {
  return (
    <details open={answer !== undefined}>
      <summary>{m.partners_seat_give()}</summary>
      <Form intent="seat" answer={answer}>
        <SelectField name="holderId" label={m.partners_holder()} hint={m.partners_seat_hint()} choices={contacts} />
        <SelectField name="substituteId" label={m.partners_substitute()} choices={contacts} optional />
        <DateField name="fromOn" label={m.partners_since()} value={today} />
        <SubmitButton kind="plain">{m.partners_seat_give()}</SubmitButton>
      </Form>
    </details>
  )
}

export function RhythmForm({ rhythm, answer }: { rhythm: Rhythm | null; answer: FormAnswer | undefined }) {
  return (
    <Form intent="rhythm" answer={answer}>
      <p>{m.partners_rhythm_lead()}</p>
      <CheckboxGroup
        name="months"
        label={m.partners_months()}
        value={(rhythm?.months ?? []).map(String)}
        choices={Array.from({ length: 12 }, (_, index) => ({ value: String(index + 1), label: monthName(index) }))}
      />
      <SelectField
        name="week"
        label={m.partners_week()}
        value={rhythm ? String(rhythm.week) : ''}
        choices={[1, 2, 3, 4].map((week) => ({
          value: String(week),
          label: m.partners_week_of({ week: String(week) }),
        }))}
      />
      <SelectField
        name="weekday"
        label={m.partners_weekday()}
        value={rhythm ? String(rhythm.weekday) : ''}
        choices={[1, 2, 3, 4, 5].map((day) => ({ value: String(day), label: dayName(day) }))}
      />
      <TextField name="at" label={m.partners_from()} type="time" value={rhythm?.at ?? ''} short />
      <NumberField name="minutes" label={m.partners_length()} value={rhythm?.minutes ?? 120} />
      <TextField name="place" label={m.partners_place()} value={rhythm?.place ?? ''} optional />
      <SubmitButton>{m.partners_rhythm_save()}</SubmitButton>
    </Form>
  )
}

function monthName(index: number): string {
  return new Intl.DateTimeFormat(getLocale(), { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, index, 1))
}

/** Monday is 1: 5 January 2026 was one. */
function dayName(day: number): string {
  return new Intl.DateTimeFormat(getLocale(), { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, 0, 4 + day))
}
