import { Actions } from '#app/ui/actions.tsx'
import { SubmitButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { formatDate } from '#app/ui/format.ts'
import { Section } from '#app/ui/page.tsx'
import { State } from '#app/ui/state.tsx'
import { m } from '#messages'
import type { OpenInvitation } from './invitations.server.ts'
import { roleNames } from './role-words.ts'

/** Letters that wait for their person, with a fresh one or the end of each. */
export function OpenInvitations({ invitations }: { invitations: OpenInvitation[] }) {
  if (invitations.length === 0) return null
  return (
    <Section title={m.account_invitations()}>
      <ul className="plain columns">
        {invitations.map((invitation) => (
          <li key={invitation.id}>
            <p>
              <strong>{invitation.name}</strong>, {roleNames(invitation.roles)}
            </p>
            <p className="soft">{invitation.email}</p>
            <p>
              <State tone={invitation.expired ? 'warn' : 'plain'}>
                {invitation.expired
                  ? m.account_invitation_state_expired()
                  : m.account_invitation_until({ date: formatDate(invitation.expiresAt) })}
              </State>
            </p>
            <Actions>
              <Press
                intent="resend"
                id={invitation.id}
                label={m.account_invitation_resend({ name: invitation.name })}
              />
              <Press
                intent="withdraw"
                id={invitation.id}
                label={m.account_invitation_withdraw({ name: invitation.name })}
              />
            </Actions>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Press({ intent, id, label }: { intent: string; id: string; label: string }) {
  return (
    <Form intent={intent}>
      <input type="hidden" name="id" value={id} />
      <SubmitButton kind="quiet">{label}</SubmitButton>
    </Form>
  )
}
