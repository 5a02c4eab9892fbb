import { Actions } from '#app/ui/actions.tsx'
import { LinkButton, SubmitButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormAnswer } from '#app/ui/form-answer.ts'
import { formatDate } from '#app/ui/format.ts'
import { Section } from '#app/ui/page.tsx'
import { m } from '#messages'
import { PasskeyAdd } from './passkey-press.tsx'
import type { Passkey } from './passkeys.server.ts'

/** The reader's passkeys: each with a name of theirs, so that the one of a lost phone can be told from the others. */
export function Passkeys({ passkeys, answer }: { passkeys: Passkey[]; answer: FormAnswer | undefined }) {
  return (
    <Section title={m.account_passkeys()}>
      <p>{m.account_passkeys_about()}</p>
      <ul className="plain columns">
        {passkeys.map((passkey, index) => (
          <li key={passkey.id}>
            <PasskeyForm
              passkey={passkey}
              number={index + 1}
              answer={answer?.values.id === passkey.id ? answer : undefined}
            />
          </li>
        ))}
      </ul>
      <PasskeyAdd next="/account" />
    </Section>
  )
}

function PasskeyForm(props: { passkey: Passkey; number: number; answer: FormAnswer | undefined }) {
  const { passkey, number, answer } = props
  const name = passkey.name ?? m.account_passkey_number({ number })
  const id = `passkey-${number}`
  const wrong = answer?.refusal[0]?.message
  return (
    <Form intent="rename">
      <input type="hidden" name="id" value={passkey.id} />
      <div className="field" data-wrong={wrong ? '' : undefined}>
        <label htmlFor={id}>{m.account_passkey_name({ number })}</label>
        <span className="hint">{m.account_passkey_added({ date: formatDate(passkey.addedAt) })}</span>
        {wrong && (
          <span className="wrong" role="alert" id={`${id}-wrong`}>
            {wrong}
          </span>
        )}
        <input
          className="input"
          id={id}
          name="name"
          defaultValue={name}
          maxLength={60}
          aria-describedby={wrong ? `${id}-wrong` : undefined}
        />
      </div>
      <Actions>
        <SubmitButton kind="plain">{m.account_passkey_rename({ name })}</SubmitButton>
        <LinkButton kind="danger" to={`/account/passkeys/${passkey.id}`}>
          {m.account_passkey_remove({ name })}
        </LinkButton>
      </Actions>
    </Form>
  )
}
