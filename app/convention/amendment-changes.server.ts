/** What an amendment changed: what the convention said before it, and what it says by it. */
import { sql } from 'kysely'
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { type Funding, fundings } from './funding.server.ts'
import { type ActionVersion, actionVersions } from './missions.server.ts'
import { perimeter } from './perimeter.server.ts'
import { settingsOf, suspensionsIn } from './schedule.server.ts'

const MOST = 1000

/** Versions of one subject, the newest first, each with the number of its amendment. */
type Versioned = { amendment: number | null }

/** The last version under an amendment beside the one that held before its first; nothing where it wrote none. */
function sides<One extends Versioned>(versions: readonly One[], number: number): Changed<One> | null {
  const after = versions.find(({ amendment }) => amendment === number)
  if (!after) return null
  const first = versions.findLastIndex(({ amendment }) => amendment === number)
  return { before: versions[first + 1] ?? null, after }
}

export interface Changed<One> {
  before: One | null
  after: One
}

export async function changesOf(tx: ActorTx, number: number) {
  must(tx.actor, 'convention.contract.read')
  const settings = await settingsOf(tx)
  const covers = await perimeter(tx)
  const names = new Map(covers.residences.map(({ id, name }) => [id, name]))
  return {
    settings: sides(settings.current ? [settings.current, ...settings.before] : [], number),
    perimeter: sides(
      (covers.current ? [covers.current, ...covers.before] : []).map(({ residence_ids, ...one }) => ({
        ...one,
        residences: residence_ids.map((id) => names.get(id) ?? id),
      })),
      number,
    ),
    terms: bySubject(await termsVersions(tx), ({ mission_id }) => mission_id, number),
    fundings: bySubject(await fundings(tx), (one: Funding) => one.instalment_id ?? one.mission_id, number),
    actions: bySubject(await actionVersions(tx), (one: ActionVersion) => one.action_id, number),
  }
}

function bySubject<One extends Versioned>(
  versions: readonly One[],
  subjectOf: (one: One) => string,
  number: number,
): Changed<One>[] {
  const subjects = Map.groupBy(versions, subjectOf)
  return [...subjects.values()].flatMap((own) => sides(own, number) ?? [])
}

async function termsVersions(tx: ActorTx) {
  const rows = await tx
    .selectFrom('convention_mission_terms as terms')
    .innerJoin('convention_mission as mission', 'mission.id', 'terms.mission_id')
    .leftJoin('convention_amendment as amendment', 'amendment.id', 'terms.amendment_id')
    .select(['terms.mission_id', 'mission.title as mission', 'terms.budget_cents', 'terms.semesters'])
    .select(['terms.suspensions', 'amendment.number as amendment'])
    .orderBy('terms.id', 'desc')
    .limit(MOST)
    .execute()
  return rows.map(({ suspensions, ...row }) => ({ ...row, suspensions: suspensionsIn(suspensions) }))
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
    found.set(amendment_id, [...(found.get(amendment_id) ?? []), Touched.parse(what)])
  return found
}

const Touched = z.enum(['schedule', 'terms', 'perimeter', 'payers', 'actions'])
export type Touched = z.infer<typeof Touched>
