/** What an invoice says, in the terms of EN 16931-1; the number of each business term stands beside its field. */

/** 380 invoice, 381 credit note (its amounts stay positive), 384 corrected invoice, 386 prepayment invoice. */
export const TYPES = ['380', '381', '384', '386'] as const
export type InvoiceType = (typeof TYPES)[number]

/** S standard rate, E exempt, AE reverse charge. */
export const CATEGORIES = ['S', 'E', 'AE'] as const
export type VatCategory = (typeof CATEGORIES)[number]

export interface Vat {
  /** BT-151. */
  readonly category: VatCategory
  /** BT-152, in basis points: 2000 is 20 %. */
  readonly rateBp: number
  /** BT-120, the legal mention of an exemption or of the reverse charge. */
  readonly reason?: string
  /** BT-121, of the list VATEX. */
  readonly reasonCode?: string
}

/** Days as `YYYY-MM-DD`, the last one included. */
export interface Period {
  readonly from: string
  readonly to: string
}

export interface Line {
  /** BT-126. */
  readonly id: string
  /** BT-153. */
  readonly name: string
  /** BT-129, in thousandths of the unit. */
  readonly quantityMilli: number
  /** BT-130: lump sum, piece, day, hour. */
  readonly unit: 'LS' | 'C62' | 'DAY' | 'HUR'
  /** BT-146, before tax. */
  readonly unitPriceCents: number
  readonly vat: Vat
  /** BG-26. */
  readonly period?: Period
}

export interface Address {
  /** BT-35 to BT-36 and BT-162: one to three lines. */
  readonly lines: readonly string[]
  readonly postcode: string
  readonly city: string
  /** ISO 3166-1, two letters. */
  readonly country: string
}

export interface Party {
  /** BT-27, BT-44. */
  readonly name: string
  /** BT-30, BT-47, bare. */
  readonly siren: string
  /** BT-29, BT-46, bare. */
  readonly siret?: string
  /** BT-31, BT-48, bare. */
  readonly vatNumber?: string
  /** BT-33: legal form, capital, register. */
  readonly legalMention?: string
  readonly address: Address
  /** BT-34, BT-49: 0225 is the French directory. */
  readonly electronicAddress: { readonly scheme: string; readonly value: string }
}

/** BG-3. PMD: late penalties; PMT: recovery indemnity; AAB: discount for early payment, or its absence. */
export interface Note {
  readonly subject?: string
  readonly text: string
}

export interface Invoice {
  /** BT-1. */
  readonly number: string
  readonly type: InvoiceType
  /** BT-2. */
  readonly issuedOn: string
  /** BT-9. */
  readonly dueOn?: string
  /** BT-23: S1 is an invoice for services. */
  readonly process: string
  readonly seller: Party
  readonly buyer: Party
  readonly notes: readonly Note[]
  readonly lines: readonly Line[]
  /** BT-113. */
  readonly prepaidCents: number
  /** BT-25 and BT-26. */
  readonly preceding?: { readonly number: string; readonly issuedOn: string }
  /** BT-10: the *code service* of a public body. */
  readonly buyerReference?: string
  /** BT-13: the *numéro d'engagement* of a public body. */
  readonly order?: string
  /** BT-12. */
  readonly contract?: string
  /** BT-72. */
  readonly deliveredOn?: string
  /** BG-14. */
  readonly period?: Period
  /** BT-8: tax is due on invoicing (the seller's option) rather than on payment. */
  readonly vatOnDebits: boolean
  /** BT-20. */
  readonly terms?: string
  /** BT-84 and BT-86: by SEPA transfer. */
  readonly payTo?: { readonly iban: string; readonly bic?: string }
}
