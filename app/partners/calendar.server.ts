/** Meetings for other calendars: one meeting as a file, or all of them by a secret address that can be revoked. */
import { createEvents, type EventAttributes } from 'ics'
import { sql } from 'kysely'
import { type ActorTx, must, outside } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { hashOf, newToken } from '#app/platform/secret-token.server.ts'
import { m } from '#messages'

export interface CalendarMeeting {
  id: string
  title: string
  startsAt: Date
  endsAt: Date
  place: string
  revision: number
  cancelled: boolean
  /** Page to open from the calendar. */
  url: string
}

/** Who asks whom, in an entry that comes by letter (RFC 5546). */
interface Summons {
  method: 'REQUEST' | 'CANCEL'
  organizer: { name: string; email: string }
  attendee: { name: string; email: string }
}

/** An iCalendar file (RFC 5545). Times are in UTC: any calendar shows them in its own zone. */
export function calendarOf(name: string, meetings: readonly CalendarMeeting[], summons?: Summons): string {
  const header = {
    productId: '-//Palier//Partners//FR',
    ...(summons ? { method: summons.method } : { calName: name }),
  }
  const events = meetings.map(
    ({ id, title, startsAt, endsAt, place, revision, cancelled, url }): EventAttributes => ({
      uid: `${id}@palier`,
      title,
      start: startsAt.getTime(),
      startInputType: 'utc',
      end: endsAt.getTime(),
      endInputType: 'utc',
      location: place,
      sequence: revision,
      status: cancelled ? 'CANCELLED' : 'CONFIRMED',
      url,
      ...(summons ? { organizer: summons.organizer, attendees: [{ ...summons.attendee, rsvp: false }] } : {}),
    }),
  )
  const { value, error } = createEvents(events, header)
  if (error || value === null) throw error ?? new Error('no calendar was made')
  return value
}

export function calendarFile(name: string, meetings: readonly CalendarMeeting[], fileName: string): Response {
  return new Response(calendarOf(name, meetings), {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': `attachment; filename="${fileName}.ics"`,
      'Cache-Control': 'no-store',
    },
  })
}

export async function feedOf(tx: ActorTx): Promise<{ madeAt: string } | null> {
  must(tx.actor, 'partners.read')
  const row = await tx
    .selectFrom('partners_feed')
    .select('made_at')
    .where('member_id', '=', tx.actor.memberId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return row ? { madeAt: row.made_at.toISOString() } : null
}

/** A new secret address for whoever asks. The one before, if any, opens nothing from now on. */
export async function openFeed(tx: ActorTx): Promise<string> {
  await revokeFeed(tx)
  const token = newToken()
  await tx
    .insertInto('partners_feed')
    .values({ convention_id: tx.actor.conventionId, member_id: tx.actor.memberId, token_hash: hashOf(token) })
    .execute()
  return token
}

export async function revokeFeed(tx: ActorTx): Promise<void> {
  must(tx.actor, 'partners.read')
  await tx
    .updateTable('partners_feed')
    .set({ revoked_at: sql`now()` })
    .where('member_id', '=', tx.actor.memberId)
    .where('revoked_at', 'is', null)
    .execute()
}

/** What the secret address gives: no name of anyone, no agenda. */
export async function feedFile(token: string, origin: string): Promise<Response> {
  const { rows } = await sql<{
    code: string
    convention: string
    id: string | null
    title: string
    starts_at: Date
    ends_at: Date
    place: string
    revision: number
    cancelled_at: Date | null
  }>`select * from partners_feed_meetings(${hashOf(token)})`.execute(outside())
  const [first] = rows
  if (!first) throw new Refusal('platform.not-found', { status: 404 })
  const meetings = rows.flatMap(({ id, code, starts_at, ends_at, cancelled_at, ...row }) =>
    id === null
      ? []
      : [
          {
            ...row,
            id,
            startsAt: starts_at,
            endsAt: ends_at,
            cancelled: cancelled_at !== null,
            url: `${origin}/c/${code}/partners/meetings/${id}`,
          },
        ],
  )
  return calendarFile(first.convention, meetings, m.partners_calendar_file())
}
