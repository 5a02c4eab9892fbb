/** What was decided and what somebody has to do: open until closed, at each next meeting again. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import type { TableQuery } from '#app/ui/table-query.ts'
import type { Replaced } from './minutes-content.ts'

const MOST_EXPORTED = 20_000
const MOST_SHOWN = 300
const DECISIONS_ON_A_PAGE = 50

export interface Action {
  id: string
  said: string
  organisation: string
  person: string
  dueOn: string
  late: boolean
  closedOn: string | null
  outcome: string | null
  meetingId: string
  meeting: string
  heldAt: string
  pointId: string | null
  organisationId: string
  /** The version of the minutes that gave it out; none: those who write see it alone. */
  givenIn: number | null
  /** The version that gave out another in its place. */
  replacedIn: number | null
  replaces: Replaced
}

const SORTS: Record<string, string> = { due: 'due_on', responsible: 'organisation' }

export async function actionsOf(tx: ActorTx, query: TableQuery, { all = false } = {}) {
  must(tx.actor, 'partners.read')
  const { state = 'open' } = query.filters
  const found = rowsOf(tx)
    .where(isNotWaiting)
    .$if(state === 'open', (rows) => rows.where('closed_at', 'is', null).where('replaced_in', 'is', null))
    .$if(state === 'late', (rows) => rows.where('late', '=', true))
    .$if(state === 'closed', (rows) => rows.where('closed_at', 'is not', null))
    .$if(query.q !== '', (rows) =>
      rows.where(
        sql<boolean>`searchable(concat_ws(' ', said, organisation, person, outcome)) like '%' || searchable(${query.q}) || '%'`,
      ),
    )
  const { total } = await found.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  const rows = await found
    .selectAll()
    .orderBy(sql.ref(SORTS[query.sort ?? ''] ?? 'due_on'), query.direction === 'descending' ? 'desc' : 'asc')
    .orderBy('id')
    .limit(all ? MOST_EXPORTED : query.pageRows)
    .offset(all ? 0 : (query.page - 1) * query.pageRows)
    .execute()
  return { total, rows: rows.map(asAction) }
}

/** Open when a meeting began, from the meetings before it: what it has to look at again. */
export async function openBefore(tx: ActorTx, startsAt: string): Promise<Action[]> {
  const rows = await rowsOf(tx)
    .selectAll()
    .where('held_at', '<', new Date(startsAt))
    .where(isNotWaiting)
    .where('replaced_in', 'is', null)
    .where((row) => row.or([row('closed_at', 'is', null), row('closed_at', '>', new Date(startsAt))]))
    .orderBy('due_on')
    .orderBy('id')
    .limit(MOST_SHOWN)
    .execute()
  return rows.map(asAction)
}

/** Those that the next version of a meeting's minutes says: the newest of each that was replaced. */
export async function actionsAt(tx: ActorTx, meetingId: string): Promise<Action[]> {
  const rows = await rowsOf(tx)
    .selectAll()
    .where('meeting_id', '=', meetingId)
    .where(
      sql<boolean>`not exists (select from partners_action later
        where later.convention_id = listed.convention_id and later.replaces_id = listed.id)`,
    )
    .orderBy('id')
    .limit(MOST_SHOWN)
    .execute()
  return rows.map(asAction)
}

function rowsOf(tx: ActorTx) {
  return tx.selectFrom(
    tx
      .selectFrom('partners_action as action')
      .innerJoin('partners_organisation as organisation', 'organisation.id', 'action.organisation_id')
      .innerJoin('partners_meeting as meeting', 'meeting.id', 'action.meeting_id')
      .leftJoin('partners_action as former', 'former.id', 'action.replaces_id')
      .select(['action.convention_id', 'action.id', 'action.said', 'action.person', 'action.due_on'])
      .select(['action.closed_at', 'action.outcome', 'action.meeting_id', 'action.point_id', 'action.organisation_id'])
      .select(['action.given_in', 'action.replaced_in', 'former.said as former_said', 'former.given_in as former_in'])
      .select(['organisation.name as organisation', 'meeting.title as meeting', 'meeting.starts_at as held_at'])
      .select(
        sql<boolean>`action.closed_at is null and action.replaced_in is null and action.due_on < current_date`.as(
          'late',
        ),
      )
      .where('action.convention_id', '=', tx.actor.conventionId)
      .as('listed'),
  )
}

