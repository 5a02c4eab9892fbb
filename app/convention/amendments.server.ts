/** Amendments: changes to the convention that its parties agreed upon. What was written under one says so. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'

const MOST = 100

export async function amendments(tx: ActorTx) {
  must(tx.actor, 'convention.contract.read')
  const rows = await tx
    .selectFrom('convention_amendment as amendment')
    .innerJoin('member', 'member.id', 'amendment.made_by')
    .select(['amendment.id', 'amendment.number', 'amendment.title', 'amendment.changes', 'amendment.effective_on'])
    .select(['amendment.made_at', 'member.display_name as by'])
    .select(
      sql<
        string[]
      >`array(select p.name from convention_signature s join convention_party p on p.convention_id = s.convention_id and p.id = s.party_id
        where s.convention_id = amendment.convention_id and s.amendment_id = amendment.id order by p.name)`.as(
        'signed_by',
      ),
    )
    .select(
      sql<
        { id: string; title: string }[]
      >`coalesce((select jsonb_agg(jsonb_build_object('id', v.action_id, 'title', v.title) order by v.id)
        from convention_action_version v where v.convention_id = amendment.convention_id and v.amendment_id = amendment.id), '[]')`.as(
        'actions',
      ),
    )
    .orderBy('amendment.number', 'desc')
    .limit(MOST)
    .execute()
  return rows.map(({ made_at, ...row }) => ({ ...row, at: made_at.toISOString() }))
}

export async function addAmendment(
  tx: ActorTx,
  { title, changes, effectiveOn }: { title: string; changes: string; effectiveOn: string },
): Promise<void> {
  must(tx.actor, 'convention.contract.change')
  const [last] = await amendments(tx)
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('convention_amendment')
    .values({
      convention_id: tx.actor.conventionId,
      number: (last?.number ?? 0) + 1,
      title,
      changes,
      effective_on: effectiveOn,
      made_by: tx.actor.memberId,
    })
    .onConflict((on) => on.columns(['convention_id', 'number']).doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows === 0n) throw new Refusal('convention.amendment-meanwhile', { status: 409 })
}

/** Refuses an amendment that the convention does not have; none at all is fine. */
export async function knownAmendment(tx: ActorTx, id: string | null): Promise<void> {
  if (id === null) return
  const found = await tx.selectFrom('convention_amendment').select('id').where('id', '=', id).executeTakeFirst()
  if (!found) throw new Refusal('form.not-a-choice', { field: 'amendmentId' })
}
