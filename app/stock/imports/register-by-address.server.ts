/**
 * The register summed by address: it places residences and says how many dwellings the national count has there. It makes no dwelling:
 * a sum cannot say which. Where the stock is empty, each programme becomes a residence, so that the territory is seen at once.
 */
import { sql } from 'kysely'
import type { ActorTx } from '#app/platform/database.server.ts'
import type { Merge } from '#app/platform/imports/merge.server.ts'
import type { ImportTarget } from '#app/platform/imports/target.server.ts'
import { m } from '#messages'
import { keyStockAddresses } from './address-keys.server.ts'
import { fieldName } from './field-names.ts'
import { createMissing } from './register.server.ts'
import { registerByAddressReader } from './register-readers.ts'

export const registerByAddress: ImportTarget = {
  reader: registerByAddressReader,
  title: m.stock_import_rpls_by_address_title,
  lead: m.stock_import_rpls_by_address_lead,
  fieldName,
  choices: [createMissing],
  mainTable: 'stock_residence',
  merge: mergeByAddress,
}

async function mergeByAddress(tx: ActorTx, merge: Merge): Promise<void> {
  await keyStockAddresses(tx)
  await sql`create temp table met on commit drop as
    select distinct on (s.line) s.line, k.residence_id from import_staging s
    cross join lateral jsonb_array_elements_text(s.each_number) as one (address_key)
    join stock_key k on k.address_key in (one.address_key, s.address_key)
    order by s.line, k.residence_id`.execute(tx) // dwellings of one address are counted once, also where two residences share it
  await sql`analyze met`.execute(tx)
  if (merge.chosen('createMissing')) await createProgrammes(merge)
  else await merge.setAside('stock.import-address-unknown', 'address', sql`staged.line not in (select line from met)`)
  await merge.upsert({
    table: 'stock_residence',
    match: ['id'],
    onlyChange: true,
    columns: { declared_dwellings: 'replace', lon: 'fill', lat: 'fill' },
    from: sql`select residence_id as id, sum(dwellings)::integer as declared_dwellings, avg(lon) as lon, avg(lat) as lat
      from met join import_staging using (line) group by 1`,
  })
}

async function createProgrammes(merge: Merge): Promise<void> {
  await merge.upsert({
    table: 'stock_residence',
    match: ['code'],
    columns: { name: 'fill', address: 'fill', lon: 'fill', lat: 'fill', declared_dwellings: 'replace' },
    from: sql`select left(searchable(coalesce(programme, address)), 40) as code, min(coalesce(programme, address)) as name,
        min(address) as address, avg(lon) as lon, avg(lat) as lat, sum(dwellings)::integer as declared_dwellings
      from import_staging where line not in (select line from met) group by 1`,
  })
}
