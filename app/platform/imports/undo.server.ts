/** Takes an import back: rows it changed become what they were, rows it added go; unless something later rests on them. */
import { type RawBuilder, sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import type { JobStep, Json } from '#app/platform/jobs.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { importOf } from './record.server.ts'
import { tableName } from './target.server.ts'

interface Touched {
  table: string
  key: string
  /** Rows that were there before were changed, not only new ones added. */
  isChanged: boolean
}

export async function undoImport(tx: ActorTx, id: string, { progress }: Pick<JobStep, 'progress'>): Promise<Json> {
  must(tx.actor, 'import.undo')
  const record = await importOf(tx, id, { lock: true })
  if (record.undone_at) return { importId: id }
  if (!record.committed_at) throw new Refusal('import.not-committed')
  const tables = await touchedTables(tx, id)
  await refuseWhenLaterImports(tx, id)
  await refuseWhenRestedOn(tx, id, tables)
  for (const [done, table] of tables.entries()) {
    await progress(done, tables.length * 2, 'import.undoing')
    if (table.isChanged) await restore(tx, id, table)
  }
  for (const [done, table] of tables.entries()) {
    await progress(tables.length + done, tables.length * 2, 'import.undoing')
    await sql`delete from ${sql.table(table.table)} t where convention_id = ${tx.actor.conventionId}::uuid
      and ${sql.ref(table.key)} in (${addedIds(id, table.table)})`.execute(tx)
  }
  await tx.deleteFrom('import_change').where('import_id', '=', id).execute()
  await tx
    .updateTable('import')
    .set({ undone_at: sql<Date>`now()`, undone_by: tx.actor.memberId })
    .where('id', '=', id)
    .execute()
  return { importId: id }
}

/** Tables of the import, the one it wrote last first: what refers to others goes before them. */
async function touchedTables(tx: ActorTx, id: string): Promise<Touched[]> {
  const { rows } = await sql<Touched>`select object_table as table, min(key_column) as key,
    bool_or(row_id is not null) as "isChanged" from import_change
    where import_id = ${id}::uuid group by 1 order by min(id) desc`.execute(tx)
  return rows
}

function addedIds(id: string, table: string): RawBuilder<unknown> {
  return sql`select unnest(added) from import_change where import_id = ${id}::uuid and object_table = ${table}`
}

async function refuseWhenLaterImports(tx: ActorTx, id: string): Promise<void> {
  const { rows } = await sql<{ file_name: string }>`
    with mine as (
      select object_table, unnest(added) as row_id from import_change where import_id = ${id}::uuid and added is not null
      union select object_table, row_id from import_change where import_id = ${id}::uuid and row_id is not null
    )
    select later.file_name from import later
    where later.undone_at is null and later.id <> ${id}::uuid
      and later.committed_at >= (select committed_at from import where id = ${id}::uuid)
      and exists (select from import_change c join mine on mine.object_table = c.object_table and mine.row_id = c.row_id
                  where c.convention_id = later.convention_id and c.import_id = later.id)
    order by later.committed_at desc limit 5`.execute(tx)
  if (rows.length > 0)
    throw new Refusal('import.changed-since', { values: { files: rows.map((row) => row.file_name).join(', ') } })
}

interface Reference {
  table: string
  column: string
}

/** Rows that others wrote since, and that would fall with ours: found through the foreign keys, whatever room they are of. */
async function refuseWhenRestedOn(tx: ActorTx, id: string, tables: readonly Touched[]): Promise<void> {
  const resting: string[] = []
  const keys = new Map(tables.map(({ table, key }) => [table, key]))
  for (const { table } of tables) {
    for (const reference of await referencesTo(tx, table)) {
      const own = keys.get(reference.table)
      const others = own ? sql`and r.${sql.ref(own)} not in (${addedIds(id, reference.table)})` : sql``
      const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(reference.table)} r
        where r.convention_id = ${tx.actor.conventionId}::uuid
          and r.${sql.ref(reference.column)} in (${addedIds(id, table)}) ${others}`.execute(tx)
      const count = rows[0]?.count ?? 0
      if (count > 0) resting.push(`${tableName(reference.table)} (${count})`)
    }
  }
  if (resting.length > 0)
    throw new Refusal('import.rested-on', { values: { things: [...new Set(resting)].join(', ') } })
}

async function referencesTo(tx: ActorTx, table: string): Promise<Reference[]> {
  const { rows } = await sql<Reference>`
    select c.conrelid::regclass::text as table, a.attname as column
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[cardinality(c.conkey)]
    where c.contype = 'f' and c.confrelid = ${table}::regclass and cardinality(c.conkey) = 2`.execute(tx)
  return rows
}

/** An import may change a row twice: its first image is how it was. */
async function restore(tx: ActorTx, id: string, { table, key }: Touched): Promise<void> {
  const { rows: columns } = await sql<{ name: string }>`
    select column_name as name from information_schema.columns
    where table_schema = 'public' and table_name = ${table} and is_generated = 'NEVER'
      and column_name not in ('convention_id', ${key})`.execute(tx)
  const names = columns.map(({ name }) => sql.ref(name))
  const olds = columns.map(({ name }) => sql`was.${sql.ref(name)}`)
  await sql`
    with first_image as (
      select distinct on (row_id) row_id, before from import_change
      where import_id = ${id}::uuid and object_table = ${table} and row_id is not null order by row_id, id
    )
    update ${sql.table(table)} t set (${sql.join(names)}) = row(${sql.join(olds)})
    from first_image, jsonb_populate_record(null::${sql.table(table)}, first_image.before) was
    where t.convention_id = ${tx.actor.conventionId}::uuid and t.${sql.ref(key)} = first_image.row_id`.execute(tx)
}
