/** What an amendment changes: what the convention said before it, what it says by it, and what becomes of the schedule. */
import { sql } from 'kysely'
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { type Amendment, amendments } from './amendments.server.ts'
import { type Funding, fundings, type NewPart, parts } from './funding.server.ts'
import { type ActionVersion, actionVersions } from './missions.server.ts'
import { perimeterVersions, residencesToName } from './perimeter.server.ts'
import { instalments, type PlannedInstalment, reckonedPlan, settingsOf, termsVersions } from './schedule.server.ts'
import { TOUCHED, type Touched } from './touched.ts'

const MOST = 1000

/** Versions of one subject, the newest first, each with its amendment. */
interface Versioned {
  amendment_id: string | null
}

/** The last version under an amendment beside the one that held before its first; nothing where it wrote none. */
function sides<One extends Versioned>(versions: readonly One[], id: string): Changed<One> | null {
  const after = versions.find(({ amendment_id }) => amendment_id === id)
  if (!after) return null
  const first = versions.findLastIndex(({ amendment_id }) => amendment_id === id)
  return { before: versions[first + 1] ?? null, after }
}

export interface Changed<One> {
  before: One | null
  after: One
}

export async function changesOf(tx: ActorTx, id: string) {
  must(tx.actor, 'convention.contract.read')
  const { current, before } = await settingsOf(tx, id)
  const covers = await perimeterVersions(tx, id)
  const names = new Map((await residencesToName(tx)).map((one) => [one.id, one.name]))
  return {
    settings: sides(
      (current ? [current, ...before] : []).map(({ amendmentId, ...one }) => ({ ...one, amendment_id: amendmentId })),
      id,
    ),
    perimeter: sides(
      covers.map(({ residence_ids, ...one }) => ({
        ...one,
        residences: residence_ids.map((residence) => names.get(residence) ?? residence),
      })),
      id,
    ),
    terms: bySubject(await termsVersions(tx, id), ({ mission_id }) => mission_id, id),
    fundings: bySubject(await fundings(tx, id), (one: Funding) => one.instalment_id ?? one.mission_id, id),
    actions: bySubject(await actionVersions(tx, { preview: id }), (one: ActionVersion) => one.action_id, id),
  }
}

function bySubject<One extends Versioned>(
  versions: readonly One[],
  subjectOf: (one: One) => string,
  id: string,
): Changed<One>[] {
  const subjects = Map.groupBy(versions, subjectOf)
  return [...subjects.values()].flatMap((own) => sides(own, id) ?? [])
}

/** An instalment as it stands and as it would be. */
export interface InstalmentChange {
  key: string
  mission: string
  label: string
  before: OwedOn | null
  after: OwedOn | null
}

interface OwedOn {
  due_on: string
  net_cents: number
  payers: { name: string; netCents: number }[]
}

export interface PayerChange {
  name: string
  before: number
  after: number
}

/** What a prepared amendment would change of the schedule once it is signed: instalments that differ, and what each payer pays in all. */
export async function scheduleUnder(
  tx: ActorTx,
  { id }: Pick<Amendment, 'id'>,
): Promise<{ instalments: InstalmentChange[]; payers: PayerChange[] }> {
  const [was, is] = [await written(tx), withParts(await reckonedPlan(tx, { preview: id }))]
  return { instalments: differing(was, is, () => true), payers: payersOf(was, is) }
}

function payersOf(was: readonly Owed[], is: readonly Owed[]): PayerChange[] {
  const totals = (all: readonly Owed[]) => {
    const found = new Map<string, number>()
    for (const { name, netCents } of all.flatMap(({ payers }) => payers))
      found.set(name, (found.get(name) ?? 0) + netCents)
    return found
  }
  const [before, after] = [totals(was), totals(is)]
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((name) => ({ name, before: before.get(name) ?? 0, after: after.get(name) ?? 0 }))
    .filter((payer) => payer.before !== payer.after)
}

