/** What invoices say of the operator, and how each party stands on them. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { bareIdentifier, isFrenchVatNumber, isIban } from '#packages/business-identifiers/identifiers.ts'
import { parties } from '../parties.server.ts'
import { today } from '../today.server.ts'

export async function billingOf(tx: ActorTx) {
  must(tx.actor, 'convention.invoice.write')
  return tx.selectFrom('convention_billing').selectAll().executeTakeFirst()
}

export type Billing = NonNullable<Awaited<ReturnType<typeof billingOf>>>

/** Every party with its address on invoices, where it is known. The operator comes first. */
export async function payers(tx: ActorTx) {
  must(tx.actor, 'convention.invoice.write')
  const rows = await tx.selectFrom('convention_payer').selectAll().limit(100).execute()
  return (await parties(tx)).map(({ id, part, name, siren, siret }) => ({
    id,
    part,
    name,
    siren,
    siret,
    address: rows.find(({ party_id }) => party_id === id),
  }))
}

export type Payer = Awaited<ReturnType<typeof payers>>[number]

export async function payerOf(tx: ActorTx, partyId: string): Promise<Payer> {
  const payer = (await payers(tx)).find(({ id }) => id === partyId)
  if (!payer) throw new Refusal('platform.not-found', { status: 404 })
  return payer
}

export interface PayerFacts {
  street: string[]
  postcode: string
  city: string
  country: string
  vatNumber: string | null
  electronicAddress: string | null
  serviceCode: string | null
  paysPublicly: boolean
}

export async function keepPayer(tx: ActorTx, partyId: string, facts: PayerFacts): Promise<void> {
  const { siren } = await payerOf(tx, partyId)
  const vat = facts.vatNumber === null ? null : bareIdentifier(facts.vatNumber)
  if (vat?.startsWith('FR') && !(isFrenchVatNumber(vat) && (siren === null || vat.endsWith(siren))))
    throw new Refusal('convention.vat-number-wrong', { field: 'vatNumber' })
  const columns = {
    street: facts.street,
    postcode: facts.postcode,
    city: facts.city,
    country: facts.country,
    vat_number: vat,
    electronic_address: facts.electronicAddress,
    service_code: facts.serviceCode,
    pays_publicly: facts.paysPublicly,
  }
  await tx
    .insertInto('convention_payer')
    .values({ convention_id: tx.actor.conventionId, party_id: partyId, ...columns })
    .onConflict((on) => on.columns(['convention_id', 'party_id']).doUpdateSet(columns))
    .execute()
}

export interface BillingFacts {
  prefix: string
  legalMention: string
  iban: string
  bic: string | null
  contractReference: string | null
  paymentDays: number
  refinancingRateBp: number
  vatOnDebits: boolean
  trainingSince: string | null
  trainingMention: string
  smallMention: string
  mentionsUntil: string
}

export async function keepBilling(tx: ActorTx, facts: BillingFacts): Promise<void> {
  must(tx.actor, 'convention.invoice.write')
  const iban = bareIdentifier(facts.iban)
  if (!isIban(iban)) throw new Refusal('convention.iban-wrong', { field: 'iban' })
  const columns = {
    prefix: facts.prefix,
    legal_mention: facts.legalMention,
    iban,
    bic: facts.bic === null ? null : bareIdentifier(facts.bic),
    contract_reference: facts.contractReference,
    payment_days: facts.paymentDays,
    refinancing_rate_bp: facts.refinancingRateBp,
    vat_on_debits: facts.vatOnDebits,
    training_since: facts.trainingSince,
    training_mention: facts.trainingMention,
    small_mention: facts.smallMention,
    mentions_until: facts.mentionsUntil,
  }
  await tx
    .insertInto('convention_billing')
    .values({ convention_id: tx.actor.conventionId, ...columns })
    .onConflict((on) => on.column('convention_id').doUpdateSet(columns))
    .execute()
}

/** Refuses a day that is yet to come: what happened is noted, not what will. */
export async function mustHaveCome(tx: ActorTx, day: string, field: string): Promise<void> {
  const { ahead } = await tx.selectNoFrom(sql<boolean>`${day}::date > ${today}`.as('ahead')).executeTakeFirstOrThrow()
  if (ahead) throw new Refusal('convention.day-to-come', { field })
}
