import { SubmitButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { m } from '#messages'
import { WALKER_WORDS, WALKERS, type Walker } from './walkers.ts'

/** Asks a page again for somebody who walks otherwise. */
export function WalkerForm({ walker }: { walker: Walker }) {
  return (
    <Form method="get" key={walker}>
      <SelectField
        name="walker"
        label={m.territory_walker()}
        value={walker}
        choices={WALKERS.map((one) => ({ value: one, label: WALKER_WORDS[one]() }))}
      />
      <SubmitButton kind="plain">{m.territory_show()}</SubmitButton>
    </Form>
  )
}
