/** Letters that left and can be handed out: a caretaker sees those with doors of their own residences. */
import { type ActorTx, must } from '#app/platform/database.server.ts'

const LATEST = 12

export async function deliveriesOf(tx: ActorTx) {
  must(tx.actor, 'mobilisation.delivery.read')
  const rows = await tx
    .selectFrom('mobilisation_departure as departure')
    .select(['departure.campaign_id as id', 'departure.left_at'])
    .where((where) =>
      where.exists(
        where
          .selectFrom('mobilisation_recipient as recipient')
          .select('recipient.id')
          .whereRef('recipient.campaign_id', '=', 'departure.campaign_id')
          .where('recipient.outcome', '=', 'printed'),
      ),
    )
    .orderBy('departure.left_at', 'desc')
    .limit(LATEST)
    .execute()
  return rows.map(({ id, left_at }) => ({ id, leftAt: left_at.toISOString() }))
}
