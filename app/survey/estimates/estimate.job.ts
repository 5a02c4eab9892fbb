/** Figures of a panel: hundreds of calibrations, some seconds. */
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { askJob, job } from '#app/platform/jobs.server.ts'
import { makeEstimate } from './estimates.server.ts'

export const estimateJob = job('survey.estimate', z.object({ panelId: z.uuid() }), (tx, { panelId }, step) =>
  makeEstimate(tx, panelId, step),
)

/** Asks for a set of figures. A second press finds the first one's work, and asks for nothing. */
export async function askEstimate(tx: ActorTx, panelId: string): Promise<string> {
  must(tx.actor, 'survey.estimate.make')
  await tx.selectFrom('survey_panel').select('id').where('id', '=', panelId).forUpdate().execute()
  const running = await estimateJobNow(tx)
  return running?.id ?? askJob(tx, estimateJob, { panelId })
}

/** The work under way, if any. */
export async function estimateJobNow(tx: ActorTx) {
  return tx
    .selectFrom('job')
    .select(['id', 'state', 'done', 'total'])
    .where('kind', '=', estimateJob.kind)
    .where('state', 'in', ['waiting', 'running'])
    .orderBy('asked_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}
