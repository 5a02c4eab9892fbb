import { DateField, TextArea, TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'

interface AmendmentFieldsProps {
  title?: string
  changes?: string
  effective_on?: string
}

export function AmendmentFields({ title = '', changes = '', effective_on = '' }: AmendmentFieldsProps) {
  return (
    <>
      <TextField name="title" label={m.convention_amendment_title()} value={title} />
      <TextArea name="changes" label={m.convention_amendment_changes()} value={changes} rows={4} />
      <DateField
        name="effectiveOn"
        label={m.convention_effective_on()}
        hint={m.convention_effective_on_hint()}
        value={effective_on}
      />
    </>
  )
}
