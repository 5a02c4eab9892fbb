import { DateField, TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'

/** Who signed and when; at first whoever signed last for the same party. */
export function SignatureFields({ signer = '', capacity = null }: { signer?: string; capacity?: string | null }) {
  return (
    <>
      <DateField name="signedOn" label={m.convention_signed_on()} />
      <TextField name="signer" label={m.convention_signer()} value={signer} />
      <TextField
        name="capacity"
        label={m.convention_capacity()}
        hint={m.convention_capacity_hint()}
        value={capacity ?? ''}
        optional
      />
    </>
  )
}
