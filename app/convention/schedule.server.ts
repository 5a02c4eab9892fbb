/** The schedule of payments: its settings, kept in versions, and the instalments that follow from them. */
import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { may } from '#app/platform/permissions.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { addMonths, type MonthEnd } from '#packages/schedule/days.ts'
import {
  type Instalment,
  instalmentsOf,
  type SemesterRule,
  type Suspension,
  startOfNextPhase,
} from '#packages/schedule/instalments.ts'
import { knownAmendment } from './amendments.server.ts'
import { planParts } from './funding.server.ts'
import { MONTH_ENDS, PHASE_RELATIONS, SEMESTER_RULES } from './schedule-choices.ts'
import { today } from './today.server.ts'

export interface ScheduleSettings {
  /** Day of the order. */
  orderOn: string
  semesterRule: SemesterRule
  monthEnd: MonthEnd
  phaseRelation: (typeof PHASE_RELATIONS)[number]
  /** Start of the second mission, when it was agreed upon. */
  operationOn: string | null
  amendmentId: string | null
}

const MOST = 200

export interface MissionTerms {
  id: string
  code: string
  budgetCents: number
  semesters: number
  lastPart: 'start' | 'end'
  labels: readonly string[]
  suspensions: readonly Suspension[]
  endedOn: string | null
}

const Suspensions = z.array(z.object({ from: z.string(), months: z.int() }))

/** The day that a mission starts, as the settings have it. */
export function startOf(
  code: string,
  settings: ScheduleSettings,
  initial: Pick<MissionTerms, 'semesters' | 'suspensions'>,
): string {
  const { orderOn, phaseRelation, operationOn, monthEnd } = settings
  if (code === 'initial') return addMonths(orderOn, 0)
  const first = { startOn: orderOn, semesters: initial.semesters, suspensions: initial.suspensions, monthEnd }
  if (phaseRelation !== 'custom') return startOfNextPhase(first, { kind: phaseRelation })
  if (operationOn === null) throw new Refusal('convention.operation-day-missing', { field: 'operationOn' })
  if (operationOn < orderOn) throw new Refusal('convention.operation-before-order', { field: 'operationOn' })
  return startOfNextPhase(first, { kind: 'custom', on: operationOn })
}

/** Keeps new settings, and moves what was planned with them. Amounts never change with a day. */
export async function settleSchedule(tx: ActorTx, settings: ScheduleSettings): Promise<void> {
  must(tx.actor, 'convention.contract.change')
  await knownAmendment(tx, settings.amendmentId)
  const missions = await missionTerms(tx)
  if (missions.length === 0) throw new Refusal('convention.not-started', { status: 409 })
  startsOf(missions, settings) // refuses what cannot be before it is kept
  await keepSettings(tx, settings)
  await planMissions(tx)
}

/** Starts of the missions from the settings that hold and from what the first one lasts, then their instalments. */
export async function planMissions(tx: ActorTx): Promise<void> {
  const { current } = await settingsOf(tx)
  if (!current) return
  const starts = startsOf(await missionTerms(tx), current)
  if (starts.some(({ mission, startOn }) => mission.endedOn !== null && mission.endedOn < startOn))
    throw new Refusal('convention.ended-before-start', { field: 'orderOn' })
  for (const { mission, startOn } of starts) // two of them
    await tx.updateTable('convention_mission').set({ start_on: startOn }).where('id', '=', mission.id).execute()
  await planInstalments(tx)
}

function startsOf(missions: MissionTerms[], settings: ScheduleSettings) {
  const initial = missions.find(({ code }) => code === 'initial') ?? { semesters: 0, suspensions: [] }
  return missions.map((mission) => ({ mission, startOn: startOf(mission.code, settings, initial) }))
}

export async function keepSettings(tx: ActorTx, settings: ScheduleSettings): Promise<void> {
  await tx
    .insertInto('convention_schedule')
    .values({
      convention_id: tx.actor.conventionId,
      order_on: settings.orderOn,
      semester_rule: settings.semesterRule,
      month_end: settings.monthEnd,
      phase_relation: settings.phaseRelation,
      operation_on: settings.phaseRelation === 'custom' ? settings.operationOn : null,
      amendment_id: settings.amendmentId,
      decided_by: tx.actor.memberId,
    })
    .execute()
}

/**
 * Instalments of all missions, each the same row at each reckoning. What is invoiced stays where it was, and so does what was due
 * before the last amendment took effect.
 */
