/** Minutes: written point by point while the meeting goes on, given out, corrected by a newer version. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { may } from '#app/platform/permissions.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { hashOf } from '#app/platform/secret-token.server.ts'
import { actionsAt, openBefore, replacedOf } from './actions.server.ts'
import type { WordKind } from './choices.ts'
import { agendaOf, inviteesOf, type Meeting, meetingOf } from './meetings.server.ts'
import { MinutesContent } from './minutes-content.ts'
import { speak } from './party.server.ts'

const MOST_NOTES = 100
const MOST_DECISIONS = 200
const MOST_VERSIONS = 200

/** The page of whoever writes: each point with what was said on it, what was decided, who does what. */
export async function draftOf(tx: ActorTx, meetingId: string) {
  must(tx.actor, 'partners.meeting.write')
  const meeting = await meetingOf(tx, meetingId)
  const notes = await notesOf(tx, meetingId)
  const points = (await agendaOf(tx, meetingId)).map((point) => {
    const { said, by } = notes.get(point.id) ?? { said: '', by: null }
    return { ...point, said, by, state: stateOf(said) }
  })
  return { meeting, points, decisions: await decisionsAt(tx, meetingId), actions: await actionsAt(tx, meetingId) }
}

async function notesOf(tx: ActorTx, meetingId: string) {
  const notes = await tx
    .selectFrom('partners_note as note')
    .innerJoin('partners_point as point', 'point.id', 'note.point_id')
    .innerJoin('member', 'member.id', 'note.written_by')
    .select(['point_id', 'said', 'display_name as by'])
    .where('meeting_id', '=', meetingId)
    .limit(MOST_NOTES)
    .execute()
  return new Map(notes.map(({ point_id, ...note }) => [point_id, note]))
}

/** Those that the next version says: the newest of each that was replaced. */
async function decisionsAt(tx: ActorTx, meetingId: string) {
  const rows = await tx
    .selectFrom('partners_decision as decision')
    .leftJoin('partners_decision as former', 'former.id', 'decision.replaces_id')
    .select(['decision.id', 'decision.said', 'decision.point_id', 'decision.given_in'])
    .select(['former.said as former_said', 'former.given_in as former_in'])
    .where('decision.meeting_id', '=', meetingId)
    .where(
      sql<boolean>`not exists (select from partners_decision later
        where later.convention_id = decision.convention_id and later.replaces_id = decision.id)`,
    )
    .orderBy('decision.id')
    .limit(MOST_DECISIONS)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    said: row.said,
    pointId: row.point_id,
    givenIn: row.given_in,
    replaces: replacedOf(row),
  }))
}

/** What a form was filled with, told apart from what was written meanwhile. */
export function stateOf(said: string): string {
  return hashOf(said.replaceAll('\r\n', '\n'))
}

export interface SentNote {
  pointId: string
  said: string
  /** The state of what was read before writing. */
  was: string
}

/** Writes what was changed in the form. Where somebody else wrote meanwhile, nothing is written at all: those points are returned. */
export async function writeNotes(tx: ActorTx, meetingId: string, sent: readonly SentNote[]): Promise<string[]> {
  must(tx.actor, 'partners.meeting.write')
  await meetingToWrite(tx, meetingId)
  const known = new Set((await agendaOf(tx, meetingId)).map(({ id }) => id))
  const standing = await notesOf(tx, meetingId)
  const changed = sent.filter(
    ({ pointId, said, was }) =>
      known.has(pointId) && ![was, stateOf(standing.get(pointId)?.said ?? '')].includes(stateOf(said)),
  )
  const overtaken = changed.filter(({ pointId, was }) => stateOf(standing.get(pointId)?.said ?? '') !== was)
  if (overtaken.length > 0 || changed.length === 0) return overtaken.map(({ pointId }) => pointId)
  await tx
    .insertInto('partners_note')
    .values(
      changed.map(({ pointId, said }) => ({
        convention_id: tx.actor.conventionId,
        point_id: pointId,
        said,
        written_by: tx.actor.memberId,
      })),
    )
    .onConflict((on) =>
      on.columns(['convention_id', 'point_id']).doUpdateSet({
        said: sql`excluded.said`,
        written_by: sql`excluded.written_by`,
        written_at: sql`now()`,
      }),
    )
    .execute()
  return []
}

export interface NewDecision {
  said: string
  pointId: string | null
}

export async function addDecision(tx: ActorTx, meetingId: string, decision: NewDecision, replacesId?: string) {
  must(tx.actor, 'partners.meeting.write')
  await meetingToWrite(tx, meetingId)
  await isOnAgenda(tx, meetingId, decision.pointId)
  await tx
    .insertInto('partners_decision')
    .values({
      convention_id: tx.actor.conventionId,
      meeting_id: meetingId,
      ...(replacesId === undefined ? {} : { replaces_id: replacesId }),
      written_by: tx.actor.memberId,
      said: decision.said,
      point_id: decision.pointId,
    })
    .execute()
}

