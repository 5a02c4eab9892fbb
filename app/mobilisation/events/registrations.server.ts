/** What anyone does with the public page of an event: read it, register, come back by the personal link. No account. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { outside, type Tx } from '#app/platform/database.server.ts'
import { limit, slowDown } from '#app/platform/rate-limit.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { hashOf } from '#app/platform/secret-token.server.ts'
import { getLocale } from '#messages/runtime.js'
import { inParis } from '#packages/french/paris-time.ts'
import { NEEDS } from './choices.ts'
import type { Seated } from './events.server.ts'
import { openSeal, sealForm } from './form-seal.server.ts'
import { personalToken, writeRegistered, writeSeated } from './notices.server.ts'
import type { RegistrationInput } from './registration-input.ts'

// A building, or the hall of the launch itself, may share one address: slowed down first, refused only far beyond.
const BY_ADDRESS = { tries: 10, minutes: 60 }
const BY_LINK = { tries: 30, minutes: 60 }
// Nobody's letter box is filled by somebody else's registrations.
const BY_LETTER_BOX = { tries: 5, minutes: 60 }

/** As in mobilisation_registrations_expire(). */
const KEPT_DAYS = 30

const PublicEvent = z
  .object({
    id: z.string(),
    title: z.string(),
    about: z.string(),
    starts_at: z.date(),
    ends_at: z.date(),
    place: z.string(),
    phone: z.string().nullable(),
    asks: z.array(z.enum(NEEDS)),
    revision: z.number(),
    cancelled_at: z.date().nullable(),
    cancel_reason: z.string().nullable(),
    operator_name: z.string(),
    landlord_name: z.string(),
    is_full: z.boolean(),
    may_register: z.boolean(),
    is_told: z.boolean(),
  })
  .transform(({ starts_at, ends_at, cancelled_at, cancel_reason, operator_name, landlord_name, ...row }) => ({
    ...row,
    startsAt: starts_at.toISOString(),
    endsAt: ends_at.toISOString(),
    cancelled: cancelled_at !== null,
    cancelReason: cancel_reason,
    operator: operator_name,
    landlord: landlord_name,
    isFull: row.is_full,
    mayRegister: row.may_register,
    isTold: row.is_told,
    erasedOn: inParis(new Date(ends_at.getTime() + KEPT_DAYS * 24 * 3_600_000)).day,
  }))

export async function publicEvent(code: string, tx: Tx | ReturnType<typeof outside> = outside()) {
  const { rows } = await sql`select * from mobilisation_public_event(${code})`.execute(tx)
  if (rows.length === 0) throw new Refusal('platform.not-found', { status: 404 })
  return PublicEvent.parse(rows[0])
}

export async function publicResidences(code: string): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select * from mobilisation_public_residences(${code})`.execute(outside())
  return rows
}

/** What the form of an event carries, to be opened when it comes back. */
export function sealFor(code: string, now = Date.now()): string {
  return sealForm(sealed(code), now)
}

/** What names one form that came back, whoever it may be of. @throws Refusal when a machine sent it */
export function pressOf(code: string, { website, seal }: { website: string; seal: string }): string {
  if (website !== '') throw new Refusal('mobilisation.form-filled-by-machine')
  return openSeal(sealed(code), seal)
}

function sealed(code: string): string {
  return `event ${code}`
}

export interface Asked {
  code: string
  /** Where the request comes from: for the limit alone. */
  address: string
  origin: string
}

/**
 * Registers. The same form sent twice registers once.
 *
 * @returns the secret of the personal link
 */
export async function register(
  { code, address, origin }: Asked,
  { website, seal, residence, ...asked }: RegistrationInput,
): Promise<string> {
  const press = pressOf(code, { website, seal })
  await slowDown('event-registration', address, BY_ADDRESS)
  if (asked.email !== null) await limit('event-letter', asked.email, BY_LETTER_BOX)
  const id = randomUUID()
  return outside()
    .transaction()
    .execute(async (tx) => {
      const event = await publicEvent(code, tx)
      const needs = asked.needs.filter((need) => event.asks.includes(need))
      const language = needs.includes('interpreter') ? asked.language : null
      const { rows } = await sql<Registered>`
        select * from mobilisation_register(${code}, ${id}::uuid, ${hashOf(personalToken(id))}, ${press}, ${asked.firstName},
          ${residence === 'elsewhere' ? null : residence}::uuid, ${asked.adults}, ${asked.children}, ${needs}::text[], ${language},
          ${asked.email}, ${asked.phone}, ${getLocale()})`.execute(tx)
      const [row] = rows
      if (!row) throw new Refusal('mobilisation.event-over', { status: 409 })
      const { registration, seated, seats } = row
      if (registration === null)
        throw new Refusal('mobilisation.group-too-large', { field: 'adults', values: { seats: seats ?? 0 } })
      const reader = { registration, seated, email: asked.email, locale: getLocale() }
      if (!row.again) await writeRegistered(tx, event, reader, origin)
      return personalToken(registration)
    })
}

/** Without a number: the group is larger than the room, whose seats are given instead. */
interface Registered {
  registration: string | null
  seated: boolean
  again: boolean
  seats: number | null
}

const SeenRegistration = z
  .object({
    id: z.string(),
    code: z.string(),
    first_name: z.string(),
    adults: z.number(),
    children: z.number(),
    has_email: z.boolean(),
    seated_at: z.date().nullable(),
    cancelled_at: z.date().nullable(),
    fits: z.boolean(),
    before: z.number(),
    erased_on: z.string(),
  })
  .transform(({ first_name, has_email, seated_at, cancelled_at, erased_on, ...row }) => ({
    ...row,
    firstName: first_name,
    hasEmail: has_email,
    seated: seated_at !== null,
    cancelled: cancelled_at !== null,
    erasedOn: erased_on,
  }))

export async function registrationOf(token: string) {
  const { rows } = await sql`select * from mobilisation_registration_seen(${hashOf(token)})`.execute(outside())
  if (rows.length === 0) throw new Refusal('platform.not-found', { status: 404 })
  return SeenRegistration.parse(rows[0])
}

/** Gives the place back. Whoever gets it by that is told in the same transaction. */
export async function unregister(token: string, origin: string): Promise<void> {
  await limit('event-link', hashOf(token), BY_LINK)
  const { code } = await registrationOf(token)
  await outside()
    .transaction()
    .execute(async (tx) => {
      const { rows } = await sql<Seated>`select * from mobilisation_unregister(${hashOf(token)})`.execute(tx)
      await writeSeated(tx, await publicEvent(code, tx), rows, origin)
    })
}
