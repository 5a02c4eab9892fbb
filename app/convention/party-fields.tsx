import { Checkbox } from '#app/ui/choice-group.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import { spacedIdentifier } from '#packages/business-identifiers/identifiers.ts'
import { PARTS, type Part } from './parts.ts'
import { PART_WORDS } from './words.ts'

interface Known {
  part: Part
  name: string
  legal_form: string | null
  siren: string | null
  siret: string | null
  address: string | null
  is_confirmed: boolean
}

export function PartyFields({ party }: { party?: Known }) {
  return (
    <>
      <TextField name="name" label={m.convention_party_name()} value={party?.name ?? ''} />
      <SelectField
        name="part"
        label={m.convention_party_part()}
        value={party?.part ?? ''}
        choices={PARTS.map((part) => ({ value: part, label: PART_WORDS[part]() }))}
      />
      <TextField name="legalForm" label={m.convention_legal_form()} value={party?.legal_form ?? ''} optional />
      <TextField
        name="siren"
        label={m.convention_siren()}
        hint={m.convention_siren_hint()}
        value={spacedIdentifier(party?.siren ?? '')}
        optional
      />
      <TextField
        name="siret"
        label={m.convention_siret()}
        hint={m.convention_siret_hint()}
        value={spacedIdentifier(party?.siret ?? '')}
        optional
      />
      <TextField name="address" label={m.convention_address()} value={party?.address ?? ''} optional />
      <Checkbox name="isConfirmed" label={m.convention_party_confirmed()} checked={party?.is_confirmed ?? true} />
    </>
  )
}
