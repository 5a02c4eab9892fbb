import { Link, redirect } from 'react-router'
import { z } from 'zod'
import { read, submit } from '#app/platform/page.server.ts'
import { ROLES } from '#app/platform/permissions.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { type Column, DataTable } from '#app/ui/data-table.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { formatDate, formatNumber } from '#app/ui/format.ts'
import { Page } from '#app/ui/page.tsx'
import { readTableQuery } from '#app/ui/read-table-query.ts'
import { State } from '#app/ui/state.tsx'
import { m } from '#messages'
import type { Route } from './+types/members.page.ts'
import { openInvitations, resendInvitation, withdrawInvitation } from './invitations.server.ts'
import { MEMBER_TABLE } from './member-table.ts'
import { type Member, membersOf } from './members.server.ts'
import { OpenInvitations } from './open-invitations.tsx'
import { roleName, roleNames } from './role-words.ts'

export const meta: Route.MetaFunction = () => [{ title: `${m.account_room_members()} – Palier` }]

export function loader(asked: Route.LoaderArgs) {
  const query = readTableQuery(MEMBER_TABLE, new URL(asked.request.url).searchParams)
  return read(asked, async (tx) => ({
    query,
    path: `/c/${tx.actor.conventionCode}/members`,
    members: await membersOf(tx, query),
    invitations: await openInvitations(tx),
  }))
}

const Change = z.object({ intent: z.enum(['resend', 'withdraw']), id: z.uuid() })

export function action(asked: Route.ActionArgs) {
  return submit(asked, Change, async (tx, { intent, id }) => {
    if (intent === 'resend') await resendInvitation(tx, asked.request, id)
    else await withdrawInvitation(tx, id)
    const message = intent === 'resend' ? m.account_invitation_resent() : m.account_invitation_withdrawn()
    return redirect(`/c/${tx.actor.conventionCode}/members`, { headers: await flashHeaders({ tone: 'good', message }) })
  })
}

export default function Members({ loaderData: { query, path, members, invitations } }: Route.ComponentProps) {
  return (
    <Page
      title={m.account_room_members()}
      lead={m.account_room_about_members()}
      action={
        <LinkButton to={`${path}/invite`} kind="primary">
          {m.account_invite()}
        </LinkButton>
      }
    >
      <OpenInvitations invitations={invitations} />
      <DataTable
        caption={m.account_room_members()}
        spec={MEMBER_TABLE}
        query={query}
        columns={columnsOf(path)}
        rows={members.rows}
        rowKey={({ id }) => id}
        total={members.total}
        search={m.account_member_search()}
        filters={[
          {
            name: 'role',
            label: m.account_role(),
            choices: ROLES.map((role) => ({ value: role, label: roleName(role) })),
          },
          { name: 'state', label: m.account_state(), choices: stateChoices() },
        ]}
        exportPath={`${path}/export`}
        empty={<EmptyState title={m.account_members_none()} />}
      />
    </Page>
  )
}

function stateChoices() {
  return [
    { value: 'present', label: m.account_member_present() },
    { value: 'ended', label: m.account_member_ended() },
  ]
}

function columnsOf(path: string): Column<Member>[] {
  return [
    { key: 'name', title: m.account_name(), cell: ({ id, name }) => <Link to={`${path}/${id}`}>{name}</Link> },
    { key: 'email', title: m.account_email(), cell: ({ email }) => email },
    { key: 'roles', title: m.account_roles(), cell: ({ roles }) => roleNames(roles) },
    {
      key: 'residences',
      title: m.account_residences(),
      number: true,
      cell: ({ roles, residences }) => (roles.includes('caretaker') ? formatNumber(residences) : '–'),
    },
    {
      key: 'passkeys',
      title: m.account_passkeys(),
      number: true,
      cell: ({ passkeys }) => formatNumber(passkeys),
    },
    { key: 'joined', title: m.account_joined(), cell: ({ joinedAt }) => formatDate(joinedAt, 'medium') },
    { key: 'state', title: m.account_state(), cell: ({ endedAt }) => <Presence endedAt={endedAt} /> },
  ]
}

function Presence({ endedAt }: { endedAt: string | null }) {
  if (endedAt === null) return <State tone="good">{m.account_member_present()}</State>
  return <State>{m.account_member_ended_on({ date: formatDate(endedAt, 'medium') })}</State>
}
