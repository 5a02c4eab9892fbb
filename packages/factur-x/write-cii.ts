/** CII D22B in the profile EN 16931: elements in the order of the schema, which is binding. */
import { type Child, type Element, element, writeXml } from '../xml-tree/xml-tree.ts'
import { FacturXError } from './factur-x-error.ts'
import type { Address, Invoice, Line, Party, Period } from './invoice.ts'
import { brokenRules } from './rules.ts'
import { type Totals, totalsOf, type VatGroup } from './totals.ts'

/** BT-24. */
export const PROFILE = 'urn:cen.eu:en16931:2017'
/** UNTDID 2475 as CII uses it: tax is due on invoicing, or on payment. */
export const DUE_ON_DEBITS = '5'
const DUE_ON_PAYMENT = '72'
const SEPA_TRANSFER = '58'

const NAMESPACES = {
  'xmlns:rsm': 'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100',
  'xmlns:ram': 'urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100',
  'xmlns:udt': 'urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100',
  'xmlns:qdt': 'urn:un:unece:uncefact:data:standard:QualifiedDataType:100',
}

/**
 * The invoice as `factur-x.xml`.
 *
 * @throws FacturXError `broken-rules` when it breaks one: nothing inconsistent is ever written
 * @see Factur-X 1.09 (FNFE-MPE, FeRD); UN/CEFACT Cross Industry Invoice D22B
 */
export function writeCii(invoice: Invoice): string {
  const rules = brokenRules(invoice)
  if (rules.length > 0) throw new FacturXError('broken-rules', { rules }, `breaks ${rules.join(', ')}`)
  const totals = totalsOf(invoice)
  return writeXml(
    element('rsm:CrossIndustryInvoice', NAMESPACES, [
      element('rsm:ExchangedDocumentContext', {}, [
        ram('BusinessProcessSpecifiedDocumentContextParameter', [ram('ID', invoice.process)]),
        ram('GuidelineSpecifiedDocumentContextParameter', [ram('ID', PROFILE)]),
      ]),
      element('rsm:ExchangedDocument', {}, [
        ram('ID', invoice.number),
        ram('TypeCode', invoice.type),
        day('IssueDateTime', invoice.issuedOn),
        invoice.notes.map(({ subject, text }) =>
          ram('IncludedNote', [ram('Content', text), optional('SubjectCode', subject)]),
        ),
      ]),
      element('rsm:SupplyChainTradeTransaction', {}, [
        invoice.lines.map((one, at) => line(one, totals.lineCents[at] ?? 0)),
        agreement(invoice),
        delivery(invoice),
        settlement(invoice, totals),
      ]),
    ]),
  )
}

function line({ id, name, quantityMilli, unit, unitPriceCents, vat, period }: Line, netCents: number): Element {
  return ram('IncludedSupplyChainTradeLineItem', [
    ram('AssociatedDocumentLineDocument', [ram('LineID', id)]),
    ram('SpecifiedTradeProduct', [ram('Name', name)]),
    ram('SpecifiedLineTradeAgreement', [
      ram('NetPriceProductTradePrice', [ram('ChargeAmount', decimal(unitPriceCents, 2))]),
    ]),
    ram('SpecifiedLineTradeDelivery', [ram('BilledQuantity', decimal(quantityMilli, 3), { unitCode: unit })]),
    ram('SpecifiedLineTradeSettlement', [
      ram('ApplicableTradeTax', [
        ram('TypeCode', 'VAT'),
        ram('CategoryCode', vat.category),
        ram('RateApplicablePercent', decimal(vat.rateBp, 2)),
      ]),
      billingPeriod(period),
      ram('SpecifiedTradeSettlementLineMonetarySummation', [amount('LineTotalAmount', netCents)]),
    ]),
  ])
}

function agreement({ seller, buyer, buyerReference, order, contract }: Invoice): Element {
  return ram('ApplicableHeaderTradeAgreement', [
    optional('BuyerReference', buyerReference),
    ram('SellerTradeParty', party(seller)),
    ram('BuyerTradeParty', party(buyer)),
    order === undefined ? undefined : ram('BuyerOrderReferencedDocument', [ram('IssuerAssignedID', order)]),
    contract === undefined ? undefined : ram('ContractReferencedDocument', [ram('IssuerAssignedID', contract)]),
  ])
}

function delivery({ deliveredOn }: Invoice): Element {
  const event = deliveredOn && [ram('ActualDeliverySupplyChainEvent', [day('OccurrenceDateTime', deliveredOn)])]
  return ram('ApplicableHeaderTradeDelivery', event || [])
}

