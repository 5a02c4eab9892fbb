/** Addresses of the national base: a reference that gives a place to residences that have none. */
import { sql } from 'kysely'
import type { ActorTx } from '#app/platform/database.server.ts'
import type { Merge } from '#app/platform/imports/merge.server.ts'
import type { ImportTarget } from '#app/platform/imports/target.server.ts'
import { m } from '#messages'
import { keyStockAddresses } from './address-keys.server.ts'
import { fieldName } from './field-names.ts'
import { addressReader } from './place-readers.ts'

export const addresses: ImportTarget = {
  reader: addressReader,
  title: m.stock_import_addresses_title,
  lead: m.stock_import_addresses_lead,
  fieldName,
  repairsAccents: true,
  choices: [],
  mainTable: 'stock_address',
  merge: mergeAddresses,
}

async function mergeAddresses(tx: ActorTx, merge: Merge): Promise<void> {
  await merge.upsert({
    table: 'stock_address',
    match: ['code'],
    columns: {
      address: 'replace',
      address_key: 'replace',
      postal_code: 'keep',
      commune_code: 'keep',
      commune_name: 'keep',
      lon: 'replace',
      lat: 'replace',
    },
    from: sql`select code, address, address_key, postal_code, commune_code, commune_name, lon, lat from import_staging`,
  })
  await placeResidences(tx, merge)
}

/** The middle of the addresses of each residence that nobody placed yet. */
async function placeResidences(tx: ActorTx, merge: Merge): Promise<void> {
  await keyStockAddresses(tx)
  await merge.upsert({
    table: 'stock_residence',
    match: ['id'],
    onlyChange: true,
    columns: { lon: 'fill', lat: 'fill', commune_code: 'fill', postal_code: 'fill' },
    from: sql`select k.residence_id as id, avg(a.lon) as lon, avg(a.lat) as lat, mode() within group (order by a.commune_code) as commune_code,
        mode() within group (order by a.postal_code) as postal_code
      from stock_key k join stock_address a on a.address_key = k.address_key
      join stock_residence r on r.id = k.residence_id
      where r.postal_code is null or a.postal_code is null or a.postal_code = r.postal_code
      group by 1`,
  })
}
