/** A landlord's tenants into the register: found again by their code, each in a dwelling that is known. Nobody is ever deleted. */
import { sql } from 'kysely'
import type { ActorTx } from '#app/platform/database.server.ts'
import type { Merge } from '#app/platform/imports/merge.server.ts'
import type { ImportTarget } from '#app/platform/imports/target.server.ts'
import { m } from '#messages'
import { fieldName } from './field-names.ts'
import { tenantReader } from './landlord-readers.ts'

export const landlordTenants: ImportTarget = {
  reader: tenantReader,
  title: m.stock_import_tenants_title,
  lead: m.stock_import_tenants_lead,
  fieldName,
  choices: [
    {
      name: 'endAbsent',
      label: m.stock_import_end_absent,
      hint: m.stock_import_end_absent_hint,
      byDefault: async () => false,
    },
  ],
  mainTable: 'stock_person',
  merge: mergeTenants,
}

async function mergeTenants(tx: ActorTx, merge: Merge): Promise<void> {
  await merge.setAside(
    'stock.import-orphan-tenant',
    'dwelling_code',
    sql`not exists (select from stock_dwelling d where d.code = staged.dwelling_code)`,
  )
  await nameHouseholds(tx)
  await merge.setAside(
    'stock.import-household-two-dwellings',
    'dwelling_code',
    sql`staged.line in (select line from peopled where dwelling_code <> first_dwelling)`,
  )
  await sql`delete from peopled where dwelling_code <> first_dwelling`.execute(tx)
  await mergeHouseholds(merge)
  await mergePersons(merge)
  await mergeContacts(merge)
  await tellAbsent(merge)
}

/**
 * The household and the lasting code of each person. Files name the household, or repeat the lease's number for each person, or
 * only name the dwelling: then those who moved in with the same lease are a household.
 */
async function nameHouseholds(tx: ActorTx): Promise<void> {
  await sql`create temp table peopled on commit drop as
    with counted as (
      select s.*, count(*) over (partition by tenant_code) as sharing,
        left(md5(concat_ws('|', dwelling_code, searchable(coalesce(last_name, '')), searchable(coalesce(first_name, '')), birth_year)), 10) as mark,
        min(moved_in) over (partition by dwelling_code) as dwelling_since
      from import_staging s
    ), named as (
      select *, coalesce(household_code, case when sharing > 1 then tenant_code end,
          dwelling_code || coalesce('/' || to_char(dwelling_since, 'YYYYMMDD'), '')) as household
      from counted
    )
    select *, case when tenant_code is null then left(household, 49) || '/' || mark
                   when sharing > 1 then tenant_code || '/' || mark else tenant_code end as code,
      first_value(dwelling_code) over (partition by household order by line) as first_dwelling,
      coalesce(role = 'holder', row_number() over (partition by household order by line) = 1) as is_holder
    from named`.execute(tx)
  await sql`analyze peopled`.execute(tx)
}

async function mergeHouseholds(merge: Merge): Promise<void> {
  // Without a size in the file it is counted, if occupants beside the holder are listed at all.
  const size = merge.mapped.has('householdSize')
    ? sql`max(household_size)`
    : sql`case when (select bool_or(role = 'occupant') from peopled) then least(count(*), 30)::integer end`
  await merge.upsert({
    table: 'stock_household',
    match: ['code'],
    columns: {
      dwelling_id: 'replace',
      residence_id: 'replace',
      size: 'keep',
      entered_on: 'keep',
      left_on: 'replace',
    },
    from: sql`select household as code, d.id as dwelling_id, d.residence_id, ${size} as size, min(moved_in) as entered_on, null::date as left_on
      from peopled join stock_dwelling d on d.code = peopled.dwelling_code group by household, d.id, d.residence_id`,
  })
  await merge.upsert({
    table: 'stock_dwelling',
    match: ['id'],
    columns: { status: 'replace' },
    onlyChange: true,
    from: sql`select distinct d.id, 'occupied' as status from peopled join stock_dwelling d on d.code = peopled.dwelling_code
      where d.status = 'unknown'`,
  })
}

async function mergePersons(merge: Merge): Promise<void> {
  await merge.upsert({
    table: 'stock_person',
    match: ['code'],
    columns: {
      household_id: 'replace',
      residence_id: 'replace',
      is_holder: 'replace',
      sex: 'keep',
      birth_year: 'keep',
      // What somebody said of themselves stands above the landlord's file.
      pcs: { mode: 'keep', unless: "t.pcs_source = 'said'" },
      pcs_source: { mode: 'keep', unless: "t.pcs_source = 'said'" },
    },
    from: sql`select p.code, h.id as household_id, h.residence_id, p.is_holder, p.sex, p.birth_year, p.pcs,
        case when p.pcs is not null then 'landlord' end as pcs_source
      from peopled p join stock_household h on h.code = p.household`,
  })
}

async function mergeContacts(merge: Merge): Promise<void> {
  await merge.upsert({
    table: 'stock_contact',
    key: 'person_id',
    match: ['person_id'],
    columns: {
      residence_id: 'replace',
      first_name: 'keep',
      last_name: 'keep',
      phone: 'keep',
      email: 'keep',
      // A file that says nothing of protected addresses takes no protection away.
      ...(merge.mapped.has('isProtected') ? { is_protected: 'replace' as const } : {}),
    },
    from: sql`select person.id as person_id, person.residence_id, p.first_name, p.last_name, p.phone, p.email,
        coalesce(p.is_protected, false) as is_protected
      from peopled p join stock_person person on person.code = p.code
      where p.is_protected or coalesce(p.first_name, p.last_name, p.phone, p.email) is not null`,
  })
}

async function tellAbsent(merge: Merge): Promise<void> {
  await merge.report(
    'stock.import-absent',
    sql`select p.code as value from stock_person p
      join stock_household h on h.convention_id = p.convention_id and h.id = p.household_id and h.left_on is null
      where not exists (select from peopled where peopled.code = p.code)`,
  )
  if (!merge.chosen('endAbsent')) return
  await merge.upsert({
    table: 'stock_household',
    match: ['id'],
    columns: { left_on: 'replace' },
    onlyChange: true,
    from: sql`select h.id, greatest(current_date, h.entered_on) as left_on from stock_household h
      where h.left_on is null and not exists (select from peopled where peopled.household = h.code)`,
  })
}
