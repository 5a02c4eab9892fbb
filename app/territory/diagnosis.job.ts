/** The diagnosis on paper: some seconds of gathering and printing, aside from the pages. */
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { askJob, cancelJob, job } from '#app/platform/jobs.server.ts'
import { inLanguage } from '#app/platform/language.server.ts'
import { getLocale, locales } from '#messages/runtime.js'
import { makeDiagnosis } from './diagnosis.server.ts'

export const diagnosisJob = job(
  'territory.diagnosis',
  z.object({ language: z.enum(locales) }),
  async (tx, { language }, step) => {
    await inLanguage(language, () => makeDiagnosis(tx, language, step))
    return { language }
  },
)

/** Asks for the document in the asker's language. A second press finds the first one's work, and asks for nothing. */
export async function askDiagnosis(tx: ActorTx): Promise<void> {
  must(tx.actor, 'territory.diagnosis.make')
  await tx.selectFrom('convention').select('id').where('id', '=', tx.actor.conventionId).forUpdate().execute()
  const last = await lastDiagnosisJob(tx)
  if (last?.isGoing) return
  await askJob(tx, diagnosisJob, { language: getLocale() })
}

/** Stops the one that is being made, if any: what was kept stays. */
export async function stopDiagnosis(tx: ActorTx): Promise<void> {
  must(tx.actor, 'territory.diagnosis.make')
  const last = await lastDiagnosisJob(tx)
  if (last?.isGoing) await cancelJob(tx, last.id)
}

export async function lastDiagnosisJob(tx: ActorTx): Promise<{ id: string; isGoing: boolean } | undefined> {
  const row = await tx
    .selectFrom('job')
    .select(['id', 'state'])
    .where('kind', '=', diagnosisJob.kind)
    .orderBy('asked_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && { id: row.id, isGoing: row.state === 'waiting' || row.state === 'running' }
}
