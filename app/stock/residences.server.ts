/** Residences, as each reader may see them: rows through row-level security, counts of persons through the secrecy rules. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import type { TableQuery } from '#app/ui/table-query.ts'

const SORTS = {
  name: 'residence.name',
  dwellings: 'counts.dwellings',
  vacancy: sql<number>`(counts.vacant_offered + counts.vacant_technical)::float / nullif(counts.dwellings, 0)`,
  sieves: sql<number>`counts.sieves::float / nullif(counts.labelled, 0)`,
} as const

interface Counts {
  residence_id: string
  dwellings: number
  vacant_offered: number
  vacant_technical: number
  occupied: number
  labelled: number
  sieves: number
  area_m2: number | null
  accessible: number
  households: number
  persons: number
  adults: number
  entered_last_year: number
  seniority_years: number | null
}

function withCounts(tx: ActorTx) {
  return tx
    .selectFrom('stock_residence as residence')
    .innerJoin(sql<Counts>`stock_counts()`.as('counts'), 'counts.residence_id', 'residence.id')
}

/** A page of residences, or all of them for an export. */
export async function residencesOf(tx: ActorTx, query: TableQuery, { all = false } = {}) {
  must(tx.actor, 'stock.read')
  const found = withCounts(tx).$if(query.q !== '', (rows) =>
    rows.where(
      sql<boolean>`(residence.search like '%' || searchable(${query.q}) || '%' or word_similarity(searchable(${query.q}), residence.search) > 0.5)`,
    ),
  )
  const sort = SORTS[query.sort as keyof typeof SORTS] ?? SORTS.name
  const rows = await found
    .select([
      'residence.id',
      'residence.code',
      'residence.name',
      'residence.address',
      'residence.postal_code',
      'residence.lon',
      'residence.lat',
    ])
    .select([
      'counts.dwellings',
      'counts.vacant_offered',
      'counts.vacant_technical',
      'counts.labelled',
      'counts.sieves',
    ])
    .orderBy(sort, (order) => (query.direction === 'descending' ? order.desc().nullsLast() : order.asc().nullsLast()))
    .orderBy('residence.code')
    .limit(all ? 100_000 : query.pageRows)
    .offset(all ? 0 : (query.page - 1) * query.pageRows)
    .execute()
  const { total } = await found.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { rows, total }
}

/** Every residence with its place: for the map, the choice of a caretaker's residences, the panel's quotas. */
export async function allResidences(tx: ActorTx) {
  return tx
    .selectFrom('stock_residence')
    .select(['id', 'code', 'name', 'lon', 'lat'])
    .orderBy('name')
    .limit(5000)
    .execute()
}

export async function residenceOf(tx: ActorTx, id: string) {
  must(tx.actor, 'stock.read')
  const row = await tx
    .selectFrom('stock_residence')
    .select(['id', 'code', 'name', 'address', 'postal_code', 'commune_code', 'lon', 'lat'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new Refusal('platform.not-found', { status: 404 })
  return row
}

/** Raw counts of the residences the reader may count; whoever shows them asks packages/disclosure first. */
export async function countsByResidence(tx: ActorTx): Promise<Counts[]> {
  const { rows } = await sql<Counts>`select * from stock_counts()`.execute(tx)
  return rows
}
