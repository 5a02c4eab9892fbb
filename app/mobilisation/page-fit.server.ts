/** What is printed has one page: a letter that would take two, or a poster, is told before it is approved, and never leaves. */
import { z } from 'zod'
import type { ActorTx } from '#app/platform/database.server.ts'
import { measuredBy } from '#app/platform/documents/document.server.ts'
import { may } from '#app/platform/permissions.ts'
import { Refusal } from '#app/platform/refusal.ts'
import type { Campaign } from './campaigns.server.ts'
import { LETTERS, letterFor, letterHeadOf, POSTER, type Printed, posterFor, unnamed } from './print.server.ts'
import { longestRecipients } from './recipients.server.ts'

const Over = z.array(z.number().int())

/**
 * Lines by which a text runs over its page: the poster, or the letter of whom it is longest for. 0 when it fits, and for what has no
 * page. Whoever may not read the recipients learns it for the names of the fields.
 */
export async function linesOver(tx: ActorTx, campaign: Campaign): Promise<number> {
  const [template, data] = await measuredPages(tx, campaign)
  if (template === null) return 0
  return Math.max(0, ...Over.parse(measuredBy(template, data, 'over')))
}

async function measuredPages(tx: ActorTx, campaign: Campaign) {
  switch (campaign.kind) {
    case 'letter': {
      const letters = (await longest(tx, campaign)).map((printed) => letterFor(campaign, printed))
      return [LETTERS, { ...(await letterHeadOf(tx, campaign)), notice: null, letters, measured: true }] as const
    }
    case 'poster':
      return [POSTER, { ...(await posterFor(tx, campaign, 'a4')), notice: null, measured: true }] as const
    default:
      return [null, null] as const
  }
}

async function longest(tx: ActorTx, campaign: Campaign): Promise<Printed[]> {
  const known = may(tx.actor, 'mobilisation.recipient.read') ? await longestRecipients(tx, campaign) : []
  return known.length > 0 ? known : [unnamed('letter')]
}

export async function refuseTooLong(tx: ActorTx, campaign: Campaign): Promise<void> {
  const lines = await linesOver(tx, campaign)
  if (lines > 0) throw tooLong(lines)
}

export function tooLong(lines: number): Refusal {
  return new Refusal('mobilisation.too-long-for-page', { values: { lines } })
}
