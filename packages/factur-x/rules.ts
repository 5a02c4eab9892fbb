/**
 * What makes an invoice one that may leave. Each rule bears the name its source gives it: `BR-…` is EN 16931-1 (and its
 * published Schematron), `BR-FR-…` the French rules of AFNOR XP Z12-012 (Schematron « Flux 2 » 1.2.0); `PAL-…` are those
 * that law or arithmetic gives and neither of the two tests.
 */
import { isFrenchVatNumber, isIban, isSiren, isSiret } from '#packages/business-identifiers/identifiers.ts'
import { CATEGORIES, type Invoice, type Party, type Period, TYPES } from './invoice.ts'
import { groupKey, sum, type Totals, totalsOf, vatOf } from './totals.ts'

/** BR-FR-08. */
const PROCESSES = 'B1 S1 M1 B2 S2 M2 S3 B4 S4 M4 S5 S6 B7 S7 B8 S8 M8 B9 S9 M9'.split(' ')
/** BR-FR-16, in basis points. */
const RATES = [0, 90, 105, 175, 210, 550, 700, 850, 920, 960, 1000, 1300, 1960, 2000, 2060]
const REQUIRED_NOTES = ['PMD', 'PMT', 'AAB']
const SINGLE_NOTES = [...REQUIRED_NOTES, 'TXD']

type Test = (invoice: Invoice, stated: Totals) => boolean

const parties = ({ seller, buyer }: Invoice) => [seller, buyer]
const located = ({ address }: Party) => filled(...address.lines.slice(0, 1), address.postcode, address.city)
const hasCategory = ({ lines }: Invoice, category: string) => lines.some(({ vat }) => vat.category === category)
const ofCategory = (stated: Totals, category: string) => stated.groups.filter((group) => group.category === category)

