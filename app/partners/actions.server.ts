/** What was decided and what somebody has to do: open until closed, at each next meeting again. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import type { TableQuery } from '#app/ui/table-query.ts'

const MOST_EXPORTED = 20_000
const MOST_SHOWN = 300

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
}

const SORTS: Record<string, string> = { due: 'due_on', responsible: 'organisation' }

export async function actionsOf(tx: ActorTx, query: TableQuery, { all = false } = {}) {
  must(tx.actor, 'partners.read')
  const { state = 'open' } = query.filters
  const found = rowsOf(tx)
    .$if(state === 'open', (rows) => rows.where('closed_at', 'is', null))
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
    .where((row) => row.or([row('closed_at', 'is', null), row('closed_at', '>', new Date(startsAt))]))
    .orderBy('due_on')
    .orderBy('id')
    .limit(MOST_SHOWN)
    .execute()
  return rows.map(asAction)
}

export async function actionsAt(tx: ActorTx, meetingId: string): Promise<Action[]> {
  const rows = await rowsOf(tx)
    .selectAll()
    .where('meeting_id', '=', meetingId)
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
      .select(['action.id', 'said', 'person', 'due_on', 'closed_at', 'outcome', 'meeting_id', 'point_id'])
      .select(['organisation.name as organisation', 'meeting.title as meeting', 'meeting.starts_at as held_at'])
      .select(sql<boolean>`closed_at is null and due_on < current_date`.as('late'))
      .where('action.convention_id', '=', tx.actor.conventionId)
      .as('listed'),
  )
}

interface Row extends Pick<Action, 'id' | 'said' | 'organisation' | 'person' | 'late' | 'outcome' | 'meeting'> {
  due_on: string
  closed_at: Date | null
  held_at: Date
  meeting_id: string
  point_id: string | null
}

function asAction({ due_on, closed_at, held_at, meeting_id, point_id, ...row }: Row): Action {
  return {
    ...row,
    dueOn: due_on,
    closedOn: closed_at?.toISOString() ?? null,
    heldAt: held_at.toISOString(),
    meetingId: meeting_id,
    pointId: point_id,
  }
}

/** How many are open, and how many late, of those the reader may see. */
export async function actionCounts(tx: ActorTx): Promise<{ open: number; late: number }> {
  return tx
    .selectFrom('partners_action')
    .select(sql<number>`count(*)`.as('open'))
    .select(sql<number>`count(*) filter (where due_on < current_date)`.as('late'))
    .where('closed_at', 'is', null)
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
    .returning('id')
    .executeTakeFirst()
  if (!closed) throw new Refusal('platform.not-found', { status: 404 })
}

/** Newest first; whoever may not write sees those of minutes that are out. */
export async function decisionsOf(tx: ActorTx, q: string) {
  must(tx.actor, 'partners.read')
  const rows = await tx
    .selectFrom('partners_decision as decision')
    .innerJoin('partners_meeting as meeting', 'meeting.id', 'decision.meeting_id')
    .select(['decision.id', 'said', 'meeting_id', 'meeting.title as meeting', 'starts_at'])
    .$if(q !== '', (found) => found.where(sql<boolean>`searchable(said) like '%' || searchable(${q}) || '%'`))
    .where('decision.convention_id', '=', tx.actor.conventionId)
    .orderBy('starts_at', 'desc')
    .orderBy('decision.id')
    .limit(MOST_SHOWN)
    .execute()
  return rows.map(({ meeting_id, starts_at, ...row }) => ({
    ...row,
    meetingId: meeting_id,
    heldAt: starts_at.toISOString(),
  }))
}
