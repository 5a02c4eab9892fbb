/** The convention itself, as its members see it, and as the administrator opens one. */
import { type ActorTx, must } from '#app/platform/database.server.ts'

export interface ShownConvention {
  name: string
  operatorName: string
  landlordName: string
}

export async function conventionShown(tx: ActorTx): Promise<ShownConvention> {
  must(tx.actor, 'convention.read')
  const row = await tx
    .selectFrom('convention')
    .select(['name', 'operator_name', 'landlord_name'])
    .where('id', '=', tx.actor.conventionId)
    .executeTakeFirstOrThrow()
  return { name: row.name, operatorName: row.operator_name, landlordName: row.landlord_name }
}
