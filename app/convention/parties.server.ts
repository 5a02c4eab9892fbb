/** Parties of the convention, and who signed what. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { bareIdentifier, isSiren, isSiret } from '#packages/business-identifiers/identifiers.ts'
import { PARTS, type Part } from './parts.ts'

const MOST = 100

/** Parties in the order in which the convention names them, with their signatures. */
export async function parties(tx: ActorTx) {
  must(tx.actor, 'convention.contract.read')
  const rows = await tx
    .selectFrom('convention_party')
    .select(['id', 'part', 'name', 'legal_form', 'siren', 'siret', 'address', 'is_confirmed'])
    .orderBy(sql`array_position(array['operator', 'landlord', 'commune', 'funder', 'other'], part)`)
    .orderBy('name')
    .limit(MOST)
    .execute()
  const signatures = await signaturesOf(tx)
  return rows.map(({ part, ...row }) => ({
    ...row,
    part: partOf(part),
    signatures: signatures.filter(({ party_id }) => party_id === row.id),
  }))
}

export type Party = Awaited<ReturnType<typeof parties>>[number]

function partOf(name: string): Part {
  return PARTS.find((part) => part === name) ?? 'other'
}

async function signaturesOf(tx: ActorTx) {
  return tx
    .selectFrom('convention_signature as signature')
    .leftJoin('convention_amendment as amendment', 'amendment.id', 'signature.amendment_id')
    .select(['signature.id', 'signature.party_id', 'signature.signed_on', 'signature.signer', 'signature.capacity'])
    .select(['amendment.number as amendment', sql<boolean>`amendment.signed_at is not null`.as('is_final')])
    .orderBy('amendment.number', (order) => order.asc().nullsFirst())
    .limit(1000)
    .execute()
}

export async function partyOf(tx: ActorTx, id: string): Promise<Party> {
  const party = (await parties(tx)).find((one) => one.id === id)
  if (!party) throw new Refusal('platform.not-found', { status: 404 })
  return party
}

export interface PartyFacts {
  part: Part
  name: string
  legalForm: string | null
  /** As typed: spaces are forgiven, a wrong digit is not. */
  siren: string | null
  siret: string | null
  address: string | null
  isConfirmed: boolean
}

export async function addParty(tx: ActorTx, facts: PartyFacts): Promise<string> {
  must(tx.actor, 'convention.contract.change')
  const { id } = await tx
    .insertInto('convention_party')
    .values({ convention_id: tx.actor.conventionId, ...columnsOf(facts) })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function changeParty(tx: ActorTx, id: string, facts: PartyFacts): Promise<void> {
  must(tx.actor, 'convention.contract.change')
  await partyOf(tx, id)
  await tx.updateTable('convention_party').set(columnsOf(facts)).where('id', '=', id).execute()
}

function columnsOf(facts: PartyFacts) {
  const siret = facts.siret === null ? null : bareIdentifier(facts.siret)
  const typed = facts.siren === null ? null : bareIdentifier(facts.siren)
  if (siret !== null && !isSiret(siret)) throw new Refusal('convention.siret-wrong', { field: 'siret' })
  if (typed !== null && !isSiren(typed)) throw new Refusal('convention.siren-wrong', { field: 'siren' })
  if (siret !== null && typed !== null && !siret.startsWith(typed))
    throw new Refusal('convention.siret-of-another', { field: 'siret' })
  return {
    part: facts.part,
    name: facts.name,
    legal_form: facts.legalForm,
    siren: typed ?? siret?.slice(0, 9) ?? null,
    siret,
    address: facts.address,
    is_confirmed: facts.isConfirmed,
  }
}
