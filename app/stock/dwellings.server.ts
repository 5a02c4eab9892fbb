/** Dwellings and who lives there. A look at persons is recorded: « Qui a vu mes données ? » is answered from it. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { may } from '#app/platform/permissions.ts'
import { Refusal } from '#app/platform/refusal.ts'
import type { TableQuery } from '#app/ui/table-query.ts'

const SORTS = {
  address: 'dwelling.address',
  code: 'dwelling.code',
  floor: 'dwelling.floor',
  rooms: 'dwelling.rooms',
  area: 'dwelling.area_m2',
  energy: 'dwelling.energy_class',
  status: 'dwelling.status',
} as const

export async function dwellingsOf(tx: ActorTx, residenceId: string, query: TableQuery, { all = false } = {}) {
  must(tx.actor, 'stock.read')
  const found = tx
    .selectFrom('stock_dwelling as dwelling')
    .innerJoin('stock_stairway as stairway', 'stairway.id', 'dwelling.stairway_id')
    .innerJoin('stock_building as building', 'building.id', 'stairway.building_id')
    .where('dwelling.residence_id', '=', residenceId)
    .$if(query.q !== '', (rows) => rows.where(sql<boolean>`dwelling.search like '%' || searchable(${query.q}) || '%'`))
    .$if(query.filters.status !== undefined, (rows) => rows.where('dwelling.status', '=', query.filters.status ?? ''))
    .$if(query.filters.energy !== undefined, (rows) =>
      rows.where('dwelling.energy_class', '=', query.filters.energy ?? ''),
    )
  const sort = SORTS[query.sort as keyof typeof SORTS] ?? SORTS.address
  const rows = await found
    .select(['dwelling.id', 'dwelling.code', 'dwelling.address', 'dwelling.floor', 'dwelling.door', 'dwelling.rooms'])
    .select([
      'dwelling.area_m2',
      'dwelling.energy_class',
      'dwelling.status',
      'stairway.code as stairway',
      'building.code as building',
    ])
    .orderBy(sort, (order) => (query.direction === 'descending' ? order.desc().nullsLast() : order.asc().nullsLast()))
    .orderBy('dwelling.code')
    .limit(all ? 200_000 : query.pageRows)
    .offset(all ? 0 : (query.page - 1) * query.pageRows)
    .execute()
  const { total } = await found.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { rows, total }
}

export async function dwellingOf(tx: ActorTx, id: string) {
  must(tx.actor, 'stock.read')
  const row = await tx
    .selectFrom('stock_dwelling as dwelling')
    .innerJoin('stock_residence as residence', 'residence.id', 'dwelling.residence_id')
    .innerJoin('stock_stairway as stairway', 'stairway.id', 'dwelling.stairway_id')
    .innerJoin('stock_building as building', 'building.id', 'stairway.building_id')
    .select([
      'dwelling.id',
      'dwelling.code',
      'dwelling.rpls_id',
      'dwelling.address',
      'dwelling.floor',
      'dwelling.door',
      'dwelling.rooms',
    ])
    .select([
      'dwelling.area_m2',
      'dwelling.energy_class',
      'dwelling.ghg_class',
      'dwelling.energy_on',
      'dwelling.heating',
      'dwelling.status',
    ])
    .select([
      'dwelling.year_let',
      'dwelling.is_accessible',
      'dwelling.is_in_priority_quarter',
      'building.year_built',
      'stairway.has_lift',
    ])
    .select([
      'residence.id as residence_id',
      'residence.name as residence',
      'building.code as building',
      'stairway.code as stairway',
    ])
    .where('dwelling.id', '=', id)
    .executeTakeFirst()
  if (!row) throw new Refusal('platform.not-found', { status: 404 })
  return row
}

/** The household of a dwelling, for those who may see persons; nothing for others. Age and occupation are for those who draw and ask. */
export async function householdsOf(tx: ActorTx, dwellingId: string) {
  if (!may(tx.actor, 'stock.tenant.read')) return []
  const rows = await tx
    .selectFrom('stock_household as household')
    .innerJoin('stock_person as person', 'person.household_id', 'household.id')
    .leftJoin('stock_contact as contact', 'contact.person_id', 'person.id')
    .select(['household.id as household_id', 'household.code', 'household.size', 'household.entered_on'])
    .select(['person.id', 'person.is_holder'])
    .$if(may(tx.actor, 'stock.tenant.profile'), (found) => found.select(['person.birth_year', 'person.pcs']))
    .select(['contact.first_name', 'contact.last_name', 'contact.phone', 'contact.email', 'contact.is_protected'])
    .select(sql<boolean>`contact.valid_until < current_date`.as('contact_expired'))
    .where('household.dwelling_id', '=', dwellingId)
    .where('household.left_on', 'is', null)
    .orderBy('person.is_holder', 'desc')
    .orderBy('contact.first_name')
    .limit(60)
    .execute()
  const seen = rows.map((row) => row.id)
  if (seen.length > 0) await sql`select audit_access('stock_contact', ${seen}::text[])`.execute(tx)
  return rows
}

/** Tenants of one residence, a page at a time, for those who may see persons. */
export async function tenantsOf(tx: ActorTx, residenceId: string, query: TableQuery, { all = false } = {}) {
  must(tx.actor, 'stock.tenant.read')
  const found = tx
    .selectFrom('stock_person as person')
    .innerJoin('stock_household as household', 'household.id', 'person.household_id')
    .innerJoin('stock_dwelling as dwelling', 'dwelling.id', 'household.dwelling_id')
    .leftJoin('stock_contact as contact', 'contact.person_id', 'person.id')
    .where('person.residence_id', '=', residenceId)
    .where('household.left_on', 'is', null)
    .$if(query.q !== '', (rows) =>
      rows.where(
        sql<boolean>`(contact.search like '%' || searchable(${query.q}) || '%' or word_similarity(searchable(${query.q}), contact.search) > 0.5)`,
      ),
    )
  const seesProfile = may(tx.actor, 'stock.tenant.profile')
  const sort = {
    name: 'contact.last_name',
    dwelling: 'dwelling.code',
    born: seesProfile ? 'person.birth_year' : 'contact.last_name',
    entered: 'household.entered_on',
  } as const
  const rows = await found
    .select(['person.id', 'person.is_holder', 'household.entered_on'])
    .$if(seesProfile, (tenants) => tenants.select(['person.birth_year', 'person.pcs']))
    .select([
      'contact.first_name',
      'contact.last_name',
      'contact.is_protected',
      'dwelling.id as dwelling_id',
      'dwelling.code as dwelling',
    ])
    .orderBy(sort[query.sort as keyof typeof sort] ?? sort.name, (order) =>
      query.direction === 'descending' ? order.desc().nullsLast() : order.asc().nullsLast(),
    )
    .orderBy('person.id')
    .limit(all ? 200_000 : query.pageRows)
    .offset(all ? 0 : (query.page - 1) * query.pageRows)
    .execute()
  const { total } = await found.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  const seen = rows.map((row) => row.id)
  if (seen.length > 0) await sql`select audit_access('stock_contact', ${seen}::text[])`.execute(tx)
  return { rows, total }
}