/** What will stand in the place of another is not listed beside it before it is given out. */
const isNotWaiting = sql<boolean>`(former_in is null or given_in is not null)`

interface Row extends Pick<Action, 'id' | 'said' | 'organisation' | 'person' | 'late' | 'outcome' | 'meeting'> {
  due_on: string
  closed_at: Date | null
  held_at: Date
  meeting_id: string
  point_id: string | null
  organisation_id: string
  given_in: number | null
  replaced_in: number | null
  former_said: string | null
  former_in: number | null
}

function asAction({ due_on, closed_at, held_at, meeting_id, point_id, organisation_id, ...row }: Row): Action {
  return {
    id: row.id,
    said: row.said,
    organisation: row.organisation,
    person: row.person,
    late: row.late,
    outcome: row.outcome,
    meeting: row.meeting,
    dueOn: due_on,
    closedOn: closed_at?.toISOString() ?? null,
    heldAt: held_at.toISOString(),
    meetingId: meeting_id,
    pointId: point_id,
    organisationId: organisation_id,
    givenIn: row.given_in,
    replacedIn: row.replaced_in,
    replaces: replacedOf(row),
  }
}

export function replacedOf({ former_said, former_in }: { former_said: string | null; former_in: number | null }) {
  return former_said === null || former_in === null ? null : { said: former_said, version: former_in }
}

/** How many are open, and how many late, of those the reader may see. */
export async function actionCounts(tx: ActorTx): Promise<{ open: number; late: number }> {
  return tx
    .selectFrom('partners_action')
    .select(sql<number>`count(*)`.as('open'))
    .select(sql<number>`count(*) filter (where due_on < current_date)`.as('late'))
    .where('closed_at', 'is', null)
    .where('replaced_in', 'is', null)
    .where(sql<boolean>`(replaces_id is null or given_in is not null)`)
    .where('convention_id', '=', tx.actor.conventionId)
    .executeTakeFirstOrThrow()
}

export async function closeAction(tx: ActorTx, id: string, outcome: string): Promise<void> {
  must(tx.actor, 'partners.meeting.write')
  const closed = await tx
    .updateTable('partners_action')
    .set({ closed_at: sql`now()`, closed_by: tx.actor.memberId, outcome })
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .where('replaced_in', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!closed) throw new Refusal('platform.not-found', { status: 404 })
}

/** Newest first; whoever may not write sees those of minutes that are out. One that was replaced is listed with what stands in its place. */
export async function decisionsOf(tx: ActorTx, q: string, page: number) {
  must(tx.actor, 'partners.read')
  const found = tx
    .selectFrom('partners_decision as decision')
    .innerJoin('partners_meeting as meeting', 'meeting.id', 'decision.meeting_id')
    .leftJoin('partners_decision as later', 'later.replaces_id', 'decision.id')
    .where('decision.convention_id', '=', tx.actor.conventionId)
    .where(sql<boolean>`(decision.replaces_id is null or decision.given_in is not null)`)
    .$if(q !== '', (rows) => rows.where(sql<boolean>`searchable(decision.said) like '%' || searchable(${q}) || '%'`))
  const { total } = await found.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  const rows = await found
    .select(['decision.id', 'decision.said', 'decision.given_in', 'decision.meeting_id'])
    .select(['meeting.title as meeting', 'starts_at'])
    .select(sql<string | null>`case when decision.replaced_in is not null then later.said end`.as('replacedBy'))
    .orderBy('starts_at', 'desc')
    .orderBy('decision.id')
    .limit(DECISIONS_ON_A_PAGE)
    .offset((page - 1) * DECISIONS_ON_A_PAGE)
    .execute()
  return {
    pages: Math.max(1, Math.ceil(total / DECISIONS_ON_A_PAGE)),
    decisions: rows.map(({ meeting_id, starts_at, given_in, ...row }) => ({
      ...row,
      givenIn: given_in,
      meetingId: meeting_id,
      heldAt: starts_at.toISOString(),
    })),
  }
}
