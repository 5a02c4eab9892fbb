/** Figures of a panel: hundreds of calibrations, some seconds. */
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { askJob, job } from '#app/platform/jobs.server.ts'
import { makeEstimate } from './estimates.server.ts'
import { NONRESPONSES, type Nonresponse } from './nonresponse.ts'

const Asked = z.object({ panelId: z.uuid(), nonresponse: z.enum(NONRESPONSES).default('classes') })
const Made = z.object({ estimateId: z.uuid() })

export const estimateJob = job(
  'survey.estimate',
  Asked,
  async (tx, { panelId, nonresponse }, step) => ({ estimateId: await makeEstimate(tx, panelId, nonresponse, step) }),
  {
    needs: 'survey.coding.read',
    path: (said) => {
      const { success, data } = Made.safeParse(said)
      return success ? `survey/estimates/${data.estimateId}` : undefined
    },
  },
)

/** Asks for a set of figures. A second press finds the first one's work, and asks for nothing. */
export async function askEstimate(tx: ActorTx, panelId: string, nonresponse: Nonresponse): Promise<string> {
  must(tx.actor, 'survey.estimate.make')
  await tx.selectFrom('survey_panel').select('id').where('id', '=', panelId).forUpdate().execute()
  const running = await estimateJobNow(tx)
  return running?.id ?? askJob(tx, estimateJob, { panelId, nonresponse })
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
