/** Missions and their actions: how far each is, what each says, and what it said before. */
import { sql } from 'kysely'
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { endOfMission } from '#packages/schedule/instalments.ts'
import { counts, mustBeAmended, mustBePrepared, takesEffectAt } from './amendments.server.ts'
import type { Point } from './points.ts'
import { settingsOf, suspensionsIn } from './schedule.server.ts'
import { today } from './today.server.ts'

const MOST = 200
const MOST_VERSIONS = 2000
const Points = z.array(z.object({ text: z.string(), parts: z.array(z.string()) }))

/** Missions in their order, each with its actions and what is delivered, late or still to come. */
export async function missions(tx: ActorTx) {
  must(tx.actor, 'convention.contract.read')
  const rows = await tx
    .selectFrom('convention_mission')
    .select(['id', 'code', 'title', 'semesters', 'budget_cents', 'last_part', 'start_on', 'ended_on', 'suspensions'])
    .orderBy('rank')
    .limit(MOST)
    .execute()
  const actions = await actionsOf(tx)
  const { current } = await settingsOf(tx)
  return rows.map((mission) => {
    const own = actions.filter(({ mission_id }) => mission_id === mission.id)
    const sum = (pick: (action: (typeof own)[number]) => number) => own.reduce((total, one) => total + pick(one), 0)
    const suspensions = suspensionsIn(mission.suspensions)
    return {
      ...mission,
      suspensions,
      planned_end: endOfMission({
        startOn: mission.start_on,
        semesters: mission.semesters,
        suspensions,
        ...(current ? { monthEnd: current.monthEnd } : {}),
      }),
      actions: own,
      total: sum(({ total }) => total),
      done: sum(({ done }) => done),
      late: sum(({ late }) => late),
    }
  })
}

async function actionsOf(tx: ActorTx) {
  const state = sql<string>`deliverable_state(d.convention_id, d.id)`
  return (
    tx
      .selectFrom('convention_action as action')
      .innerJoin('convention_action_standing as standing', 'standing.action_id', 'action.id')
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
      .select(['action.id', sql<string>`standing.mission_id`.as('mission_id'), sql<string>`standing.title`.as('title')])
      .where('standing.is_withdrawn', '=', false)
      .select((is) => [
        is.fn.coalesce('counted.total', sql<number>`0`).as('total'),
        is.fn.coalesce('counted.done', sql<number>`0`).as('done'),
        is.fn.coalesce('counted.late', sql<number>`0`).as('late'),
      ])
      // Those that were moved into a mission come after its own.
      .orderBy(sql`standing.mission_id <> action.mission_id`)
      .orderBy('action.rank')
      .orderBy('action.id')
      .limit(MOST)
      .execute()
  )
}

/** One action with all its versions, the newest first; and the one that stands, or the newest where none does yet. */
export async function actionOf(tx: ActorTx, id: string) {
  must(tx.actor, 'convention.contract.read')
  const action = await tx
    .selectFrom('convention_action as action')
    .leftJoin('convention_action_standing as standing', 'standing.action_id', 'action.id')
    .select(['action.id', 'standing.version'])
    .where(sql<boolean>`action.id::text = ${id}`)
    .executeTakeFirst()
  const versions = action ? await actionVersions(tx, { actionId: action.id }) : []
  const current = versions.find(({ version }) => version === action?.version) ?? versions[0]
  if (!action || !current) throw new Refusal('platform.not-found', { status: 404 })
  const newest = Math.max(...versions.map(({ version }) => version))
  return { id: action.id, stands: action.version !== null, current, newest, versions }
}

/** What actions said, the last to take effect first: all that was agreed upon and what a prepared amendment would change, or all of one. */
export async function actionVersions(tx: ActorTx, { actionId, preview }: { actionId?: string; preview?: string }) {
  const rows = await tx
    .selectFrom('convention_action_version as version')
    .innerJoin('member', 'member.id', 'version.written_by')
    .leftJoin('convention_amendment as amendment', 'amendment.id', 'version.amendment_id')
    .innerJoin('convention_mission as mission', 'mission.id', 'version.mission_id')
    .select(['version.action_id', 'version.version', 'version.title', 'version.objectives', 'version.tasks'])
    .select(['version.mission_id', 'version.is_withdrawn', 'mission.title as mission', 'version.written_at'])
    .select(['member.display_name as by', 'version.amendment_id', 'amendment.number as amendment'])
    .select([
      'amendment.effective_on',
      sql<boolean>`(amendment.id is not null and amendment.signed_at is null)`.as('is_prepared'),
    ])
    .select(
      sql<boolean>`(amendment.id is not null and (amendment.signed_at is null or amendment.effective_on > ${today}))`.as(
        'is_coming',
      ),
    )
    .$if(actionId !== undefined, (all) => all.where('version.action_id', '=', actionId ?? ''))
    .$if(actionId === undefined, (all) => all.where(counts(preview ?? null)))
    .orderBy(takesEffectAt(sql.ref('version.written_at')), 'desc')
    .orderBy('version.version', 'desc')
    .limit(MOST_VERSIONS)
    .execute()
  return rows.map(({ objectives, tasks, written_at, ...row }) => ({
    ...row,
    objectives: Points.parse(objectives),
    tasks: Points.parse(tasks),
    at: written_at.toISOString(),
  }))
}

