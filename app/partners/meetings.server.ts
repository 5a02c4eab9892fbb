/** Meetings: when, where, about what, who is asked and what they answered. */
import { sql } from 'kysely'
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import type { TableQuery } from '#app/ui/table-query.ts'
import {
  ANSWERS,
  ATTENDANCES,
  MEETING_KINDS,
  MEETING_STATES,
  type MeetingKind,
  type MeetingState,
  MOST_POINTS,
} from './choices.ts'

const MOST_INVITEES = 200
const MOST_MEETINGS = 500
const Kind = z.enum(MEETING_KINDS)
const StateName = z.enum(MEETING_STATES)

export interface Meeting {
  id: string
  kind: MeetingKind
  title: string
  startsAt: string
  endsAt: string
  place: string
  remoteLink: string | null
  revision: number
  state: MeetingState
  cancelReason: string | null
  invited: number
  coming: number
}

const SORTS: Record<string, string> = { starts: 'starts_at' }

export async function meetingsOf(tx: ActorTx, query: TableQuery) {
  must(tx.actor, 'partners.read')
  const { kind, state } = query.filters
  const found = rowsOf(tx)
    .$if(kind !== undefined, (rows) => rows.where('kind', '=', kind ?? ''))
    .$if(state !== undefined, (rows) => rows.where('state', '=', state ?? ''))
    .$if(query.q !== '', (rows) =>
      rows.where(sql<boolean>`searchable(title || ' ' || place) like '%' || searchable(${query.q}) || '%'`),
    )
  const { total } = await found.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  const rows = await found
    .selectAll()
    .orderBy(sql.ref(SORTS[query.sort ?? ''] ?? 'starts_at'), query.direction === 'ascending' ? 'asc' : 'desc')
    .orderBy('id')
    .limit(query.pageRows)
    .offset((query.page - 1) * query.pageRows)
    .execute()
  return { total, rows: rows.map(asMeeting) }
}

/** Committee meetings of a year that were not cancelled, and those to come of any kind. */
export async function meetingsBetween(tx: ActorTx, from: Date, until: Date, kind?: MeetingKind): Promise<Meeting[]> {
  must(tx.actor, 'partners.read')
  const rows = await rowsOf(tx)
    .selectAll()
    .where('starts_at', '>=', from)
    .where('starts_at', '<', until)
    .where('state', '<>', 'cancelled')
    .$if(kind !== undefined, (all) => all.where('kind', '=', kind ?? ''))
    .orderBy('starts_at')
    .limit(MOST_MEETINGS)
    .execute()
  return rows.map(asMeeting)
}

export async function meetingOf(tx: ActorTx, id: string): Promise<Meeting> {
  must(tx.actor, 'partners.read')
  const row = await rowsOf(tx).selectAll().where(sql<boolean>`id::text = ${id}`).executeTakeFirst()
  if (!row) throw new Refusal('platform.not-found', { status: 404 })
  return asMeeting(row)
}

function rowsOf(tx: ActorTx) {
  const count = (what: ReturnType<typeof sql>) =>
    sql<number>`(select count(*) from partners_invitee i
      where i.convention_id = m.convention_id and i.meeting_id = m.id and ${what})`
  const state = sql<string>`case
    when cancelled_at is not null then 'cancelled'
    when exists (select from partners_minutes given where given.convention_id = m.convention_id and given.meeting_id = m.id) then 'minuted'
    when starts_at < now() then 'held'
    when convened_at is not null then 'convened'
    else 'prepared' end`
  return tx.selectFrom(
    tx
      .selectFrom('partners_meeting as m')
      .select(['id', 'kind', 'title', 'starts_at', 'ends_at', 'place', 'remote_link', 'revision', 'cancel_reason'])
      .select([state.as('state'), count(sql`true`).as('invited')])
      .select(count(sql`coalesce(i.attendance, i.answer) in ('present', 'remote', 'replaced')`).as('coming'))
      .where('convention_id', '=', tx.actor.conventionId)
      .as('listed'),
  )
}

interface Row extends Pick<Meeting, 'id' | 'title' | 'place' | 'revision' | 'invited' | 'coming'> {
  kind: string
  state: string
  starts_at: Date
  ends_at: Date
  remote_link: string | null
  cancel_reason: string | null
}

function asMeeting({ starts_at, ends_at, remote_link, cancel_reason, ...row }: Row): Meeting {
  return {
    ...row,
    kind: Kind.parse(row.kind),
    state: StateName.parse(row.state),
    startsAt: starts_at.toISOString(),
    endsAt: ends_at.toISOString(),
    remoteLink: remote_link,
    cancelReason: cancel_reason,
  }
}

export interface Point {
  id: string
  title: string
  minutes: number | null
}

export function agendaOf(tx: ActorTx, meetingId: string): Promise<Point[]> {
  return tx
    .selectFrom('partners_point')
    .select(['id', 'title', 'minutes'])
    .where('meeting_id', '=', meetingId)
    .orderBy('position')
    .limit(40)
    .execute()
}

