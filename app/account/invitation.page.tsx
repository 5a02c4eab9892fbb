import { data, redirect } from 'react-router'
import { z } from 'zod'
import { answering } from '#app/platform/page.server.ts'
import { addressContext } from '#app/platform/request-context.ts'
import { Actions } from '#app/ui/actions.tsx'
import { LinkButton, SubmitButton } from '#app/ui/button.tsx'
import { DefinitionList } from '#app/ui/definition-list.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { valuesOf } from '#app/ui/read-form.ts'
import { m } from '#messages'
import type { Route } from './+types/invitation.page.ts'
import { pace } from './auth.server.ts'
import { acceptInvitation, invitationSeen, renewInvitation } from './invitations.server.ts'
import { roleNames } from './role-words.ts'

export const meta = () => [{ title: `${m.account_invitation_title()} · Palier` }]

const Token = z.string().regex(/^[\w-]{43}$/)

export async function loader({ request }: Route.LoaderArgs) {
  const token = Token.safeParse(new URL(request.url).searchParams.get('token'))
  const invitation = token.success ? await invitationSeen(token.data) : undefined
  if (!token.success || !invitation) return data({ token: '', invitation: null }, { status: 404 })
  return data({ token: token.data, invitation })
}

const Press = z.object({ token: Token, intent: z.enum(['accept', 'renew']) })

export async function action({ request, context }: Route.ActionArgs) {
  return answering(valuesOf(await request.formData()), Press, async ({ token, intent }) => {
    await pace(context.get(addressContext))
    if (intent === 'accept') {
      const { code, headers } = await acceptInvitation(request, token)
      throw redirect(`/c/${code}`, { headers })
    }
    await renewInvitation(request, token)
    throw redirect('/sign-in', {
      headers: await flashHeaders({ tone: 'good', message: m.account_invitation_renewed() }),
    })
  })
}

export default function Invitation({ loaderData: { token, invitation }, actionData }: Route.ComponentProps) {
  if (invitation?.state !== 'open') return <Over token={token} state={invitation?.state ?? 'unknown'} />
  const { conventionName, operatorName, displayName, roles } = invitation
  return (
    <Page title={m.account_invitation_title()} lead={m.account_invitation_lead({ name: displayName })}>
      <DefinitionList
        facts={[
          { term: m.account_convention(), value: conventionName },
          { term: m.account_operator(), value: operatorName },
          { term: m.account_roles(), value: roleNames(roles) },
        ]}
      />
      <Form answer={actionData} intent="accept" reload>
        <input type="hidden" name="token" value={token} />
        <SubmitButton>{m.account_invitation_accept()}</SubmitButton>
      </Form>
    </Page>
  )
}

function Over({ token, state }: { token: string; state: string }) {
  if (state === 'expired')
    return (
      <Page title={m.account_invitation_expired()} lead={m.account_invitation_expired_lead()}>
        <Form intent="renew">
          <input type="hidden" name="token" value={token} />
          <SubmitButton>{m.account_invitation_renew()}</SubmitButton>
        </Form>
      </Page>
    )
  const accepted = state === 'accepted'
  return (
    <Page
      title={accepted ? m.account_invitation_used() : m.account_invitation_void()}
      lead={accepted ? m.account_invitation_used_lead() : m.account_invitation_void_lead()}
    >
      <Actions>
        <LinkButton to="/sign-in">{m.account_sign_in_title()}</LinkButton>
      </Actions>
    </Page>
  )
}
