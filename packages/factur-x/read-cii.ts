import type { Element } from '../xml-tree/xml-tree.ts'
import { FacturXError } from './factur-x-error.ts'
import { CATEGORIES, type Invoice, type Line, type Party, type Period, TYPES, type Vat } from './invoice.ts'
import { all, at, child, need, rootOf } from './read-xml.ts'
import { groupKey, type Totals, type VatGroup } from './totals.ts'
import { DUE_ON_DEBITS, PROFILE } from './write-cii.ts'

const UNITS = ['LS', 'C62', 'DAY', 'HUR'] as const

/**
 * Reads an invoice of the profile EN 16931 as it stands, with the totals it states: `brokenRules` says whether they hold.
 * What this package does not carry (allowances, charges, other currencies) is refused rather than dropped.
 *
 * @throws FacturXError `bad-xml`, `not-cii`, `profile`, `missing`, `bad-value`
 */
export function readCii(text: string): { invoice: Invoice; stated: Totals } {
  const root = rootOf(text)
  if (root.name !== 'CrossIndustryInvoice') throw new FacturXError('not-cii', {}, `${root.name} is no CII invoice`)
  const profile = need(root, 'ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID')
  if (profile !== PROFILE) throw new FacturXError('profile', { profile }, `profile ${profile}, expected ${PROFILE}`)
  const trade = child(root, 'SupplyChainTradeTransaction')
  const settlement = child(trade, 'ApplicableHeaderTradeSettlement')
  refuseUncarried(settlement)
  const groups = all(settlement, 'ApplicableTradeTax').map(groupOf)
  const items = all(trade, 'IncludedSupplyChainTradeLineItem')
  const invoice = {
    ...head(root),
    ...terms(settlement),
    ...references(trade),
    lines: items.map((item) => lineOf(item, groups)),
  }
  return { invoice, stated: totals(settlement, items, groups) }
}

function refuseUncarried(settlement: Element): void {
  const currency = need(settlement, 'InvoiceCurrencyCode')
  if (currency !== 'EUR') throw new FacturXError('bad-value', { value: currency }, `currency ${currency}`)
  if (all(settlement, 'SpecifiedTradeAllowanceCharge').length > 0) {
    throw new FacturXError('bad-value', { value: 'SpecifiedTradeAllowanceCharge' }, 'allowances are not carried')
  }
}

function head(root: Element) {
  const document = child(root, 'ExchangedDocument')
  return {
    number: need(document, 'ID'),
    type: oneOf(TYPES, need(document, 'TypeCode')),
    issuedOn: dayOf(need(document, 'IssueDateTime/DateTimeString')),
    process: need(root, 'ExchangedDocumentContext/BusinessProcessSpecifiedDocumentContextParameter/ID'),
    notes: all(document, 'IncludedNote').map((note) => ({
      ...some('subject', at(note, 'SubjectCode')),
      text: need(note, 'Content'),
    })),
  }
}

function references(trade: Element) {
  const agreement = child(trade, 'ApplicableHeaderTradeAgreement')
  const delivered = at(
    trade,
    'ApplicableHeaderTradeDelivery/ActualDeliverySupplyChainEvent/OccurrenceDateTime/DateTimeString',
  )
  return {
    seller: partyOf(child(agreement, 'SellerTradeParty')),
    buyer: partyOf(child(agreement, 'BuyerTradeParty')),
    ...some('buyerReference', at(agreement, 'BuyerReference')),
    ...some('order', at(agreement, 'BuyerOrderReferencedDocument/IssuerAssignedID')),
    ...some('contract', at(agreement, 'ContractReferencedDocument/IssuerAssignedID')),
    ...some('deliveredOn', delivered && dayOf(delivered)),
  }
}

function terms(settlement: Element) {
  const due = at(settlement, 'SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString')
  const iban = at(settlement, 'SpecifiedTradeSettlementPaymentMeans/PayeePartyCreditorFinancialAccount/IBANID')
  const bic = at(settlement, 'SpecifiedTradeSettlementPaymentMeans/PayeeSpecifiedCreditorFinancialInstitution/BICID')
  const [preceding] = all(settlement, 'InvoiceReferencedDocument')
  return {
    ...some('dueOn', due && dayOf(due)),
    ...some('terms', at(settlement, 'SpecifiedTradePaymentTerms/Description')),
    ...some('payTo', iban === undefined ? undefined : { iban, ...some('bic', bic) }),
    ...some('period', periodOf(settlement)),
    ...some(
      'preceding',
      preceding && {
        number: need(preceding, 'IssuerAssignedID'),
        issuedOn: dayOf(need(preceding, 'FormattedIssueDateTime/DateTimeString')),
      },
    ),
    vatOnDebits: at(settlement, 'ApplicableTradeTax/DueDateTypeCode') === DUE_ON_DEBITS,
    prepaidCents: whole(at(settlement, 'SpecifiedTradeSettlementHeaderMonetarySummation/TotalPrepaidAmount') ?? '0', 2),
  }
}

