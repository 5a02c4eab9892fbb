/** Who agreed to be sent offers, and who took it back: noted by the team, or said by the person through a link. */
import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { todayOf } from '#app/convention/today.server.ts'
import { type ActorTx, must, outside } from '#app/platform/database.server.ts'
import { limit } from '#app/platform/rate-limit.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { hashOf } from '#app/platform/secret-token.server.ts'
import { installationSecret } from '#app/platform/settings.server.ts'
import { searchStock } from '#app/stock/search.server.ts'
import { CHANNELS, type Channel } from '../legal-kinds.ts'
import { type ToldWay, WAYS } from './ways.ts'
import { LATEST_WORDING, latestWordings, type Names } from './wordings.ts'

const MOST_FOUND = 20
const PAGE_ROWS = 25
const MOST_SAID = 100
const BY_LINK = { tries: 30, minutes: 60 }

export async function consentCounts(tx: ActorTx): Promise<Record<Channel, number>> {
  must(tx.actor, 'mobilisation.consent.note')
  const rows = await tx
    .selectFrom('mobilisation_consented')
    .select((select) => ['channel', select.fn.countAll<number>().as('count')])
    .groupBy('channel')
    .execute()
  const of = (channel: Channel) => rows.find((row) => row.channel === channel)?.count ?? 0
  return { email: of('email'), sms: of('sms') }
}

/** Persons who agree to something, by name; who has left the register is no longer written to and is not listed. */
export async function consentingPersons(tx: ActorTx, page: number) {
  must(tx.actor, 'mobilisation.consent.note')
  const { rows } = await sql<{ id: string; name: string; residence: string; channels: Channel[]; count: number }>`
    select contact.person_id as id, concat_ws(' ', contact.first_name, contact.last_name) as name, residence.name as residence,
      array_agg(agreed.channel order by agreed.channel) as channels, count(*) over () as count
    from mobilisation_consented agreed
      join stock_contact contact on contact.person_id = agreed.person_id and contact.valid_until is null and not contact.is_protected
      join stock_residence residence on residence.id = contact.residence_id
    group by contact.person_id, contact.first_name, contact.last_name, residence.name
    order by contact.last_name collate "fr-x-icu", contact.first_name collate "fr-x-icu", contact.person_id
    limit ${PAGE_ROWS} offset ${(page - 1) * PAGE_ROWS}`.execute(tx)
  await look(
    tx,
    rows.map(({ id }) => id),
  )
  return {
    persons: rows.map(({ count: _, ...person }) => person),
    pages: Math.ceil((rows[0]?.count ?? 0) / PAGE_ROWS),
  }
}

/** Lease holders whose home or household a few words lead to: a campaign writes to them alone. */
export async function holdersNamed(tx: ActorTx, words: string) {
  must(tx.actor, 'mobilisation.consent.note')
  const homes =
    words === '' ? [] : (await searchStock(tx, words, MOST_FOUND)).filter(({ kind }) => kind !== 'residence')
  if (homes.length === 0) return []
  const { rows } = await sql<{ id: string; name: string; residence: string }>`
    select contact.person_id as id, concat_ws(' ', contact.first_name, contact.last_name) as name, residence.name as residence
    from stock_contact contact
      join stock_person person on person.id = contact.person_id and person.is_holder
      join stock_household household on household.id = person.household_id and household.left_on is null
      join stock_residence residence on residence.id = contact.residence_id
    where household.dwelling_id = any (${homes.map(({ id }) => id)}::uuid[])
      and contact.valid_until is null and not contact.is_protected
    order by array_position(${homes.map(({ id }) => id)}::uuid[], household.dwelling_id), 1 limit ${MOST_FOUND}`.execute(
    tx,
  )
  await look(
    tx,
    rows.map(({ id }) => id),
  )
  return rows
}

