/** Missions and their actions: how far each is, what each says, and what it said before. */
import { sql } from 'kysely'
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { knownAmendment } from './amendments.server.ts'
import type { Point } from './points.ts'
import { today } from './today.server.ts'

const MOST = 200
const Points = z.array(z.object({ text: z.string(), parts: z.array(z.string()) }))

/** Missions in their order, each with its actions and what is delivered, late or still to come. */
export async function missions(tx: ActorTx) {
  must(tx.actor, 'convention.contract.read')
  const rows = await tx
    .selectFrom('convention_mission')
    .select(['id', 'code', 'title', 'semesters', 'budget_cents', 'last_part', 'start_on', 'ended_on'])
    .orderBy('rank')
    .limit(MOST)
    .execute()
  const actions = await actionsOf(tx)
  return rows.map((mission) => {
    const own = actions.filter(({ mission_id }) => mission_id === mission.id)
    const sum = (pick: (action: (typeof own)[number]) => number) => own.reduce((total, one) => total + pick(one), 0)
    return {
      ...mission,
      actions: own,
      total: sum(({ total }) => total),
      done: sum(({ done }) => done),
      late: sum(({ late }) => late),
    }
  })
}

async function actionsOf(tx: ActorTx) {
  const state = sql<string>`deliverable_state(d.convention_id, d.id)`
  return tx
    .selectFrom('convention_action as action')
    .innerJoinLateral(newestVersion, (on) => on.onTrue())
    .leftJoinLateral(
      (join) =>
        join
          .selectFrom('convention_deliverable as d')
          .whereRef('d.convention_id', '=', 'action.convention_id')
          .whereRef('d.action_id', '=', 'action.id')
          .select([
            sql<number>`count(*)`.as('total'),
            sql<number>`count(*) filter (where ${state} = 'done')`.as('done'),
            sql<number>`count(*) filter (where ${state} <> 'done' and d.due_on < ${today})`.as('late'),
          ])
          .as('counted'),
      (on) => on.onTrue(),
    )
    .select(['action.id', 'action.mission_id', 'action.rank', 'said.title'])
    .select((is) => [
      is.fn.coalesce('counted.total', sql<number>`0`).as('total'),
      is.fn.coalesce('counted.done', sql<number>`0`).as('done'),
      is.fn.coalesce('counted.late', sql<number>`0`).as('late'),
    ])
    .orderBy('action.mission_id')
    .orderBy('action.rank')
    .limit(MOST)
    .execute()
}

// The alias `action` is the caller's.
const newestVersion = sql<{
  title: string
  version: number
}>`(select title, version from convention_action_version v
  where v.convention_id = action.convention_id and v.action_id = action.id order by v.version desc limit 1)`.as<'said'>(
  sql`said (title, version)`,
)

/** One action with all its versions, the one that holds first. */
export async function actionOf(tx: ActorTx, id: string) {
  must(tx.actor, 'convention.contract.read')
  const action = await tx
    .selectFrom('convention_action as action')
    .innerJoin('convention_mission as mission', 'mission.id', 'action.mission_id')
    .select(['action.id', 'action.rank', 'mission.title as mission', 'mission.id as mission_id'])
    .where(sql<boolean>`action.id::text = ${id}`)
    .executeTakeFirst()
  const versions = action ? await versionsOf(tx, action.id) : []
  const [current] = versions
  if (!action || !current) throw new Refusal('platform.not-found', { status: 404 })
  return { ...action, current, versions }
}

async function versionsOf(tx: ActorTx, actionId: string) {
  const rows = await tx
    .selectFrom('convention_action_version as version')
    .innerJoin('member', 'member.id', 'version.written_by')
    .leftJoin('convention_amendment as amendment', 'amendment.id', 'version.amendment_id')
    .select(['version.version', 'version.title', 'version.objectives', 'version.tasks', 'version.written_at'])
    .select(['member.display_name as by', 'amendment.number as amendment'])
    .where('version.action_id', '=', actionId)
    .orderBy('version.version', 'desc')
    .limit(MOST)
    .execute()
  return rows.map(({ objectives, tasks, written_at, ...row }) => ({
    ...row,
    objectives: Points.parse(objectives),
    tasks: Points.parse(tasks),
    at: written_at.toISOString(),
  }))
}

export interface Rewording {
  /** The version that was edited: refused when somebody wrote a newer one meanwhile. */
  from: number
  title: string
  objectives: readonly Point[]
  tasks: readonly Point[]
  amendmentId: string | null
}

/** Writes a new version; those before stay. */
export async function rewordAction(tx: ActorTx, id: string, rewording: Rewording): Promise<void> {
  must(tx.actor, 'convention.contract.change')
  await knownAmendment(tx, rewording.amendmentId)
  const { current } = await actionOf(tx, id)
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('convention_action_version')
    .values({
      convention_id: tx.actor.conventionId,
      action_id: id,
      version: rewording.from + 1,
      title: rewording.title,
      objectives: JSON.stringify(rewording.objectives),
      tasks: JSON.stringify(rewording.tasks),
      amendment_id: rewording.amendmentId,
      written_by: tx.actor.memberId,
    })
    .onConflict((on) => on.columns(['convention_id', 'action_id', 'version']).doNothing())
    .executeTakeFirstOrThrow()
  if (current.version !== rewording.from || numInsertedOrUpdatedRows === 0n)
    throw new Refusal('convention.action-changed', { status: 409 })
}
