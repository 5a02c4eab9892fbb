import { calendarFile } from '#app/partners/calendar.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { originOf } from '#app/platform/secret-token.server.ts'
import { m } from '#messages'
import type { Route } from './+types/public-event-file.action.ts'
import { publicEvent } from './registrations.server.ts'

/** The event for anyone's calendar. No personal link in it: calendars are shared. */
export async function loader({ request, params: { eventCode: code } }: Route.LoaderArgs) {
  const { startsAt, endsAt, ...event } = await publicEvent(code).catch((error: unknown) => {
    if (error instanceof Refusal) throw new Response(null, { status: 404 })
    throw error
  })
  const url = `${originOf(request)}/event/${code}`
  const own = { ...event, startsAt: new Date(startsAt), endsAt: new Date(endsAt), url }
  return calendarFile(event.title, [own], m.mobilisation_event_file())
}
