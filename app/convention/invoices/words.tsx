/** What the states and choices of invoices are called. */
import { formatNumber } from '#app/ui/format.ts'
import { State, type Tone } from '#app/ui/state.tsx'
import { m } from '#messages'
import type { InvoiceState, VatTreatment } from './choices.ts'

const STATES: Record<InvoiceState, { tone: Tone; word: () => string }> = {
  draft: { tone: 'plain', word: m.convention_invoice_draft },
  issued: { tone: 'warn', word: m.convention_invoice_issued },
  sent: { tone: 'plain', word: m.convention_invoice_sent },
  partly: { tone: 'warn', word: m.convention_invoice_partly },
  late: { tone: 'bad', word: m.convention_state_late },
  disputed: { tone: 'warn', word: m.convention_invoice_disputed },
  refused: { tone: 'bad', word: m.convention_invoice_refused },
  paid: { tone: 'good', word: m.convention_invoice_paid },
  credited: { tone: 'plain', word: m.convention_invoice_credited },
}

export function stateWord(state: InvoiceState): string {
  return STATES[state].word()
}

export function InvoiceStateMark({ state }: { state: InvoiceState }) {
  return <State tone={STATES[state].tone}>{stateWord(state)}</State>
}

const STATUS_WORDS: Record<number, () => string> = {
  200: m.convention_status_200,
  201: m.convention_status_201,
  202: m.convention_status_202,
  203: m.convention_status_203,
  204: m.convention_status_204,
  205: m.convention_status_205,
  206: m.convention_status_206,
  207: m.convention_status_207,
  208: m.convention_status_208,
  209: m.convention_status_209,
  210: m.convention_status_210,
  211: m.convention_status_211,
  212: m.convention_status_212,
  213: m.convention_status_213,
  214: m.convention_status_214,
  220: m.convention_status_220,
  221: m.convention_status_221,
  224: m.convention_status_224,
  225: m.convention_status_225,
  226: m.convention_status_226,
  227: m.convention_status_227,
  228: m.convention_status_228,
  501: m.convention_status_501,
}

/** Statuses that a person notes; the payment itself says « encaissée ». */
export const NOTED_STATUSES = Object.keys(STATUS_WORDS).filter((code) => code !== '212')

/** « Déposée (200) », as the platforms write it. */
export function statusWord(code: number | string): string {
  return m.convention_status_coded({ status: STATUS_WORDS[Number(code)]?.() ?? '', code: String(code) })
}

export function kindWord(kind: string): string {
  return kind === 'credit-note' ? m.convention_credit_note() : m.convention_invoice()
}

export const VAT_WORDS: Record<VatTreatment, () => string> = {
  standard: m.convention_vat_standard,
  training: m.convention_vat_training,
  reverse: m.convention_vat_reverse,
  small: m.convention_vat_small,
}

/** Of one, when it is chosen. */
export const UNIT_WORDS = {
  LS: () => m.convention_unit_lump({ count: 1 }),
  C62: () => m.convention_unit_piece({ count: 1 }),
  DAY: () => m.convention_unit_day({ count: 1 }),
  HUR: () => m.convention_unit_hour({ count: 1 }),
} as const

const UNITS_COUNTED = {
  LS: m.convention_unit_lump,
  C62: m.convention_unit_piece,
  DAY: m.convention_unit_day,
  HUR: m.convention_unit_hour,
} as const

/** « 2,5 jours », from thousandths. */
export function quantityWord(milli: number, unit: keyof typeof UNITS_COUNTED): string {
  const quantity = milli / 1000
  return `${formatNumber(quantity, { maximumFractionDigits: 3 })}\u00a0${UNITS_COUNTED[unit]({ count: quantity })}`
}
