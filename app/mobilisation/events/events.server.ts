/** Events as the team prepares them: facts, opening, cancelling, who registered. */
import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { EVENT_STATES, LANGUAGES, NEEDS } from './choices.ts'
import type { EventFacts } from './event-input.ts'
import { type Reader, writeCancelled, writeMoved, writeSeated } from './notices.server.ts'

const PAGE_ROWS = 25
const CODE_LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A page of events, the latest day first. */
export async function eventsOf(tx: ActorTx, page: number) {
  must(tx.actor, 'mobilisation.event.read')
  const rows = await withState(tx)
    .orderBy('starts_at', 'desc')
    .orderBy('id')
    .limit(PAGE_ROWS)
    .offset((page - 1) * PAGE_ROWS)
    .execute()
  const { count } = await tx
    .selectFrom('mobilisation_event')
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return { events: rows.map(seen), pages: Math.ceil(count / PAGE_ROWS) }
}

export async function eventOf(tx: ActorTx, id: string) {
  must(tx.actor, 'mobilisation.event.read')
  const row = await withState(tx).where(sql<boolean>`id::text = ${id}`).executeTakeFirst()
  if (!row) throw new Refusal('platform.not-found', { status: 404 })
  return seen(row)
}

function withState(tx: ActorTx) {
  return tx
    .selectFrom('mobilisation_event')
    .select(['id', 'code', 'title', 'about', 'starts_at', 'ends_at', 'place', 'phone', 'capacity', 'asks', 'revision'])
    .select(['cancel_reason', 'reminder_asked_at'])
    .select(
      sql<string>`case when cancelled_at is not null then 'cancelled' when opened_at is null then 'prepared'
        when ends_at < now() then 'past' else 'open' end`.as('state'),
    )
}

type Row = Awaited<ReturnType<ReturnType<typeof withState>['execute']>>[number]

function seen({ starts_at, ends_at, asks, state, cancel_reason, reminder_asked_at, ...row }: Row) {
  return {
    ...row,
    startsAt: starts_at.toISOString(),
    endsAt: ends_at.toISOString(),
    asks: z.array(z.enum(NEEDS)).parse(asks),
    state: z.enum(EVENT_STATES).parse(state),
    cancelReason: cancel_reason,
    reminderAskedAt: reminder_asked_at?.toISOString() ?? null,
  }
}

/** Public pages that the QR code of a letter or a poster can lead to, the next event first. */
export async function openEvents(tx: ActorTx, origin: string): Promise<{ value: string; label: string }[]> {
  must(tx.actor, 'mobilisation.event.read')
  const rows = await withState(tx)
    .where('opened_at', 'is not', null)
    .where('cancelled_at', 'is', null)
    .where('ends_at', '>', sql<Date>`now()`)
    .orderBy('starts_at')
    .limit(50)
    .execute()
  return rows.map(({ code, title }) => ({ value: `${origin}/event/${code}`, label: title }))
}

