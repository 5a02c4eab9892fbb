/** Several public files at once, contours first: each comes in whole or is left out, and says why. */
import { sql } from 'kysely'
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { checkImport, commitImport } from '#app/platform/imports/passage.server.ts'
import { confirmMapping } from '#app/platform/imports/recognition.server.ts'
import { importOf } from '#app/platform/imports/record.server.ts'
import { askJob, type JobWork, type Json, job } from '#app/platform/jobs.server.ts'
import { Refusal } from '#app/platform/refusal.ts'

const Files = z.object({ importIds: z.array(z.uuid()).min(1).max(40) })

export const bringJob = job('territory.bring', Files, async (tx, { importIds }, work) => {
  must(tx.actor, 'territory.load')
  const files: Json[] = []
  for (const id of await contoursFirst(tx, importIds)) files.push(await bringOne(tx, id, work))
  return { files }
})

/** Refusals of a whole file: no line of it has more to say. */
const SAID_AT_ONCE = ['import.same-file', 'territory.no-ground']

/** What lies around the communes is known by their contours: the other files are cut by it. */
async function contoursFirst(tx: ActorTx, ids: readonly string[]): Promise<string[]> {
  const ranked: { id: string; late: boolean }[] = []
  for (const id of ids) ranked.push({ id, late: !(await importOf(tx, id)).kind?.includes('contours') })
  return ranked.toSorted((a, b) => Number(a.late) - Number(b.late)).map(({ id }) => id)
}

async function bringOne(tx: ActorTx, id: string, work: JobWork): Promise<Json> {
  await sql`savepoint bring`.execute(tx)
  try {
    await commitImport(tx, id, { setAside: true, again: false }, work)
    await sql`release savepoint bring`.execute(tx)
    return { importId: id, code: null }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await sql`rollback to savepoint bring`.execute(tx)
    if (!SAID_AT_ONCE.includes(error.code)) await checkImport(tx, id, work) // so that its page tells line by line
    return { importId: id, code: error.code }
  }
}

/** Asks for all files that say themselves what they are; nothing of them is left to confirm. */
export async function askBring(tx: ActorTx, importIds: readonly string[]): Promise<string> {
  must(tx.actor, 'territory.load')
  for (const id of importIds)
    await confirmMapping(tx, id, { mapping: {}, answers: {}, choices: { invented: false } }, false)
  return askJob(tx, bringJob, { importIds: [...importIds] })
}

/** The last time that files were brought, with how far it is. */
export function lastBring(tx: ActorTx) {
  return tx
    .selectFrom('job')
    .select(['id', 'state', 'result'])
    .where('kind', '=', bringJob.kind)
    .orderBy('asked_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}
