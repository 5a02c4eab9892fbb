/** A campaign by e-mail leaves: recipients frozen, letters in the queue; the queue sends them so many a minute. */
import { sql } from 'kysely'
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { askJob, type JobStep, job } from '#app/platform/jobs.server.ts'
import { writeCampaignMail } from '#app/platform/mail.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { leave } from './approvals.server.ts'
import { type Campaign, campaignOf } from './campaigns.server.ts'
import { filled } from './fields.ts'
import { type Frozen, freeze, optOutToken } from './frozen.server.ts'
import { senderOf } from './print.server.ts'
import { recipientsOf } from './recipients.server.ts'
import { reasonsOf } from './returns/returns.server.ts'

const LETTERS_AT_ONCE = 500
const EmailsInput = z.object({ campaignId: z.uuid(), origin: z.url() })

export const emailsJob = job('mobilisation.emails', EmailsInput, (tx, { campaignId, origin }, step) =>
  writeEmails(tx, campaignId, origin, step),
)

/** Asks for the letters. A campaign leaves once: the second press is told so. */
export async function askEmails(tx: ActorTx, { id, stage, kind }: Campaign, origin: string): Promise<string> {
  must(tx.actor, 'mobilisation.campaign.send')
  if (stage === 'left') throw new Refusal('mobilisation.has-left', { status: 409 })
  if (stage !== 'approved' || kind !== 'email') throw new Refusal('mobilisation.not-approved', { status: 409 })
  return askJob(tx, emailsJob, { campaignId: id, origin })
}

export async function writeEmails(tx: ActorTx, campaignId: string, origin: string, step: JobStep) {
  const campaign = await campaignOf(tx, campaignId)
  await leave(tx, campaign)
  const good = await freeze(tx, campaign, await recipientsOf(tx, campaign))
  if (good.length === 0) throw new Refusal('mobilisation.nobody-to-write-to')
  const { sender, about } = await senderOf(tx)
  for (let from = 0; from < good.length; from += LETTERS_AT_ONCE) {
    await step.progress(from, good.length)
    const letters = good.slice(from, from + LETTERS_AT_ONCE).map((recipient) => ({
      ...emailFor(campaign, recipient, { origin, sender, about }),
      conventionId: tx.actor.conventionId,
      reference: recipient.id,
      onlyByDay: campaign.legalKind === 'prospecting',
    }))
    await writeCampaignMail(tx, letters)
  }
  await step.progress(good.length, good.length)
  return { letters: good.length }
}

/** The words of a letter to a tenant are French, whatever the screen speaks. */
function emailFor(campaign: Campaign, recipient: Frozen, from: { origin: string; sender: string; about: string }) {
  const token = optOutToken(recipient.id)
  const unsubscribe = `${from.origin}/unsubscribe/${token}`
  const foot =
    campaign.legalKind === 'prospecting'
      ? `${from.sender} vous envoie cette offre ${from.about}, parce que vous avez accepté d’en recevoir.\nRetirer mon accord\u00a0: ${from.origin}/consent/${token}\nNe plus rien recevoir\u00a0: ${unsubscribe}`
      : `Vous recevez cette lettre parce que vous êtes locataire de ${from.sender}, qui vous écrit ${from.about}.\nNe plus recevoir ces lettres\u00a0: ${unsubscribe}`
  const body = [filled(campaign.body, recipient.values), campaign.link, foot].filter((part) => part !== null)
  const subject = filled(campaign.subject, recipient.values)
  return { recipient: recipient.lines[0] ?? '', subject, body: body.join('\n\n'), unsubscribe }
}

/** How far the sending is. */
export async function sendingOf(tx: ActorTx, campaignId: string) {
  must(tx.actor, 'mobilisation.campaign.read')
  const { rows } = await sql<{
    written: number
    waiting: number
    sent: number
    bounced: number
    returned: number
    stopped: number
    given_up: number
    statuses: string[]
  }>`select * from mobilisation_sending(${campaignId})`.execute(tx)
  const [row] = rows
  if (!row) return undefined
  const { statuses, given_up: givenUp, ...counts } = row
  return { ...counts, givenUp, reasons: reasonsOf(statuses) }
}

/** What has not left stays here. */
export async function stopSending(tx: ActorTx, campaignId: string): Promise<number> {
  must(tx.actor, 'mobilisation.campaign.send')
  const { rows } = await sql<{ stopped: number }>`select mobilisation_stop(${campaignId}) as stopped`.execute(tx)
  return rows[0]?.stopped ?? 0
}
