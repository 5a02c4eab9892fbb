/** The first day of a convention: parties, missions, actions, deliverables and instalments from the template, in one act. */
import { randomUUID } from 'node:crypto'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { addMonths } from '#packages/schedule/days.ts'
import type { Point } from './points.ts'
import { keepSettings, planMissions, type ScheduleSettings, startOf } from './schedule.server.ts'
import { MISSIONS, type PartyNames, withNames } from './template.ts'
import { keepTerms } from './terms.server.ts'

export interface Start extends Omit<ScheduleSettings, 'amendmentId'> {
  /** As the convention names it; it is a party to be confirmed. */
  commune: string | null
}

export async function isStarted(tx: ActorTx): Promise<boolean> {
  must(tx.actor, 'convention.contract.read')
  return (await tx.selectFrom('convention_mission').select('id').limit(1).executeTakeFirst()) !== undefined
}

export async function startConvention(tx: ActorTx, { commune, ...settings }: Start): Promise<void> {
  must(tx.actor, 'convention.contract.change')
  if (await isStarted(tx)) throw new Refusal('convention.already-started', { status: 409 })
  const { conventionId, memberId } = tx.actor
  const { operator_name, landlord_name } = await tx
    .selectFrom('convention')
    .select(['operator_name', 'landlord_name'])
    .where('id', '=', conventionId)
    .executeTakeFirstOrThrow()
  const operatorId = await addParties(tx, operator_name, landlord_name, commune)
  const rows = rowsOf(settings, { operator: operator_name, landlord: landlord_name, commune: commune ?? 'la commune' })
  const own = { convention_id: conventionId }
  await tx
    .insertInto('convention_mission')
    .values(rows.missions.map((mission) => ({ ...own, ...mission })))
    .execute()
  for (const { id, budget_cents, semesters } of rows.missions) // two of them
    await keepTerms(tx, id, { budgetCents: budget_cents, semesters, suspensions: [], amendmentId: null })
  await tx
    .insertInto('convention_action')
    .values(rows.actions.map(({ id, mission_id, rank }) => ({ ...own, id, mission_id, rank })))
    .execute()
  await tx
    .insertInto('convention_action_version')
    .values(
      rows.actions.map(({ id, mission_id, title, objectives, tasks }) => ({
        ...own,
        action_id: id,
        mission_id,
        version: 1,
        title,
        objectives: JSON.stringify(objectives),
        tasks: JSON.stringify(tasks),
        written_by: memberId,
      })),
    )
    .execute()
  await tx
    .insertInto('convention_deliverable')
    .values(rows.deliverables.map((deliverable) => ({ ...own, ...deliverable, party_id: operatorId })))
    .execute()
  await keepSettings(tx, { ...settings, amendmentId: null })
  await planMissions(tx)
}

async function addParties(tx: ActorTx, operator: string, landlord: string, commune: string | null): Promise<string> {
  const own = { convention_id: tx.actor.conventionId }
  const id = randomUUID()
  await tx
    .insertInto('convention_party')
    .values([
      { ...own, id, part: 'operator', name: operator, is_confirmed: true },
      { ...own, id: randomUUID(), part: 'landlord', name: landlord, is_confirmed: true },
      ...(commune === null
        ? []
        : [{ ...own, id: randomUUID(), part: 'commune', name: capitalised(commune), is_confirmed: false }]),
    ])
    .execute()
  return id
}

function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase('fr') + text.slice(1)
}

/** What the template becomes with these days and these names. */
function rowsOf(settings: Omit<ScheduleSettings, 'amendmentId'>, names: PartyNames) {
  const initial = { semesters: MISSIONS.find(({ code }) => code === 'initial')?.semesters ?? 0, suspensions: [] }
  const missions = MISSIONS.map(({ code, title, budgetCents, semesters, lastPart, labels, actions }, at) => ({
    row: {
      id: randomUUID(),
      rank: at + 1,
      code,
      title,
      budget_cents: budgetCents,
      semesters,
      last_part: lastPart,
      labels: [...labels],
      start_on: startOf(code, { ...settings, amendmentId: null }, initial),
    },
    actions,
  }))
  const actions = missions.flatMap(({ row, actions }) =>
    actions.map((action, at) => ({
      id: randomUUID(),
      mission_id: row.id,
      rank: at + 1,
      title: withNames(action.title, names),
      objectives: named(action.objectives, names),
      tasks: named(action.tasks, names),
      startOn: row.start_on,
      deliverables: action.deliverables,
    })),
  )
  const deliverables = actions.flatMap(({ id, startOn, deliverables }) =>
    deliverables.map(({ title, months }) => ({ action_id: id, title, due_on: addMonths(startOn, months) })),
  )
  return { missions: missions.map(({ row }) => row), actions, deliverables }
}

function named(points: readonly Point[], names: PartyNames): Point[] {
  return points.map(({ text, parts }) => ({
    text: withNames(text, names),
    parts: parts.map((part) => withNames(part, names)),
  }))
}