/** Rewords a decision that no version gave out; one given out stays, and the next version says this in its place. */
export async function changeDecision(tx: ActorTx, meetingId: string, id: string, decision: NewDecision): Promise<void> {
  must(tx.actor, 'partners.meeting.write')
  await meetingToWrite(tx, meetingId)
  const standing = (await decisionsAt(tx, meetingId)).find((one) => one.id === id)
  if (!standing) throw new Refusal('partners.changed-meanwhile', { status: 409 })
  if (standing.givenIn !== null) return addDecision(tx, meetingId, decision, id)
  await isOnAgenda(tx, meetingId, decision.pointId)
  await tx
    .updateTable('partners_decision')
    .set({ said: decision.said, point_id: decision.pointId })
    .where('id', '=', id)
    .execute()
}

export interface NewAction extends NewDecision {
  organisationId: string
  person: string
  dueOn: string
}

export async function addAction(tx: ActorTx, meetingId: string, action: NewAction, replacesId?: string): Promise<void> {
  must(tx.actor, 'partners.meeting.write')
  await meetingToWrite(tx, meetingId)
  await isOnAgenda(tx, meetingId, action.pointId)
  await tx
    .insertInto('partners_action')
    .values({
      convention_id: tx.actor.conventionId,
      meeting_id: meetingId,
      ...(replacesId === undefined ? {} : { replaces_id: replacesId }),
      written_by: tx.actor.memberId,
      ...columnsOf(action),
    })
    .execute()
}

/** The same for an action, as long as it is open. */
export async function changeAction(tx: ActorTx, meetingId: string, id: string, action: NewAction): Promise<void> {
  must(tx.actor, 'partners.meeting.write')
  await meetingToWrite(tx, meetingId)
  const standing = (await actionsAt(tx, meetingId)).find((one) => one.id === id)
  if (!standing || standing.closedOn !== null) throw new Refusal('partners.changed-meanwhile', { status: 409 })
  if (standing.givenIn !== null) return addAction(tx, meetingId, action, id)
  await isOnAgenda(tx, meetingId, action.pointId)
  await tx.updateTable('partners_action').set(columnsOf(action)).where('id', '=', id).execute()
}

function columnsOf({ said, pointId, organisationId, person, dueOn }: NewAction) {
  return { said, point_id: pointId, organisation_id: organisationId, person, due_on: dueOn }
}

async function isOnAgenda(tx: ActorTx, meetingId: string, pointId: string | null): Promise<void> {
  if (pointId !== null && !(await agendaOf(tx, meetingId)).some(({ id }) => id === pointId))
    throw new Refusal('partners.changed-meanwhile', { status: 409 })
}