export async function planInstalments(tx: ActorTx): Promise<void> {
  const { current } = await settingsOf(tx)
  if (!current) return
  const missions = await missionTerms(tx)
  const standing = await standingInstalments(tx)
  const planned = missions.flatMap((mission) => {
    const own = standing.filter(({ mission_id }) => mission_id === mission.id)
    return plannedOf(mission, current, own).map((one) => ({
      convention_id: tx.actor.conventionId,
      mission_id: mission.id,
      number: one.number,
      label: mission.labels[one.number - 1] ?? '',
      trigger: one.trigger,
      due_on: one.trigger === 'end' ? (mission.endedOn ?? one.dueOn) : one.dueOn,
      net_cents: one.netCents,
    }))
  })
  const is = (one: { mission_id: string; number: number }) => (other: typeof one) =>
    one.mission_id === other.mission_id && one.number === other.number
  await dropInstalments(
    tx,
    standing.filter((one) => !planned.some(is(one))),
  )
  const kept = standing.filter(({ is_kept }) => is_kept)
  const rows = planned.filter((one) => !kept.some(is(one)))
  if (rows.length > 0) await keepInstalments(tx, rows)
  await planParts(tx)
}

type Standing = Awaited<ReturnType<typeof standingInstalments>>[number]

/** What is planned already, and whether it stands still. */
async function standingInstalments(tx: ActorTx) {
  const effective = sql<string | null>`(select max(a.effective_on) from convention_amendment a
    where a.convention_id = instalment.convention_id and a.id in (
      select t.amendment_id from convention_mission_terms t where t.convention_id = a.convention_id and t.mission_id = instalment.mission_id
      union all select s.amendment_id from convention_schedule s where s.convention_id = a.convention_id))`
  const invoiced = sql<boolean>`instalment_invoiced_cents(instalment.convention_id, instalment.id) > 0`
  return tx
    .selectFrom('convention_instalment as instalment')
    .select(['id', 'mission_id', 'number', 'label', 'trigger', 'due_on', 'net_cents'])
    .select(sql<boolean>`${invoiced} or (trigger <> 'end' and coalesce(due_on < ${effective}, false))`.as('is_kept'))
    .select(
      sql<boolean>`exists (select from convention_invoice d where d.convention_id = instalment.convention_id
        and d.instalment_id = instalment.id)`.as('has_invoice'),
    )
    .orderBy('number')
    .limit(MOST)
    .execute()
}

function plannedOf(
  mission: MissionTerms & { startOn: string },
  settings: ScheduleSettings,
  standing: Standing[],
): Instalment[] {
  const kept = standing
    .filter(({ is_kept }) => is_kept)
    .map(({ number, trigger, due_on, net_cents }) => ({
      number,
      trigger: triggerOf(trigger),
      dueOn: due_on,
      netCents: net_cents,
    }))
  const keptCents = kept.reduce((sum, { netCents }) => sum + netCents, 0)
  if (keptCents > mission.budgetCents)
    throw new Refusal('convention.budget-below-kept', {
      field: 'budgetCents',
      values: { kept: inEuros(keptCents) },
    })
  const last = Math.max(0, ...kept.map(({ number }) => number))
  if (last > mission.semesters || (kept.length === mission.semesters && keptCents < mission.budgetCents))
    throw new Refusal('convention.too-short', { field: 'semesters', values: { kept: kept.length } })
  return instalmentsOf({ ...mission, semesterRule: settings.semesterRule, monthEnd: settings.monthEnd }, kept)
}

function triggerOf(text: string): Instalment['trigger'] {
  return text === 'end' || text === 'start' ? text : 'semester'
}

function inEuros(cents: number): string {
  return new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR' }).format(cents / 100)
}

async function dropInstalments(tx: ActorTx, gone: readonly Standing[]): Promise<void> {
  const [used] = gone.filter(({ has_invoice }) => has_invoice)
  if (used) throw new Refusal('convention.instalment-used', { field: 'semesters', values: { label: used.label } })
  if (gone.length === 0) return
  const ids = gone.map(({ id }) => id)
  await tx.deleteFrom('convention_instalment').where('id', 'in', ids).execute()
}

async function keepInstalments(
  tx: ActorTx,
  rows: (Pick<Standing, 'mission_id' | 'number' | 'label' | 'trigger' | 'due_on' | 'net_cents'> & {
    convention_id: string
  })[],
): Promise<void> {
  await tx
    .insertInto('convention_instalment')
    .values(rows)
    .onConflict((on) =>
      on
        .columns(['convention_id', 'mission_id', 'number'])
        .doUpdateSet((is) => ({
          label: is.ref('excluded.label'),
          trigger: is.ref('excluded.trigger'),
          due_on: is.ref('excluded.due_on'),
          net_cents: is.ref('excluded.net_cents'),
        }))
        .where(
          sql<boolean>`instalment_invoiced_cents(convention_instalment.convention_id, convention_instalment.id) <= 0`,
        ),
    )
    .execute()
}

