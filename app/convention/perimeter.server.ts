/** What the convention covers, in versions: its own words, and the residences meant. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { knownAmendment } from './amendments.server.ts'

const MOST = 100

/** What the convention covers, with what it covered before; and the residences that can be named. */
export async function perimeter(tx: ActorTx) {
  must(tx.actor, 'convention.contract.read')
  const rows = await tx
    .selectFrom('convention_perimeter as perimeter')
    .innerJoin('member', 'member.id', 'perimeter.written_by')
    .leftJoin('convention_amendment as amendment', 'amendment.id', 'perimeter.amendment_id')
    .select(['perimeter.id', 'perimeter.statement', 'perimeter.stated_dwellings', 'perimeter.residence_ids'])
    .select(['perimeter.written_at', 'member.display_name as by', 'amendment.number as amendment'])
    .orderBy('perimeter.id', 'desc')
    .limit(MOST)
    .execute()
  const [current, ...before] = rows.map(({ written_at, ...row }) => ({ ...row, at: written_at.toISOString() }))
  const residences = await sql<{ id: string; name: string; address: string | null }>`
    select * from contract_residences() limit 2000`.execute(tx)
  return { current, before, residences: residences.rows }
}

export interface PerimeterFacts {
  statement: string
  statedDwellings: number | null
  residenceIds: readonly string[]
  amendmentId: string | null
}

export async function writePerimeter(tx: ActorTx, facts: PerimeterFacts): Promise<void> {
  must(tx.actor, 'convention.contract.change')
  await knownAmendment(tx, facts.amendmentId)
  const { residences } = await perimeter(tx)
  if (facts.residenceIds.some((id) => !residences.some((one) => one.id === id)))
    throw new Refusal('form.not-a-choice', { field: 'residenceIds' })
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