/** Rules by name; each answers whether it holds. */
export const RULES = {
  'BR-02': ({ number }) => filled(number),
  'BR-03': ({ issuedOn }) => isDay(issuedOn),
  'BR-06': ({ seller }) => filled(seller.name),
  'BR-07': ({ buyer }) => filled(buyer.name),
  'BR-08': ({ seller }) => located(seller),
  'BR-09': ({ seller }) => isCountry(seller.address.country),
  'BR-10': ({ buyer }) => located(buyer),
  'BR-11': ({ buyer }) => isCountry(buyer.address.country),
  'BR-16': ({ lines }) => lines.length > 0,
  'BR-21': ({ lines }) =>
    lines.every(({ id }) => filled(id)) && new Set(lines.map(({ id }) => id)).size === lines.length,
  'BR-22': ({ lines }) => lines.every(({ quantityMilli }) => quantityMilli !== 0),
  'BR-25': ({ lines }) => lines.every(({ name }) => filled(name)),
  'BR-27': ({ lines }) => lines.every(({ unitPriceCents }) => unitPriceCents >= 0),
  'BR-29': ({ period }) => inOrder(period),
  'BR-30': ({ lines }) => lines.every(({ period }) => inOrder(period)),
  'BR-55': ({ preceding }) => preceding === undefined || filled(preceding.number),
  'BR-61': ({ payTo, type }) => type === '381' || payTo !== undefined,
  'BR-CO-10': (_, stated) => stated.linesCents === sum(stated.lineCents),
  'BR-CO-13': (_, stated) => stated.netCents === stated.linesCents,
  'BR-CO-14': (_, stated) => stated.vatCents === sum(stated.groups.map(({ vatCents }) => vatCents)),
  'BR-CO-15': (_, stated) => stated.grossCents === stated.netCents + stated.vatCents,
  'BR-CO-16': ({ prepaidCents }, stated) => stated.dueCents === stated.grossCents - prepaidCents,
  'BR-CO-17': (_, stated) => stated.groups.every((group) => group.vatCents === vatOf(group.baseCents, group.rateBp)),
  'BR-CO-18': (_, stated) => stated.groups.length > 0,
  'BR-CO-25': ({ dueOn, terms }, stated) => stated.dueCents <= 0 || filled(dueOn ?? terms),
  'BR-S-02': (invoice) => !hasCategory(invoice, 'S') || filled(invoice.seller.vatNumber),
  'BR-S-05': ({ lines }) => lines.every(({ vat }) => vat.category !== 'S' || vat.rateBp > 0),
  'BR-S-08': (invoice, stated) => basesHold(invoice, stated, 'S'),
  'BR-S-10': (_, stated) => ofCategory(stated, 'S').every((group) => !filled(group.reason ?? group.reasonCode)),
  'BR-E-05': ({ lines }) => lines.every(({ vat }) => vat.category !== 'E' || vat.rateBp === 0),
  'BR-E-08': (invoice, stated) => basesHold(invoice, stated, 'E'),
  'BR-E-09': (_, stated) => ofCategory(stated, 'E').every(({ vatCents }) => vatCents === 0),
  'BR-E-10': (_, stated) => ofCategory(stated, 'E').every((group) => filled(group.reason)),
  'BR-AE-02': (invoice) => !hasCategory(invoice, 'AE') || parties(invoice).every(({ vatNumber }) => filled(vatNumber)),
  'BR-AE-05': ({ lines }) => lines.every(({ vat }) => vat.category !== 'AE' || vat.rateBp === 0),
  'BR-AE-08': (invoice, stated) => basesHold(invoice, stated, 'AE'),
  'BR-AE-09': (_, stated) => ofCategory(stated, 'AE').every(({ vatCents }) => vatCents === 0),
  'BR-AE-10': (_, stated) => ofCategory(stated, 'AE').every((group) => filled(group.reason)),
  'BR-FR-01': ({ number, preceding }) => [number, preceding?.number ?? ''].every((text) => text.length <= 35),
  'BR-FR-02': ({ number, preceding }) => [number, preceding?.number ?? number].every((text) => /^[\w+/-]*$/.test(text)),
  'BR-FR-03': (invoice) => daysOf(invoice).every((day) => isDay(day) && day.startsWith('20')),
  'BR-FR-04': ({ type }) => TYPES.includes(type),
  'BR-FR-05': ({ notes }) =>
    REQUIRED_NOTES.every((one) => notes.some(({ subject, text }) => subject === one && filled(text))),
  'BR-FR-06': ({ notes }) => SINGLE_NOTES.every((one) => notes.filter(({ subject }) => subject === one).length <= 1),
  'BR-FR-08': ({ process }) => PROCESSES.includes(process),
  'BR-FR-09': (invoice) => parties(invoice).every(({ siret, siren }) => siret === undefined || siret.startsWith(siren)),
  'BR-FR-10': ({ seller }) => isSiren(seller.siren),
  'BR-FR-11': ({ buyer }) => isSiren(buyer.siren),
  'BR-FR-12': ({ buyer }) => filled(buyer.electronicAddress.value),
  'BR-FR-13': ({ seller }) => filled(seller.electronicAddress.value),
  'BR-FR-15': ({ lines }) => lines.every(({ vat }) => CATEGORIES.includes(vat.category)),
  'BR-FR-16': ({ lines }) => lines.every(({ vat }) => RATES.includes(vat.rateBp)),
  'BR-FR-21': ({ buyer }) =>
    buyer.electronicAddress.scheme !== '0225' || buyer.electronicAddress.value.startsWith(buyer.siren),
  'BR-FR-23': (invoice) =>
    parties(invoice).every(
      ({ electronicAddress: { scheme, value } }) => scheme !== '0225' || /^[A-Za-z0-9+/_-]*$/.test(value),
    ),
  'BR-FR-25': (invoice) => parties(invoice).every(({ electronicAddress }) => electronicAddress.value.length <= 125),
  /** Digits of a SIRET, La Poste's own rule included. */
  'PAL-SIRET': (invoice) => parties(invoice).every(({ siret }) => siret === undefined || isSiret(siret)),
  /** CGI, art. 286 ter: the key, and the business's own SIREN behind it. */
  'PAL-VAT': (invoice) => parties(invoice).every(vatNumberHolds),
  'PAL-IBAN': ({ payTo }) => payTo === undefined || isIban(payTo.iban),
  /** C. com. L441-9. */
  'PAL-DUE': ({ dueOn, issuedOn }) => dueOn === undefined || dueOn >= issuedOn,
  /** CGI annexe II, art. 242 nonies A I 10°: when the work was done or completed; a credit note refers to the invoice that says it. */
  'PAL-DELIVERY': ({ type, deliveredOn, period, lines }) =>
    type === '381' || filled(deliveredOn ?? period?.from) || filled(...lines.map((line) => line.period?.from)),
  /** CGI art. 289 I 5: a correction names what it corrects. */
  'PAL-PRECEDING': ({ type, preceding }) => !['381', '384'].includes(type) || preceding !== undefined,
  /** A net line is its quantity at its price. */
  'PAL-LINE': (invoice, stated) => totalsOf(invoice).lineCents.every((cents, at) => stated.lineCents[at] === cents),
  /** EN 16931 carries one reason for all that is taxed alike: two mentions would lose one. */
  'PAL-REASON': ({ lines }) =>
    lines.every(({ vat }) => sameReason(vat, lines.find((one) => groupKey(one.vat) === groupKey(vat))?.vat)),
} as const satisfies Record<string, Test>

