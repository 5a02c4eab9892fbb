/** Addresses of the stock by what two spellings of them have in common: the join with public files. */
import { sql } from 'kysely'
import type { ActorTx } from '#app/platform/database.server.ts'
import { addressKey } from '#packages/french/address-key.ts'

/** Makes `stock_key (residence_id, address, address_key)` for this transaction: each address of residences and their dwellings. */
export async function keyStockAddresses(tx: ActorTx): Promise<void> {
  const { rows } = await sql<{ address: string }>`
    select address from stock_dwelling union select address from stock_residence where address is not null`.execute(tx)
  const addresses = rows.map(({ address }) => address)
  await sql`create temp table stock_key on commit drop as
    select s.residence_id, s.address, k.address_key
    from (select distinct residence_id, address from stock_dwelling
          union select id, address from stock_residence where address is not null) s
    join unnest(${addresses}::text[], ${addresses.map(addressKey)}::text[]) as k (address, address_key) on k.address = s.address
    where k.address_key <> ''`.execute(tx)
  await sql`create index on stock_key (address_key)`.execute(tx)
  await sql`analyze stock_key`.execute(tx)
}

/** Whether nothing was loaded yet: public files then make residences instead of completing them. */
export async function hasNoResidence(tx: ActorTx): Promise<boolean> {
  return (await tx.selectFrom('stock_residence').select('id').limit(1).executeTakeFirst()) === undefined
}
