import { Refusal } from '#app/platform/refusal.ts'
import { originOf } from '#app/platform/secret-token.server.ts'
import { m } from '#messages'
import type { Route } from './+types/invitation-file.action.ts'
import { calendarFile } from './calendar.server.ts'
import { invitationOf } from './invitation.server.ts'

/** The meeting of a personal link, for the calendar of whoever holds it. The link itself stays out: calendars are shared. */
export async function loader({ request, params }: Route.LoaderArgs) {
  const { meeting_id, starts_at, ends_at, cancelled_at, ...meeting } = await invitationOf(params.token).catch(
    (error: unknown) => {
      if (error instanceof Refusal) throw new Response(null, { status: 404 })
      throw error
    },
  )
  const own = {
    ...meeting,
    id: meeting_id,
    startsAt: starts_at,
    endsAt: ends_at,
    cancelled: cancelled_at !== null,
    url: originOf(request),
  }
  return calendarFile(meeting.title, [own], m.partners_meeting_file())
}
