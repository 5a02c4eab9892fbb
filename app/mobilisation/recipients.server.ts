/** Who a campaign is for: the holder of each current lease of the chosen residences, once a household; protected addresses never. */
import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { allResidences } from '#app/stock/residences.server.ts'
import { type AddressProblem, addressLines } from '#packages/postal-address/address.ts'
import { frenchMobile } from '#packages/sms/mobile.ts'
import type { Campaign } from './campaigns.server.ts'
import type { Criteria } from './criteria.ts'
import { emptyFields, FIELDS, type FieldName, type FieldValues } from './fields.ts'
import { type Channel, consentNeeded } from './legal-kinds.ts'
import { addressHash, optedOut } from './opt-outs.server.ts'
import { deadAddresses } from './returns/returns.server.ts'
import type { Kind } from './templates.ts'

export type RecipientProblem = AddressProblem | ContactProblem | 'empty-field'

export type ContactProblem = 'no-contact' | 'bad-contact' | 'opted-out' | 'no-consent' | 'dead' | 'twice'

export interface Recipient {
  personId: string
  residenceId: string
  residence: string
  building: string
  stairway: string
  floor: number | null
  door: string | null
  values: FieldValues
  /** Where it goes: the lines of a postal address, an e-mail address, a telephone number. */
  lines: string[]
  problems: RecipientProblem[]
}

interface Row {
  person_id: string
  residence_id: string
  residence: string
  building: string
  stairway: string
  floor: number | null
  door: string | null
  sex: string | null
  first_name: string | null
  last_name: string | null
  address: string
  postal_code: string | null
  town: string | null
  email: string | null
  phone: string | null
  agrees: boolean
  before: number
}

/** Hashes of addresses that nothing goes to: those that want nothing, and those from which letters come back for good. */
interface ClosedAddresses {
  out: ReadonlySet<string>
  dead: ReadonlySet<string>
}

const NOWHERE_CLOSED: ClosedAddresses = { out: new Set(), dead: new Set() }
const MOST = 50_000
const LONGEST = 5
const WALK = sql`residence.name collate "fr-x-icu", residence.code, building.code, stairway.code, dwelling.floor, dwelling.door, holder.person_id`

/** What the database knows of a field before it is put in words. */
const PRINTED: Record<FieldName, RawBuilder<unknown>> = {
  civilité: sql`coalesce(holder.sex, 'Madame, Monsieur')`,
  prénom: sql`coalesce(holder.first_name, '')`,
  nom: sql`coalesce(holder.last_name, '')`,
  résidence: sql`residence.name`,
  adresse: sql`dwelling.address`,
}

type Addressed = Pick<Campaign, 'criteria' | 'kind' | 'legalKind' | 'subject' | 'body'>

/** In the order of a walk: residence, building, stairway, floor, door. */
export function recipientsOf(tx: ActorTx, campaign: Addressed, part: { limit?: number; offset?: number } = {}) {
  return orderedRecipients(tx, campaign, { order: WALK, limit: MOST, offset: 0, ...part })
}

/** Those for whom the text, once filled in, is longest. */
export async function longestRecipients(tx: ActorTx, campaign: Addressed): Promise<Recipient[]> {
  const { subject, body } = campaign
  const lengths = FIELDS.map(
    (name) => sql`${`${subject} ${body}`.split(`{${name}}`).length - 1} * length(${PRINTED[name]})`,
  )
  const order = sql`${sql.join(lengths, sql` + `)} desc nulls last, holder.person_id`
  return (await orderedRecipients(tx, campaign, { order, limit: LONGEST, offset: 0 })).filter(
    ({ problems }) => problems.length === 0,
  )
}

