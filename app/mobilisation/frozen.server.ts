/** Who a campaign was for, as it left: by number, with what became of each. */
import { createHmac, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { hashOf } from '#app/platform/secret-token.server.ts'
import { installationSecret } from '#app/platform/settings.server.ts'
import { meaningOf } from '#packages/delivery-status/meaning.ts'
import type { Campaign } from './campaigns.server.ts'
import { addressHash } from './opt-outs.server.ts'
import type { Recipient } from './recipients.server.ts'
import { TRACES, type Trace, type TraceKind } from './traces.ts'

const ROWS_AT_ONCE = 4000
const GOOD = { letter: 'printed', poster: 'printed', email: 'written', sms: 'listed' } as const

export interface Frozen extends Recipient {
  id: string
}

/** Writes down everyone, those that nothing goes to as well. Gives back those that it goes to. */
export async function freeze(tx: ActorTx, { id, kind }: Campaign, recipients: readonly Recipient[]): Promise<Frozen[]> {
  const isElectronic = kind === 'email' || kind === 'sms'
  const frozen = recipients.map((recipient) => ({ ...recipient, id: randomUUID() }))
  const rows = frozen.map(({ id: recipientId, personId, residenceId, lines, problems }, place) => ({
    convention_id: tx.actor.conventionId,
    campaign_id: id,
    id: recipientId,
    rank: place + 1,
    person_id: personId,
    residence_id: residenceId,
    outcome: outcomeOf(problems, kind),
    ...(isElectronic && problems.length === 0
      ? { address_hash: addressHash(lines[0] ?? ''), token_hash: hashOf(optOutToken(recipientId)) }
      : { address_hash: null, token_hash: null }),
  }))
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
    await tx
      .insertInto('mobilisation_recipient')
      .values(rows.slice(from, from + ROWS_AT_ONCE))
      .execute()
  return frozen.filter(({ problems }) => problems.length === 0)
}

function outcomeOf(problems: Recipient['problems'], kind: Campaign['kind']): string {
  if (problems.length === 0) return GOOD[kind]
  for (const problem of ['opted-out', 'no-consent'] as const) if (problems.includes(problem)) return problem
  return kind === 'letter' ? 'bad-address' : 'bad-contact'
}

/** The secret of the link to opt out that goes with one letter. */
export function optOutToken(recipientId: string): string {
  return createHmac('sha256', installationSecret()).update(`opt-out\0${recipientId}`).digest('base64url')
}

/** What became of the letters to these persons, by person. */
export async function tracesOf(tx: ActorTx, campaignId: string, personIds: readonly string[]) {
  must(tx.actor, 'mobilisation.recipient.read')
  if (personIds.length === 0) return new Map<string, { id: string; outcome: string; traces: Trace[] }>()
  const rows = await tx
    .selectFrom('mobilisation_recipient as recipient')
    .leftJoin('mobilisation_trace as trace', 'trace.recipient_id', 'recipient.id')
    .select(['recipient.id', 'recipient.person_id', 'recipient.outcome', 'trace.what', 'trace.status'])
    .orderBy('trace.id')
    .where('recipient.campaign_id', '=', campaignId)
    .where('recipient.person_id', 'in', personIds)
    .limit(1000)
    .execute()
  const known = new Map<string, { id: string; outcome: string; traces: Trace[] }>()
  for (const { id, person_id, outcome, what, status } of rows) {
    const one = known.get(person_id) ?? { id, outcome, traces: [] }
    if (what !== null)
      one.traces.push({ what: z.enum(TRACES).parse(what), reason: status === null ? null : meaningOf(status).reason })
    known.set(person_id, one)
  }
  return known
}

/** A letter came back by the post. */
export async function noteReturn(tx: ActorTx, campaign: Campaign, recipientId: string, what: TraceKind): Promise<void> {
  must(tx.actor, 'mobilisation.recipient.write')
  const own = await tx
    .selectFrom('mobilisation_recipient')
    .select('id')
    .where('id', '=', recipientId)
    .where('campaign_id', '=', campaign.id)
    .where('outcome', '=', 'printed')
    .executeTakeFirst()
  if (!own) throw new Refusal('platform.not-found', { status: 404 })
  await tx
    .insertInto('mobilisation_trace')
    .values({
      convention_id: tx.actor.conventionId,
      recipient_id: recipientId,
      what,
      noted_by: tx.actor.memberId,
    })
    .onConflict((on) => on.columns(['convention_id', 'recipient_id', 'what']).doNothing())
    .execute()
}
