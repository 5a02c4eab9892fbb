import type { ShownDaysOff } from '#app/platform/days-off.server.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { DaysOffList } from '#app/ui/days-off.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormAnswer } from '#app/ui/form-answer.ts'
import { SelectField } from '#app/ui/select-field.tsx'
import { DateField, NumberField, TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import { MEETING_KINDS, type MeetingKind, MOST_POINTS } from './choices.ts'
import { MEETING_WORDS } from './words.ts'

const SPARE_POINTS = 4

export interface MeetingShown {
  kind?: MeetingKind | undefined
  title: string
  day: string
  from: string
  until: string
  place: string
  remoteLink: string
  points: { id: string; title: string; minutes: number | null }[]
}

/** When, where and about what. Each point of the agenda has its line, with a few to spare: it works without scripts. */
export function MeetingForm({
  shown,
  daysOff,
  answer,
  submit,
}: {
  shown: MeetingShown
  daysOff: ShownDaysOff
  answer: FormAnswer | undefined
  submit: string
}) {
  const { kind, title, day, from, until, place, remoteLink, points } = shown
  const lines = Math.min(MOST_POINTS, points.length + SPARE_POINTS)
  return (
    <Form answer={answer}>
      <SelectField
        name="kind"
        label={m.partners_kind()}
        value={kind ?? ''}
        choices={MEETING_KINDS.map((one) => ({ value: one, label: MEETING_WORDS[one]() }))}
      />
      <TextField name="title" label={m.partners_meeting_title()} value={title} />
      <DateField name="day" label={m.partners_day()} value={day} />
      <DaysOffList {...daysOff} />
      <TextField name="from" label={m.partners_from()} type="time" value={from} short />
      <TextField name="until" label={m.partners_until()} type="time" value={until} short />
      <TextField name="place" label={m.partners_place()} hint={m.partners_place_hint()} value={place} />
      <TextField
        name="remoteLink"
        label={m.partners_remote_link()}
        hint={m.partners_remote_link_hint()}
        value={remoteLink}
        optional
      />
      <fieldset className="field">
        <legend>{m.partners_agenda()}</legend>
        <p className="hint">{m.partners_agenda_hint()}</p>
        {Array.from({ length: lines }, (_, at) => {
          const number = String(at + 1)
          const point = points[at]
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a place in the agenda is its name
            <div key={at} className="field-list">
              {point && <input type="hidden" name={`point.${at}.id`} value={point.id} />}
              <TextField
                name={`point.${at}.title`}
                label={m.partners_point({ number })}
                value={point?.title ?? ''}
                optional
              />
              <NumberField
                name={`point.${at}.minutes`}
                label={m.partners_point_minutes({ number })}
                {...(point?.minutes ? { value: point.minutes } : {})}
                optional
              />
            </div>
          )
        })}
      </fieldset>
      <SubmitButton>{submit}</SubmitButton>
    </Form>
  )
}
