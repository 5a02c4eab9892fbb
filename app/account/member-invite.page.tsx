import { redirect } from 'react-router'
import { z } from 'zod'
import { must } from '#app/platform/database.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { ROLES } from '#app/platform/permissions.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { CheckboxGroup } from '#app/ui/choice-group.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { several } from '#app/ui/read-form.ts'
import { TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { Route } from './+types/member-invite.page.ts'
import { invite } from './invitations.server.ts'
import { residencesToGive } from './members.server.ts'
import { membersTrail } from './members-trail.ts'
import { roleChoices } from './role-words.ts'

export const meta: Route.MetaFunction = () => [{ title: `${m.account_invite()} – Palier` }]

export const handle = { trail: membersTrail }

export function loader(asked: Route.LoaderArgs) {
  return read(asked, async (tx) => {
    must(tx.actor, 'member.invite')
    const residences = await residencesToGive(tx)
    return { residences, administrator: isAdministrator(tx.actor) }
  })
}

function isAdministrator({ roles }: { roles: readonly string[] }): boolean {
  return roles.includes('administrator')
}

const Invited = z.object({
  name: z.string().trim().min(1).max(200),
  email: z
    .string()
    .trim()
    .pipe(z.email().max(254))
    .transform((email) => email.toLowerCase()),
  roles: several(z.enum(ROLES)).pipe(z.array(z.enum(ROLES)).min(1)),
  residences: several(z.uuid()),
})

export function action(asked: Route.ActionArgs) {
  return submit(asked, Invited, async (tx, invited) => {
    await invite(tx, asked.request, invited)
    const message = m.account_invited()
    return redirect(`/c/${tx.actor.conventionCode}/members`, { headers: await flashHeaders({ tone: 'good', message }) })
  })
}

export default function Invite({ loaderData: { residences, administrator }, actionData }: Route.ComponentProps) {
  return (
    <Page title={m.account_invite()} lead={m.account_invite_lead()}>
      <Form answer={actionData}>
        <TextField name="name" label={m.account_name()} />
        <TextField name="email" type="email" label={m.account_email()} />
        <CheckboxGroup
          name="roles"
          label={m.account_roles()}
          choices={roleChoices().filter(({ value }) => administrator || value !== 'administrator')}
        />
        {residences.length > 0 && (
          <CheckboxGroup
            name="residences"
            label={m.account_residences_entrusted()}
            hint={m.account_residences_hint()}
            optional
            choices={residences.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        <SubmitButton>{m.account_invite_send()}</SubmitButton>
      </Form>
    </Page>
  )
}
