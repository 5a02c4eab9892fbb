/** What can be chosen about an invoice, as the database has it. */
export const VAT_TREATMENTS = ['standard', 'training', 'reverse', 'small'] as const
export type VatTreatment = (typeof VAT_TREATMENTS)[number]

export const UNITS = ['LS', 'C62', 'DAY', 'HUR'] as const

/** In the order in which an invoice goes through them. */
export const INVOICE_STATES = ['draft', 'issued', 'sent', 'partly', 'late', 'paid', 'credited'] as const
export type InvoiceState = (typeof INVOICE_STATES)[number]
