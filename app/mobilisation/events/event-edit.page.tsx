import { redirect } from 'react-router'
import { must } from '#app/platform/database.server.ts'
import { daysOffAhead } from '#app/platform/days-off.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { originOf } from '#app/platform/secret-token.server.ts'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page } from '#app/ui/page.tsx'
import { m } from '#messages'
import { inParis } from '#packages/french/paris-time.ts'
import type { Route } from './+types/event-edit.page.ts'
import { EventForm } from './event-form.tsx'
import { EventInput } from './event-input.ts'
import { changeEvent, eventOf } from './events.server.ts'
import { eventHref, eventTrail } from './trail.ts'

export const handle = { trail: eventTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.mobilisation_event_edit()} – Palier` }]

export function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    must(tx.actor, 'mobilisation.event.write')
    const { title, about, startsAt, endsAt, place, phone, capacity, asks, state } = await eventOf(tx, args.params.event)
    const { day, hour } = inParis(new Date(startsAt))
    return {
      isOpen: state === 'open',
      daysOff: await daysOffAhead(tx),
      shown: {
        title,
        about,
        day,
        from: hour,
        until: inParis(new Date(endsAt)).hour,
        place,
        phone: phone ?? '',
        capacity,
        asks,
      },
    }
  })
}

export function action(args: Route.ActionArgs) {
  const { convention, event } = args.params
  return submit(args, EventInput, async (tx, facts) => {
    const told = await changeEvent(tx, event, facts, originOf(args.request))
    const message = told > 0 ? m.mobilisation_event_changed_told({ count: told }) : m.mobilisation_event_changed()
    return redirect(eventHref(convention, event), {
      headers: await flashHeaders({ tone: 'good', message }),
    })
  })
}

export default function EditEvent({ loaderData: { shown, isOpen, daysOff }, actionData }: Route.ComponentProps) {
  return (
    <Page title={m.mobilisation_event_edit()} lead={shown.title}>
      {isOpen && <Notice tone="warn">{m.mobilisation_event_edit_open()}</Notice>}
      <EventForm shown={shown} daysOff={daysOff} answer={actionData} submit={m.mobilisation_event_save()} />
    </Page>
  )
}