async function orderedRecipients(
  tx: ActorTx,
  { criteria, kind, legalKind, subject, body }: Addressed,
  { order, limit, offset }: { order: RawBuilder<unknown>; limit: number; offset: number },
): Promise<Recipient[]> {
  must(tx.actor, 'mobilisation.recipient.read')
  const channel = consentNeeded(legalKind, kind)
  const { rows } = await sql<Row>`
    with holder as (${holdersOf(criteria)})
    select holder.*, building.code as building, stairway.code as stairway, dwelling.floor, dwelling.door, dwelling.address,
      residence.name as residence, residence.postal_code, town.name as town, agreed.person_id is not null as agrees,
      count(*) over (partition by ${kind === 'sms' ? sql`holder.phone` : sql`lower(holder.email)`}, agreed.person_id is null order by ${WALK}
        rows between unbounded preceding and 1 preceding)::integer as before
    from holder
      join stock_dwelling dwelling on dwelling.id = holder.dwelling_id
      join stock_stairway stairway on stairway.id = dwelling.stairway_id
      join stock_building building on building.id = stairway.building_id
      join stock_residence residence on residence.id = holder.residence_id
      left join mobilisation_town town on town.postal_code = residence.postal_code
      left join mobilisation_consented agreed on agreed.person_id = holder.person_id and agreed.channel = ${channel}
    order by ${order}
    limit ${limit} offset ${offset}`.execute(tx)
  const closed = kind === 'email' || kind === 'sms' ? await closedAddresses(tx) : NOWHERE_CLOSED
  const recipients = rows.map((row) => recipientFrom(row, { kind, channel, text: `${subject} ${body}`, closed }))
  if (recipients.length > 0)
    await sql`select audit_access('stock_contact', ${recipients.map(({ personId }) => personId)}::text[])`.execute(tx)
  return recipients
}

async function closedAddresses(tx: ActorTx): Promise<ClosedAddresses> {
  return { out: await optedOut(tx), dead: await deadAddresses(tx) }
}

/**
 * How many the campaign is for; protected persons are counted apart, for the landlord reaches them himself. Of the others, how many
 * gave the consent that the campaign needs.
 */
export async function recipientCounts(tx: ActorTx, { criteria, kind, legalKind }: Aim) {
  must(tx.actor, 'mobilisation.recipient.read')
  const channel = consentNeeded(legalKind, kind)
  const { rows } = await sql<{ total: number; protected: number; agreeing: number }>`
    with holder as (${holdersOf(criteria, true)})
    select count(*) filter (where not is_protected) as total, count(*) filter (where is_protected) as protected,
      count(agreed.person_id) filter (where not is_protected) as agreeing
    from holder left join mobilisation_consented agreed on agreed.person_id = holder.person_id and agreed.channel = ${channel}`.execute(
    tx,
  )
  const { agreeing, ...counts } = rows[0] ?? { total: 0, protected: 0, agreeing: 0 }
  return { ...counts, agreeing: channel && agreeing }
}

type Aim = Pick<Campaign, 'criteria' | 'kind' | 'legalKind'>

/** How many in each residence: what a campaign reaches, before anything leaves. */
export async function countsByResidence(tx: ActorTx, criteria: Criteria) {
  must(tx.actor, 'mobilisation.recipient.read')
  const { rows } = await sql<{ id: string; name: string; count: number }>`
    with holder as (${holdersOf(criteria)})
    select residence.id, residence.name, count(*) from holder join stock_residence residence on residence.id = holder.residence_id
    group by residence.id, residence.name order by residence.name collate "fr-x-icu", residence.id limit 1000`.execute(
    tx,
  )
  return rows
}

function holdersOf(criteria: Criteria, withProtected = false) {
  const { residenceIds, stairwayCodes, ageFrom, ageTo, sizeFrom, sizeTo, enteredFrom, enteredTo } = criteria
  return sql`
    select distinct on (household.id) person.id as person_id, person.residence_id, person.sex, contact.first_name, contact.last_name,
      contact.email, contact.phone, household.dwelling_id, hidden.yes as is_protected
    from stock_household household
      join stock_person person on person.household_id = household.id and person.is_holder
      join stock_contact contact on contact.person_id = person.id and contact.valid_until is null
      cross join lateral (
        select exists (
          select from stock_person other join stock_contact kept on kept.person_id = other.id and kept.is_protected
          where other.household_id = household.id) as yes) hidden
    where household.left_on is null
      and (${residenceIds.length === 0} or household.residence_id = any (${residenceIds}::uuid[]))
      and (${stairwayCodes.length === 0} or exists (
        select from stock_dwelling home join stock_stairway stairs on stairs.id = home.stairway_id
        where home.id = household.dwelling_id and lower(stairs.code) = any (${stairwayCodes.map((code) => code.toLowerCase())}::text[])))
      and ${within(sql`extract(year from current_date)::integer - person.birth_year`, [ageFrom, ageTo])}
      and ${within(sql`household.size`, [sizeFrom, sizeTo])}
      and ${within(sql`household.entered_on`, [enteredFrom, enteredTo])}
      and (${withProtected} or not hidden.yes)
    order by household.id, person.id`
}

