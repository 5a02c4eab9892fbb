/** Who came. Acts arrive from phones, once or several times, in any order, late; the latest one of a registration or group holds. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { may } from '#app/platform/permissions.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { guardCounts } from '#packages/disclosure/one-way.ts'
import { OUTSIDE_OPERATOR } from '#packages/disclosure/thresholds.ts'
import { type Act, fingerprint } from '#packages/sync-log/act.ts'
import type { Answer, Outcome } from '#packages/sync-log/device-log.ts'
import { place } from '#packages/sync-log/instants.ts'
import { judge } from '#packages/sync-log/judge.ts'
import { DOOR_SCHEMA, MOST_ACTS_AT_ONCE, MOST_PRESENT, type Present } from './door-act.ts'
import { eventOf } from './events.server.ts'

const MOST_ROWS = 5000
const Kind = z.enum(['registered', 'walk-in'])
const Content = z.strictObject({
  people: z.number().int().min(0).max(MOST_PRESENT),
  residenceId: z.uuid().nullable(),
})
const Instant = z.strictObject({ wallMs: z.number(), run: z.string().max(60), sinceStartMs: z.number() })

export const DoorOffer = z.strictObject({
  sent: Instant,
  acts: z
    .array(
      z.strictObject({
        id: z.uuid(),
        device: z.string().min(1).max(60),
        seq: z.number().int().min(1).max(1e6),
        schema: z.number().int(),
        kind: z.string().max(20),
        subject: z.uuid(),
        content: z.json(),
        stamp: z.strictObject({ wallMs: z.number(), counter: z.number().int(), device: z.string().max(60) }),
        made: Instant,
      }),
    )
    .max(MOST_ACTS_AT_ONCE),
})
type DoorOffer = z.infer<typeof DoorOffer>

/** People to greet: whoever has a seat, then who waits. A caretaker gets those of their residences. */
export async function doorListOf(tx: ActorTx, eventId: string) {
  must(tx.actor, 'mobilisation.attendance.take')
  const rows = await tx
    .selectFrom('mobilisation_registration as registration')
    .leftJoin('stock_residence as residence', 'residence.id', 'registration.residence_id')
    .select(['registration.id', 'registration.first_name', 'adults', 'children', 'seated_at', 'residence_id'])
    .select('residence.name as residence')
    .where('event_id', '=', eventId)
    .where('cancelled_at', 'is', null)
    .where('erased_at', 'is', null)
    .orderBy(sql`first_name collate "fr-x-icu"`)
    .orderBy('rank')
    .limit(MOST_ROWS)
    .execute()
  if (rows.length > 0)
    await sql`select audit_access('mobilisation_registration', ${rows.map(({ id }) => id)}::text[])`.execute(tx)
  return rows.map(({ first_name, seated_at, adults, children, residence_id, ...row }) => ({
    ...row,
    residenceId: residence_id,
    firstName: first_name ?? '',
    people: adults + children,
    seated: seated_at !== null,
  }))
}

export function residencesAtTheDoor(tx: ActorTx) {
  must(tx.actor, 'mobilisation.attendance.take')
  return tx
    .selectFrom('stock_residence')
    .select(['id', 'name'])
    .orderBy(sql`name collate "fr-x-icu"`)
    .limit(1000)
    .execute()
}

export async function presentAt(tx: ActorTx, eventId: string): Promise<Present[]> {
  must(tx.actor, 'mobilisation.attendance.take')
  const rows = await tx
    .selectFrom('mobilisation_presence')
    .distinctOn('subject')
    .select(['subject', 'kind', 'residence_id', 'people'])
    .where('event_id', '=', eventId)
    .orderBy('subject')
    .orderBy('stamp_ms', 'desc')
    .orderBy('stamp_counter', 'desc')
    .orderBy('device', 'desc')
    .limit(MOST_ROWS)
    .execute()
  return rows.map(({ residence_id, kind, ...row }) => ({ ...row, kind: Kind.parse(kind), residenceId: residence_id }))
}

/** Takes what a phone sends, and says of each act what became of it. An act that came before gets the same answer again. */
export async function receive(
  tx: ActorTx,
  eventId: string,
  { acts, sent }: DoorOffer,
  now = Date.now(),
): Promise<Answer> {
  must(tx.actor, 'mobilisation.attendance.take')
  const event = await eventOf(tx, eventId)
  if (event.state === 'prepared') throw new Refusal('mobilisation.event-over', { status: 409 })
  const known = await whatIsKnown(tx, eventId, acts)
  const receipts: Answer['receipts'][number][] = []
  for (const act of acts) {
    const held = known.rows.find(({ id }) => id === act.id)
    const sameSeq = known.rows.find(({ device, seq }) => device === act.device && seq === act.seq)
    const verdict = judge(
      act,
      {
        ...(held ? { sameId: { fingerprint: held.fingerprint, outcome: { outcome: 'stored' } } } : {}),
        ...(sameSeq ? { sameSeq: { id: sameSeq.id } } : {}),
      },
      {
        barred: null,
        withdrawn: false,
        oldestSchema: DOOR_SCHEMA,
        newestSchema: DOOR_SCHEMA,
        upgrades: new Map(),
        refusal: (content) => refusalOf(act, content, known),
      },
    )
    receipts.push({ id: act.id, ...onDevice(verdict.outcome) })
    if (verdict.again || verdict.outcome.outcome !== 'stored') continue
    const row = { ...rowOf(tx, eventId, act, known), made_at: new Date(place(act.made, sent, now).atMs) }
    await tx.insertInto('mobilisation_presence').values(row).execute()
    known.rows.push(row)
  }
  return { epoch: await epochOf(tx), receipts, safeThrough: 0 }
}

