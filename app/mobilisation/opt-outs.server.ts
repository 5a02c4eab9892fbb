/** Who wants no campaign any more: kept as keyed hashes of addresses, so that the list tells nobody who they are. */
import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { type ActorTx, must, outside } from '#app/platform/database.server.ts'
import { limit } from '#app/platform/rate-limit.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { hashOf } from '#app/platform/secret-token.server.ts'
import { installationSecret } from '#app/platform/settings.server.ts'

const MOST = 100_000
const BY_LINK = { tries: 30, minutes: 60 }

export function addressHash(address: string): string {
  return createHmac('sha256', installationSecret()).update(`address\0${address}`).digest('base64url')
}

export async function optedOut(tx: ActorTx): Promise<Set<string>> {
  const rows = await tx.selectFrom('mobilisation_opt_out').select('address_hash').limit(MOST).execute()
  return new Set(rows.map(({ address_hash }) => address_hash))
}

/** Somebody said it by telephone, or answered STOP to a text message. What still waits for these addresses stays here. */
export async function noteOptOut(tx: ActorTx, hashes: readonly string[]): Promise<void> {
  must(tx.actor, 'mobilisation.recipient.write')
  await tx
    .insertInto('mobilisation_opt_out')
    .values(
      hashes.map((address_hash) => ({
        convention_id: tx.actor.conventionId,
        address_hash,
        way: 'team',
        noted_by: tx.actor.memberId,
      })),
    )
    .onConflict((on) => on.columns(['convention_id', 'address_hash']).doNothing())
    .execute()
}

const Seen = z
  .object({ landlord_name: z.string(), operator_name: z.string(), is_out: z.boolean() })
  .transform((row) => ({ landlord: row.landlord_name, operator: row.operator_name, isOut: row.is_out }))

export async function optOutOf(token: string) {
  const { rows } = await sql`select * from mobilisation_opt_out_seen(${hashOf(token)})`.execute(outside())
  if (rows.length === 0) throw new Refusal('platform.not-found', { status: 404 })
  return Seen.parse(rows[0])
}

export async function opt(token: string, isOut: boolean): Promise<void> {
  await limit('opt-out', hashOf(token), BY_LINK)
  const { rows } = await sql<{ done: boolean }>`
    select mobilisation_opt(${hashOf(token)}, ${isOut}) as done`.execute(outside())
  if (!rows[0]?.done) throw new Refusal('platform.not-found', { status: 404 })
}
