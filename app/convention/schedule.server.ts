/** The schedule of payments: its settings, kept in versions, and the instalments that follow from them. */
import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { may } from '#app/platform/permissions.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { addDays, addMonths, type MonthEnd } from '#packages/schedule/days.ts'
import {
  endOfMission,
  type Instalment,
  instalmentsOf,
  type SemesterRule,
  type Suspension,
  startOfNextPhase,
  startOfSemester,
} from '#packages/schedule/instalments.ts'
import { agreedAt, counts, isSigned, mustBeAmended, mustBePrepared } from './amendments.server.ts'
import { type NewPart, planParts, reckonedParts } from './funding.server.ts'
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
  title: string
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

/**
 * Keeps new settings, and moves what was planned with them; under a prepared amendment, once it is signed. The day of the order is a
 * fact, which often comes after the signatures: it alone is noted without one.
 */
export async function settleSchedule(tx: ActorTx, settings: ScheduleSettings): Promise<void> {
  must(tx.actor, 'convention.contract.change')
  const isOrderAlone = saysTheSameBesidesOrder((await settingsOf(tx)).current, settings)
  await (isOrderAlone ? mustBePrepared : mustBeAmended)(tx, settings.amendmentId)
  const missions = await missionTerms(tx)
  if (missions.length === 0) throw new Refusal('convention.not-started', { status: 409 })
  const starting = startsOf(missions, settings) // refuses what cannot be before it is kept
  if (settings.amendmentId === null && (await isSigned(tx))) {
    const moved = starting.filter(({ id, startOn }) => missions.some((one) => one.id === id && one.startOn !== startOn))
    await mustNotBeInvoiced(
      tx,
      moved.map(({ id }) => id),
    )
  }
  await keepSettings(tx, settings)
  await planOrPrepare(tx, settings.amendmentId)
}

function saysTheSameBesidesOrder(current: ScheduleSettings | undefined, settings: ScheduleSettings): boolean {
  const { semesterRule, monthEnd, phaseRelation } = settings
  return (
    current?.semesterRule === semesterRule &&
    current.monthEnd === monthEnd &&
    current.phaseRelation === phaseRelation &&
    (phaseRelation !== 'custom' || current.operationOn === settings.operationOn)
  )
}

/** Refuses to move missions away from what was issued by their first day. */
async function mustNotBeInvoiced(tx: ActorTx, missionIds: readonly string[]): Promise<void> {
  const invoiced = (await instalments(tx)).some(
    ({ mission_id, invoiced_cents }) => missionIds.includes(mission_id) && (invoiced_cents ?? 0) > 0,
  )
  if (invoiced) throw new Refusal('convention.order-invoiced', { field: 'orderOn' })
}

/** Missions with the day that they start by these settings. */
function startsOf(missions: MissionTerms[], settings: ScheduleSettings) {
  const initial = missions.find(({ code }) => code === 'initial') ?? { semesters: 0, suspensions: [] }
  const starting = missions.map((mission) => ({ ...mission, startOn: startOf(mission.code, settings, initial) }))
  if (starting.some(({ startOn, endedOn }) => endedOn !== null && endedOn < startOn))
    throw new Refusal('convention.ended-before-start', { field: 'orderOn' })
  return starting
}

/** Plans by what was just written; what waits for signatures only has to be possible. */
export async function planOrPrepare(tx: ActorTx, amendmentId: string | null): Promise<void> {
  if (amendmentId === null) await planMissions(tx)
  else await reckonedPlan(tx, { preview: amendmentId })
}

/** Brings missions to the terms and settings that hold, then their instalments. */
export async function planMissions(tx: ActorTx): Promise<void> {
  const plan = await reckonedPlan(tx)
  for (const { id, startOn, budgetCents, semesters, suspensions, labels } of plan.missions) // two of them
    await tx
      .updateTable('convention_mission')
      .set({
        start_on: startOn,
        budget_cents: budgetCents,
        semesters,
        suspensions: JSON.stringify(suspensions),
        labels: [...labels],
      })
      .where('id', '=', id)
      .execute()
  await writeInstalments(tx, plan)
}

