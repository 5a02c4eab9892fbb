/** Text messages: Palier counts and lists, the sender's own tool sends. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { plainSigns } from '#packages/sms/segments.ts'
import { leave } from './approvals.server.ts'
import type { Campaign } from './campaigns.server.ts'
import { filled } from './fields.ts'
import { freeze } from './frozen.server.ts'
import { recipientsOf } from './recipients.server.ts'

/** The text of one message, link included. */
export function smsText({ body, link }: Pick<Campaign, 'body' | 'link'>): string {
  return plainSigns(link === null ? body : `${body} ${link}`)
}

/** From here on the list can be had: the text does not change any more. */
export async function leaveSms(tx: ActorTx, campaign: Campaign): Promise<void> {
  await leave(tx, campaign)
  const good = await freeze(tx, campaign, await recipientsOf(tx, campaign))
  if (good.length === 0) throw new Refusal('mobilisation.nobody-to-write-to')
}

/** Numbers and texts for the sender's tool: of those who were listed, without those who opted out since. */
export async function smsList(tx: ActorTx, campaign: Campaign) {
  must(tx.actor, 'mobilisation.campaign.send')
  if (campaign.kind !== 'sms' || campaign.leftAt === null) throw new Refusal('platform.not-found', { status: 404 })
  const { rows } = await sql<{ person_id: string }>`
    select person_id from mobilisation_recipient
    where campaign_id = ${campaign.id} and outcome = 'listed' limit 50000`.execute(tx)
  const listed = new Set(rows.map(({ person_id }) => person_id))
  const recipients = await recipientsOf(tx, campaign)
  return recipients
    .filter(({ personId, problems }) => listed.has(personId) && problems.length === 0)
    .map(({ lines, values }) => ({
      number: lines[0] ?? '',
      sender: campaign.subject,
      text: plainSigns(filled(smsText(campaign), values)),
    }))
}