function party({ name, siren, siret, vatNumber, legalMention, address, electronicAddress }: Party): Child[] {
  return [
    siret === undefined ? undefined : ram('GlobalID', siret, { schemeID: '0009' }),
    ram('Name', name),
    optional('Description', legalMention),
    ram('SpecifiedLegalOrganization', [ram('ID', siren, { schemeID: '0002' })]),
    ram('PostalTradeAddress', postal(address)),
    ram('URIUniversalCommunication', [ram('URIID', electronicAddress.value, { schemeID: electronicAddress.scheme })]),
    // BR-E-02 asks for a tax number even of a seller that has none for VAT: its SIREN stands as BT-32.
    ram('SpecifiedTaxRegistration', [
      vatNumber === undefined ? ram('ID', siren, { schemeID: 'FC' }) : ram('ID', vatNumber, { schemeID: 'VA' }),
    ]),
  ]
}

function postal({ lines, postcode, city, country }: Address): Child[] {
  const [one, two, three] = lines
  return [
    ram('PostcodeCode', postcode),
    optional('LineOne', one),
    optional('LineTwo', two),
    optional('LineThree', three),
    ram('CityName', city),
    ram('CountryID', country),
  ]
}

function settlement(invoice: Invoice, totals: Totals): Element {
  const { payTo, period, terms, dueOn, prepaidCents, preceding } = invoice
  return ram('ApplicableHeaderTradeSettlement', [
    ram('InvoiceCurrencyCode', 'EUR'),
    payTo &&
      ram('SpecifiedTradeSettlementPaymentMeans', [
        ram('TypeCode', SEPA_TRANSFER),
        ram('PayeePartyCreditorFinancialAccount', [ram('IBANID', payTo.iban)]),
        payTo.bic === undefined
          ? undefined
          : ram('PayeeSpecifiedCreditorFinancialInstitution', [ram('BICID', payTo.bic)]),
      ]),
    totals.groups.map((group) => tax(group, invoice.vatOnDebits)),
    billingPeriod(period),
    terms === undefined && dueOn === undefined
      ? undefined
      : ram('SpecifiedTradePaymentTerms', [
          optional('Description', terms),
          dueOn === undefined ? undefined : day('DueDateDateTime', dueOn),
        ]),
    ram('SpecifiedTradeSettlementHeaderMonetarySummation', [
      amount('LineTotalAmount', totals.linesCents),
      amount('TaxBasisTotalAmount', totals.netCents),
      ram('TaxTotalAmount', decimal(totals.vatCents, 2), { currencyID: 'EUR' }),
      amount('GrandTotalAmount', totals.grossCents),
      amount('TotalPrepaidAmount', prepaidCents),
      amount('DuePayableAmount', totals.dueCents),
    ]),
    preceding &&
      ram('InvoiceReferencedDocument', [
        ram('IssuerAssignedID', preceding.number),
        ram('FormattedIssueDateTime', [element('qdt:DateTimeString', { format: '102' }, compact(preceding.issuedOn))]),
      ]),
  ])
}

function tax({ category, rateBp, reason, reasonCode, baseCents, vatCents }: VatGroup, onDebits: boolean): Element {
  return ram('ApplicableTradeTax', [
    amount('CalculatedAmount', vatCents),
    ram('TypeCode', 'VAT'),
    optional('ExemptionReason', reason),
    amount('BasisAmount', baseCents),
    ram('CategoryCode', category),
    optional('ExemptionReasonCode', reasonCode),
    ram('DueDateTypeCode', onDebits ? DUE_ON_DEBITS : DUE_ON_PAYMENT),
    ram('RateApplicablePercent', decimal(rateBp, 2)),
  ])
}

function billingPeriod(period: Period | undefined): Child {
  return period && ram('BillingSpecifiedPeriod', [day('StartDateTime', period.from), day('EndDateTime', period.to)])
}

function ram(
  name: string,
  content: string | readonly Child[],
  attributes: Readonly<Record<string, string>> = {},
): Element {
  return element(`ram:${name}`, attributes, content)
}

function optional(name: string, text: string | undefined): Child {
  return text === undefined ? undefined : ram(name, text)
}

function amount(name: string, cents: number): Element {
  return ram(name, decimal(cents, 2))
}

function day(name: string, on: string): Element {
  return ram(name, [element('udt:DateTimeString', { format: '102' }, compact(on))])
}

function compact(on: string): string {
  return on.replaceAll('-', '')
}

/** A whole number of tenths, hundredths… as a decimal: 123456 with 2 places is 1234.56. */
function decimal(n: number, places: number): string {
  const digits = String(Math.abs(n)).padStart(places + 1, '0')
  return `${n < 0 ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`
}
