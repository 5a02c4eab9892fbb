/** The way of a file into the tables, for the check (which takes everything back) and for the commit (which keeps it). */
import { sql } from 'kysely'
import type { ActorTx } from '#app/platform/database.server.ts'
import { removeFile } from '#app/platform/files.server.ts'
import type { JobWork, Json } from '#app/platform/jobs.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { Merge } from './merge.server.ts'
import { keepProblems } from './problems.server.ts'
import { pathOf } from './recognition.server.ts'
import { type ImportRecord, importOf, sameFileBefore } from './record.server.ts'
import { standingOf } from './severity.ts'
import { type Staged, stageFile } from './staging.server.ts'
import { type ImportTarget, targetOf } from './target.server.ts'

/** Reads every line and tries the whole import, then takes it back: what it would do is known, and nothing has changed. */
export async function checkImport(tx: ActorTx, id: string, work: JobWork): Promise<Json> {
  const record = await importOf(tx, id, { lock: true })
  const target = readyTarget(record)
  await sql`savepoint import_check`.execute(tx)
  const { staged, merge } = await passage(tx, record, target, work)
  await sql`rollback to savepoint import_check`.execute(tx)
  await keepProblems(tx, id, staged.problems, merge)
  await tx
    .updateTable('import')
    .set({
      tally: JSON.stringify(staged.tally),
      outcome: JSON.stringify(merge?.outcome(target.mainTable) ?? null),
      checked_at: sql<Date>`now()`,
    })
    .where('id', '=', id)
    .execute()
  return { importId: id }
}

export interface CommitChoices {
  /** Leave refused lines out, on purpose. */
  setAside: boolean
  /** The same file came in before, and is wanted again. */
  again: boolean
}

/** Everything that the file brings, or nothing. */
export async function commitImport(tx: ActorTx, id: string, choices: CommitChoices, work: JobWork): Promise<Json> {
  const record = await importOf(tx, id, { lock: true })
  if (record.committed_at) return { importId: id } // this process or another ended before it could say so
  const target = readyTarget(record)
  const before = choices.again ? undefined : await sameFileBefore(tx, record)
  if (before) throw new Refusal('import.same-file')
  const { staged, merge } = await passage(tx, record, target, work)
  const standing = standingOf(staged.tally)
  if (standing === 'file-refused' || !merge) throw new Refusal('import.file-refused')
  if (standing === 'lines-refused' && !choices.setAside)
    throw new Refusal('import.lines-refused', { values: { count: staged.tally.refused } })
  await keepProblems(tx, id, staged.problems, merge)
  await tx
    .updateTable('import')
    .set({
      tally: JSON.stringify(staged.tally),
      outcome: JSON.stringify(merge.outcome(target.mainTable)),
      checked_at: sql<Date>`coalesce(checked_at, now())`,
      committed_at: sql<Date>`now()`,
      committed_by: tx.actor.memberId,
      recognised: sql`recognised || '{"sample": []}'`, // the first lines have served
      ...(target.forgetsFile ? { file_id: null } : {}),
    })
    .where('id', '=', id)
    .execute()
  if (target.forgetsFile && record.file_id) await removeFile(tx, record.file_id)
  return { importId: id }
}

function readyTarget(record: ImportRecord): ImportTarget {
  const target = targetOf(record.kind)
  if (!target || !record.recognised || record.discarded_at) throw new Refusal('import.not-ready')
  return target
}

async function passage(
  tx: ActorTx,
  record: ImportRecord,
  target: ImportTarget,
  { client, signal, progress }: JobWork,
): Promise<{ staged: Staged; merge: Merge | undefined }> {
  if (!record.recognised) throw new Refusal('import.not-ready')
  const lines = likelyLines(record)
  const staged = await stageFile(
    tx,
    client,
    target.reader,
    {
      kind: target.reader.kind.id,
      path: pathOf(record),
      name: record.file_name,
      recognised: record.recognised,
      mapping: record.mapping,
      options: { columns: record.answers, ...(record.dialect ? { dialect: record.dialect } : {}) },
      scope: await target.scope?.(tx, record.subject),
    },
    signal,
    (read) => progress(read, Math.max(lines, read), 'import.reading'),
  )
  if (standingOf(staged.tally) === 'file-refused') return { staged, merge: undefined }
  const merge = new Merge(tx, record, (table) =>
    progress(staged.tally.lines, staged.tally.lines, `import.merging.${table}`),
  )
  await planForWholeTables(tx)
  await target.merge(tx, merge)
  return { staged, merge }
}

/**
 * The tables were filled a moment ago and have no statistics yet: guessing them empty, the planner would compare each row with each row.
 * Whole tables are joined here, so that hashing is never wrong.
 */
async function planForWholeTables(tx: ActorTx): Promise<void> {
  await sql`select set_config('enable_nestloop', 'off', true), set_config('work_mem', '64MB', true), set_config('jit', 'off', true)`.execute(
    tx,
  )
}

/** How many lines there may be, for the progress only: the check counted them, else the bytes of the first lines tell. */
function likelyLines({ tally, recognised, file_bytes }: ImportRecord): number {
  if (tally) return tally.lines
  const sample = recognised?.sample ?? []
  const bytes = sample.reduce((sum, { cells }) => sum + cells.join(';').length + 1, 0)
  return bytes === 0 ? 0 : Math.round((Number(file_bytes) * sample.length) / bytes)
}
