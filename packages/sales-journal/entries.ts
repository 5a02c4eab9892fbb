/**
 * The lines of a journal of sales and receipts, in the columns that the French tax authority asks of accounting files (*fichier
 * des écritures comptables*, article A47 A-1 of the *livre des procédures fiscales*).
 */

/** Numbers of the *plan comptable général*; an accountant who divides them further renames them on import. */
const ACCOUNTS = {
  customer: { number: '411000', label: 'Clients' },
  taxed: { number: '706000', label: 'Prestations de services' },
  untaxed: { number: '706100', label: 'Prestations de services sans TVA' },
  vat: { number: '445710', label: 'TVA collectée' },
  bank: { number: '512000', label: 'Banque' },
  penalties: { number: '763100', label: 'Revenus des créances commerciales' },
}

const SALES = { code: 'VT', label: 'Ventes' }
const BANK = { code: 'BQ', label: 'Banque' }

export interface Customer {
  readonly name: string
  readonly siren: string
}

/** What is taxed alike, in cents. */
export interface Group {
  readonly baseCents: number
  readonly vatCents: number
}

export interface JournalDocument {
  readonly kind: 'invoice' | 'credit-note'
  readonly number: string
  /** `YYYY-MM-DD`. */
  readonly issuedOn: string
  readonly customer: Customer
  readonly groups: readonly Group[]
}

export interface JournalPayment {
  /** Of the invoice that it pays. */
  readonly number: string
  readonly issuedOn: string
  readonly receivedOn: string
  /** Of the invoice itself; negative when it was paid back. */
  readonly cents: number
  /** Interest and indemnity of a late payment, which came on top. */
  readonly penaltyCents: number
  readonly customer: Customer
}

/** The eighteen columns, in their order. */
export const COLUMNS = [
  'JournalCode',
  'JournalLib',
  'EcritureNum',
  'EcritureDate',
  'CompteNum',
  'CompteLib',
  'CompAuxNum',
  'CompAuxLib',
  'PieceRef',
  'PieceDate',
  'EcritureLib',
  'Debit',
  'Credit',
  'EcritureLet',
  'DateLet',
  'ValidDate',
  'Montantdevise',
  'Idevise',
] as const
export type JournalLine = Readonly<Record<(typeof COLUMNS)[number], string>>

interface Entry {
  journal: { code: string; label: string }
  on: string
  piece: { number: string; issuedOn: string }
  label: string
  customer: Customer
  /** In cents; a positive amount is a debit, a negative one a credit. */
  moves: { account: { number: string; label: string }; cents: number }[]
}

/**
 * Balanced entries, numbered from 1 by day: each document and each payment is one, and its debits equal its credits.
 * Days are `YYYYMMDD`, amounts have a comma, as the article asks.
 *
 * @throws RangeError when an amount is no whole number of cents
 */
export function journalLines(
  documents: readonly JournalDocument[],
  payments: readonly JournalPayment[],
): JournalLine[] {
  return [...documents.map(saleOf), ...payments.map(receiptOf)]
    .toSorted((one, other) => one.on.localeCompare(other.on) || one.piece.number.localeCompare(other.piece.number))
    .flatMap((entry, at) => linesOf(entry, at + 1))
}

function saleOf({ kind, number, issuedOn, customer, groups }: JournalDocument): Entry {
  const sign = kind === 'invoice' ? 1 : -1
  const gross = groups.reduce((sum, { baseCents, vatCents }) => sum + baseCents + vatCents, 0)
  return {
    journal: SALES,
    on: issuedOn,
    piece: { number, issuedOn },
    label: `${kind === 'invoice' ? 'Facture' : 'Avoir'} ${number} ${customer.name}`,
    customer,
    moves: [
      { account: ACCOUNTS.customer, cents: sign * gross },
      ...groups.flatMap(({ baseCents, vatCents }) => [
        { account: vatCents === 0 ? ACCOUNTS.untaxed : ACCOUNTS.taxed, cents: -sign * baseCents },
        { account: ACCOUNTS.vat, cents: -sign * vatCents },
      ]),
    ],
  }
}

function receiptOf({ number, issuedOn, receivedOn, cents, penaltyCents, customer }: JournalPayment): Entry {
  return {
    journal: BANK,
    on: receivedOn,
    piece: { number, issuedOn },
    label: `${cents < 0 ? 'Remboursement' : 'Règlement'} ${number} ${customer.name}`,
    customer,
    moves: [
      { account: ACCOUNTS.bank, cents: cents + penaltyCents },
      { account: ACCOUNTS.customer, cents: -cents },
      { account: ACCOUNTS.penalties, cents: -penaltyCents },
    ],
  }
}

function linesOf({ journal, on, piece, label, customer, moves }: Entry, number: number): JournalLine[] {
  return moves
    .filter(({ cents }) => cents !== 0)
    .map(({ account, cents }) => ({
      JournalCode: journal.code,
      JournalLib: journal.label,
      EcritureNum: String(number),
      EcritureDate: compact(on),
      CompteNum: account.number,
      CompteLib: account.label,
      CompAuxNum: account === ACCOUNTS.customer ? `C${customer.siren}` : '',
      CompAuxLib: account === ACCOUNTS.customer ? customer.name : '',
      PieceRef: piece.number,
      PieceDate: compact(piece.issuedOn),
      EcritureLib: label,
      Debit: euros(Math.max(cents, 0)),
      Credit: euros(Math.max(-cents, 0)),
      EcritureLet: '',
      DateLet: '',
      ValidDate: compact(on),
      Montantdevise: '',
      Idevise: '',
    }))
}

function compact(day: string): string {
  return day.replaceAll('-', '')
}

function euros(cents: number): string {
  if (!Number.isSafeInteger(cents)) throw new RangeError(`expected a whole number of cents, got ${cents}`)
  return `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`
}
