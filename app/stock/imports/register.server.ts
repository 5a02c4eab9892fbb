/**
 * The national register (RPLS) beside the stock. The open file has no key: a line is a dwelling of ours when its address, floor and door
 * are those of exactly one. It then completes that dwelling, and never contradicts the landlord.
 */
import { sql } from 'kysely'
import type { ActorTx } from '#app/platform/database.server.ts'
import type { Merge } from '#app/platform/imports/merge.server.ts'
import type { ImportChoice, ImportTarget } from '#app/platform/imports/target.server.ts'
import { m } from '#messages'
import { hasNoResidence, keyStockAddresses } from './address-keys.server.ts'
import { fieldName } from './field-names.ts'
import { registerReader } from './register-readers.ts'

export const createMissing: ImportChoice = {
  name: 'createMissing',
  label: m.stock_import_create_missing,
  hint: m.stock_import_create_missing_hint,
  byDefault: hasNoResidence,
}

export const register: ImportTarget = {
  reader: registerReader,
  title: m.stock_import_rpls_title,
  lead: m.stock_import_rpls_lead,
  fieldName,
  repairsAccents: true,
  choices: [createMissing],
  mainTable: 'stock_dwelling',
  merge: mergeRegister,
}

async function mergeRegister(tx: ActorTx, merge: Merge): Promise<void> {
  await merge.setAside('stock.import-no-address', null, sql`staged.address_key is null`)
  await keyStockAddresses(tx)
  if (merge.chosen('createMissing')) await createDwellings(merge)
  else
    await merge.setAside(
      'stock.import-address-unknown',
      'address',
      sql`not exists (select from stock_key k where k.address_key = staged.address_key)`,
    )
  await pair(tx)
  await merge.setAside(
    'stock.import-dwelling-not-found',
    'address',
    sql`staged.line not in (select line from paired) and exists (select from stock_key k where k.address_key = staged.address_key)`,
  )
  await complete(merge)
}

/** Lines and dwellings that have the same address, floor and door, one of each. */
async function pair(tx: ActorTx): Promise<void> {
  await sql`create temp table paired on commit drop as
    with theirs as (
      select line, address_key, coalesce(floor, 0) as floor, ltrim(searchable(coalesce(door, '')), '0 ') as door,
        count(*) over (partition by address_key, coalesce(floor, 0), ltrim(searchable(coalesce(door, '')), '0 ')) as several
      from import_staging
    ), ours as (
      select d.id, k.address_key, coalesce(d.floor, 0) as floor, ltrim(searchable(coalesce(d.door, '')), '0 ') as door,
        count(*) over (partition by k.address_key, coalesce(d.floor, 0), ltrim(searchable(coalesce(d.door, '')), '0 ')) as several
      from stock_dwelling d join stock_key k on k.residence_id = d.residence_id and k.address = d.address
    )
    select theirs.line, ours.id from theirs join ours using (address_key, floor, door) where theirs.several = 1 and ours.several = 1`.execute(
    tx,
  )
  await sql`analyze paired`.execute(tx)
}

async function complete(merge: Merge): Promise<void> {
  // A later certificate replaces an earlier one with its letters; without dates the landlord's letter stands.
  const older = 't.energy_on is not null and (i.energy_on is null or i.energy_on <= t.energy_on)'
  await merge.upsert({
    table: 'stock_dwelling',
    match: ['id'],
    onlyChange: true,
    columns: {
      rooms: 'fill',
      area_m2: 'fill',
      year_let: 'fill',
      funding_code: 'fill',
      is_in_priority_quarter: 'keep',
      energy_class: { mode: 'fill', unless: older },
      ghg_class: { mode: 'fill', unless: older },
      energy_on: { mode: 'fill', unless: older },
    },
    from: sql`select p.id, s.rooms, s.area_m2::numeric(6, 2) as area_m2, s.year_let, s.funding_code, s.is_in_priority_quarter,
        s.energy_class, s.ghg_class, s.energy_on
      from paired p join import_staging s using (line)`,
  })
  await merge.upsert({
    table: 'stock_building',
    match: ['id'],
    onlyChange: true,
    columns: { year_built: 'fill' },
    from: sql`select w.building_id as id, mode() within group (order by s.year_built) as year_built
      from paired p join import_staging s using (line) join stock_dwelling d on d.id = p.id
      join stock_stairway w on w.convention_id = d.convention_id and w.id = d.stairway_id group by 1`,
  })
  await merge.upsert({
    table: 'stock_residence',
    match: ['id'],
    onlyChange: true,
    columns: { lon: 'fill', lat: 'fill', commune_code: 'fill', postal_code: 'fill' },
    from: sql`select k.residence_id as id, avg(s.lon) as lon, avg(s.lat) as lat, mode() within group (order by s.commune_code) as commune_code,
        mode() within group (order by s.postal_code) as postal_code
      from import_staging s join stock_key k using (address_key) group by 1`,
  })
}

