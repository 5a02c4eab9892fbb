import { read } from '#app/platform/page.server.ts'
import { originOf } from '#app/platform/secret-token.server.ts'
import { m } from '#messages'
import type { Route } from './+types/meeting-file.action.ts'
import { calendarFile } from './calendar.server.ts'
import { meetingOf } from './meetings.server.ts'
import { partnersHref } from './trail.ts'

/** One meeting, for the reader's calendar. */
export async function loader(args: Route.LoaderArgs) {
  const { startsAt, endsAt, state, ...meeting } = await read(args, (tx) => meetingOf(tx, args.params.meeting))
  const own = {
    ...meeting,
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
    cancelled: state === 'cancelled',
    url: originOf(args.request) + partnersHref(args.params.convention, 'meetings', meeting.id),
  }
  return calendarFile(meeting.title, [own], m.partners_meeting_file())
}
