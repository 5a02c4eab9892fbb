/** A landlord's dwellings into the stock: found again by their code; residences, buildings and stairways follow from the lines. */
import { sql } from 'kysely'
import type { ActorTx } from '#app/platform/database.server.ts'
import type { Merge } from '#app/platform/imports/merge.server.ts'
import type { ImportTarget } from '#app/platform/imports/target.server.ts'
import { m } from '#messages'
import { fieldName } from './field-names.ts'
import { dwellingReader } from './landlord-readers.ts'

export const landlordDwellings: ImportTarget = {
  reader: dwellingReader,
  title: m.stock_import_dwellings_title,
  lead: m.stock_import_dwellings_lead,
  fieldName,
  choices: [],
  mainTable: 'stock_dwelling',
  merge: mergeDwellings,
}

async function mergeDwellings(tx: ActorTx, merge: Merge): Promise<void> {
  await resolveTree(tx)
  await merge.setAside(
    'stock.import-no-residence',
    'code',
    sql`staged.line in (select line from resolved where residence is null)`,
  )
  await mergeResidences(merge)
  await mergeTree(merge)
  await mergeRows(merge)
  await moveHouseholds(merge)
}

/** The residence, building and stairway of each line; what a line does not say stays what it was, and « – » where nothing ever was. */
async function resolveTree(tx: ActorTx): Promise<void> {
  await sql`create temp table resolved on commit drop as
    select s.*, t.residence, coalesce(s.building, case when there.residence = t.residence then there.building end, '–') as building_code,
      coalesce(s.stairway, case when there.residence = t.residence then there.stairway end, '–') as stairway_code
    from import_staging s
    left join (
      select d.code, r.code as residence, b.code as building, w.code as stairway
      from stock_dwelling d
      join stock_residence r on r.convention_id = d.convention_id and r.id = d.residence_id
      join stock_stairway w on w.convention_id = d.convention_id and w.id = d.stairway_id
      join stock_building b on b.convention_id = d.convention_id and b.id = w.building_id
    ) there on there.code = s.code
    cross join lateral (
      select coalesce(s.residence_code, left(s.residence_name, 40), there.residence, left(s.address, 40)) as residence
    ) t`.execute(tx)
  await sql`analyze resolved`.execute(tx)
}

async function mergeResidences(merge: Merge): Promise<void> {
  await merge.upsert({
    table: 'stock_residence',
    match: ['code'],
    columns: {
      name: { mode: merge.mapped.has('residenceName') ? 'keep' : 'fill', otherwise: 'i.code' },
      address: 'fill',
      postal_code: 'fill',
      lon: 'fill',
      lat: 'fill',
    },
    from: sql`select residence as code, mode() within group (order by residence_name) as name,
        mode() within group (order by address) as address, mode() within group (order by postal_code) as postal_code,
        avg(lon) as lon, avg(lat) as lat
      from resolved where residence is not null group by residence`,
  })
}

async function mergeTree(merge: Merge): Promise<void> {
  await merge.upsert({
    table: 'stock_building',
    match: ['residence_id', 'code'],
    columns: { year_built: 'keep' },
    from: sql`select r.id as residence_id, building_code as code, mode() within group (order by s.year_built) as year_built
      from resolved s join stock_residence r on r.code = s.residence group by 1, 2`,
  })
  await merge.upsert({
    table: 'stock_stairway',
    match: ['building_id', 'code'],
    columns: { residence_id: 'replace', has_lift: 'keep' },
    from: sql`select b.id as building_id, stairway_code as code, b.residence_id, bool_or(s.has_lift) as has_lift
      from resolved s join stock_residence r on r.code = s.residence
      join stock_building b on b.convention_id = r.convention_id and b.residence_id = r.id and b.code = s.building_code
      group by 1, 2, 3`,
  })
}

async function mergeRows(merge: Merge): Promise<void> {
  await merge.upsert({
    table: 'stock_dwelling',
    match: ['code'],
    columns: {
      residence_id: 'replace',
      stairway_id: 'replace',
      rpls_id: 'keep',
      address: { mode: 'keep', otherwise: 'i.residence_name' },
      floor: 'keep',
      door: 'keep',
      rooms: 'keep',
      area_m2: 'keep',
      rent_cents: 'keep',
      energy_class: 'keep',
      ghg_class: 'keep',
      energy_on: 'keep',
      heating: 'keep',
      status: { mode: 'keep', otherwise: "'unknown'" },
      is_accessible: 'keep',
    },
    from: sql`select s.code, r.id as residence_id, w.id as stairway_id, s.rpls_id, s.address, r.name as residence_name, s.floor, s.door,
        s.rooms, s.area_m2::numeric(6, 2) as area_m2, s.rent_cents, s.energy_class, s.ghg_class, s.energy_on, s.heating, s.status, s.is_accessible
      from resolved s join stock_residence r on r.code = s.residence
      join stock_building b on b.convention_id = r.convention_id and b.residence_id = r.id and b.code = s.building_code
      join stock_stairway w on w.convention_id = b.convention_id and w.building_id = b.id and w.code = s.stairway_code`,
  })
}

/** A dwelling that changed residence takes its people along: their rows say where they live, for who may see them. */
async function moveHouseholds(merge: Merge): Promise<void> {
  await merge.upsert({
    table: 'stock_household',
    match: ['id'],
    columns: { residence_id: 'replace' },
    onlyChange: true,
    from: sql`select h.id, d.residence_id from stock_household h
      join stock_dwelling d on d.convention_id = h.convention_id and d.id = h.dwelling_id where d.residence_id <> h.residence_id`,
  })
  await merge.upsert({
    table: 'stock_person',
    match: ['id'],
    columns: { residence_id: 'replace' },
    onlyChange: true,
    from: sql`select p.id, h.residence_id from stock_person p
      join stock_household h on h.convention_id = p.convention_id and h.id = p.household_id where h.residence_id <> p.residence_id`,
  })
  await merge.upsert({
    table: 'stock_contact',
    key: 'person_id',
    match: ['person_id'],
    columns: { residence_id: 'replace' },
    onlyChange: true,
    from: sql`select c.person_id, p.residence_id from stock_contact c
      join stock_person p on p.convention_id = c.convention_id and p.id = c.person_id where p.residence_id <> c.residence_id`,
  })
}
