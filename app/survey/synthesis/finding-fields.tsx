import { RadioGroup } from '#app/ui/choice-group.tsx'
import { TextArea, TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { Audience } from './choices.ts'

/** What a finding says, for the committee and for tenants. */
export function FindingFields({
  audience = 'tenant',
  title = '',
  statement = '',
  plain = '',
}: {
  audience?: Audience
  title?: string
  statement?: string
  plain?: string
}) {
  return (
    <>
      <RadioGroup
        name="audience"
        label={m.survey_finding_audience()}
        value={audience}
        choices={[
          { value: 'tenant', label: m.survey_finding_tenants() },
          { value: 'caretaker', label: m.survey_finding_caretakers(), hint: m.survey_finding_caretakers_hint() },
        ]}
      />
      <TextField name="title" label={m.survey_finding_title()} hint={m.survey_finding_title_hint()} value={title} />
      <TextArea
        name="statement"
        label={m.survey_finding_statement()}
        hint={m.survey_finding_statement_hint()}
        rows={6}
        value={statement}
      />
      <TextArea
        name="plain"
        label={m.survey_finding_plain()}
        hint={m.survey_finding_plain_hint()}
        rows={3}
        optional
        value={plain}
      />
    </>
  )
}
