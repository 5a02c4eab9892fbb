/** Letters that have not left yet. Their words, links and calendar entries are shown only where they leave by the administrator's hand. */
import { sql } from 'kysely'
import type { Tx } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { settings } from '#app/platform/settings.server.ts'

export interface WaitingMail {
  id: string
  recipient: string
  subject: string
  writtenAt: string
  tries: number
  problem: string | null
  byHand: { body: string; unsubscribe: string | null; hasCalendar: boolean } | null
}

const PAGE_MAILS = 200

/** A page of them, newest first. */
export async function waitingMail(tx: Tx, page: number): Promise<{ mails: WaitingMail[]; pages: number }> {
  const rows = await waiting(tx)
    .select(['id', 'recipient', 'subject', 'body', 'unsubscribe', 'calendar', 'written_at', 'tries', 'last_problem'])
    .orderBy('written_at', 'desc')
    .orderBy('id')
    .limit(PAGE_MAILS)
    .offset((page - 1) * PAGE_MAILS)
    .execute()
  const { count } = await waiting(tx)
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  const mails = rows.map((row) => ({
    id: row.id,
    recipient: row.recipient,
    subject: row.subject,
    writtenAt: row.written_at.toISOString(),
    tries: row.tries,
    problem: row.last_problem,
    byHand: leavesByHand()
      ? { body: row.body, unsubscribe: row.unsubscribe, hasCalendar: row.calendar !== null }
      : null,
  }))
  return { mails, pages: Math.ceil(count / PAGE_MAILS) }
}

export function leavesByHand(): boolean {
  return settings.SMTP_URL === undefined
}

/** The calendar entry that goes with a letter, typed as the letter would bring it (RFC 6047). */
export async function calendarOfMail(tx: Tx, id: string): Promise<{ text: string; mediaType: string }> {
  const row = await waiting(tx).select(['calendar', 'calendar_method']).where('id', '=', id).executeTakeFirst()
  if (!leavesByHand() || !row?.calendar) throw new Refusal('platform.not-found', { status: 404 })
  return { text: row.calendar, mediaType: `text/calendar; charset=utf-8; method=${row.calendar_method}` }
}

function waiting(tx: Tx) {
  return tx.selectFrom('mail').where('sent_at', 'is', null).where('expires_at', '>', sql<Date>`now()`)
}
