/**
 * An invoice in the terms of the standard, from what was typed. It is in French whatever its reader's language: the law asks
 * for these mentions in these words. What is missing is left empty, and the rules of factur-x say so.
 */
import type { Invoice, Line, Note, Party, Vat } from '#packages/factur-x/invoice.ts'
import type { Billing, Payer } from './billing.server.ts'
import { UNITS, type VatTreatment } from './choices.ts'
import type { Draft } from './drafts.server.ts'

/** CGI, art. 278. */
const STANDARD_RATE_BP = 2000
/** C. com. L441-10 II; code de la commande publique, R2192-31. */
const POINTS_OVER_RATE_BP = { company: 1000, public: 800 }
/** Code de la commande publique, R2192-10. */
export const MOST_DAYS_PUBLIC = 30

export interface Numbered {
  number: string
  issuedOn: string
  dueOn: string
}

export function contentOf(draft: Draft, billing: Billing | undefined, numbered: Numbered): Invoice {
  const { seller, buyer, credited } = draft
  const isCredit = credited !== null
  const period = draft.period_from && draft.period_to ? { from: draft.period_from, to: draft.period_to } : undefined
  return {
    number: numbered.number,
    type: isCredit ? '381' : '380',
    issuedOn: numbered.issuedOn,
    ...(isCredit ? {} : { dueOn: numbered.dueOn }),
    process: 'S1',
    seller: { ...partyOn(seller), ...(billing ? { legalMention: billing.legal_mention } : {}) },
    buyer: partyOn(buyer),
    notes: notesFor(buyer, billing),
    lines: draft.lines.map((line, at) => lineOn(line, at, billing)),
    prepaidCents: 0,
    ...(credited ? { preceding: { number: credited.number, issuedOn: credited.issued_on } } : {}),
    ...some('buyerReference', buyer.address?.service_code),
    ...some('order', draft.order_reference),
    ...some('contract', billing?.contract_reference),
    ...(period ? { period } : {}),
    ...some('deliveredOn', draft.delivered_on),
    vatOnDebits: billing?.vat_on_debits ?? false,
    terms: isCredit
      ? 'Avoir à déduire ou à rembourser'
      : `Paiement par virement à ${paymentDays(buyer, billing)} jours de la date d’émission`,
    ...(billing && !isCredit ? { payTo: { iban: billing.iban, ...some('bic', billing.bic) } } : {}),
  }
}

export function paymentDays(buyer: Payer, billing: Billing | undefined): number {
  const days = billing?.payment_days ?? MOST_DAYS_PUBLIC
  return buyer.address?.pays_publicly ? Math.min(days, MOST_DAYS_PUBLIC) : days
}

/** Yearly rate of late interest, in basis points. */
export function penaltyRateBp(buyer: Payer, billing: Billing | undefined): number {
  const points = buyer.address?.pays_publicly ? POINTS_OVER_RATE_BP.public : POINTS_OVER_RATE_BP.company
  return (billing?.refinancing_rate_bp ?? 0) + points
}

function partyOn({ name, siren, siret, address }: Payer): Party {
  return {
    name,
    siren: siren ?? '',
    ...some('siret', siret),
    ...some('vatNumber', address?.vat_number),
    address: {
      lines: address?.street ?? [],
      postcode: address?.postcode ?? '',
      city: address?.city ?? '',
      country: address?.country ?? 'FR',
    },
    electronicAddress: { scheme: '0225', value: address?.electronic_address ?? siren ?? '' },
  }
}

function notesFor(buyer: Payer, billing: Billing | undefined): Note[] {
  const isPublic = buyer.address?.pays_publicly ?? false
  const rate = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 2 }).format(penaltyRateBp(buyer, billing) / 100)
  const points = isPublic ? 8 : 10
  return [
    {
      subject: 'PMD',
      text: `Pénalités de retard au taux annuel de ${rate}\u00a0% (taux de refinancement de la Banque centrale européenne majoré de ${points} points), dues sans rappel dès le lendemain de l’échéance (${isPublic ? 'code de la commande publique, art. R2192-31' : 'code de commerce, art. L441-10'}).`,
    },
    {
      subject: 'PMT',
      text: `Indemnité forfaitaire pour frais de recouvrement due en cas de retard\u00a0: 40\u00a0€ (${isPublic ? 'code de la commande publique, art. D2192-35' : 'code de commerce, art. D441-5'}).`,
    },
    { subject: 'AAB', text: 'Pas d’escompte pour paiement anticipé.' },
    { text: 'Catégorie d’opération\u00a0: prestation de services.' },
    ...(billing?.vat_on_debits ? [{ text: 'Option pour le paiement de la taxe d’après les débits.' }] : []),
  ]
}

function lineOn(line: Draft['lines'][number], at: number, billing: Billing | undefined): Line {
  return {
    id: String(at + 1),
    name: line.name,
    quantityMilli: line.quantity_milli,
    unit: UNITS.find((unit) => unit === line.unit) ?? 'C62',
    unitPriceCents: line.unit_price_cents,
    vat: vatOf(line.vat, billing),
  }
}

function vatOf(treatment: VatTreatment, billing: Billing | undefined): Vat {
  switch (treatment) {
    case 'standard':
      return { category: 'S', rateBp: STANDARD_RATE_BP }
    case 'training':
      return { category: 'E', rateBp: 0, ...some('reason', billing?.training_mention), reasonCode: 'VATEX-FR-CGI261-4' }
    case 'small':
      return { category: 'E', rateBp: 0, ...some('reason', billing?.small_mention), reasonCode: 'VATEX-FR-FRANCHISE' }
    case 'reverse':
      return { category: 'AE', rateBp: 0, reason: 'Autoliquidation', reasonCode: 'VATEX-EU-AE' }
  }
}

function some<Key extends string>(key: Key, value: string | null | undefined): { [K in Key]?: string } {
  if (value === null || value === undefined) return {}
  const found: { [K in Key]?: string } = {}
  found[key] = value
  return found
}
