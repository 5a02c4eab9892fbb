/** Who covers which residence. A caretaker sees what they cover, so this list decides what they see. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'

/** Names of those who cover one residence today. */
export async function coverageOf(tx: ActorTx, residenceId: string): Promise<string[]> {
  const rows = await today(tx)
    .where('coverage.residence_id', '=', residenceId)
    .orderBy('member.display_name')
    .limit(50)
    .execute()
  return [...new Set(rows.map((row) => row.name))]
}

/** Every residence with who covers it today; a residence without a caretaker is shown as such. */
export async function coverage(tx: ActorTx) {
  must(tx.actor, 'stock.coverage.read')
  const residences = await tx
    .selectFrom('stock_residence')
    .select(['id', 'code', 'name'])
    .orderBy('name')
    .limit(5000)
    .execute()
  const covered = await today(tx).limit(20_000).execute()
  return residences.map((residence) => ({
    ...residence,
    covered: covered.filter((row) => row.residence_id === residence.id),
  }))
}

export async function caretakers(tx: ActorTx) {
  must(tx.actor, 'stock.coverage.read')
  return tx
    .selectFrom('member')
    .select(['id', 'display_name as name'])
    .where(sql<boolean>`'caretaker' = any (roles)`)
    .where('ended_at', 'is', null)
    .orderBy('display_name')
    .limit(2000)
    .execute()
}

export async function startCoverage(tx: ActorTx, residenceId: string, memberId: string): Promise<void> {
  must(tx.actor, 'stock.coverage.change')
  const twice = await today(tx)
    .where('coverage.residence_id', '=', residenceId)
    .where('coverage.member_id', '=', memberId)
    .executeTakeFirst()
  if (twice) throw new Refusal('stock.already-covered', { field: 'memberId' })
  await tx
    .insertInto('stock_coverage')
    .values({ convention_id: tx.actor.conventionId, member_id: memberId, residence_id: residenceId })
    .execute()
}

/** Ends today: what was covered before stays known. One that began today is taken back as if it had not been. */
export async function endCoverage(tx: ActorTx, coverageId: string): Promise<void> {
  must(tx.actor, 'stock.coverage.change')
  await tx
    .deleteFrom('stock_coverage')
    .where('id', '=', coverageId)
    .where(sql<boolean>`from_on = current_date`)
    .execute()
  await tx.updateTable('stock_coverage').set({ to_on: sql`current_date - 1` }).where('id', '=', coverageId).execute()
}

function today(tx: ActorTx) {
  return tx
    .selectFrom('stock_coverage as coverage')
    .innerJoin('member', 'member.id', 'coverage.member_id')
    .select(['coverage.id', 'coverage.residence_id', 'coverage.member_id', 'member.display_name as name'])
    .where('member.ended_at', 'is', null)
    .where('coverage.from_on', '<=', sql<string>`current_date`)
    .where((where) =>
      where.or([where('coverage.to_on', 'is', null), where('coverage.to_on', '>=', sql<string>`current_date`)]),
    )
}