export async function missionTerms(tx: ActorTx): Promise<(MissionTerms & { startOn: string })[]> {
  const rows = await tx
    .selectFrom('convention_mission')
    .select(['id', 'code', 'semesters', 'labels', 'budget_cents', 'last_part', 'start_on', 'ended_on', 'suspensions'])
    .orderBy('rank')
    .limit(MOST)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    budgetCents: row.budget_cents,
    semesters: row.semesters,
    lastPart: row.last_part === 'end' ? 'end' : 'start',
    labels: row.labels,
    suspensions: suspensionsIn(row.suspensions),
    startOn: row.start_on,
    endedOn: row.ended_on,
  }))
}

export function suspensionsIn(column: unknown): Suspension[] {
  return Suspensions.parse(column)
}

/** Records, or takes back, the end of a mission: its balance falls due on that day. */
export async function recordEnd(tx: ActorTx, missionId: string, endedOn: string | null): Promise<void> {
  must(tx.actor, 'convention.contract.change')
  const mission = (await missionTerms(tx)).find(({ id }) => id === missionId)
  if (!mission) throw new Refusal('platform.not-found', { status: 404 })
  if (endedOn !== null && endedOn < mission.startOn)
    throw new Refusal('convention.ended-before-start', { field: 'endedOn' })
  const balance = (await instalments(tx)).find(
    ({ mission_id, trigger }) => mission_id === missionId && trigger === 'end',
  )
  if (balance?.invoiced_cents) throw new Refusal('convention.balance-invoiced', { field: 'endedOn' })
  await tx.updateTable('convention_mission').set({ ended_on: endedOn }).where('id', '=', missionId).execute()
  await planInstalments(tx)
}

/** The settings that hold, and those that held before, newest first. */
export async function settingsOf(tx: ActorTx) {
  must(tx.actor, 'convention.contract.read')
  const rows = await tx
    .selectFrom('convention_schedule as schedule')
    .innerJoin('member', 'member.id', 'schedule.decided_by')
    .leftJoin('convention_amendment as amendment', 'amendment.id', 'schedule.amendment_id')
    .select(['schedule.id', 'schedule.order_on', 'schedule.semester_rule', 'schedule.month_end'])
    .select(['schedule.phase_relation', 'schedule.operation_on', 'schedule.decided_at', 'schedule.amendment_id'])
    .select(['member.display_name as by', 'amendment.number as amendment'])
    .orderBy('schedule.id', 'desc')
    .limit(MOST)
    .execute()
  const [current, ...before] = rows.map((row) => ({
    id: row.id,
    orderOn: row.order_on,
    semesterRule: SEMESTER_RULES.find((rule) => rule === row.semester_rule) ?? 'rolling',
    monthEnd: MONTH_ENDS.find((end) => end === row.month_end) ?? 'same-day',
    phaseRelation: PHASE_RELATIONS.find((relation) => relation === row.phase_relation) ?? 'custom',
    operationOn: row.operation_on,
    amendmentId: row.amendment_id,
    amendment: row.amendment,
    by: row.by,
    at: row.decided_at.toISOString(),
  }))
  return { current, before }
}

/** Every instalment of the convention, in the order of the missions; what is invoiced of it, for those who read invoices. */
export async function instalments(tx: ActorTx) {
  must(tx.actor, 'convention.contract.read')
  const invoiced: RawBuilder<number | null> = may(tx.actor, 'convention.invoice.read')
    ? sql<number>`instalment_invoiced_cents(instalment.convention_id, instalment.id)`
    : sql<null>`null`
  return tx
    .selectFrom('convention_instalment as instalment')
    .innerJoin('convention_mission as mission', 'mission.id', 'instalment.mission_id')
    .select(['instalment.id', 'instalment.mission_id', 'instalment.number', 'instalment.label', 'instalment.trigger'])
    .select(['instalment.due_on', 'instalment.net_cents', 'mission.ended_on'])
    .select(['mission.title as mission_title', invoiced.as('invoiced_cents')])
    .select((is) =>
      is
        .and([
          is('instalment.due_on', '<=', today),
          is.or([is('instalment.trigger', '<>', 'end'), is('mission.ended_on', 'is not', null)]),
        ])
        .as('is_due'),
    )
    .orderBy('mission.rank')
    .orderBy('instalment.number')
    .limit(MOST)
    .execute()
}
