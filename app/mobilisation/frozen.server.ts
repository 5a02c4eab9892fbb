/** Who a campaign was for, as it left: by number, with what became of each. */
import { createHmac, randomUUID } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { hashOf } from '#app/platform/secret-token.server.ts'
import { installationSecret } from '#app/platform/settings.server.ts'
import { meaningOf } from '#packages/delivery-status/meaning.ts'
import type { Campaign } from './campaigns.server.ts'
import { addressHash, noteOptOut } from './opt-outs.server.ts'
import { contactAddress, type Recipient } from './recipients.server.ts'
import { OUTCOMES, type Outcome, TRACES, type Trace, type TraceKind } from './traces.ts'

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

function outcomeOf(problems: Recipient['problems'], kind: Campaign['kind']): Outcome {
  if (problems.length === 0) return GOOD[kind]
  for (const problem of ['opted-out', 'no-consent'] as const) if (problems.includes(problem)) return problem
  return kind === 'letter' ? 'bad-address' : 'bad-contact'
}

/** The secret of the link to opt out that goes with one letter. */
export function optOutToken(recipientId: string): string {
  return createHmac('sha256', installationSecret()).update(`opt-out\0${recipientId}`).digest('base64url')
}

const PAGE_ROWS = 25

/** How many households it was for when it left. */
export async function frozenCounts(tx: ActorTx, campaignId: string) {
  must(tx.actor, 'mobilisation.recipient.read')
  const { total } = await tx
    .selectFrom('mobilisation_recipient')
    .select((select) => select.fn.countAll<number>().as('total'))
    .where('campaign_id', '=', campaignId)
    .executeTakeFirstOrThrow()
  return { total, protected: 0, agreeing: null }
}

export async function frozenByResidence(tx: ActorTx, campaignId: string) {
  must(tx.actor, 'mobilisation.recipient.read')
  const { rows } = await sql<{ id: string; name: string; count: number }>`
    select residence.id, residence.name, count(*)
    from mobilisation_recipient recipient join stock_residence residence on residence.id = recipient.residence_id
    where recipient.campaign_id = ${campaignId}
    group by residence.id, residence.name order by residence.name collate "fr-x-icu", residence.id limit 1000`.execute(
    tx,
  )
  return rows
}

interface Row {
  id: string
  person_id: string
  outcome: string
  is_out: boolean
  residence: string | null
  name: string
  place: string
  traces: { what: string; status: string | null }[]
  count: number
}

/** A page of those it was for, as they were when it left, in the order of the walk; or of those it did not reach. */
export function frozenRecipients(tx: ActorTx, campaignId: string, part: { page: number; missedOnly: boolean }) {
  const missed = sql`(outcome <> all (${Object.values(GOOD)}::text[]) or exists (
    select from mobilisation_trace trace where trace.recipient_id = listed.id and trace.what <> 'sent'))`
  return frozenRows(tx, campaignId, {
    kept: part.missedOnly ? missed : sql`true`,
    order: sql`rank`,
    offset: (part.page - 1) * PAGE_ROWS,
  })
}

/** Those whom a name or an address leads to, as it stands on an envelope that came back. */
export async function frozenNamed(tx: ActorTx, campaignId: string, words: string) {
  if (words === '') return []
  const likeness = sql`word_similarity(searchable(${words}), searchable(concat_ws(' ', name, place, residence)))`
  const order = sql`${likeness} desc, rank`
  return (await frozenRows(tx, campaignId, { kept: sql`${likeness} > 0.4`, order, offset: 0 })).rows
}

interface Part {
  kept: RawBuilder<unknown>
  order: RawBuilder<unknown>
  offset: number
}

/** Who has left since is still there. Of a household that is protected since, no name or address is shown. */
async function frozenRows(tx: ActorTx, campaignId: string, { kept, order, offset }: Part) {
  must(tx.actor, 'mobilisation.recipient.read')
  const { rows } = await sql<Row>`
    with listed as (
      select recipient.id, recipient.person_id, recipient.rank, recipient.outcome, residence.name as residence,
        concat_ws(' ', contact.last_name, contact.first_name) as name, concat_ws(', ', dwelling.address, dwelling.door) as place,
        exists (select from mobilisation_opt_out out
          where out.convention_id = recipient.convention_id and out.address_hash = recipient.address_hash) as is_out
      from mobilisation_recipient recipient
        left join stock_residence residence on residence.id = recipient.residence_id
        left join stock_person person on person.id = recipient.person_id and not exists (
          select from stock_person other join stock_contact hidden on hidden.person_id = other.id and hidden.is_protected
          where other.household_id = person.household_id)
        left join stock_contact contact on contact.person_id = person.id
        left join stock_household household on household.id = person.household_id
        left join stock_dwelling dwelling on dwelling.id = household.dwelling_id
      where recipient.campaign_id = ${campaignId}
    )
    select id, person_id, outcome, is_out, residence, name, place, count(*) over () as count,
      coalesce((select json_agg(json_build_object('what', trace.what, 'status', trace.status) order by trace.id)
        from mobilisation_trace trace where trace.recipient_id = listed.id), '[]') as traces
    from listed where ${kept} order by ${order} limit ${PAGE_ROWS} offset ${offset}`.execute(tx)
  if (rows.length > 0)
    await sql`select audit_access('stock_contact', ${rows.map(({ person_id }) => person_id)}::text[])`.execute(tx)
  return { rows: rows.map(seen), count: rows[0]?.count ?? 0, pages: Math.ceil((rows[0]?.count ?? 0) / PAGE_ROWS) }
}

export type FrozenRow = ReturnType<typeof seen>

function seen({ id, person_id, outcome, is_out, residence, name, place, traces }: Row) {
  return {
    id,
    personId: person_id,
    name,
    place: [place, residence].filter(Boolean).join(' · '),
    outcome: z.enum(OUTCOMES).parse(outcome),
    isOut: is_out,
    traces: traces.map(
      ({ what, status }): Trace => ({
        what: z.enum(TRACES).parse(what),
        reason: status === null ? null : meaningOf(status).reason,
      }),
    ),
  }
}

/** Whoever was written to wants nothing any more: neither at the address of then, nor at the one that the register has now. */
export async function noteOutOf(tx: ActorTx, { id, kind }: Campaign, recipientId: string): Promise<void> {
  must(tx.actor, 'mobilisation.recipient.write')
  const own = await tx
    .selectFrom('mobilisation_recipient as recipient')
    .leftJoin('stock_contact as contact', 'contact.person_id', 'recipient.person_id')
    .select(['address_hash', 'email', 'phone'])
    .where('recipient.id', '=', recipientId)
    .where('recipient.campaign_id', '=', id)
    .executeTakeFirst()
  if (!own?.address_hash || (kind !== 'email' && kind !== 'sms'))
    throw new Refusal('platform.not-found', { status: 404 })
  const address = contactAddress(kind, own)
  await noteOptOut(tx, [...new Set([own.address_hash, ...(address ? [addressHash(address)] : [])])])
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