/** Instalments that are invoiced, and that the amendment would have had otherwise: they keep their amounts. */
export async function invoicedOtherwise(tx: ActorTx, amendment: Amendment): Promise<InstalmentChange[]> {
  const { id, state, effective_on } = amendment
  const touched = (await touchedBy(tx)).get(id) ?? []
  if (!touched.some((what) => what === 'schedule' || what === 'terms' || what === 'payers')) return []
  const plan = await reckonedPlan(tx, { withoutInvoices: true, ...(state === 'signed' ? {} : { preview: id }) })
  const invoiced = new Set(plan.instalments.flatMap((one) => (one.is_invoiced && one.id !== null ? [one.id] : [])))
  const isAbout = (row: Owed) => row.id !== null && invoiced.has(row.id) && row.due_on >= effective_on
  // Cents that were rounded another way are no difference.
  return differing(await written(tx), withParts(plan), isAbout, plan.instalments.length)
}

type Owed = Pick<PlannedInstalment, 'id' | 'mission_id' | 'mission' | 'number' | 'label' | 'due_on' | 'net_cents'> & {
  payers: OwedOn['payers']
}

async function written(tx: ActorTx): Promise<Owed[]> {
  const owed = await parts(tx)
  return (await instalments(tx)).map((one) => ({
    ...one,
    mission: one.mission_title,
    payers: owed
      .filter(({ instalment_id }) => instalment_id === one.id)
      .map(({ name, net_cents }) => ({ name, netCents: net_cents })),
  }))
}

function withParts({ instalments, parts }: { instalments: PlannedInstalment[]; parts: NewPart[][] }): Owed[] {
  return instalments.map((one, at) => ({ ...one, payers: parts[at] ?? [] }))
}

function differing(
  before: readonly Owed[],
  after: readonly Owed[],
  isAbout: (row: Owed) => boolean,
  mostCents = 0,
): InstalmentChange[] {
  const keyOf = ({ mission_id, number }: Owed) => `${mission_id} ${number}`
  const [was, is] = [new Map(before.map((one) => [keyOf(one), one])), new Map(after.map((one) => [keyOf(one), one]))]
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
    const [one, other] = [was.get(key) ?? null, is.get(key) ?? null]
    const shown = one ?? other
    if (!shown || !isAbout(shown) || isSame(one, other, mostCents)) return []
    return [{ key, mission: shown.mission, label: (other ?? shown).label, before: one, after: other }]
  })
}

function isSame(one: Owed | null, other: Owed | null, mostCents: number): boolean {
  if (one === null || other === null || one.due_on !== other.due_on) return false
  const names = [...one.payers, ...other.payers].map(({ name }) => name)
  const owedBy = ({ payers }: Owed, name: string) => payers.find((payer) => payer.name === name)?.netCents ?? 0
  return (
    Math.abs(one.net_cents - other.net_cents) <= mostCents &&
    names.every((name) => Math.abs(owedBy(one, name) - owedBy(other, name)) <= mostCents)
  )
}

/** What every amendment touches, in a word each, for their list. */
export async function touchedBy(tx: ActorTx): Promise<Map<string, Touched[]>> {
  must(tx.actor, 'convention.contract.read')
  const { rows } = await sql<{ amendment_id: string; what: unknown }>`
    select distinct amendment_id, what from (
      select amendment_id, 'schedule' as what from convention_schedule
      union all select amendment_id, 'terms' from convention_mission_terms
      union all select amendment_id, 'perimeter' from convention_perimeter
      union all select amendment_id, 'payers' from convention_funding
      union all select amendment_id, 'actions' from convention_action_version
    ) touched where amendment_id is not null order by what limit ${MOST}`.execute(tx)
  const found = new Map<string, Touched[]>()
  for (const { amendment_id, what } of rows)
    found.set(amendment_id, [...(found.get(amendment_id) ?? []), z.enum(TOUCHED).parse(what)])
  return found
}

/** Amendments that are not signed yet and touch one of these: what a page has to announce. */
export async function announced(tx: ActorTx, about: readonly Touched[]) {
  const touched = await touchedBy(tx)
  return (await amendments(tx))
    .filter(({ id, state }) => state !== 'signed' && touched.get(id)?.some((what) => about.includes(what)))
    .map(({ id, number, title, effective_on }) => ({ id, number, title, effective_on }))
}