function partyOf(party: Element): Party {
  const organisation = child(party, 'SpecifiedLegalOrganization')
  const address = child(party, 'PostalTradeAddress')
  const electronic = child(child(party, 'URIUniversalCommunication'), 'URIID')
  return {
    name: need(party, 'Name'),
    siren: need(organisation, 'ID'),
    ...some('siret', schemed(party, 'GlobalID', '0009')),
    ...some(
      'vatNumber',
      all(party, 'SpecifiedTaxRegistration')
        .map((one) => schemed(one, 'ID', 'VA'))
        .find(Boolean),
    ),
    ...some('legalMention', at(party, 'Description')),
    address: {
      lines: ['LineOne', 'LineTwo', 'LineThree'].map((name) => at(address, name)).filter((one) => one !== undefined),
      postcode: need(address, 'PostcodeCode'),
      city: need(address, 'CityName'),
      country: need(address, 'CountryID'),
    },
    electronicAddress: { scheme: electronic.attributes.schemeID ?? '', value: electronic.text },
  }
}

/** A line of this profile does not say why it is exempt: its group does. */
function lineOf(item: Element, groups: readonly VatGroup[]): Line {
  const settlement = child(item, 'SpecifiedLineTradeSettlement')
  const quantity = child(child(item, 'SpecifiedLineTradeDelivery'), 'BilledQuantity')
  const vat = vatIn(child(settlement, 'ApplicableTradeTax'))
  const group = groups.find((one) => groupKey(one) === groupKey(vat))
  return {
    id: need(item, 'AssociatedDocumentLineDocument/LineID'),
    name: need(item, 'SpecifiedTradeProduct/Name'),
    quantityMilli: whole(quantity.text, 3),
    unit: oneOf(UNITS, quantity.attributes.unitCode ?? ''),
    unitPriceCents: whole(need(item, 'SpecifiedLineTradeAgreement/NetPriceProductTradePrice/ChargeAmount'), 2),
    vat: { ...vat, ...some('reason', group?.reason), ...some('reasonCode', group?.reasonCode) },
    ...some('period', periodOf(settlement)),
  }
}

function groupOf(tax: Element): VatGroup {
  return {
    ...vatIn(tax),
    ...some('reason', at(tax, 'ExemptionReason')),
    ...some('reasonCode', at(tax, 'ExemptionReasonCode')),
    baseCents: whole(need(tax, 'BasisAmount'), 2),
    vatCents: whole(need(tax, 'CalculatedAmount'), 2),
  }
}

function vatIn(tax: Element): Vat {
  return {
    category: oneOf(CATEGORIES, need(tax, 'CategoryCode')),
    rateBp: whole(need(tax, 'RateApplicablePercent'), 2),
  }
}

function totals(settlement: Element, items: readonly Element[], groups: readonly VatGroup[]): Totals {
  const summation = child(settlement, 'SpecifiedTradeSettlementHeaderMonetarySummation')
  const cents = (name: string) => whole(need(summation, name), 2)
  const net = 'SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount'
  return {
    lineCents: items.map((item) => whole(need(item, net), 2)),
    linesCents: cents('LineTotalAmount'),
    netCents: cents('TaxBasisTotalAmount'),
    vatCents: cents('TaxTotalAmount'),
    grossCents: cents('GrandTotalAmount'),
    dueCents: cents('DuePayableAmount'),
    groups,
  }
}

function periodOf(settlement: Element): Period | undefined {
  const [period] = all(settlement, 'BillingSpecifiedPeriod')
  if (period === undefined) return undefined
  const ends = { from: need(period, 'StartDateTime/DateTimeString'), to: need(period, 'EndDateTime/DateTimeString') }
  return { from: dayOf(ends.from), to: dayOf(ends.to) }
}

function schemed(parent: Element, name: string, scheme: string): string | undefined {
  return all(parent, name).find(({ attributes }) => attributes.schemeID === scheme)?.text
}

/** A field only where there is something to say. */
function some<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  const field: { [P in K]?: V } = {}
  if (value !== undefined) field[key] = value
  return field
}

function oneOf<T extends string>(known: readonly T[], text: string): T {
  const found = known.find((one) => one === text)
  if (found === undefined) throw new FacturXError('bad-value', { value: text }, `${text} is not of ${known.join(', ')}`)
  return found
}

function dayOf(text: string): string {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? []
  if (day === undefined) throw new FacturXError('bad-value', { value: text }, `${text} is no day of format 102`)
  return `${year}-${month}-${day}`
}

/** A decimal as a whole number of its smallest part; more places than there are would be lost, and are refused. */
function whole(text: string, places: number): number {
  const [, sign, units, parts = ''] = /^(-?)(\d{1,13})(?:\.(\d+))?$/.exec(text.trim()) ?? []
  const kept = parts.replace(/0+$/, '')
  if (units === undefined || kept.length > places) {
    throw new FacturXError('bad-value', { value: text }, `${text} is no number of ${places} places`)
  }
  return Number(`${sign}${units}${kept.padEnd(places, '0')}`) || 0
}
