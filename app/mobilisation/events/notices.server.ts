/** Letters to who registered with an address: in their language, with their own link, and nobody else's name. */
import { createHmac } from 'node:crypto'
import type { Tx } from '#app/platform/database.server.ts'
import { writeMail } from '#app/platform/mail.server.ts'
import { installationSecret } from '#app/platform/settings.server.ts'
import { m } from '#messages'
import { whenWords } from './when-and-where.ts'

export interface Announced {
  title: string
  startsAt: string
  endsAt: string
  place: string
}

interface Reader {
  registration: string
  email: string | null
  locale: string
}

/** The secret of a personal link: made again for each letter, so that the database need not keep it. */
export function personalToken(registration: string): string {
  return createHmac('sha256', installationSecret()).update(`event-registration\0${registration}`).digest('base64url')
}

export function personalLink(registration: string, origin: string): string {
  return `${origin}/registration/${personalToken(registration)}`
}

export async function writeRegistered(tx: Tx, event: Announced, reader: Reader & { seated: boolean }, origin: string) {
  const body = reader.seated ? m.mobilisation_letter_registered : m.mobilisation_letter_waiting
  await write(tx, event, reader, { subject: m.mobilisation_letter_registered_subject, body, origin })
}

export async function writeSeated(tx: Tx, event: Announced, readers: readonly Reader[], origin: string): Promise<void> {
  for (const reader of readers)
    await write(tx, event, reader, {
      subject: m.mobilisation_letter_seated_subject,
      body: m.mobilisation_letter_seated,
      origin,
    })
}

export async function writeReminder(tx: Tx, event: Announced, reader: Reader, origin: string): Promise<void> {
  const [subject, body] = [m.mobilisation_letter_reminder_subject, m.mobilisation_letter_reminder]
  await write(tx, event, reader, { subject, body, origin })
}

export async function writeCancelled(tx: Tx, event: Announced, readers: readonly Reader[], reason: string) {
  for (const { email, ...reader } of readers) {
    if (email === null) continue
    const locale = localeOf(reader)
    const { title } = event
    await writeMail(tx, {
      recipient: email,
      subject: m.mobilisation_letter_cancelled_subject({ title }, { locale }),
      body: m.mobilisation_letter_cancelled({ title, when: whenWords(event, locale), reason }, { locale }),
      purpose: 'notice',
    })
  }
}

interface Words {
  subject: (values: { title: string }, options: { locale: 'fr' | 'en' }) => string
  body: (
    values: { title: string; when: string; place: string; link: string },
    options: { locale: 'fr' | 'en' },
  ) => string
  origin: string
}

async function write(tx: Tx, event: Announced, reader: Reader, { subject, body, origin }: Words): Promise<void> {
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
