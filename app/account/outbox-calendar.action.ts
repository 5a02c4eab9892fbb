import { CALENDAR_FILE } from '#app/platform/mail.server.ts'
import type { Route } from './+types/outbox-calendar.action.ts'
import { administer } from './administration.server.ts'
import { calendarOfMail } from './outbox.server.ts'

/** What a letter brings for its reader's calendar, to hand on with it. */
export async function loader(asked: Route.LoaderArgs) {
  const { text, mediaType } = await administer(asked, (tx) => calendarOfMail(tx, asked.params.mail))
  return new Response(text, {
    headers: {
      'Content-Type': mediaType,
      'Content-Disposition': `attachment; filename="${CALENDAR_FILE}"`,
      'Cache-Control': 'no-store',
    },
  })
}
