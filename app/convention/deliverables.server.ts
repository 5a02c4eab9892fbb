/** Deliverables: who owes what by when, how far it is, and what shows that it was done. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import type { TableQuery } from '#app/ui/table-query.ts'
import { evidenceOf } from './evidence.server.ts'
import { actionOf } from './missions.server.ts'
import { today } from './today.server.ts'

export type DeliverableState = 'planned' | 'started' | 'done' | 'reopened'

const state = sql<DeliverableState>`deliverable_state(deliverable.convention_id, deliverable.id)`
const isLate = sql<boolean>`(deliverable.due_on < ${today} and ${state} <> 'done')`
const MOST = 1000
// Of an action that is withdrawn, or that only a prepared amendment brings in, nothing is owed.
const standing = sql<boolean>`said.is_withdrawn = false`
const MOST_EXPORTED = 20_000

function deliverables(tx: ActorTx) {
  return tx
    .selectFrom('convention_deliverable as deliverable')
    .innerJoin('convention_action as action', 'action.id', 'deliverable.action_id')
    .leftJoin('convention_action_standing as said', 'said.action_id', 'action.id')
    .innerJoin('convention_mission as mission', (on) =>
      on.on(sql<boolean>`mission.id = coalesce(said.mission_id, action.mission_id)`),
    )
    .innerJoin('convention_party as party', 'party.id', 'deliverable.party_id')
    .select(['deliverable.id', 'deliverable.title', 'deliverable.due_on', 'deliverable.action_id'])
    .select(['party.name as party', 'deliverable.party_id', 'mission.title as mission', 'mission.code as mission_code'])
    .select([state.as('state'), isLate.as('is_late')])
    .select(
      sql<string>`coalesce(said.title, (select v.title from convention_action_version v
        where v.convention_id = action.convention_id and v.action_id = action.id order by v.version desc limit 1))`.as(
        'action',
      ),
    )
    .select(
      sql<number>`(select count(*) from convention_evidence e where e.convention_id = deliverable.convention_id
        and e.deliverable_id = deliverable.id and e.withdrawn_at is null)`.as('evidence_count'),
    )
    .select(
      sql<string | null>`case when ${state} = 'done' then (select (max(s.noted_at) at time zone 'Europe/Paris')::date
        from convention_deliverable_step s where s.convention_id = deliverable.convention_id and s.deliverable_id = deliverable.id
          and s.state = 'done') end`.as('done_on'),
    )
}

/** All of them by due day, for what is drawn and for an action's page. */
export async function deliverablesOf(tx: ActorTx, actionId?: string) {
  must(tx.actor, 'convention.contract.read')
  return deliverables(tx)
    .$if(actionId === undefined, (rows) => rows.where(standing))
    .$if(actionId !== undefined, (rows) => rows.where('deliverable.action_id', '=', actionId ?? ''))
    .orderBy('deliverable.due_on')
    .orderBy('deliverable.id')
    .limit(MOST)
    .execute()
}

/** What a table was asked for, a page at a time, or all of it for a file. */
export async function listedDeliverables(tx: ActorTx, query: TableQuery, { all = false } = {}) {
  must(tx.actor, 'convention.contract.read')
  const { mission, state: wanted } = query.filters
  const found = deliverables(tx)
    .where(standing)
    .$if(query.q !== '', (rows) =>
      rows.where(sql<boolean>`strpos(searchable(deliverable.title), searchable(${query.q})) > 0`),
    )
    .$if(mission !== undefined, (rows) => rows.where('mission.code', '=', mission ?? ''))
    .$if(wanted === 'late', (rows) => rows.where(isLate))
    .$if(wanted === 'done', (rows) => rows.where(state, '=', 'done'))
    .$if(wanted === 'open', (rows) => rows.where(state, '<>', 'done'))
  const direction = query.direction === 'descending' ? 'desc' : 'asc'
  const rows = await found
    .orderBy(query.sort === 'title' ? sql`deliverable.title collate "fr-x-icu"` : 'deliverable.due_on', direction)
    .orderBy('deliverable.id')
    .limit(all ? MOST_EXPORTED : query.pageRows)
    .offset(all ? 0 : (query.page - 1) * query.pageRows)
    .execute()
  const { total } = await tx
    .selectFrom(found.as('found'))
    .select(sql<number>`count(*)`.as('total'))
    .executeTakeFirstOrThrow()
  return { rows, total }
}

/** One deliverable, its evidence and its history. */
export async function deliverableOf(tx: ActorTx, id: string) {
  must(tx.actor, 'convention.contract.read')
  const row = await deliverables(tx).where(sql<boolean>`deliverable.id::text = ${id}`).executeTakeFirst()
  if (!row) throw new Refusal('platform.not-found', { status: 404 })
  const steps = await tx
    .selectFrom('convention_deliverable_step as step')
    .innerJoin('member', 'member.id', 'step.noted_by')
    .select(['step.id', 'step.state', 'step.noted_at', 'member.display_name as by'])
    .where('step.deliverable_id', '=', row.id)
    .orderBy('step.id', 'desc')
    .limit(MOST)
    .execute()
  return {
    ...row,
    evidence: await evidenceOf(tx, row.id),
    steps: steps.map(({ noted_at, ...step }) => ({ ...step, at: noted_at.toISOString() })),
  }
}

export interface DeliverableFacts {
  title: string
  partyId: string
  dueOn: string
}

export async function addDeliverable(tx: ActorTx, actionId: string, facts: DeliverableFacts): Promise<string> {
  must(tx.actor, 'convention.contract.change')
  const { versions } = await actionOf(tx, actionId)
  if (versions.every(({ is_prepared }) => is_prepared)) throw new Refusal('convention.action-prepared', { status: 409 })
  const { id } = await tx
    .insertInto('convention_deliverable')
    .values({ convention_id: tx.actor.conventionId, action_id: actionId, ...(await columnsOf(tx, facts)) })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function changeDeliverable(tx: ActorTx, id: string, facts: DeliverableFacts): Promise<void> {
  must(tx.actor, 'convention.contract.change')
  const { numUpdatedRows } = await tx
    .updateTable('convention_deliverable')
    .set(await columnsOf(tx, facts))
    .where(sql<boolean>`id::text = ${id}`)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) throw new Refusal('platform.not-found', { status: 404 })
}

async function columnsOf(tx: ActorTx, { title, partyId, dueOn }: DeliverableFacts) {
  const party = await tx.selectFrom('convention_party').select('id').where('id', '=', partyId).executeTakeFirst()
  if (!party) throw new Refusal('form.not-a-choice', { field: 'partyId' })
  return { title, party_id: partyId, due_on: dueOn }
}

/** Notes how far a deliverable is. Done needs evidence, and the database holds to it. */
export async function noteState(tx: ActorTx, id: string, next: 'started' | 'done' | 'reopened'): Promise<void> {
  must(tx.actor, 'convention.contract.change')
  const { state: now, evidence } = await deliverableOf(tx, id)
  if (now === next) return // a second press says nothing new
  if (next === 'done' && evidence.length === 0) throw new Refusal('convention.evidence-missing', { status: 409 })
  if ((next === 'reopened') !== (now === 'done')) throw new Refusal('convention.state-not-next', { status: 409 })
  await tx
    .insertInto('convention_deliverable_step')
    .values({ convention_id: tx.actor.conventionId, deliverable_id: id, state: next, noted_by: tx.actor.memberId })
    .execute()
}