/** Takes back what was typed by mistake. What the minutes have given out once stays: an action is closed or replaced, a decision replaced. */
export async function takeBack(tx: ActorTx, meetingId: string, what: 'decision' | 'action', id: string): Promise<void> {
  must(tx.actor, 'partners.meeting.write')
  await meetingToWrite(tx, meetingId)
  const table = what === 'decision' ? 'partners_decision' : 'partners_action'
  const found = await tx
    .selectFrom(table)
    .select('given_in')
    .where('meeting_id', '=', meetingId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (typeof found?.given_in === 'number') throw new Refusal('partners.minutes-are-out')
  await tx.deleteFrom(table).where('meeting_id', '=', meetingId).where('id', '=', id).execute()
}

/** One writer at a time: what a version gives out is what its writer's page would have shown. */
async function meetingToWrite(tx: ActorTx, id: string): Promise<Meeting> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${id}, 0))`.execute(tx)
  const meeting = await meetingOf(tx, id)
  if (meeting.state === 'cancelled') throw new Refusal('partners.meeting-cancelled')
  return meeting
}

type Draft = Awaited<ReturnType<typeof draftOf>>

/** What would be given out now. */
async function contentOf(tx: ActorTx, { meeting, points, decisions, actions }: Draft): Promise<MinutesContent> {
  const given = (rows: typeof actions) =>
    rows.map(({ said, organisation, person, dueOn, replaces }) => ({ said, organisation, person, dueOn, replaces }))
  const partOf = (pointId: string | null) => ({
    decisions: decisions.filter((one) => one.pointId === pointId).map(({ said, replaces }) => ({ said, replaces })),
    actions: given(actions.filter((one) => one.pointId === pointId)),
  })
  const rest = partOf(null)
  return {
    kind: meeting.kind,
    title: meeting.title,
    startsAt: meeting.startsAt,
    endsAt: meeting.endsAt,
    place: meeting.place,
    people: (await inviteesOf(tx, meeting.id)).map(({ name, organisation, attendance, substitute }) => ({
      name,
      organisation,
      attendance,
      substitute,
    })),
    parts: [
      ...points.map(({ id, title, said }) => ({ title, said, ...partOf(id) })),
      ...(rest.decisions.length + rest.actions.length > 0 ? [{ title: null, said: '', ...rest }] : []),
    ],
    // What another meeting's minutes have not given out yet is not given out by these.
    earlier: given((await openBefore(tx, meeting.startsAt)).filter(({ givenIn }) => givenIn !== null)),
  }
}

/** Gives the minutes out: from now on every reader of the room has them, and this version never changes. */
export async function publishMinutes(tx: ActorTx, meetingId: string): Promise<void> {
  must(tx.actor, 'partners.meeting.write')
  const meeting = await meetingToWrite(tx, meetingId)
  if (new Date(meeting.startsAt) > new Date()) throw new Refusal('partners.not-held-yet')
  const draft = await draftOf(tx, meetingId)
  const content = await contentOf(tx, draft)
  if (content.parts.every(({ said, decisions, actions }) => said === '' && decisions.length + actions.length === 0))
    throw new Refusal('partners.nothing-written')
  if (content.people.some(({ attendance }) => attendance === null)) throw new Refusal('partners.who-was-there')
  const { version } = await tx
    .insertInto('partners_minutes')
    .values({
      convention_id: tx.actor.conventionId,
      meeting_id: meetingId,
      version: sql<number>`(select coalesce(max(version), 0) + 1 from partners_minutes where meeting_id = ${meetingId})`,
      content: JSON.stringify(content),
      published_by: tx.actor.memberId,
    })
    .returning('version')
    .executeTakeFirstOrThrow()
  await giveOut(tx, 'partners_decision', draft.decisions, version)
  await giveOut(tx, 'partners_action', draft.actions, version)
}

/** Marks what a version gave out first, and what it put something else in the place of. */
async function giveOut(
  tx: ActorTx,
  table: 'partners_decision' | 'partners_action',
  said: readonly { id: string; givenIn: number | null }[],
  version: number,
): Promise<void> {
  const fresh = said.filter(({ givenIn }) => givenIn === null).map(({ id }) => id)
  if (fresh.length === 0) return
  await tx.updateTable(table).set({ given_in: version }).where('id', 'in', fresh).execute()
  await sql`update ${sql.table(table)} former set replaced_in = ${version} from ${sql.table(table)} later
    where later.id = any(${fresh}::uuid[]) and later.convention_id = former.convention_id and later.replaces_id = former.id`.execute(
    tx,
  )
}

/** A version given out, the newest unless another is asked for, for everyone; before any, the draft for those who write it. */
export async function minutesOf(tx: ActorTx, meetingId: string, version?: number) {
  const meeting = await meetingOf(tx, meetingId)
  const versions = await tx
    .selectFrom('partners_minutes as minutes')
    .innerJoin('member', 'member.id', 'minutes.published_by')
    .select(['minutes.id', 'version', 'published_at', 'display_name as by'])
    .where('meeting_id', '=', meeting.id)
    .orderBy('version', 'desc')
    .limit(MOST_VERSIONS)
    .execute()
  const asked = version === undefined ? versions[0] : versions.find((one) => one.version === version)
  if (!asked) {
    if (version !== undefined || !may(tx.actor, 'partners.meeting.write'))
      throw new Refusal('platform.not-found', { status: 404 })
    return { meeting, content: await contentOf(tx, await draftOf(tx, meetingId)), given: null, versions: [] }
  }
  const { content } = await tx
    .selectFrom('partners_minutes')
    .select('content')
    .where('id', '=', asked.id)
    .executeTakeFirstOrThrow()
  const given = versions.map(({ published_at, ...one }) => ({ ...one, at: published_at.toISOString() }))
  return {
    meeting,
    content: MinutesContent.parse(content),
    given: given.find(({ id }) => id === asked.id) ?? null,
    versions: given,
  }
}

/** A party's yes is to the words it read, not to those that came meanwhile. */
export async function speakOnMinutes(
  tx: ActorTx,
  meetingId: string,
  version: number,
  word: { kind: WordKind; said: string },
): Promise<void> {
  must(tx.actor, 'partners.speak')
  const { given } = await minutesOf(tx, meetingId)
  if (!given) throw new Refusal('partners.minutes-not-out')
  if (given.version !== version) throw new Refusal('partners.minutes-newer', { status: 409 })
  await speak(tx, { minutesId: given.id }, word)
}
