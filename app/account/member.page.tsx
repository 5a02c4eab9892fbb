import { redirect } from 'react-router'
import { z } from 'zod'
import { read, submit } from '#app/platform/page.server.ts'
import { may, ROLES } from '#app/platform/permissions.ts'
import { LinkButton, SubmitButton } from '#app/ui/button.tsx'
import { CheckboxGroup } from '#app/ui/choice-group.tsx'
import { DefinitionList } from '#app/ui/definition-list.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { formatDate, formatNumber } from '#app/ui/format.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { several } from '#app/ui/read-form.ts'
import { m } from '#messages'
import type { Route } from './+types/member.page.ts'
import { changeRoles, forgetPasskeys, memberShown, residencesCovered } from './members.server.ts'
import { membersTrail } from './members-trail.ts'
import { roleChoices } from './role-words.ts'

export const meta: Route.MetaFunction = () => [{ title: `${m.account_member()} – Palier` }]

export const handle = { trail: membersTrail }

export function loader(asked: Route.LoaderArgs) {
  return read(asked, async (tx) => {
    const member = await memberShown(tx, asked.params.member)
    const covered = member.roles.includes('caretaker') ? await residencesCovered(tx, member.id) : null
    const coveragePath = may(tx.actor, 'stock.coverage.change') ? `/c/${tx.actor.conventionCode}/stock/coverage` : null
    const administrator = tx.actor.roles.includes('administrator')
    return { member, covered, coveragePath, administrator }
  })
}

const Change = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('roles'), roles: several(z.enum(ROLES)).pipe(z.array(z.enum(ROLES)).min(1)) }),
  z.object({ intent: z.literal('forget') }),
])

export function action(asked: Route.ActionArgs) {
  const { member } = asked.params
  return submit(asked, Change, async (tx, change) => {
    if (change.intent === 'roles') await changeRoles(tx, member, change.roles)
    if (change.intent === 'forget') await forgetPasskeys(tx, member)
    return redirect(`/c/${tx.actor.conventionCode}/members/${member}`, {
      headers: await flashHeaders({ tone: 'good', message: m.account_saved() }),
    })
  })
}

export default function MemberPage({ loaderData, actionData }: Route.ComponentProps) {
  const { member, covered, coveragePath, administrator } = loaderData
  const answerOf = (intent: string) => (actionData?.values.intent === intent ? actionData : undefined)
  return (
    <Page title={member.name}>
      <DefinitionList
        facts={[
          { term: m.account_email(), value: member.email },
          { term: m.account_joined(), value: formatDate(member.joinedAt) },
          { term: m.account_passkeys(), value: formatNumber(member.passkeys) },
          ...(member.endedAt ? [{ term: m.account_member_ended(), value: formatDate(member.endedAt) }] : []),
        ]}
      />
      {member.endedAt === null && (
        <>
          <Section title={m.account_roles()}>
            <Form intent="roles" answer={answerOf('roles')}>
              <CheckboxGroup
                name="roles"
                label={m.account_roles()}
                hint={m.account_roles_change_hint()}
                value={member.roles}
                choices={roleChoices().filter(
                  ({ value }) => administrator || value !== 'administrator' || member.roles.includes('administrator'),
                )}
              />
              <SubmitButton>{m.account_save()}</SubmitButton>
            </Form>
          </Section>
          {covered && (
            <Section title={m.account_residences_entrusted()}>
              {covered.length === 0 && <p>{m.account_residences_none()}</p>}
              <ul>
                {covered.map(({ id, name }) => (
                  <li key={id}>{name}</li>
                ))}
              </ul>
              {coveragePath && <LinkButton to={coveragePath}>{m.account_residences_change()}</LinkButton>}
            </Section>
          )}
          <Section title={m.account_member_leaving()}>
            {member.passkeys > 0 && (
              <Form intent="forget" answer={answerOf('forget')}>
                <p>{m.account_passkeys_forget_about()}</p>
                <SubmitButton kind="plain">{m.account_passkeys_forget()}</SubmitButton>
              </Form>
            )}
            <LinkButton kind="danger" to="end">
              {m.account_member_end({ name: member.name })}
            </LinkButton>
          </Section>
        </>
      )}
    </Page>
  )
}