export type ActionVersion = Awaited<ReturnType<typeof actionVersions>>[number]

export interface ActionWords {
  title: string
  missionId: string
  objectives: readonly Point[]
  tasks: readonly Point[]
  amendmentId: string | null
}

export interface Rewording extends ActionWords {
  /** The newest version when it was edited: refused when somebody wrote a newer one meanwhile. */
  from: number
}

/** Writes a new version; those before stay. To move an action to the other mission, a signed convention asks for an amendment. */
export async function rewordAction(tx: ActorTx, id: string, rewording: Rewording): Promise<void> {
  must(tx.actor, 'convention.contract.change')
  const { current, newest } = await actionOf(tx, id)
  if (rewording.missionId === current.mission_id) await mustBePrepared(tx, rewording.amendmentId)
  else await mustBeAmended(tx, rewording.amendmentId)
  await mustBeMission(tx, rewording.missionId)
  await writeVersion(tx, id, newest, { ...rewording, isWithdrawn: false })
}

async function mustBeMission(tx: ActorTx, id: string): Promise<void> {
  const mission = await tx.selectFrom('convention_mission').select('id').where('id', '=', id).executeTakeFirst()
  if (!mission) throw new Refusal('form.not-a-choice', { field: 'missionId' })
}

async function nextRank(tx: ActorTx, missionId: string): Promise<number> {
  const { last } = await tx
    .selectFrom('convention_action')
    .select(sql<number>`coalesce(max(rank), 0)`.as('last'))
    .where('mission_id', '=', missionId)
    .executeTakeFirstOrThrow()
  return last + 1
}

/** A new action, at the end of its mission. */
export async function addAction(tx: ActorTx, words: ActionWords): Promise<string> {
  must(tx.actor, 'convention.contract.change')
  await mustBeAmended(tx, words.amendmentId)
  await mustBeMission(tx, words.missionId)
  const { id } = await tx
    .insertInto('convention_action')
    .values({
      convention_id: tx.actor.conventionId,
      mission_id: words.missionId,
      rank: await nextRank(tx, words.missionId),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await writeVersion(tx, id, 0, { ...words, from: 0, isWithdrawn: false })
  return id
}

/** Takes an action out of the convention; its page stays, and a new version brings it back. */
export async function withdrawAction(tx: ActorTx, id: string, amendmentId: string | null): Promise<void> {
  must(tx.actor, 'convention.contract.change')
  await mustBeAmended(tx, amendmentId, 'withdrawnBy')
  const { current, newest: from } = await actionOf(tx, id)
  const { mission_id: missionId, title, objectives, tasks } = current
  await writeVersion(tx, id, from, { from, title, missionId, objectives, tasks, amendmentId, isWithdrawn: true })
}

async function writeVersion(
  tx: ActorTx,
  id: string,
  newest: number,
  { from, ...words }: Rewording & { isWithdrawn: boolean },
): Promise<void> {
  if (words.amendmentId !== null)
    await tx
      .deleteFrom('convention_action_version')
      .where('action_id', '=', id)
      .where('amendment_id', '=', words.amendmentId)
      .execute()
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('convention_action_version')
    .values({
      convention_id: tx.actor.conventionId,
      action_id: id,
      version: from + 1,
      title: words.title,
      mission_id: words.missionId,
      objectives: JSON.stringify(words.objectives),
      tasks: JSON.stringify(words.tasks),
      is_withdrawn: words.isWithdrawn,
      amendment_id: words.amendmentId,
      written_by: tx.actor.memberId,
    })
    .onConflict((on) => on.columns(['convention_id', 'action_id', 'version']).doNothing())
    .executeTakeFirstOrThrow()
  if (newest !== from || numInsertedOrUpdatedRows === 0n)
    throw new Refusal('convention.action-changed', { status: 409 })
}