export async function keepSettings(tx: ActorTx, settings: ScheduleSettings): Promise<void> {
  const { amendmentId } = settings
  if (amendmentId !== null) await tx.deleteFrom('convention_schedule').where('amendment_id', '=', amendmentId).execute()
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

interface Reckoning {
  /** As a prepared amendment would have it. */
  preview?: string
  /** As if nothing were invoiced: what invoices would say had it been known. */
  withoutInvoices?: boolean
}

export interface PlannedInstalment extends Pick<Standing, 'label' | 'trigger' | 'due_on' | 'net_cents' | 'mission_id'> {
  /** Of the row that it already is. */
  id: string | null
  number: number
  mission: string
  is_kept: boolean
  is_invoiced: boolean
}

export interface Plan {
  missions: (MissionTerms & { startOn: string })[]
  instalments: PlannedInstalment[]
  dropped: Standing[]
  /** What each payer owes of each instalment, in the order of the instalments. */
  parts: NewPart[][]
}

/**
 * What follows from what holds, and nothing is written: missions, their instalments, each the same row at each reckoning, and the parts
 * of payers. What is invoiced stays where it was, and so does what was due before the amendment that was signed last takes effect.
 */
export async function reckonedPlan(tx: ActorTx, { preview, withoutInvoices = false }: Reckoning = {}): Promise<Plan> {
  const { current } = await settingsOf(tx, preview)
  const terms = current ? startsOf(await missionTerms(tx, preview), current) : []
  const standing = (await standingInstalments(tx, preview)).map((one) => ({
    ...one,
    is_kept: one.is_settled || (one.is_invoiced && !withoutInvoices),
  }))
  const instalments = terms.flatMap((mission) => {
    const own = standing.filter(({ mission_id }) => mission_id === mission.id)
    return plannedOf(mission, current, own).map(({ number, trigger, dueOn, netCents }): PlannedInstalment => {
      const row = own.find((one) => one.number === number)
      if (row?.is_kept) return { ...row, mission: mission.title }
      return {
        id: row?.id ?? null,
        mission_id: mission.id,
        mission: mission.title,
        number,
        label: mission.labels[number - 1] ?? '',
        trigger,
        due_on: trigger === 'end' ? (mission.endedOn ?? dueOn) : dueOn,
        net_cents: netCents,
        is_kept: false,
        is_invoiced: row?.is_invoiced ?? false,
      }
    })
  })
  const dropped = standing.filter(({ id }) => !instalments.some((one) => one.id === id))
  const [used] = dropped.filter(({ has_invoice }) => has_invoice)
  if (used && !withoutInvoices)
    throw new Refusal('convention.instalment-used', { field: 'semesters', values: { label: used.label } })
  return {
    missions: terms,
    instalments,
    dropped,
    parts: await reckonedParts(tx, instalments, { preview, withoutInvoices }),
  }
}

/**
 * Whether what is written is no longer what follows from what holds: an amendment of before amendments were signed, say. Cents that were
 * rounded another way are no difference.
 */
export async function isOutOfDate(tx: ActorTx): Promise<boolean> {
  const [{ instalments: reckoned, dropped }, written] = [await reckonedPlan(tx), await instalments(tx)]
  return (
    dropped.length > 0 ||
    reckoned.some(({ id, due_on, net_cents }) => {
      const one = written.find((row) => row.id === id)
      return !one || one.due_on !== due_on || Math.abs(one.net_cents - net_cents) > reckoned.length
    })
  )
}

/** Plans again what is out of date. */
export async function reckonAgain(tx: ActorTx): Promise<void> {
  must(tx.actor, 'convention.contract.change')
  await planMissions(tx)
}

/** Writes what was reckoned. */
async function writeInstalments(tx: ActorTx, { instalments, dropped }: Plan): Promise<void> {
  if (dropped.length > 0)
    await tx
      .deleteFrom('convention_instalment')
      .where(
        'id',
        'in',
        dropped.map(({ id }) => id),
      )
      .execute()
  const rows = instalments.filter(({ is_kept }) => !is_kept)
  if (rows.length > 0)
    await keepInstalments(
      tx,
      rows.map(({ mission_id, number, label, trigger, due_on, net_cents }) => ({
        convention_id: tx.actor.conventionId,
        ...{ mission_id, number, label, trigger, due_on, net_cents },
      })),
    )
  await planParts(tx)
}

type Standing = Awaited<ReturnType<typeof standingInstalments>>[number]

/** What is planned already, and what of it stands still. */
async function standingInstalments(tx: ActorTx, preview: string | undefined) {
  const effective = sql<string | null>`(select a.effective_on from convention_amendment a
    where a.convention_id = instalment.convention_id and (a.signed_at is not null or a.id = ${preview ?? null}::uuid) and a.id in (
      select t.amendment_id from convention_mission_terms t where t.convention_id = a.convention_id and t.mission_id = instalment.mission_id
      union all select s.amendment_id from convention_schedule s where s.convention_id = a.convention_id)
    order by a.signed_at desc nulls first limit 1)`
  return tx
    .selectFrom('convention_instalment as instalment')
    .select(['id', 'mission_id', 'number', 'label', 'trigger', 'due_on', 'net_cents'])
    .select([
      sql<boolean>`instalment_invoiced_cents(instalment.convention_id, instalment.id) > 0`.as('is_invoiced'),
      sql<boolean>`trigger <> 'end' and coalesce(due_on < ${effective}, false)`.as('is_settled'),
    ])
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
  settings: ScheduleSettings | undefined,
  standing: (Standing & { is_kept: boolean })[],
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
  const { semesterRule = 'rolling', monthEnd = 'same-day' } = settings ?? {}
  return instalmentsOf({ ...mission, semesterRule, monthEnd }, kept)
}

function triggerOf(text: string): Instalment['trigger'] {
  return text === 'end' || text === 'start' ? text : 'semester'
}

function inEuros(cents: number): string {
  return new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR' }).format(cents / 100)
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

/** Missions under the terms that hold, or that a prepared amendment would give them. */
export async function missionTerms(tx: ActorTx, preview?: string): Promise<(MissionTerms & { startOn: string })[]> {
  const rows = await tx
    .selectFrom('convention_mission')
    .select(['id', 'code', 'title', 'budget_cents', 'semesters', 'labels', 'last_part', 'start_on', 'ended_on'])
    .orderBy('rank')
    .limit(MOST)
    .execute()
  const held = await termsVersions(tx, preview)
  return rows.map((row) => {
    const lastPart = row.last_part === 'end' ? 'end' : 'start'
    const { budget_cents, semesters, suspensions } = held.find(({ mission_id }) => mission_id === row.id) ?? {
      ...row,
      suspensions: [],
    }
    return {
      id: row.id,
      code: row.code,
      title: row.title,
      budgetCents: budget_cents,
      semesters,
      lastPart,
      // The convention's own words (« 1/6 2ème semestre ») hold as long as its fractions do.
      labels:
        budget_cents === row.budget_cents && semesters === row.semesters ? row.labels : labelsOf(semesters, lastPart),
      suspensions,
      startOn: row.start_on,
      endedOn: row.ended_on,
    }
  })
}

function labelsOf(semesters: number, lastPart: 'start' | 'end'): string[] {
  return Array.from({ length: semesters }, (_, at) => {
    if (lastPart === 'end' && at === semesters - 1) return 'solde fin de mission'
    return at === 0 ? '1er semestre' : `${at + 1}e semestre`
  })
}

/** Terms of missions that were agreed upon, newest first; what a prepared amendment would change before them. */
export async function termsVersions(tx: ActorTx, preview?: string) {
  const rows = await tx
    .selectFrom('convention_mission_terms as terms')
    .innerJoin('convention_mission as mission', 'mission.id', 'terms.mission_id')
    .leftJoin('convention_amendment as amendment', 'amendment.id', 'terms.amendment_id')
    .select(['terms.mission_id', 'mission.title as mission', 'terms.budget_cents', 'terms.semesters'])
    .select(['terms.suspensions', 'terms.amendment_id'])
    .where(counts(preview ?? null))
    .orderBy(agreedAt(sql.ref('terms.decided_at')), 'desc')
    .orderBy('terms.id', 'desc')
    .limit(MOST * 10)
    .execute()
  return rows.map(({ suspensions, ...row }) => ({ ...row, suspensions: suspensionsIn(suspensions) }))
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
  await planMissions(tx)
}

/** The settings that hold, or that a prepared amendment would give; and those that held before, newest first. */
export async function settingsOf(tx: ActorTx, preview?: string) {
  must(tx.actor, 'convention.contract.read')
  const rows = await tx
    .selectFrom('convention_schedule as schedule')
    .innerJoin('member', 'member.id', 'schedule.decided_by')
    .leftJoin('convention_amendment as amendment', 'amendment.id', 'schedule.amendment_id')
    .select(['schedule.id', 'schedule.order_on', 'schedule.semester_rule', 'schedule.month_end'])
    .select(['schedule.phase_relation', 'schedule.operation_on', 'schedule.decided_at', 'schedule.amendment_id'])
    .select(['member.display_name as by', 'amendment.number as amendment'])
    .where(counts(preview ?? null))
    .orderBy(agreedAt(sql.ref('schedule.decided_at')), 'desc')
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

/**
 * What an instalment due in advance pays for: from its day to the eve of the next one, or to the end of the mission. The semester before
 * the last one ends where that one begins, which the balance pays.
 */
export async function billedPeriod(
  tx: ActorTx,
  { mission_id, due_on }: { mission_id: string; due_on: string },
): Promise<{ from: string; to: string }> {
  const { current } = await settingsOf(tx)
  const mission = (await missionTerms(tx)).find(({ id }) => id === mission_id)
  if (!mission || !current) throw new Refusal('convention.not-started', { status: 409 })
  const terms = { ...mission, semesterRule: current.semesterRule, monthEnd: current.monthEnd }
  const starts = (await instalments(tx))
    .filter((one) => one.mission_id === mission_id && one.trigger !== 'end')
    .map((one) => one.due_on)
  if (mission.lastPart === 'end') starts.push(startOfSemester(terms, mission.semesters - 1))
  const ends = [
    ...starts.filter((day) => day > due_on).map((day) => addDays(day, -1)),
    mission.endedOn ?? endOfMission(terms),
  ]
  return { from: due_on, to: ends.filter((day) => day >= due_on).toSorted()[0] ?? due_on }
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
