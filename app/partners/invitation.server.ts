/** What someone does with the personal link of their letter: no account, no name in the address, one meeting and nothing else. */
import { sql } from 'kysely'
import { z } from 'zod'
import { outside } from '#app/platform/database.server.ts'
import { limit } from '#app/platform/rate-limit.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { hashOf } from '#app/platform/secret-token.server.ts'
import { ANSWERS, type Answer, ATTENDANCES } from './choices.ts'

const Seen = z.object({
  meeting_id: z.string(),
  name: z.string(),
  answer: z.enum(ANSWERS).nullable(),
  substitute: z.string().nullable(),
  attendance: z.enum(ATTENDANCES).nullable(),
  may_answer: z.boolean(),
  may_attend: z.boolean(),
  title: z.string(),
  starts_at: z.date(),
  ends_at: z.date(),
  place: z.string(),
  remote_link: z.string().nullable(),
  revision: z.number(),
  cancelled_at: z.date().nullable(),
  operator_name: z.string(),
  agenda: z.array(z.object({ title: z.string(), minutes: z.number().nullable() })),
})

export async function invitationOf(token: string) {
  const { rows } = await sql`select * from partners_invitation(${hashOf(token)})`.execute(outside())
  if (rows.length === 0) throw new Refusal('platform.not-found', { status: 404 })
  return Seen.parse(rows[0])
}

// A whole town hall may share one address: the limit is on each link, where a guess finds nothing to count against.
const BY_LINK = { tries: 30, minutes: 60 }

export async function answerInvitation(token: string, answer: Answer, substitute: string | null): Promise<void> {
  await limit('meeting-link', hashOf(token), BY_LINK)
  if (answer === 'replaced' && substitute === null) throw new Refusal('partners.who-instead', { field: 'substitute' })
  const { rows } = await sql<{ done: boolean }>`
    select partners_answer(${hashOf(token)}, ${answer}, ${answer === 'replaced' ? substitute : null}) as done`.execute(
    outside(),
  )
  if (!rows[0]?.done) throw new Refusal('partners.too-late-to-answer')
}

export async function signInAtMeeting(token: string, attendance: 'present' | 'remote'): Promise<void> {
  await limit('meeting-link', hashOf(token), BY_LINK)
  const { rows } = await sql<{ done: boolean }>`
    select partners_attend(${hashOf(token)}, ${attendance}) as done`.execute(outside())
  if (!rows[0]?.done) throw new Refusal('partners.not-the-time')
}
