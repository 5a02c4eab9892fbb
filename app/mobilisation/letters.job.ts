/** Thousands of letters: seconds of work, asked for by the one who sends them. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { askJob, job } from '#app/platform/jobs.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { campaignOf } from './campaigns.server.ts'
import { LettersInput, printLetters } from './letters.server.ts'
import { refuseTooLong } from './page-fit.server.ts'

export const lettersJob = job('mobilisation.letters', LettersInput, (tx, { campaignId }, step) =>
  printLetters(tx, campaignId, step),
)

/** Asks for the letters. A second press finds the first one's work, and asks for nothing. */
export async function askLetters(tx: ActorTx, campaignId: string): Promise<string> {
  must(tx.actor, 'mobilisation.campaign.send')
  const campaign = await campaignOf(tx, campaignId)
  const { stage, kind } = campaign
  if (stage === 'left') throw new Refusal('mobilisation.has-left', { status: 409 })
  if (stage !== 'approved' || kind !== 'letter') throw new Refusal('mobilisation.not-approved', { status: 409 })
  await refuseTooLong(tx, campaign)
  const running = await lettersJobOf(tx, campaignId)
  if (running && (running.state === 'waiting' || running.state === 'running')) return running.id
  return askJob(tx, lettersJob, { campaignId })
}

/** The latest printing of a campaign. */
export function lettersJobOf(tx: ActorTx, campaignId: string) {
  return tx
    .selectFrom('job')
    .select(['id', 'state'])
    .where('kind', '=', 'mobilisation.letters')
    .where(sql<boolean>`input ->> 'campaignId' = ${campaignId}`)
    .orderBy('asked_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}