/** One person, what they agree to now, and all that they said of it, newest first. */
export async function consentsOf(tx: ActorTx, personId: string) {
  must(tx.actor, 'mobilisation.consent.note')
  const person = await tx
    .selectFrom('stock_contact as contact')
    .innerJoin('stock_residence as residence', 'residence.id', 'contact.residence_id')
    .select(['first_name', 'last_name', 'email', 'phone', 'residence.name as residence'])
    .where('contact.person_id', '=', personId)
    .where('contact.is_protected', '=', false)
    .executeTakeFirst()
  if (!person) throw new Refusal('platform.not-found', { status: 404 })
  await look(tx, [personId])
  const said = await tx
    .selectFrom('mobilisation_consent as consent')
    .leftJoin('member', 'member.id', 'consent.noted_by')
    .select(['consent.id', 'channel', 'is_given', 'wording', 'way', 'said_on', 'member.display_name as by'])
    .where('consent.person_id', '=', personId)
    .orderBy('said_on', 'desc')
    .orderBy('consent.id', 'desc')
    .limit(MOST_SAID)
    .execute()
  const words = said.map(({ is_given, said_on, channel, way, ...rest }) => ({
    ...rest,
    channel: z.enum(CHANNELS).parse(channel),
    way: z.enum(WAYS).parse(way),
    given: is_given,
    on: said_on,
  }))
  const now = (of: Channel) => words.find(({ channel }) => channel === of)
  return {
    name: [person.first_name, person.last_name].filter(Boolean).join(' '),
    residence: person.residence,
    reachable: { email: Boolean(person.email), sms: Boolean(person.phone) },
    agrees: { email: now('email')?.given ?? false, sms: now('sms')?.given ?? false },
    said: words,
    wordings: latestWordings(await namesOf(tx)),
    today: await todayOf(tx),
  }
}

async function namesOf(tx: ActorTx): Promise<Names> {
  const { operator_name, landlord_name } = await tx
    .selectFrom('convention')
    .select(['operator_name', 'landlord_name'])
    .where('id', '=', tx.actor.conventionId)
    .executeTakeFirstOrThrow()
  return { landlord: landlord_name, operator: operator_name }
}

function look(tx: ActorTx, personIds: readonly string[]) {
  return personIds.length === 0
    ? undefined
    : sql`select audit_access('mobilisation_consent', ${personIds}::text[])`.execute(tx)
}

export interface Told {
  channel: Channel
  given: boolean
  way: ToldWay
  /** The day on which the person said it. */
  on: string
}

/** An agreement on paper of last week must not undo what the person took back yesterday. */
export async function noteConsent(tx: ActorTx, personId: string, { channel, given, way, on }: Told): Promise<void> {
  must(tx.actor, 'mobilisation.consent.note')
  if (on > (await todayOf(tx))) throw new Refusal('mobilisation.not-said-yet', { field: 'on' })
  const { said } = await consentsOf(tx, personId)
  const last = said.find((word) => word.channel === channel)
  if (last && (last.on > on || (given && !last.given && last.on === on)))
    throw new Refusal('mobilisation.said-since', { field: 'on', values: { on: last.on } })
  await tx
    .insertInto('mobilisation_consent')
    .values({
      convention_id: tx.actor.conventionId,
      person_id: personId,
      channel,
      is_given: given,
      wording: LATEST_WORDING,
      way,
      said_on: on,
      noted_by: tx.actor.memberId,
    })
    .execute()
}

/** The link that a person may be given, on paper or aloud. */
export async function consentLink(tx: ActorTx, personId: string, origin: string): Promise<string> {
  must(tx.actor, 'mobilisation.consent.note')
  const token = createHmac('sha256', installationSecret()).update(`consent\0${personId}`).digest('base64url')
  await tx
    .insertInto('mobilisation_consent_link')
    .values({ convention_id: tx.actor.conventionId, person_id: personId, token_hash: hashOf(token) })
    .onConflict((on) => on.columns(['convention_id', 'person_id']).doNothing())
    .execute()
  return `${origin}/consent/${token}`
}

const Seen = z
  .object({ landlord_name: z.string(), operator_name: z.string(), channels: z.array(z.enum(CHANNELS)) })
  .transform(({ landlord_name: landlord, operator_name: operator, channels }) => ({
    landlord,
    operator,
    channels,
    wordings: latestWordings({ landlord, operator }),
  }))

/** What whoever holds a link agrees to; no name is shown to who found it. */
export async function ownConsents(token: string) {
  const { rows } = await sql`select * from mobilisation_consent_seen(${hashOf(token)})`.execute(outside())
  if (rows.length === 0) throw new Refusal('platform.not-found', { status: 404 })
  return Seen.parse(rows[0])
}

export async function sayConsent(token: string, channel: Channel, given: boolean): Promise<void> {
  await limit('consent', hashOf(token), BY_LINK)
  const { rows } = await sql<{ done: boolean }>`
    select mobilisation_consent_say(${hashOf(token)}, ${channel}, ${given}, ${LATEST_WORDING}) as done`.execute(
    outside(),
  )
  if (!rows[0]?.done) throw new Refusal('platform.not-found', { status: 404 })
}
