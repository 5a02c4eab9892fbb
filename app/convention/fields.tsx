import { SelectField } from '#app/ui/select-field.tsx'
import { DateField, TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'

export interface AmendmentChoice {
  amendments: { id: string; number: number; title: string }[]
  /** The one that the page was opened for. */
  under?: string | undefined
}

interface AmendmentFieldProps extends AmendmentChoice {
  /** Another one where a page asks twice. */
  name?: string
}

/** Under which prepared amendment something is written: absent where there is none. */
export function AmendmentField({ amendments, under = '', name = 'amendmentId' }: AmendmentFieldProps) {
  if (amendments.length === 0) return null
  return (
    <SelectField
      name={name}
      label={m.convention_under_amendment()}
      hint={m.convention_under_amendment_hint()}
      value={under}
      optional
      choices={amendments.map(({ id, number, title }) => ({
        value: id,
        label: m.convention_amendment_titled({ number: String(number), title }),
      }))}
    />
  )
}

interface DeliverableFieldsProps {
  parties: { id: string; name: string }[]
  title?: string
  partyId?: string
  dueOn?: string
}

export function DeliverableFields({ parties, title = '', partyId = '', dueOn = '' }: DeliverableFieldsProps) {
  return (
    <>
      <TextField name="title" label={m.convention_deliverable_title()} value={title} />
      <SelectField
        name="partyId"
        label={m.convention_responsible()}
        value={partyId}
        choices={parties.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <DateField name="dueOn" label={m.convention_due()} value={dueOn} />
    </>
  )
}
