import { redirect } from 'react-router'
import { z } from 'zod'
import { must } from '#app/platform/database.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { ConfirmForm } from '#app/ui/confirm.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Page } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/member-end.page.ts'
import { endMembership, memberShown } from './members.server.ts'
import { membersTrail } from './members-trail.ts'

export const handle = { trail: membersTrail }

export function loader(asked: Route.LoaderArgs) {
  return read(asked, async (tx) => {
    must(tx.actor, 'member.change')
    const { id, name } = await memberShown(tx, asked.params.member)
    const href = `/c/${tx.actor.conventionCode}/members/${id}`
    return { name, href }
  })
}

export function action(asked: Route.ActionArgs) {
  return submit(asked, z.object({ intent: z.literal('confirm') }), async (tx) => {
    await endMembership(tx, asked.params.member)
    return redirect(`/c/${tx.actor.conventionCode}/members`, {
      headers: await flashHeaders({ tone: 'good', message: m.account_member_was_ended() }),
    })
  })
}

export default function EndMembership({ loaderData: { name, href }, actionData }: Route.ComponentProps) {
  return (
    <Page title={m.account_member_end({ name })}>
      <ConfirmForm
        href={`${href}/end`}
        title={m.account_member_end({ name })}
        consequence={<p>{m.account_member_end_consequence()}</p>}
        submit={m.account_member_end({ name })}
        answer={actionData}
        cancel={href}
      />
    </Page>
  )
}