export type RuleName = keyof typeof RULES

/**
 * The rules that an invoice breaks, in the order of `RULES`; none when it may leave.
 *
 * @param stated what the document says that it comes to; what its lines come to, unless it was read
 * @throws RangeError when an amount is no whole number of cents
 */
export function brokenRules(invoice: Invoice, stated: Totals = totalsOf(invoice)): RuleName[] {
  return RULE_NAMES.filter((name) => {
    const holds: Test = RULES[name]
    return !holds(invoice, stated)
  })
}

export const RULE_NAMES = Object.keys(RULES).filter((name): name is RuleName => name in RULES)

/** Key of the sentence that says what to do about a broken rule, in `messages/`. */
export function messageKeyOf(rule: RuleName): string {
  return `factur_x_${rule.toLowerCase().replaceAll('-', '_')}`
}

function filled(...texts: readonly (string | undefined)[]): boolean {
  return texts.length > 0 && texts.every((text) => text !== undefined && text.trim() !== '')
}

function isDay(text: string): boolean {
  const instant = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined
  return instant !== undefined && !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text)
}

function isCountry(text: string): boolean {
  return /^[A-Z]{2}$/.test(text)
}

function inOrder(period: Period | undefined): boolean {
  return period === undefined || period.from <= period.to
}

/** Each group of the category is the sum of its lines, and each line has its group. */
function basesHold(invoice: Invoice, stated: Totals, category: string): boolean {
  const bases = new Map<string, number>()
  invoice.lines.forEach(({ vat }, at) => {
    if (vat.category === category)
      bases.set(groupKey(vat), (bases.get(groupKey(vat)) ?? 0) + (stated.lineCents[at] ?? 0))
  })
  const groups = ofCategory(stated, category)
  return groups.length === bases.size && groups.every((group) => bases.get(groupKey(group)) === group.baseCents)
}

function daysOf({ issuedOn, dueOn, deliveredOn, preceding, period, lines }: Invoice): string[] {
  const periods = [period, ...lines.map((line) => line.period)].flatMap((one) => (one ? [one.from, one.to] : []))
  return [issuedOn, dueOn, deliveredOn, preceding?.issuedOn, ...periods].filter((day) => day !== undefined)
}

function vatNumberHolds({ vatNumber, siren }: Party): boolean {
  if (vatNumber === undefined) return true
  return vatNumber.startsWith('FR')
    ? isFrenchVatNumber(vatNumber) && vatNumber.endsWith(siren)
    : /^[A-Z]{2}\w{2,}$/.test(vatNumber)
}

function sameReason(one: { reason?: string; reasonCode?: string }, other: typeof one | undefined): boolean {
  return one.reason === other?.reason && one.reasonCode === other?.reasonCode
}
