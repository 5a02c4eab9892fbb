/** The file's lines into a temporary table of the job's own transaction: nothing of it is there when the transaction ends. */
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { sql } from 'kysely'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { ActorTx } from '#app/platform/database.server.ts'
import type { Problem } from '#packages/intake/problem.ts'
import type { Tally } from '#packages/intake/tally.ts'
import type { ImportReader } from './reader.ts'
import type { ReadingTask } from './reader-messages.ts'
import { readLines } from './reading.server.ts'

export interface Staged {
  tally: Tally
  problems: Problem[]
}

/**
 * Reads a file to its end and copies its accepted rows into `import_staging`.
 *
 * @param shown told how many lines were read so far; throws to stop
 */
export async function stageFile(
  tx: ActorTx,
  client: pg.ClientBase,
  reader: ImportReader,
  task: Omit<Extract<ReadingTask, { does: 'read' }>, 'does'>,
  signal: AbortSignal,
  shown: (lines: number) => Promise<void>,
): Promise<Staged> {
  await sql`drop table if exists import_staging`.execute(tx) // of a file that came in just before
  await sql`create temp table import_staging (line bigint, ${sql.join(
    reader.columns.map(({ name, type }) => sql`${sql.ref(name)} ${sql.raw(type)}`),
  )}) on commit drop`.execute(tx)
  const copy = client.query(copyFrom('copy import_staging from stdin'))
  const done = finished(copy)
  done.catch(() => undefined) // awaited below; a refused row may end it before
  const problems: Problem[] = []
  let tally: Tally = { lines: 0, accepted: 0, refused: 0, blank: 0, totals: 0, repeated: 0, problems: {} }
  try {
    for await (const batch of readLines(task, signal)) {
      problems.push(...batch.problems)
      tally = batch.tally
      if (batch.copy.length > 0 && !copy.write(batch.copy)) await Promise.race([once(copy, 'drain'), done])
      await shown(tally.lines)
    }
    copy.end()
    await done
  } catch (error) {
    copy.destroy(error instanceof Error ? error : new Error(String(error)))
    throw error
  }
  await sql`analyze import_staging`.execute(tx)
  return { tally, problems }
}
