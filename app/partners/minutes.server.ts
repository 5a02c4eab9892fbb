/** Minutes: written point by point while the meeting goes on, given out once, corrected by a newer version. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { may } from '#app/platform/permissions.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { actionsAt, openBefore } from './actions.server.ts'
import { agendaOf, inviteesOf, type Meeting, meetingOf } from './meetings.server.ts'
import { MinutesContent } from './minutes-content.ts'

/** The page of whoever writes: each point with what was said on it, what was decided, who does what. */
export async function draftOf(tx: ActorTx, meetingId: string) {
  must(tx.actor, 'partners.meeting.write')
  const meeting = await meetingOf(tx, meetingId)
  const notes = await tx
    .selectFrom('partners_note as note')
    .innerJoin('partners_point as point', 'point.id', 'note.point_id')
    .select(['point_id', 'said'])
    .where('meeting_id', '=', meetingId)
    .limit(40)
    .execute()
  const decisions = await tx
    .selectFrom('partners_decision')
    .select(['id', 'said', 'point_id as pointId'])
    .where('meeting_id', '=', meetingId)
    .orderBy('id')
    .limit(200)
    .execute()
  const points = (await agendaOf(tx, meetingId)).map((point) => ({
    ...point,
    said: notes.find(({ point_id }) => point_id === point.id)?.said ?? '',
  }))
  return { meeting, points, decisions, actions: await actionsAt(tx, meetingId) }
}

export async function writeNotes(tx: ActorTx, meetingId: string, said: ReadonlyMap<string, string>): Promise<void> {
  must(tx.actor, 'partners.meeting.write')
  const points = await agendaOf(tx, (await openMeeting(tx, meetingId)).id)
  const rows = points.flatMap(({ id }) => {
    const text = said.get(id)
    return text === undefined ? [] : [{ point_id: id, said: text }]
  })
  if (rows.length === 0) return
  await tx
    .insertInto('partners_note')
    .values(rows.map((row) => ({ ...row, convention_id: tx.actor.conventionId, written_by: tx.actor.memberId })))
    .onConflict((on) =>
      on.columns(['convention_id', 'point_id']).doUpdateSet({
        said: sql`excluded.said`,
        written_by: sql`excluded.written_by`,
        written_at: sql`now()`,
      }),
    )
    .execute()
}

export async function addDecision(
  tx: ActorTx,
  meetingId: string,
  { said, pointId }: { said: string; pointId: string | null },
) {
  must(tx.actor, 'partners.meeting.write')
  await openMeeting(tx, meetingId)
  await tx
    .insertInto('partners_decision')
    .values({
      convention_id: tx.actor.conventionId,
      meeting_id: meetingId,
      point_id: pointId,
      said,
      written_by: tx.actor.memberId,
    })
    .execute()
}

export interface NewAction {
  said: string
  pointId: string | null
  organisationId: string
  person: string
  dueOn: string
}

export async function addAction(tx: ActorTx, meetingId: string, action: NewAction): Promise<void> {
  must(tx.actor, 'partners.meeting.write')
  await openMeeting(tx, meetingId)
  await tx
    .insertInto('partners_action')
    .values({
      convention_id: tx.actor.conventionId,
      meeting_id: meetingId,
      point_id: action.pointId,
      said: action.said,
      organisation_id: action.organisationId,
      person: action.person,
      due_on: action.dueOn,
      written_by: tx.actor.memberId,
    })
    .execute()
}

/** Takes back what was typed by mistake. What the minutes have given out once stays: an action is closed, a decision replaced. */
export async function takeBack(tx: ActorTx, meetingId: string, what: 'decision' | 'action', id: string): Promise<void> {
  must(tx.actor, 'partners.meeting.write')
  const { state } = await openMeeting(tx, meetingId)
  if (state === 'minuted') throw new Refusal('partners.minutes-are-out')
  await tx
    .deleteFrom(what === 'decision' ? 'partners_decision' : 'partners_action')
    .where('meeting_id', '=', meetingId)
    .where('id', '=', id)
    .execute()
}

async function openMeeting(tx: ActorTx, id: string): Promise<Meeting> {
  const meeting = await meetingOf(tx, id)
  if (meeting.state === 'cancelled') throw new Refusal('partners.meeting-cancelled')
  return meeting
}

/** What would be given out now. */
export async function contentOf(tx: ActorTx, meetingId: string): Promise<MinutesContent> {
  const { meeting, points, decisions, actions } = await draftOf(tx, meetingId)
  const given = (rows: typeof actions) =>
    rows.map(({ said, organisation, person, dueOn }) => ({ said, organisation, person, dueOn }))
  const partOf = (pointId: string | null) => ({
    decisions: decisions.filter((one) => one.pointId === pointId).map(({ said }) => said),
    actions: given(actions.filter((one) => one.pointId === pointId)),
  })
  const rest = partOf(null)
  return {
    kind: meeting.kind,
    title: meeting.title,
    startsAt: meeting.startsAt,
    endsAt: meeting.endsAt,
    place: meeting.place,
    people: (await inviteesOf(tx, meetingId)).map(({ name, organisation, attendance, substitute }) => ({
      name,
      organisation,
      attendance,
      substitute,
    })),
    parts: [
      ...points.map(({ id, title, said }) => ({ title, said, ...partOf(id) })),
      ...(rest.decisions.length + rest.actions.length > 0 ? [{ title: null, said: '', ...rest }] : []),
    ],
    earlier: given(await openBefore(tx, meeting.startsAt)),
  }
}

/** Gives the minutes out: from now on every reader of the room has them, and this version never changes. */
export async function publishMinutes(tx: ActorTx, meetingId: string): Promise<void> {
  must(tx.actor, 'partners.meeting.write')
  const meeting = await openMeeting(tx, meetingId)
  if (new Date(meeting.startsAt) > new Date()) throw new Refusal('partners.not-held-yet')
  const content = await contentOf(tx, meetingId)
  if (content.parts.every(({ said, decisions, actions }) => said === '' && decisions.length + actions.length === 0))
    throw new Refusal('partners.nothing-written')
  if (content.people.some(({ attendance }) => attendance === null)) throw new Refusal('partners.who-was-there')
  await sql`select pg_advisory_xact_lock(hashtextextended(${meetingId}, 0))`.execute(tx)
  await tx
    .insertInto('partners_minutes')
    .values({
      convention_id: tx.actor.conventionId,
      meeting_id: meetingId,
      version: sql<number>`(select coalesce(max(version), 0) + 1 from partners_minutes where meeting_id = ${meetingId})`,
      content: JSON.stringify(content),
      published_by: tx.actor.memberId,
    })
    .execute()
}

/** The newest version given out, for everyone; before that, the draft for those who write it. */
export async function minutesOf(tx: ActorTx, meetingId: string) {
  const meeting = await meetingOf(tx, meetingId)
  const given = await tx
    .selectFrom('partners_minutes as minutes')
    .innerJoin('member', 'member.id', 'minutes.published_by')
    .select(['minutes.id', 'version', 'content', 'published_at', 'display_name as by'])
    .where('meeting_id', '=', meeting.id)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (given)
    return {
      meeting,
      content: MinutesContent.parse(given.content),
      given: { id: given.id, version: given.version, at: given.published_at.toISOString(), by: given.by },
    }
  if (!may(tx.actor, 'partners.meeting.write')) throw new Refusal('platform.not-found', { status: 404 })
  return { meeting, content: await contentOf(tx, meetingId), given: null }
}
