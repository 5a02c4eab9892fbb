/** The letters leave: recipients are frozen, one PDF is made for the printer; all of it, or nothing. */
import { createReadStream } from 'node:fs'
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { printed } from '#app/platform/documents/printing.server.ts'
import { pathOfFile, storeFile } from '#app/platform/files.server.ts'
import type { JobStep } from '#app/platform/jobs.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { leave } from './approvals.server.ts'
import { campaignOf } from './campaigns.server.ts'
import { freeze } from './frozen.server.ts'
import { linesOver, tooLong } from './page-fit.server.ts'
import { LETTERS, letterFor, letterHeadOf } from './print.server.ts'
import { recipientsOf } from './recipients.server.ts'

/** The file holds names and addresses: it stays as long as a printer needs. */
const KEPT_DAYS = 30
const MOST_BYTES = 500e6

export async function printLetters(tx: ActorTx, campaignId: string, step: JobStep): Promise<{ letters: number }> {
  const campaign = await campaignOf(tx, campaignId)
  await leave(tx, campaign)
  const recipients = await recipientsOf(tx, campaign)
  const good = recipients.filter(({ problems }) => problems.length === 0)
  if (good.length === 0) throw new Refusal('mobilisation.nobody-to-write-to')
  await step.progress(0, good.length)
  await freeze(tx, campaign, recipients)
  const letters = good.map((recipient) => letterFor(campaign, recipient))
  const data = { ...(await letterHeadOf(tx, campaign)), notice: null, letters }
  const { pdf, pages } = await printed({ template: LETTERS, data, at: new Date() }, step.signal)
  // The recipients may have changed since the approvals: a letter of two pages stops them all.
  if (pages !== good.length) throw tooLong(Math.max(1, await linesOver(tx, campaign)))
  const file = await storeFile(tx, [pdf], {
    name: 'letters.pdf',
    mediaType: 'application/pdf',
    purpose: 'mobilisation',
    days: KEPT_DAYS,
    most: MOST_BYTES,
  })
  await tx
    .insertInto('mobilisation_print')
    .values({
      convention_id: tx.actor.conventionId,
      campaign_id: campaign.id,
      file_id: file.id,
      letters: good.length,
    })
    .execute()
  await step.progress(good.length, good.length)
  return { letters: good.length }
}

/** What was made for the printer, and whether its file is still there. */
export async function printOf(tx: ActorTx, campaignId: string) {
  must(tx.actor, 'mobilisation.recipient.read')
  const row = await tx
    .selectFrom('mobilisation_print as print')
    .leftJoin('file', 'file.id', 'print.file_id')
    .select(['print.letters', 'print.file_id', 'file.id as kept', 'file.expires_at'])
    .where('print.campaign_id', '=', campaignId)
    .executeTakeFirst()
  return row && { letters: row.letters, fileId: row.kept, until: row.expires_at?.toISOString() ?? null }
}

export async function lettersFile(tx: ActorTx, campaignId: string) {
  const print = await printOf(tx, campaignId)
  if (!print?.fileId) throw new Refusal('platform.not-found', { status: 404 })
  return createReadStream(pathOfFile(tx.actor.conventionId, print.fileId))
}

export const LettersInput = z.object({ campaignId: z.uuid() })
