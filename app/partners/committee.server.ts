/** The steering committee: who sits in it, when it meets each year, and which of these meetings are missing. */
import { sql } from 'kysely'
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { inParis, instantInParis } from '#packages/french/paris-time.ts'
import { meetingsByDay, proposedDays } from '#packages/meeting-rhythm/proposed.ts'
import { ORGANISATION_KINDS } from './choices.ts'
import { meetingsBetween } from './meetings.server.ts'

export interface Seat {
  id: string
  organisationId: string
  organisation: string
  kind: (typeof ORGANISATION_KINDS)[number]
  holder: string | null
  holderDuty: string | null
  substitute: string | null
  fromOn: string
  toOn: string | null
}

export async function seatsOf(tx: ActorTx): Promise<Seat[]> {
  must(tx.actor, 'partners.read')
  const { rows } = await sql<{
    id: string
    organisation_id: string
    organisation: string
    kind: string
    holder: string | null
    holder_duty: string | null
    substitute: string | null
    from_on: string
    to_on: string | null
  }>`select * from partners_seats() limit 500`.execute(tx)
  return rows.map((row) => ({
    id: row.id,
    organisationId: row.organisation_id,
    organisation: row.organisation,
    kind: z.enum(ORGANISATION_KINDS).parse(row.kind),
    holder: row.holder,
    holderDuty: row.holder_duty,
    substitute: row.substitute,
    fromOn: row.from_on,
    toOn: row.to_on,
  }))
}

/** Gives a contact's organisation its seat. One organisation has one seat: a former one ends the day before. */
export async function giveSeat(tx: ActorTx, seat: { holderId: string; substituteId: string | null; fromOn: string }) {
  must(tx.actor, 'partners.copil.write')
  const holder = await contact(tx, seat.holderId)
  if (seat.substituteId) {
    const substitute = await contact(tx, seat.substituteId)
    if (substitute.organisation_id !== holder.organisation_id)
      throw new Refusal('partners.other-organisation', { field: 'substituteId' })
  }
  await tx
    .updateTable('partners_seat')
    .set({ to_on: sql`greatest(from_on, ${seat.fromOn}::date - 1)` })
    .where('organisation_id', '=', holder.organisation_id)
    .where('to_on', 'is', null)
    .execute()
  await tx
    .insertInto('partners_seat')
    .values({
      convention_id: tx.actor.conventionId,
      organisation_id: holder.organisation_id,
      holder_id: seat.holderId,
      substitute_id: seat.substituteId,
      from_on: seat.fromOn,
      made_by: tx.actor.memberId,
    })
    .execute()
}

async function contact(tx: ActorTx, id: string) {
  const row = await tx.selectFrom('partners_contact').select('organisation_id').where('id', '=', id).executeTakeFirst()
  if (!row) throw new Refusal('platform.not-found', { status: 404 })
  return row
}

export async function endSeat(tx: ActorTx, id: string): Promise<void> {
  must(tx.actor, 'partners.copil.write')
  await tx
    .updateTable('partners_seat')
    .set({ to_on: sql`greatest(from_on, current_date)` })
    .where('id', '=', id)
    .where('to_on', 'is', null)
    .execute()
}

export interface Rhythm {
  months: number[]
  week: number
  weekday: number
  at: string
  minutes: number
  place: string
}

export async function rhythmOf(tx: ActorTx): Promise<Rhythm | null> {
  must(tx.actor, 'partners.read')
  const row = await tx
    .selectFrom('partners_rhythm')
    .select(['months', 'week', 'weekday', sql<string>`to_char(at, 'HH24:MI')`.as('at'), 'minutes', 'place'])
    .where('convention_id', '=', tx.actor.conventionId)
    .executeTakeFirst()
  return row ?? null
}

export async function setRhythm(tx: ActorTx, { months, ...rhythm }: Rhythm): Promise<void> {
  must(tx.actor, 'partners.copil.write')
  const values = { ...rhythm, months: months.toSorted((a, b) => a - b), changed_by: tx.actor.memberId }
  await tx
    .insertInto('partners_rhythm')
    .values({ convention_id: tx.actor.conventionId, ...values })
    .onConflict((on) => on.column('convention_id').doUpdateSet({ ...values, changed_at: sql`now()` }))
    .execute()
}

export interface YearDay {
  day: string
  past: boolean
  meetings: { id: string; title: string; startsAt: string }[]
}

/** The committee's year: each day that its rhythm proposes, with the meeting that stands for it, or none. Before anyone sat in it nothing is missing. */
export async function yearOf(tx: ActorTx, rhythm: Rhythm, year: number, today: string): Promise<YearDay[]> {
  const meetings = await meetingsBetween(
    tx,
    instantInParis(`${year}-01-01`, '00:00'),
    instantInParis(`${year + 1}-01-01`, '00:00'),
    'copil',
  )
  const dated = meetings.map(({ id, title, startsAt }) => ({
    id,
    title,
    startsAt,
    on: inParis(new Date(startsAt)).day,
  }))
  const [since = ''] = (await seatsOf(tx)).map(({ fromOn }) => fromOn).sort()
  return meetingsByDay(proposedDays(year, rhythm), dated)
    .filter(({ day, meetings: found }) => found.length > 0 || day >= since)
    .map(({ day, meetings: found }) => ({
      day,
      past: day < today,
      meetings: found.map(({ on: _, ...meeting }) => meeting),
    }))
}
