import { redirect } from 'react-router'
import { must } from '#app/platform/database.server.ts'
import { daysOffAhead } from '#app/platform/days-off.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Page } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/event-new.page.ts'
import { NEEDS } from './choices.ts'
import { EventForm } from './event-form.tsx'
import { EventInput } from './event-input.ts'
import { addEvent } from './events.server.ts'
import { eventHref, eventsTrail } from './trail.ts'

export const handle = { trail: eventsTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.mobilisation_event_new()} – Palier` }]

export function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    must(tx.actor, 'mobilisation.event.write')
    return { daysOff: await daysOffAhead(tx) }
  })
}

export function action(args: Route.ActionArgs) {
  return submit(args, EventInput, async (tx, facts) => {
    const id = await addEvent(tx, facts)
    return redirect(eventHref(args.params.convention, id), {
      headers: await flashHeaders({ tone: 'good', message: m.mobilisation_event_added() }),
    })
  })
}

const EMPTY = { title: '', about: '', day: '', from: '18:00', until: '20:00', place: '', phone: '', asks: [...NEEDS] }

export default function NewEvent({ loaderData: { daysOff }, actionData }: Route.ComponentProps) {
  return (
    <Page title={m.mobilisation_event_new()} lead={m.mobilisation_event_new_lead()}>
      <EventForm shown={EMPTY} daysOff={daysOff} answer={actionData} submit={m.mobilisation_event_new_submit()} />
    </Page>
  )
}
