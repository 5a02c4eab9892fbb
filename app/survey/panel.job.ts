/** The numbered panels of a sealed panel: seconds for an ordinary one, minutes for the largest. */
import { sql } from 'kysely'
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { askJob, job } from '#app/platform/jobs.server.ts'
import { atStage, makeLottery } from './draw.server.ts'

export const lotteryJob = job('survey.lottery', z.object({ panelId: z.uuid() }), (tx, { panelId }, step) =>
  makeLottery(tx, panelId, step),
)

/** Asks for the numbered panels. A second press finds the first one's work, and asks for nothing. */
export async function askLottery(tx: ActorTx, panelId: string): Promise<string> {
  must(tx.actor, 'survey.panel.draw')
  await atStage(tx, panelId, 'sealed')
  await tx.selectFrom('survey_panel').select('id').where('id', '=', panelId).forUpdate().execute()
  const running = await lotteryJobOf(tx, panelId)
  if (running && (running.state === 'waiting' || running.state === 'running')) return running.id
  return askJob(tx, lotteryJob, { panelId })
}

/** The latest computing of a panel's lottery, with how far it is. */
export async function lotteryJobOf(tx: ActorTx, panelId: string) {
  return tx
    .selectFrom('job')
    .select(['id', 'state', 'step', 'done', 'total', 'refusal', 'fault', 'cancel_at'])
    .where('kind', '=', 'survey.lottery')
    .where(sql<boolean>`input ->> 'panelId' = ${panelId}`)
    .orderBy('asked_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}
