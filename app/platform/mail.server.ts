/** Letters by e-mail: written in the asker's transaction, sent after it by any process; without SMTP_URL they wait in the outbox. */
import { sql } from 'kysely'
import { createTransport } from 'nodemailer'
import { statusIn } from '#packages/delivery-status/fields.ts'
import type { Tx } from './database.server.ts'
import { appPool } from './database.server.ts'
import { messageIdFor, returnAddressFor } from './letter-number.ts'
import { log } from './log.server.ts'
import { settings } from './settings.server.ts'

export interface Letter {
  recipient: string
  subject: string
  body: string
  purpose: 'sign-in' | 'invitation' | 'notice'
  conventionId?: string
  /** An entry for the reader's calendar (RFC 5546): to put in, or to take out. */
  calendar?: { text: string; method: 'REQUEST' | 'CANCEL' }
}

/** One letter of many: it waits behind those that somebody waits for, and one press in any mail program opts out of the next. */
export interface CampaignLetter extends Pick<Letter, 'recipient' | 'subject' | 'body'> {
  conventionId: string
  /** What the letter is about, for who wants to know what became of it. */
  reference: string
  /** Address that takes a POST (RFC 8058). */
  unsubscribe: string
  /** Neither between 20 and 8 o'clock nor on a Sunday. */
  onlyByDay: boolean
}

/** Name under which a letter brings its calendar entry. */
export const CALENDAR_FILE = 'meeting.ics'

/** The address that our letters come from: the organiser, for calendars. */
export function senderAddress(): string {
  return /<([^>]+)>/.exec(settings.MAIL_FROM)?.[1] ?? settings.MAIL_FROM
}

export async function writeMail(tx: Tx, letter: Letter): Promise<void> {
  await tx
    .insertInto('mail')
    .values({
      recipient: letter.recipient,
      subject: letter.subject.replaceAll(/[\r\n]+/g, ' '),
      body: letter.body,
      purpose: letter.purpose,
      convention_id: letter.conventionId ?? null,
      calendar: letter.calendar?.text ?? null,
      calendar_method: letter.calendar?.method ?? null,
      // A way in lives ten minutes: sent days after an outage, it would only puzzle.
      ...(letter.purpose === 'sign-in' ? { expires_at: sql<Date>`now() + interval '1 hour'` } : {}),
    })
    .execute()
}

export async function writeCampaignMail(tx: Tx, letters: readonly CampaignLetter[]): Promise<void> {
  if (letters.length === 0) return
  await tx
    .insertInto('mail')
    .values(
      letters.map(({ subject, conventionId, onlyByDay, ...letter }) => ({
        ...letter,
        subject: subject.replaceAll(/[\r\n]+/g, ' '),
        purpose: 'campaign',
        convention_id: conventionId,
        only_by_day: onlyByDay,
      })),
    )
    .execute()
}

/** Sends what waits, one by one; several processes share the work without sending twice. Returns how many left. */
export async function sendWaitingMail(): Promise<number> {
  if (!settings.SMTP_URL) return 0
  const transport = createTransport(settings.SMTP_URL)
  let sent = 0
  for (;;) {
    const client = await appPool().connect()
    try {
      await client.query('begin')
      const { rows } = await client.query<Taken>('select * from mail_take($1)', [settings.MAIL_CAMPAIGN_PER_MINUTE])
      const [letter] = rows
      if (!letter) {
        await client.query('commit')
        return sent
      }
      const { problem, forGood } = await transport.sendMail(messageOf(letter)).then(() => FINE, problemOf)
      if (problem) log.warn({ mail: letter.id, problem, forGood }, 'mail not sent')
      await client.query('select mail_tried($1, $2, $3)', [letter.id, problem, forGood])
      await client.query('commit')
      if (!problem) sent++
    } catch (error) {
      await client.query('rollback')
      throw error
    } finally {
      client.release()
    }
  }
}

interface Taken {
  id: string
  recipient: string
  subject: string
  body: string
  unsubscribe: string | null
  calendar: string | null
  calendar_method: string | null
  reference: string | null
}

function messageOf({ recipient, subject, body, unsubscribe, calendar, calendar_method, reference }: Taken) {
  const headers = unsubscribe
    ? { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
    : {}
  const icalEvent =
    calendar !== null && calendar_method !== null
      ? { icalEvent: { method: calendar_method, filename: CALENDAR_FILE, content: calendar } }
      : {}
  const message = { from: settings.MAIL_FROM, to: recipient, subject, text: body, headers, ...icalEvent }
  return reference === null ? message : { ...message, ...numbered(reference, recipient) }
}

/** What comes back names the letter: in the address it comes back to, or in the head of the letter that is sent along. */
function numbered(reference: string, recipient: string) {
  const { MAIL_FROM, MAIL_RETURNS } = settings
  return {
    messageId: messageIdFor(reference, MAIL_FROM),
    ...(MAIL_RETURNS ? { envelope: { from: returnAddressFor(reference, MAIL_RETURNS), to: recipient } } : {}),
  }
}

const FINE = { problem: null, forGood: false }

/** A server that answers 5xx to the recipient's address will say so again: nothing is gained by trying. */
function problemOf(error: unknown): { problem: string; forGood: boolean } {
  if (!(error instanceof Error)) return { problem: 'unknown', forGood: false }
  const code = 'code' in error ? String(error.code) : 'unknown'
  const answer = 'responseCode' in error ? Number(error.responseCode) : 0
  const status = 'response' in error ? statusIn(String(error.response)) : undefined
  const problem = status === undefined ? code : `${code} ${status}`
  return { problem, forGood: code === 'EENVELOPE' && answer >= 500 && answer < 600 }
}