export async function addEvent(tx: ActorTx, facts: EventFacts): Promise<string> {
  must(tx.actor, 'mobilisation.event.write')
  const { id } = await tx
    .insertInto('mobilisation_event')
    .values({
      convention_id: tx.actor.conventionId,
      code: newCode(),
      made_by: tx.actor.memberId,
      ...columnsOf(facts),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Eight letters that can be read aloud and typed: the short address under a QR code. */
function newCode(): string {
  return Array.from({ length: 8 }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join('')
}

/**
 * Changes an event. A larger room seats who waits, and tells them. When day, hour or place change, whoever registered with an address
 * is told, and may be reminded anew. Returns how many letters say that it changed.
 */
export async function changeEvent(tx: ActorTx, id: string, facts: EventFacts, origin: string): Promise<number> {
  must(tx.actor, 'mobilisation.event.write')
  const before = await eventOf(tx, id)
  if (before.state === 'cancelled' || before.state === 'past')
    throw new Refusal('mobilisation.event-over', { status: 409 })
  await tx
    .updateTable('mobilisation_event')
    .set({ ...columnsOf(facts), revision: sql`revision + case when opened_at is null then 0 else 1 end` })
    .where('id', '=', id)
    .execute()
  const { rows } = await sql<Seated>`select * from mobilisation_fill(${id})`.execute(tx)
  const after = await eventOf(tx, id)
  await writeSeated(tx, after, rows, origin)
  const isElsewhere =
    before.startsAt !== after.startsAt || before.endsAt !== after.endsAt || before.place !== after.place
  if (!isElsewhere || before.state !== 'open') return 0
  await forgetReminder(tx, id)
  // Whoever just got a seat learns the new day by that letter.
  const seated = new Set(rows.map(({ registration }) => registration))
  const readers = (await registeredWithAddress(tx, id)).filter(({ registration }) => !seated.has(registration))
  await writeMoved(tx, { before, after }, readers, { organiser: await organiserOf(tx), origin })
  return readers.length
}

async function forgetReminder(tx: ActorTx, id: string): Promise<void> {
  await tx.updateTable('mobilisation_event').set({ reminder_asked_at: null }).where('id', '=', id).execute()
  await tx.updateTable('mobilisation_registration').set({ reminded_at: null }).where('event_id', '=', id).execute()
}

async function organiserOf(tx: ActorTx): Promise<string> {
  const { operator_name } = await tx
    .selectFrom('convention')
    .select('operator_name')
    .where('id', '=', tx.actor.conventionId)
    .executeTakeFirstOrThrow()
  return operator_name
}

async function registeredWithAddress(tx: ActorTx, id: string): Promise<Reader[]> {
  const rows = await tx
    .selectFrom('mobilisation_registration')
    .select(['id as registration', 'first_name', 'email', 'locale', 'seated_at'])
    .where('event_id', '=', id)
    .where('cancelled_at', 'is', null)
    .where('email', 'is not', null)
    .orderBy('rank')
    .limit(5000)
    .execute()
  return rows.flatMap(({ email, first_name, seated_at, ...row }) =>
    email === null ? [] : [{ ...row, email, firstName: first_name ?? '', seated: seated_at !== null }],
  )
}

/** Whoever got a seat by somebody else's leaving, or by a larger room. */
export interface Seated {
  registration: string
  email: string | null
  locale: string
}

function columnsOf({ startsAt, endsAt, ...facts }: EventFacts) {
  if (endsAt <= startsAt) throw new Refusal('mobilisation.event-ends-before', { field: 'until' })
  return { ...facts, starts_at: startsAt, ends_at: endsAt }
}

/** From now on the page is public: whoever has its address can register. */
export async function openEvent(tx: ActorTx, id: string, origin: string): Promise<void> {
  must(tx.actor, 'mobilisation.event.write')
  const event = await eventOf(tx, id)
  if (event.state !== 'prepared' || Date.parse(event.endsAt) < Date.now())
    throw new Refusal('mobilisation.event-over', { status: 409 })
  await tx
    .updateTable('mobilisation_event')
    .set({ opened_at: sql`now()`, opened_by: tx.actor.memberId, origin })
    .where('id', '=', id)
    .execute()
}

/** The page says so from now on, and whoever gave an address gets a letter that takes it out of their calendar. */
export async function cancelEvent(tx: ActorTx, id: string, reason: string, origin: string): Promise<void> {
  must(tx.actor, 'mobilisation.event.write')
  const event = await eventOf(tx, id)
  if (event.state === 'cancelled' || event.state === 'past')
    throw new Refusal('mobilisation.event-over', { status: 409 })
  await tx
    .updateTable('mobilisation_event')
    .set({ cancelled_at: sql`now()`, cancel_reason: reason, revision: sql`revision + 1` })
    .where('id', '=', id)
    .execute()
  const readers = await registeredWithAddress(tx, id)
  await writeCancelled(tx, await eventOf(tx, id), readers, { organiser: await organiserOf(tx), reason, origin })
}

/** A page of who registered, in order; each look is recorded. */
export async function registrationsOf(tx: ActorTx, eventId: string, page: number) {
  must(tx.actor, 'mobilisation.registration.read')
  const rows = await tx
    .selectFrom('mobilisation_registration as registration')
    .leftJoin('stock_residence as residence', 'residence.id', 'registration.residence_id')
    .select(['registration.id', 'first_name', 'adults', 'children', 'needs', 'language', 'email', 'phone', 'seated_at'])
    .select('residence.name as residence')
    .where('event_id', '=', eventId)
    .where('cancelled_at', 'is', null)
    .orderBy('rank')
    .limit(PAGE_ROWS)
    .offset((page - 1) * PAGE_ROWS)
    .execute()
  if (rows.length > 0)
    await sql`select audit_access('mobilisation_registration', ${rows.map(({ id }) => id)}::text[])`.execute(tx)
  return rows.map(({ first_name, seated_at, needs, language, ...row }) => ({
    ...row,
    firstName: first_name ?? '',
    seated: seated_at !== null,
    needs: z.array(z.enum(NEEDS)).parse(needs),
    language: z.enum(LANGUAGES).nullable().parse(language),
  }))
}

/** How full it is, and what is to be prepared. Only the team, which greets people at the door, gets these small numbers. */
export async function standingOf(tx: ActorTx, eventId: string) {
  must(tx.actor, 'mobilisation.registration.read')
  const people = sql<number>`coalesce(sum(adults + children) filter (where seated_at is not null), 0)`
  const row = await tx
    .selectFrom('mobilisation_registration')
    .select([people.as('seated'), sql<number>`count(*)`.as('registrations')])
    .select(sql<number>`count(*) filter (where seated_at is null)`.as('waiting'))
    .select(sql<number>`count(*) filter (where seated_at is not null and email is not null)`.as('reachable'))
    .select(sql<number>`count(reminded_at)`.as('reminded'))
    .where('event_id', '=', eventId)
    .where('cancelled_at', 'is', null)
    .executeTakeFirstOrThrow()
  const needs = await tx
    .selectFrom('mobilisation_registration')
    .select([sql<string>`unnest(needs)`.as('need'), sql<number>`count(*)`.as('count')])
    .where('event_id', '=', eventId)
    .where('cancelled_at', 'is', null)
    .groupBy('need')
    .execute()
  const languages = await tx
    .selectFrom('mobilisation_registration')
    .select(['language', sql<number>`count(*)`.as('count')])
    .where('event_id', '=', eventId)
    .where('cancelled_at', 'is', null)
    .where('language', 'is not', null)
    .groupBy('language')
    .orderBy('count', 'desc')
    .execute()
  return {
    ...row,
    needs: needs.map(({ need, count }) => ({ need: z.enum(NEEDS).parse(need), count })),
    languages: languages.map(({ language, count }) => ({ language: z.enum(LANGUAGES).parse(language), count })),
  }
}

/** Somebody telephoned that they do not come: their place goes to who waited longest. */
export async function takeOff(tx: ActorTx, eventId: string, registrationId: string, origin: string): Promise<void> {
  must(tx.actor, 'mobilisation.event.write')
  const event = await eventOf(tx, eventId)
  const { rows } = await sql<Seated>`select * from mobilisation_take_off(${registrationId})`.execute(tx)
  await writeSeated(tx, event, rows, origin)
}
