/** Terms of a mission: its budget, its length, its rests. Once the convention is signed, an amendment alone changes them. */
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import type { Suspension } from '#packages/schedule/instalments.ts'
import { mustBeAmended } from './amendments.server.ts'
import { missionTerms, planOrPrepare } from './schedule.server.ts'

export interface NewTerms {
  budgetCents: number
  semesters: number
  suspensions: readonly Suspension[]
  amendmentId: string | null
}

/** Writes new terms of a mission, and plans again what they change; under a prepared amendment, once it is signed. */
export async function changeTerms(tx: ActorTx, missionId: string, terms: NewTerms): Promise<void> {
  must(tx.actor, 'convention.contract.change')
  await mustBeAmended(tx, terms.amendmentId)
  if (!(await missionTerms(tx)).some(({ id }) => id === missionId))
    throw new Refusal('platform.not-found', { status: 404 })
  await keepTerms(tx, missionId, terms)
  await planOrPrepare(tx, terms.amendmentId)
}

export async function keepTerms(tx: ActorTx, missionId: string, terms: NewTerms): Promise<void> {
  if (terms.amendmentId !== null)
    await tx
      .deleteFrom('convention_mission_terms')
      .where('mission_id', '=', missionId)
      .where('amendment_id', '=', terms.amendmentId)
      .execute()
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
