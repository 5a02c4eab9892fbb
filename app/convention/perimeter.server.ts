/** What the convention covers, in versions: its own words, and the residences meant. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { counts, mustBeAmended, mustBePrepared, takesEffectAt } from './amendments.server.ts'
import { today } from './today.server.ts'

const MOST = 100

/** What the convention covers today, what it covered before, and what it will cover; and the residences that can be named. */
export async function perimeter(tx: ActorTx) {
  const versions = await perimeterVersions(tx)
  const standing = versions.findIndex(({ is_effective }) => is_effective)
  return {
    current: versions[standing],
    coming: standing < 0 ? versions : versions.slice(0, standing),
    before: standing < 0 ? [] : versions.slice(standing + 1),
    residences: await residencesToName(tx),
  }
}

/** Versions that were agreed upon, the last to take effect first; what a prepared amendment would change before them. */
export async function perimeterVersions(tx: ActorTx, preview?: string) {
  must(tx.actor, 'convention.contract.read')
  const rows = await tx
    .selectFrom('convention_perimeter as perimeter')
    .innerJoin('member', 'member.id', 'perimeter.written_by')
    .leftJoin('convention_amendment as amendment', 'amendment.id', 'perimeter.amendment_id')
    .select(['perimeter.id', 'perimeter.statement', 'perimeter.stated_dwellings', 'perimeter.residence_ids'])
    .select(['perimeter.written_at', 'member.display_name as by', 'amendment.number as amendment'])
    .select(['perimeter.amendment_id', 'amendment.effective_on'])
    .select(sql<boolean>`coalesce(amendment.effective_on <= ${today}, true)`.as('is_effective'))
    .where(counts(preview ?? null))
    .orderBy(takesEffectAt(sql.ref('perimeter.written_at')), 'desc')
    .orderBy('perimeter.id', 'desc')
    .limit(MOST)
    .execute()
  return rows.map(({ written_at, ...row }) => ({ ...row, at: written_at.toISOString() }))
}

export async function residencesToName(tx: ActorTx) {
  const { rows } = await sql<{ id: string; name: string; address: string | null }>`
    select * from contract_residences() limit 2000`.execute(tx)
  return rows
}

export interface PerimeterFacts {
  statement: string
  statedDwellings: number | null
  residenceIds: readonly string[]
  amendmentId: string | null
}

/** Words and dwellings stated are what was signed; which residences of the landlord's file they mean may be found out later. */
export async function writePerimeter(tx: ActorTx, facts: PerimeterFacts): Promise<void> {
  must(tx.actor, 'convention.contract.change')
  const { current } = await perimeter(tx)
  const saysTheSame =
    current !== undefined && current.statement === facts.statement && current.stated_dwellings === facts.statedDwellings
  await (saysTheSame ? mustBePrepared : mustBeAmended)(tx, facts.amendmentId)
  const residences = await residencesToName(tx)
  if (facts.residenceIds.some((id) => !residences.some((one) => one.id === id)))
    throw new Refusal('form.not-a-choice', { field: 'residenceIds' })
  if (facts.amendmentId !== null)
    await tx.deleteFrom('convention_perimeter').where('amendment_id', '=', facts.amendmentId).execute()
  await tx
    .insertInto('convention_perimeter')
    .values({
      convention_id: tx.actor.conventionId,
      statement: facts.statement,
      stated_dwellings: facts.statedDwellings,
      residence_ids: [...facts.residenceIds],
      amendment_id: facts.amendmentId,
      written_by: tx.actor.memberId,
    })
    .execute()
}
