import type { ReactNode } from 'react'
import { SubmitButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormAnswer } from '#app/ui/form-answer.ts'
import { formatNumber } from '#app/ui/format.ts'
import { Section } from '#app/ui/page.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { NumberField, TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { Service } from './inventory.ts'

interface Props {
  service: Service
  neighbours: { id: string; name: string; metres: number }[]
  answer: FormAnswer | undefined
}

/** What one can say against the files, a form each: the answer goes back to the form that was sent. */
export function CorrectionForms({ service, neighbours, answer }: Props) {
  const sent = typeof answer?.values.act === 'string' ? answer.values.act : undefined
  const answerTo = (act: string) => (sent === act ? answer : undefined)
  return (
    <Section title={m.territory_correct()}>
      <p className="soft">{m.territory_correct_lead()}</p>
      <Form>
        <input type="hidden" name="act" value={service.closed ? 'open' : 'closed'} />
        <SubmitButton kind="plain">{service.closed ? m.territory_mark_open() : m.territory_mark_closed()}</SubmitButton>
      </Form>
      <Correction act="renamed" title={m.territory_rename()} answerTo={answerTo}>
        <TextField name="said" label={m.territory_name()} value={service.name} />
      </Correction>
      <Correction act="hours" title={m.territory_hours_change()} answerTo={answerTo}>
        <TextField
          name="said"
          label={m.territory_hours()}
          hint={m.territory_hours_hint()}
          value={service.openingHours ?? ''}
        />
      </Correction>
      <Correction act="moved" title={m.territory_move()} answerTo={answerTo}>
        <NumberField name="lat" label={m.territory_latitude()} value={service.lat} decimal />
        <NumberField name="lon" label={m.territory_longitude()} value={service.lon} decimal />
      </Correction>
      {neighbours.length > 0 && (
        <Correction act="same" title={m.territory_join()} answerTo={answerTo}>
          <SelectField
            name="otherId"
            label={m.territory_same_as()}
            choices={neighbours.map(({ id, name, metres }) => ({
              value: id,
              label: m.territory_at_metres({ name, metres: formatNumber(Math.round(metres)) }),
            }))}
          />
        </Correction>
      )}
    </Section>
  )
}

interface CorrectionProps {
  act: string
  title: string
  answerTo: (act: string) => FormAnswer | undefined
  children: ReactNode
}

function Correction({ act, title, answerTo, children }: CorrectionProps) {
  return (
    <details>
      <summary>{title}</summary>
      <Form answer={answerTo(act)}>
        <input type="hidden" name="act" value={act} />
        {children}
        <SubmitButton kind="plain">{m.territory_save()}</SubmitButton>
      </Form>
    </details>
  )
}
