import { redirect } from 'react-router'
import { z } from 'zod'
import { must } from '#app/platform/database.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { originOf } from '#app/platform/secret-token.server.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { Route } from './+types/meeting-cancel.page.ts'
import { callOff } from './convening.server.ts'
import { meetingOf } from './meetings.server.ts'
import { meetingTrail, partnersHref } from './trail.ts'

export const handle = { trail: meetingTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.partners_meeting_cancel()} – Palier` }]

export function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    must(tx.actor, 'partners.meeting.write')
    return { title: (await meetingOf(tx, args.params.meeting)).title }
  })
}

const Reason = z.object({ reason: z.string().trim().min(3).max(300) })

export function action(args: Route.ActionArgs) {
  const { convention, meeting } = args.params
  return submit(args, Reason, async (tx, { reason }) => {
    const told = await callOff(tx, meeting, reason, originOf(args.request))
    return redirect(partnersHref(convention, 'meetings', meeting), {
      headers: await flashHeaders({
        tone: 'good',
        message: told > 0 ? m.partners_meeting_cancelled_told({ count: told }) : m.partners_meeting_was_cancelled(),
      }),
    })
  })
}

export default function CancelMeeting({ loaderData: { title }, actionData }: Route.ComponentProps) {
  return (
    <Page title={m.partners_meeting_cancel()} lead={title}>
      <p>{m.partners_meeting_cancel_consequence()}</p>
      <Form answer={actionData}>
        <TextField name="reason" label={m.partners_cancel_reason()} hint={m.partners_cancel_reason_hint()} />
        <SubmitButton kind="danger">{m.partners_meeting_cancel()}</SubmitButton>
      </Form>
    </Page>
  )
}
