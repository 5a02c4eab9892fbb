import { SubmitButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormAnswer } from '#app/ui/form-answer.ts'
import { Section } from '#app/ui/page.tsx'
import { NumberField, TextArea, TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { PerimeterChoice } from './perimeter.server.ts'

/** What files are cut to and compared with, from the next file on. */
export function PerimeterForm(props: {
  communes: string[]
  perimeter: PerimeterChoice
  answer: FormAnswer | undefined
}) {
  const { communes, perimeter, answer } = props
  return (
    <Section title={m.territory_perimeter()}>
      <p>{m.territory_perimeter_lead({ communes: communes.join(', ') })}</p>
      <Form intent="perimeter" answer={answer}>
        <NumberField
          name="marginMetres"
          label={m.territory_perimeter_margin()}
          hint={m.territory_perimeter_margin_hint()}
          value={perimeter.marginMetres}
        />
        <TextField name="groupName" label={m.territory_group_name()} value={perimeter.groupName ?? ''} optional />
        <TextField name="groupCode" label={m.territory_group_code()} value={perimeter.groupCode ?? ''} optional />
        <TextArea
          name="groupCommunes"
          label={m.territory_group_communes()}
          hint={m.territory_group_communes_hint()}
          value={perimeter.groupCommunes.join(', ')}
          rows={3}
          optional
        />
        <SubmitButton kind="plain">{m.territory_save()}</SubmitButton>
      </Form>
    </Section>
  )
}
