/** Letters to who registered with an address: in their language, with their own link, and nobody else's name. */
import { createHmac } from 'node:crypto'
import { calendarOf } from '#app/partners/calendar.server.ts'
import type { Tx } from '#app/platform/database.server.ts'
import { senderAddress, writeMail } from '#app/platform/mail.server.ts'
import { installationSecret } from '#app/platform/settings.server.ts'
import { m } from '#messages'
import { whenWords } from './when-and-where.ts'

export interface Announced {
  title: string
  startsAt: string
  endsAt: string
  place: string
}

interface Addressee {
  registration: string
  email: string | null
  locale: string
}

export interface Reader extends Addressee {
  email: string
  firstName: string
  seated: boolean
}

/** An event as a calendar has it. */
interface Kept extends Announced {
  id: string
  code: string
  revision: number
}

/** The secret of a personal link: made again for each letter, so that the database need not keep it. */
export function personalToken(registration: string): string {
  return createHmac('sha256', installationSecret()).update(`event-registration\0${registration}`).digest('base64url')
}

export function personalLink(registration: string, origin: string): string {
  return `${origin}/registration/${personalToken(registration)}`
}

export async function writeRegistered(
  tx: Tx,
  event: Announced,
  reader: Addressee & { seated: boolean },
  origin: string,
) {
  const body = reader.seated ? m.mobilisation_letter_registered : m.mobilisation_letter_waiting
  await write(tx, event, reader, { subject: m.mobilisation_letter_registered_subject, body, origin })
}

export async function writeSeated(
  tx: Tx,
  event: Announced,
  readers: readonly Addressee[],
  origin: string,
): Promise<void> {
  for (const reader of readers)
    await write(tx, event, reader, {
      subject: m.mobilisation_letter_seated_subject,
      body: m.mobilisation_letter_seated,
      origin,
    })
}

export async function writeReminder(tx: Tx, event: Announced, reader: Addressee, origin: string): Promise<void> {
  const [subject, body] = [m.mobilisation_letter_reminder_subject, m.mobilisation_letter_reminder]
  await write(tx, event, reader, { subject, body, origin })
}

/** Day, hour or place are others: with the entry that puts them right in the calendar of who has a seat. */
export async function writeMoved(
  tx: Tx,
  { before, after }: { before: Announced; after: Kept },
  readers: readonly Reader[],
  { organiser, origin }: { organiser: string; origin: string },
): Promise<void> {
  for (const reader of readers) {
    const locale = localeOf(reader)
    const { title, place } = after
    const facts = {
      title,
      was: whenWords(before, locale),
      before: before.place,
      when: whenWords(after, locale),
      place,
      link: personalLink(reader.registration, origin),
    }
    await writeMail(tx, {
      recipient: reader.email,
      subject: m.mobilisation_letter_moved_subject({ title }, { locale }),
      body: m.mobilisation_letter_moved(facts, { locale }),
      purpose: 'notice',
      ...(reader.seated ? { calendar: entryFor(reader, after, { method: 'REQUEST', organiser, origin }) } : {}),
    })
  }
}

export async function writeCancelled(
  tx: Tx,
  event: Kept,
  readers: readonly Reader[],
  { reason, organiser, origin }: { reason: string; organiser: string; origin: string },
): Promise<void> {
  for (const reader of readers) {
    const locale = localeOf(reader)
    const { title } = event
    await writeMail(tx, {
      recipient: reader.email,
      subject: m.mobilisation_letter_cancelled_subject({ title }, { locale }),
      body: m.mobilisation_letter_cancelled({ title, when: whenWords(event, locale), reason }, { locale }),
      purpose: 'notice',
      ...(reader.seated ? { calendar: entryFor(reader, event, { method: 'CANCEL', organiser, origin }) } : {}),
    })
  }
}

interface Entry {
  method: 'REQUEST' | 'CANCEL'
  organiser: string
  origin: string
}

/** The event as the public page gives it to calendars: no personal link in it, for calendars are shared. */
function entryFor({ firstName, email }: Reader, event: Kept, { method, organiser, origin }: Entry) {
  const own = {
    ...event,
    startsAt: new Date(event.startsAt),
    endsAt: new Date(event.endsAt),
    cancelled: method === 'CANCEL',
    url: `${origin}/event/${event.code}`,
  }
  const organizer = { name: organiser, email: senderAddress() }
  const attendee = { name: firstName, email }
  return { text: calendarOf(event.title, [own], { method, organizer, attendee }), method }
}

interface Words {
  subject: (values: { title: string }, options: { locale: 'fr' | 'en' }) => string
  body: (
    values: { title: string; when: string; place: string; link: string },
    options: { locale: 'fr' | 'en' },
  ) => string
  origin: string
}

async function write(tx: Tx, event: Announced, reader: Addressee, { subject, body, origin }: Words): Promise<void> {
  if (reader.email === null) return
  const locale = localeOf(reader)
  const { title, place } = event
  const link = personalLink(reader.registration, origin)
  await writeMail(tx, {
    recipient: reader.email,
    subject: subject({ title }, { locale }),
    body: body({ title, when: whenWords(event, locale), place, link }, { locale }),
    purpose: 'notice',
  })
}

function localeOf({ locale }: { locale: string }): 'fr' | 'en' {
  return locale === 'en' ? 'en' : 'fr'
}
