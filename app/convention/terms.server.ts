/** Terms of a mission: its budget, its length, its rests. Once the convention is signed, an amendment alone changes them. */
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import type { Suspension } from '#packages/schedule/instalments.ts'
import { knownAmendment } from './amendments.server.ts'
import { type MissionTerms, missionTerms, planMissions } from './schedule.server.ts'

export interface NewTerms {
  budgetCents: number
  semesters: number
  suspensions: readonly Suspension[]
  amendmentId: string | null
}

/** Writes new terms of a mission, and plans again what is neither invoiced nor due before the amendment takes effect. */
export async function changeTerms(tx: ActorTx, missionId: string, terms: NewTerms): Promise<void> {
  must(tx.actor, 'convention.contract.change')
  await mustBeAmended(tx, terms.amendmentId)
  const mission = (await missionTerms(tx)).find(({ id }) => id === missionId)
  if (!mission) throw new Refusal('platform.not-found', { status: 404 })
  await tx
    .updateTable('convention_mission')
    .set({
      budget_cents: terms.budgetCents,
      semesters: terms.semesters,
      suspensions: JSON.stringify(terms.suspensions),
      labels: labelsOf(mission, terms),
    })
    .where('id', '=', mission.id)
    .execute()
  await keepTerms(tx, mission.id, terms)
  await planMissions(tx)
}

/** What everybody signed changes with an amendment only; before that, it is still being written. */
export async function mustBeAmended(tx: ActorTx, amendmentId: string | null, field = 'amendmentId'): Promise<void> {
  if (amendmentId !== null) return knownAmendment(tx, amendmentId)
  const signed = await tx
    .selectFrom('convention_signature')
    .select('id')
    .where('amendment_id', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (signed) throw new Refusal('convention.amendment-needed', { field })
}

export async function keepTerms(tx: ActorTx, missionId: string, terms: NewTerms): Promise<void> {
  await tx
    .insertInto('convention_mission_terms')
    .values({
      convention_id: tx.actor.conventionId,
      mission_id: missionId,
      budget_cents: terms.budgetCents,
      semesters: terms.semesters,
      suspensions: JSON.stringify(terms.suspensions),
      amendment_id: terms.amendmentId,
      decided_by: tx.actor.memberId,
    })
    .execute()
}

/** The convention's own words (« 1/6 2ème semestre ») hold as long as its fractions do. */
function labelsOf(mission: MissionTerms, { budgetCents, semesters }: NewTerms): string[] {
  if (budgetCents === mission.budgetCents && semesters === mission.semesters) return [...mission.labels]
  return Array.from({ length: semesters }, (_, at) => {
    if (mission.lastPart === 'end' && at === semesters - 1) return 'solde fin de mission'
    return at === 0 ? '1er semestre' : `${at + 1}e semestre`
  })
}
