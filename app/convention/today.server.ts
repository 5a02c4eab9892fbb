import { sql } from 'kysely'
import type { ActorTx } from '#app/platform/database.server.ts'

/** The day that it is where the convention is carried out. */
export const today = sql<string>`(now() at time zone 'Europe/Paris')::date`

export async function todayOf(tx: ActorTx): Promise<string> {
  return (await tx.selectNoFrom(today.as('day')).executeTakeFirstOrThrow()).day
}
