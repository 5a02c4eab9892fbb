/** The import record: where a file stands on its way in, and what it did. */
import { type Selectable, sql } from 'kysely'
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import type { Import } from '#app/platform/database-types.ts'
import { type ReceivedBytes, registerFile, removeFile } from '#app/platform/files.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import type { TableQuery } from '#app/ui/table-query.ts'
import type { Problem } from '#packages/intake/problem.ts'
import type { Forced } from '#packages/intake/recognise.ts'
import type { Tally } from '#packages/intake/tally.ts'
import type { RecognisedFile } from './reader.ts'

const KEPT_DAYS = 30

const Answers = z.record(
  z.string(),
  z.object({
    dates: z.enum(['day-first', 'month-first']).optional(),
    decimal: z.enum([',', '.']).optional(),
    pivotYear: z.number().int().optional(),
  }),
)
export type ColumnAnswers = z.infer<typeof Answers>

const Outcome = z.object({
  added: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  setAside: z.number(),
  reported: z.number(),
  tables: z.array(z.object({ table: z.string(), added: z.number(), changed: z.number(), unchanged: z.number() })),
})

/** The plain data of a record, as this program wrote them. */
const Written = z.object({
  forced: z.custom<Forced>(),
  recognised: z.custom<RecognisedFile>().nullable(),
  refused: z.custom<readonly Problem[]>().nullable(),
  mapping: z.record(z.string(), z.number().int()),
  answers: Answers,
  choices: z.record(z.string(), z.boolean()),
  tally: z.custom<Tally>().nullable(),
  outcome: Outcome.nullable(),
})

export type ImportRecord = Omit<Selectable<Import>, keyof z.infer<typeof Written>> & z.infer<typeof Written>

export type ImportStage = 'received' | 'checked' | 'committed' | 'undone' | 'discarded'

export function stageOf(
  record: Pick<ImportRecord, 'undone_at' | 'committed_at' | 'discarded_at' | 'checked_at'>,
): ImportStage {
  if (record.undone_at) return 'undone'
  if (record.committed_at) return 'committed'
  if (record.discarded_at) return 'discarded'
  return record.checked_at ? 'checked' : 'received'
}

/** A received file becomes an import; nothing was read of it yet. */
export async function openImport(tx: ActorTx, received: ReceivedBytes, name: string): Promise<string> {
  must(tx.actor, 'import.run')
  const kept = name.slice(-255) || '—'
  await registerFile(tx, received, {
    name: kept,
    mediaType: 'application/octet-stream',
    purpose: 'import',
    days: KEPT_DAYS,
  })
  const { landlord_name } = await tx
    .selectFrom('convention')
    .select('landlord_name')
    .where('id', '=', tx.actor.conventionId)
    .executeTakeFirstOrThrow()
  const { id } = await tx
    .insertInto('import')
    .values({
      convention_id: tx.actor.conventionId,
      file_id: received.id,
      file_name: kept,
      file_bytes: received.bytes,
      file_sha256: received.sha256,
      landlord: landlord_name,
      received_by: tx.actor.memberId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function importOf(tx: ActorTx, id: string, { lock = false } = {}): Promise<ImportRecord> {
  must(tx.actor, 'import.read')
  const row = await tx
    .selectFrom('import')
    .selectAll()
    .where('id', '=', id)
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst()
  if (!row) throw new Refusal('platform.not-found', { status: 404 })
  return { ...row, ...Written.parse(row) }
}

/** The imports of a convention, newest first. */
export async function importsOf(tx: ActorTx, query: TableQuery) {
  must(tx.actor, 'import.read')
  const found = tx
    .selectFrom('import')
    .innerJoin('member', 'member.id', 'import.received_by')
    .$if(query.q !== '', (rows) => rows.where(sql<boolean>`strpos(searchable(file_name), searchable(${query.q})) > 0`))
  const rows = await found
    .select(['import.id', 'file_name', 'file_bytes', 'kind', 'received_at', 'checked_at', 'committed_at', 'undone_at'])
    .select(['discarded_at', 'outcome', 'member.display_name as received_by'])
    .orderBy('received_at', 'desc')
    .orderBy('import.id', 'desc')
    .limit(query.pageRows)
    .offset((query.page - 1) * query.pageRows)
    .execute()
  const { total } = await found.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { rows: rows.map((row) => ({ ...row, outcome: Outcome.nullable().parse(row.outcome) })), total }
}

/** The last import of the very same bytes that stands. */
export function sameFileBefore(tx: ActorTx, { id, file_sha256 }: Pick<ImportRecord, 'id' | 'file_sha256'>) {
  return tx
    .selectFrom('import')
    .innerJoin('member', 'member.id', 'import.committed_by')
    .select(['import.id', 'committed_at', 'member.display_name as by'])
    .where('file_sha256', '=', file_sha256)
    .where('import.id', '<>', id)
    .where('undone_at', 'is', null)
    .orderBy('committed_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Gives a file up before it came in: its bytes, its problems and its first lines go. */
export async function discardImport(tx: ActorTx, id: string): Promise<void> {
  must(tx.actor, 'import.run')
  const record = await importOf(tx, id, { lock: true })
  if (record.committed_at) throw new Refusal('import.already-committed')
  await tx.deleteFrom('import_problem').where('import_id', '=', id).execute()
  await tx
    .updateTable('import')
    .set({
      discarded_at: sql<Date>`now()`,
      discarded_by: tx.actor.memberId,
      file_id: null,
      recognised: null,
      refused: null,
      tally: null,
      outcome: null,
    })
    .where('id', '=', id)
    .execute()
  if (record.file_id) await removeFile(tx, record.file_id)
}
