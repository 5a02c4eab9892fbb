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
import type { Route } from './+types/event-cancel.page.ts'
import { cancelEvent, eventOf } from './events.server.ts'
import { eventHref, eventTrail } from './trail.ts'

export const handle = { trail: eventTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.mobilisation_event_cancel()} – Palier` }]

export function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    must(tx.actor, 'mobilisation.event.write')
    return { title: (await eventOf(tx, args.params.event)).title }
  })
}

const Reason = z.object({ reason: z.string().trim().min(2).max(300) })

export function action(args: Route.ActionArgs) {
  const { convention, event } = args.params
  return submit(args, Reason, async (tx, { reason }) => {
    await cancelEvent(tx, event, reason, originOf(args.request))
    return redirect(eventHref(convention, event), {
      headers: await flashHeaders({ tone: 'good', message: m.mobilisation_event_cancelled() }),
    })
  })
}

export default function CancelEvent({ loaderData: { title }, actionData }: Route.ComponentProps) {
  return (
    <Page title={m.mobilisation_event_cancel()} lead={title}>
      <p>{m.mobilisation_event_cancel_consequence()}</p>
      <Form answer={actionData}>
        <TextField
          name="reason"
          label={m.mobilisation_event_cancel_reason()}
          hint={m.mobilisation_event_cancel_reason_hint()}
        />
        <SubmitButton kind="danger">{m.mobilisation_event_cancel()}</SubmitButton>
      </Form>
    </Page>
  )
}
