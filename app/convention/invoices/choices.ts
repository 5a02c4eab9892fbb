/** What can be chosen about an invoice, as the database has it. */
export const VAT_TREATMENTS = ['standard', 'training', 'reverse', 'small'] as const
export type VatTreatment = (typeof VAT_TREATMENTS)[number]

export const UNITS = ['LS', 'C62', 'DAY', 'HUR'] as const

export const INVOICE_KINDS = ['invoice', 'credit-note'] as const

/** In the order in which an invoice goes through them. */
export const INVOICE_STATES = [
  'draft',
  'issued',
  'sent',
  'partly',
  'late',
  'disputed',
  'refused',
  'paid',
  'credited',
] as const
export type InvoiceState = (typeof INVOICE_STATES)[number]

/** What the billing settings propose at first. Articles quoted from the CGI hold until the end of 2027 (ordonnance 2025-1247). */
export const FIRST_BILLING = {
  prefix: 'FA',
  payment_days: 30,
  refinancing_rate_bp: 215,
  training_mention: 'Exonération de TVA, art. 261, 4-4° a du CGI',
  small_mention: 'TVA non applicable, art. 293 B du CGI',
  mentions_until: '2027-12-31',
}
