/** The log as administrators read it: who did what to which rows, and when; never what the rows said. */
import { sql } from 'kysely'
import type { Tx } from '#app/platform/database.server.ts'
import type { TableQuery } from '#app/ui/table-query.ts'

/** What the log calls the installation itself. */
export const INSTALLATION = '00000000-0000-0000-0000-000000000000'
const MOST_EXPORTED = 100_000

export interface Entry {
  id: string
  at: string
  chain: string
  who: string | null
  act: string
  table: string
  ids: string[]
  count: number
  reason: string | null
  position: number | null
}

export async function auditOf(tx: Tx, conventionId: string, query: TableQuery, { all = false } = {}) {
  const found = matching(tx, conventionId, query)
  const { total } = await found.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  const rows = await found
    .select(['entry.id', 'at', 'chain', 'act', 'reason', 'position', 'person.name as who'])
    .select(['object_table as table', 'object_ids as ids', 'object_count as count'])
    .orderBy('at', query.direction === 'ascending' ? 'asc' : 'desc')
    .orderBy('entry.id', query.direction === 'ascending' ? 'asc' : 'desc')
    .limit(all ? MOST_EXPORTED : query.pageRows)
    .offset(all ? 0 : (query.page - 1) * query.pageRows)
    .execute()
  return { total, rows: rows.map((row): Entry => ({ ...row, at: row.at.toISOString() })) }
}

function matching(tx: Tx, conventionId: string, query: TableQuery) {
  const { act, table, from, until } = query.filters
  return tx
    .selectFrom('audit_entry as entry')
    .leftJoin('account_person as person', 'person.id', 'entry.person_id')
    .where('entry.convention_id', '=', conventionId)
    .$if(query.q !== '', (rows) =>
      rows.where(sql<boolean>`searchable(person.name) like '%' || searchable(${query.q}) || '%'`),
    )
    .$if(act !== undefined, (rows) => rows.where('act', '=', act ?? ''))
    .$if(table !== undefined, (rows) => rows.where('object_table', '=', table ?? ''))
    .$if(isDay(from), (rows) => rows.where(sql<boolean>`at >= ${from}::date at time zone 'Europe/Paris'`))
    .$if(isDay(until), (rows) => rows.where(sql<boolean>`at < (${until}::date + 1) at time zone 'Europe/Paris'`))
}

function isDay(text: string | undefined): boolean {
  return text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))
}

/** Acts and tables that occur, to choose from. */
export async function auditChoices(tx: Tx, conventionId: string): Promise<{ acts: string[]; tables: string[] }> {
  const of = (column: 'act' | 'object_table') =>
    tx
      .selectFrom('audit_entry')
      .select(`${column} as value`)
      .distinct()
      .where('convention_id', '=', conventionId)
      .orderBy('value')
      .execute()
  const [acts, tables] = [await of('act'), await of('object_table')]
  return { acts: acts.map(({ value }) => value), tables: tables.map(({ value }) => value) }
}

export interface Head {
  chain: string
  position: number
  hash: string
  droppedAt: string | null
}

/** The end of each chain: note it elsewhere, and no earlier entry can be changed unseen. */
export async function auditHeads(tx: Tx, conventionId: string): Promise<Head[]> {
  const rows = await tx
    .selectFrom('audit_head')
    .select(['chain', 'position', 'hash', 'dropped_at'])
    .where('convention_id', '=', conventionId)
    .orderBy('chain', 'desc')
    .execute()
  return rows.map(({ dropped_at, ...row }) => ({ ...row, droppedAt: dropped_at?.toISOString() ?? null }))
}