export async function inviteesOf(tx: ActorTx, meetingId: string) {
  must(tx.actor, 'partners.read')
  const rows = await tx
    .selectFrom('partners_invitee')
    .select(['id', 'contact_id', 'name', 'organisation_name', 'answer', 'substitute', 'attendance', 'attended_by'])
    .where('meeting_id', '=', meetingId)
    .orderBy('organisation_name')
    .orderBy('name')
    .limit(MOST_INVITEES)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    contactId: row.contact_id,
    name: row.name,
    organisation: row.organisation_name,
    answer: z.enum(ANSWERS).nullable().parse(row.answer),
    substitute: row.substitute,
    attendance: z.enum(ATTENDANCES).nullable().parse(row.attendance),
    signed: row.attended_by === 'link',
  }))
}
export type Invitee = Awaited<ReturnType<typeof inviteesOf>>[number]

export interface MeetingFacts {
  kind: MeetingKind
  title: string
  startsAt: Date
  endsAt: Date
  place: string
  remoteLink: string | null
  points: { id: string | null; title: string; minutes: number | null }[]
  /** Points that the form had and that were emptied, each by its field. */
  removed?: readonly { id: string; field: string }[]
}

export async function addMeeting(tx: ActorTx, { points, removed: _, ...facts }: MeetingFacts): Promise<string> {
  must(tx.actor, 'partners.meeting.write')
  checkHours(facts)
  const { id } = await tx
    .insertInto('partners_meeting')
    .values({ convention_id: tx.actor.conventionId, made_by: tx.actor.memberId, ...columnsOf(facts) })
    .returning('id')
    .executeTakeFirstOrThrow()
  await writeAgenda(tx, id, points)
  return id
}

/** Changes a meeting. What is changed after the letters left counts up its revision, which calendars go by. */
export async function changeMeeting(
  tx: ActorTx,
  id: string,
  { points, removed = [], ...facts }: MeetingFacts,
): Promise<void> {
  must(tx.actor, 'partners.meeting.write')
  checkHours(facts)
  const { state } = await meetingOf(tx, id)
  if (state === 'minuted') throw new Refusal('partners.minutes-are-out')
  await tx
    .updateTable('partners_meeting')
    .set({ ...columnsOf(facts), revision: sql`revision + case when convened_at is null then 0 else 1 end` })
    .where('id', '=', id)
    .execute()
  await takeOffAgenda(tx, id, removed)
  await writeAgenda(tx, id, points)
}

function checkHours({ startsAt, endsAt }: Pick<MeetingFacts, 'startsAt' | 'endsAt'>) {
  if (endsAt <= startsAt) throw new Refusal('partners.ends-before', { field: 'until' })
}

function columnsOf({ kind, title, startsAt, endsAt, place, remoteLink }: Omit<MeetingFacts, 'points'>) {
  return { kind, title, starts_at: startsAt, ends_at: endsAt, place, remote_link: remoteLink }
}

/** What was said on a point is not lost with it. */
async function takeOffAgenda(tx: ActorTx, meetingId: string, removed: NonNullable<MeetingFacts['removed']>) {
  for (const { id, field } of removed) {
    const noted = await tx
      .selectFrom('partners_note')
      .select('id')
      .where('point_id', '=', id)
      .where('said', '<>', '')
      .executeTakeFirst()
    if (noted) throw new Refusal('partners.point-has-notes', { field, status: 409 })
    await tx.deleteFrom('partners_point').where('meeting_id', '=', meetingId).where('id', '=', id).execute()
  }
}

/**
 * A point keeps its id when it is reworded or moved, so that what was said on it stays with it. One that somebody else added since the
 * form was opened stays, after those of the form.
 */
async function writeAgenda(tx: ActorTx, meetingId: string, points: MeetingFacts['points']): Promise<void> {
  const named = new Set(points.map(({ id }) => id))
  const others = (await agendaOf(tx, meetingId)).filter(({ id }) => !named.has(id))
  if (points.length + others.length > MOST_POINTS)
    throw new Refusal('partners.too-many-points', { values: { limit: MOST_POINTS } })
  const rows = [...points, ...others].map(({ id, title, minutes }, index) => ({
    convention_id: tx.actor.conventionId,
    ...(id === null ? {} : { id }),
    meeting_id: meetingId,
    position: index + 1,
    title,
    minutes,
  }))
  const [fresh, known] = [rows.filter(({ id }) => id === undefined), rows.filter(({ id }) => id !== undefined)]
  if (fresh.length > 0) await tx.insertInto('partners_point').values(fresh).execute()
  if (known.length === 0) return
  await sql`update partners_point p set position = n.position, title = n.title, minutes = n.minutes
    from jsonb_to_recordset(${JSON.stringify(known)}::jsonb) as n(id uuid, position integer, title text, minutes integer)
    where p.meeting_id = ${meetingId} and p.id = n.id`.execute(tx)
}

export async function cancelMeeting(tx: ActorTx, id: string, reason: string): Promise<void> {
  must(tx.actor, 'partners.meeting.write')
  const { state } = await meetingOf(tx, id)
  if (state === 'held' || state === 'minuted') throw new Refusal('partners.meeting-is-past')
  await tx
    .updateTable('partners_meeting')
    .set({ cancelled_at: sql`now()`, cancel_reason: reason, revision: sql`revision + 1` })
    .where('id', '=', id)
    .where('cancelled_at', 'is', null)
    .execute()
}
