import { Checkbox } from '#app/ui/choice-group.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import { ORGANISATION_KINDS, type OrganisationKind } from './choices.ts'
import { KIND_WORDS } from './words.ts'

interface Props {
  name?: string
  kind?: OrganisationKind
  isParty?: boolean
}

export function OrganisationFields({ name = '', kind, isParty = false }: Props) {
  return (
    <>
      <TextField name="name" label={m.partners_organisation_name()} value={name} />
      <SelectField
        name="kind"
        label={m.partners_kind()}
        value={kind ?? ''}
        choices={ORGANISATION_KINDS.map((one) => ({ value: one, label: KIND_WORDS[one]() }))}
      />
      <Checkbox name="isParty" label={m.partners_is_party()} hint={m.partners_is_party_hint()} checked={isParty} />
    </>
  )
}