/** Nothing is kept here that cannot be counted: it stays on the phone, which shows it. */
function onDevice(outcome: Outcome): Outcome {
  return outcome.outcome === 'quarantined' ? { outcome: 'set-aside', reason: outcome.reason } : outcome
}

async function whatIsKnown(tx: ActorTx, eventId: string, acts: DoorOffer['acts']) {
  // Phones that send at once: one after the other for an event, so that none stores what another just stored.
  await sql`select pg_advisory_xact_lock(hashtextextended(${eventId}, 0))`.execute(tx)
  const ids = acts.map(({ id }) => id)
  const devices = [...new Set(acts.map(({ device }) => device))]
  const { rows } = await sql<{ id: string; device: string; seq: number; fingerprint: string }>`
    select id, device, seq, fingerprint from mobilisation_presence
    where convention_id = ${tx.actor.conventionId} and (id = any (${ids}::uuid[]) or device = any (${devices}))
    limit ${MOST_ROWS}`.execute(tx)
  const registrations = await doorResidences(tx, eventId)
  const residences = new Set((await residencesAtTheDoor(tx)).map(({ id }) => id))
  return { rows, registrations, residences, all: may(tx.actor, 'mobilisation.registration.read') }
}

type Known = Awaited<ReturnType<typeof whatIsKnown>>

async function doorResidences(tx: ActorTx, eventId: string): Promise<Map<string, string | null>> {
  const rows = await tx
    .selectFrom('mobilisation_registration')
    .select(['id', 'residence_id'])
    .where('event_id', '=', eventId)
    .limit(MOST_ROWS)
    .execute()
  return new Map(rows.map(({ id, residence_id }) => [id, residence_id]))
}

function refusalOf({ kind, subject }: DoorOffer['acts'][number], content: unknown, known: Known): string | null {
  const parsed = Content.safeParse(content)
  if (!parsed.success) return 'content'
  if (kind === 'registered') return known.registrations.has(subject) ? null : 'unknown-registration'
  if (kind !== 'walk-in') return 'kind'
  const { residenceId } = parsed.data
  if (residenceId === null) return known.all ? null : 'unknown-residence'
  return known.residences.has(residenceId) ? null : 'unknown-residence'
}

function rowOf(tx: ActorTx, eventId: string, act: Act, { registrations }: Known) {
  const { people, residenceId } = Content.parse(act.content)
  const kind = Kind.parse(act.kind)
  return {
    convention_id: tx.actor.conventionId,
    event_id: eventId,
    id: act.id,
    device: act.device,
    seq: act.seq,
    fingerprint: fingerprint(act),
    kind,
    subject: act.subject,
    residence_id: kind === 'registered' ? (registrations.get(act.subject) ?? null) : residenceId,
    people,
    stamp_ms: Math.round(act.stamp.wallMs),
    stamp_counter: act.stamp.counter,
    noted_by: tx.actor.memberId,
  }
}

async function epochOf(tx: ActorTx): Promise<string> {
  const { rows } = await sql<{ epoch: string }>`select current_epoch() as epoch`.execute(tx)
  return rows[0]?.epoch ?? ''
}

/** The same from a page without scripts: one act, made here. */
export async function notePresent(tx: ActorTx, eventId: string, { subject, kind, people, residenceId }: Present) {
  const now = { wallMs: Date.now(), run: 'desk', sinceStartMs: 0 }
  const device = `desk-${randomUUID()}`
  const act = {
    id: randomUUID(),
    device,
    seq: 1,
    schema: DOOR_SCHEMA,
    kind,
    subject,
    content: { people, residenceId },
    stamp: { wallMs: now.wallMs, counter: 0, device },
    made: now,
  }
  const { receipts } = await receive(tx, eventId, { acts: [act], sent: now })
  if (receipts[0]?.outcome !== 'stored') throw new Refusal('mobilisation.not-at-this-door', { field: 'residence' })
}

/**
 * Registered and present by residence. The team greets people by name and reads the counts as they are; whoever else reads them
 * gets none from which fewer than eleven persons could be told.
 */
export async function countsOf(tx: ActorTx, eventId: string) {
  must(tx.actor, 'mobilisation.event.counts')
  const { rows } = await sql<{
    residence_id: string | null
    name: string | null
    dwellings: number
    registered: number
    present: number
  }>`select * from mobilisation_event_counts(${eventId})`.execute(tx)
  const threshold = may(tx.actor, 'mobilisation.registration.read') ? 1 : OUTSIDE_OPERATOR
  const registered = guardCounts(
    rows.map((row) => row.registered),
    threshold,
  )
  const present = guardCounts(
    rows.map((row) => row.present),
    threshold,
  )
  const counted = rows.map(({ residence_id, name, dwellings }, index) => ({
    id: residence_id ?? 'elsewhere',
    name,
    dwellings: residence_id === null ? null : dwellings,
    registered: registered.counts[index] ?? null,
    present: present.counts[index] ?? null,
  }))
  return {
    total: { registered: registered.total, present: present.total },
    hides: [registered.total, present.total, ...registered.counts, ...present.counts].includes(null),
    // A line of which nothing may be said says nothing.
    rows: counted.filter((row) => (row.registered ?? 0) + (row.present ?? 0) > 0),
  }
}