/** An address that the stock does not know becomes a residence of its own; its dwellings are named after what the line says. */
async function createDwellings(merge: Merge): Promise<void> {
  const fresh = sql`(
      select s.*, left(s.address_key, 40) as residence_code, coalesce(s.building, '–') as building_code, coalesce(s.stairway, '–') as stairway_code
      from import_staging s where not exists (select from stock_key k where k.address_key = s.address_key)
    ) fresh`
  await merge.upsert({
    table: 'stock_residence',
    match: ['code'],
    columns: { name: 'fill', address: 'fill', postal_code: 'fill', commune_code: 'fill', lon: 'fill', lat: 'fill' },
    from: sql`select residence_code as code, min(address) as name, min(address) as address, min(postal_code) as postal_code,
        min(commune_code) as commune_code, avg(lon) as lon, avg(lat) as lat from ${fresh} group by 1`,
  })
  await merge.upsert({
    table: 'stock_building',
    match: ['residence_id', 'code'],
    columns: { year_built: 'fill' },
    from: sql`select r.id as residence_id, building_code as code, mode() within group (order by fresh.year_built) as year_built
      from ${fresh} join stock_residence r on r.code = fresh.residence_code group by 1, 2`,
  })
  await merge.upsert({
    table: 'stock_stairway',
    match: ['building_id', 'code'],
    columns: { residence_id: 'replace' },
    from: sql`select distinct b.id as building_id, stairway_code as code, r.id as residence_id
      from ${fresh} join stock_residence r on r.code = fresh.residence_code
      join stock_building b on b.convention_id = r.convention_id and b.residence_id = r.id and b.code = fresh.building_code`,
  })
  await merge.upsert({
    table: 'stock_dwelling',
    match: ['code'],
    columns: {
      residence_id: 'replace',
      stairway_id: 'replace',
      address: 'replace',
      floor: 'replace',
      door: 'replace',
      rooms: 'keep',
      area_m2: 'keep',
      year_let: 'keep',
      funding_code: 'keep',
      is_in_priority_quarter: 'keep',
      energy_class: 'keep',
      ghg_class: 'keep',
      energy_on: 'keep',
      status: { mode: 'fill', otherwise: "'unknown'" },
    },
    from: sql`select 'RPLS-' || left(md5(concat_ws('|', commune_code, fresh.address_key, building_code, stairway_code, floor, door)), 12)
          || '-' || row_number() over (partition by commune_code, fresh.address_key, building_code, stairway_code, floor, door order by line) as code,
        r.id as residence_id, w.id as stairway_id, fresh.address, floor, door, rooms, area_m2::numeric(6, 2) as area_m2, year_let, funding_code,
        is_in_priority_quarter, energy_class, ghg_class, energy_on, null::text as status
      from ${fresh} join stock_residence r on r.code = fresh.residence_code
      join stock_building b on b.convention_id = r.convention_id and b.residence_id = r.id and b.code = fresh.building_code
      join stock_stairway w on w.convention_id = b.convention_id and w.building_id = b.id and w.code = fresh.stairway_code`,
  })
}
