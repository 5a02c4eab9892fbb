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
      <details>
        <summary>{m.territory_rename()}</summary>
        <Form answer={answerTo('renamed')}>
          <input type="hidden" name="act" value="renamed" />
          <TextField name="said" label={m.territory_name()} value={service.name} />
          <SubmitButton kind="plain">{m.territory_save()}</SubmitButton>
        </Form>
      </details>
      <details>
        <summary>{m.territory_hours_change()}</summary>
        <Form answer={answerTo('hours')}>
          <input type="hidden" name="act" value="hours" />
          <TextField
            name="said"
            label={m.territory_hours()}
            hint={m.territory_hours_hint()}
            value={service.openingHours ?? ''}
          />
          <SubmitButton kind="plain">{m.territory_save()}</SubmitButton>
        </Form>
      </details>
      <details>
        <summary>{m.territory_move()}</summary>
        <Form answer={answerTo('moved')}>
          <input type="hidden" name="act" value="moved" />
          <NumberField name="lat" label={m.territory_latitude()} value={service.lat} decimal />
          <NumberField name="lon" label={m.territory_longitude()} value={service.lon} decimal />
          <SubmitButton kind="plain">{m.territory_save()}</SubmitButton>
        </Form>
      </details>
      {neighbours.length > 0 && (
        <details>
          <summary>{m.territory_join()}</summary>
          <Form answer={answerTo('same')}>
            <input type="hidden" name="act" value="same" />
            <SelectField
              name="otherId"
              label={m.territory_same_as()}
              choices={neighbours.map(({ id, name, metres }) => ({
                value: id,
                label: m.territory_at_metres({ name, metres: formatNumber(Math.round(metres)) }),
              }))}
            />
            <SubmitButton kind="plain">{m.territory_save()}</SubmitButton>
          </Form>
        </details>
      )}
    </Section>
  )
}