/** What is not known is not within bounds; without bounds it does not matter. */
function within(value: RawBuilder<unknown>, [from = null, to = null]: (number | string | null)[]) {
  const low = from === null ? sql`true` : sql`coalesce(${value} >= ${from}, false)`
  const high = to === null ? sql`true` : sql`coalesce(${value} <= ${to}, false)`
  return sql`(${low} and ${high})`
}

interface Wanted {
  kind: Kind
  /** The consent that is needed. */
  channel: Channel | null
  text: string
  closed: ClosedAddresses
}

function recipientFrom(row: Row, { kind, channel, text, closed }: Wanted): Recipient {
  const [civility, word] =
    row.sex === 'F' ? ['MME', 'Madame'] : row.sex === 'M' ? ['M', 'Monsieur'] : ['', 'Madame, Monsieur']
  const [firstName, lastName] = [row.first_name ?? '', row.last_name ?? '']
  const isElectronic = kind === 'email' || kind === 'sms'
  const { lines, problems } = isElectronic
    ? contactOf(row, kind, { closed, mayWrite: channel === null || row.agrees })
    : addressLines({
        civility,
        firstName,
        lastName,
        inside: row.door ? [`Porte ${row.door}`] : [],
        outside: [`Résidence ${row.residence.replace(/^résidence\s+/i, '')}`],
        street: row.address,
        postcode: row.postal_code ?? '',
        town: row.town ?? '',
      })
  const values = { civilité: word, prénom: firstName, nom: lastName, résidence: row.residence, adresse: row.address }
  return {
    personId: row.person_id,
    residenceId: row.residence_id,
    residence: row.residence,
    building: row.building,
    stairway: row.stairway,
    floor: row.floor,
    door: row.door,
    values,
    lines,
    problems: emptyFields(text, values).length > 0 ? [...problems, 'empty-field'] : problems,
  }
}

/** Where a message goes; empty where the register holds nothing of use. */
export function contactAddress(kind: Channel, { email, phone }: Pick<Row, 'email' | 'phone'>): string {
  const address = kind === 'email' ? z.email().safeParse(email?.trim().toLowerCase()).data : frenchMobile(phone ?? '')
  return address ?? ''
}

function contactOf(
  row: Row,
  kind: Channel,
  { closed, mayWrite }: { closed: ClosedAddresses; mayWrite: boolean },
): Pick<Recipient, 'lines' | 'problems'> {
  const typed = (kind === 'email' ? row.email?.trim().toLowerCase() : row.phone) ?? ''
  const address = contactAddress(kind, row)
  const hash = addressHash(address)
  const problem = contactProblem(typed, address, {
    before: row.before,
    mayWrite,
    isOut: closed.out.has(hash),
    isDead: closed.dead.has(hash),
  })
  return { lines: [address || typed], problems: problem ? [problem] : [] }
}

function contactProblem(
  typed: string,
  address: string,
  { before, isOut, isDead, mayWrite }: { before: number; isOut: boolean; isDead: boolean; mayWrite: boolean },
): ContactProblem | undefined {
  if (typed === '') return 'no-contact'
  if (address === '') return 'bad-contact'
  if (isOut) return 'opted-out'
  if (isDead) return 'dead'
  if (!mayWrite) return 'no-consent'
  return before > 0 ? 'twice' : undefined
}

/** The residences that a campaign may be for. */
export function residencesToChoose(tx: ActorTx) {
  must(tx.actor, 'mobilisation.campaign.write')
  return allResidences(tx)
}

/** Towns of the residences, by postcode; without a name no letter can be addressed. */
export async function townsOf(tx: ActorTx) {
  must(tx.actor, 'mobilisation.recipient.read')
  const { rows } = await sql<{ code: string; name: string | null }>`
    select distinct residence.postal_code as code, town.name from stock_residence residence
      left join mobilisation_town town on town.postal_code = residence.postal_code
    where residence.postal_code is not null order by 1 limit 100`.execute(tx)
  return rows
}

export async function nameTown(tx: ActorTx, code: string, name: string): Promise<void> {
  must(tx.actor, 'mobilisation.campaign.send')
  await tx
    .insertInto('mobilisation_town')
    .values({ convention_id: tx.actor.conventionId, postal_code: code, name })
    .onConflict((conflict) => conflict.columns(['convention_id', 'postal_code']).doUpdateSet({ name }))
    .execute()
}
