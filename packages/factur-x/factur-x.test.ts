import { Profile, validateXsd } from '@stackforge-eu/factur-x'
import { describe, expect, test } from 'vitest'
import type { Invoice, Line, Party, Vat } from './invoice.ts'
import { lateInterest, RECOVERY_INDEMNITY_CENTS } from './late.ts'
import { readCdar } from './life-cycle.ts'
import { readCii } from './read-cii.ts'
import { brokenRules, type RuleName } from './rules.ts'
import { type Totals, totalsOf } from './totals.ts'
import { writeCii } from './write-cii.ts'
import { ATTACHMENT_NAME, withFacturX } from './xmp.ts'

const STANDARD: Vat = { category: 'S', rateBp: 2000 }
const TRAINING: Vat = {
  category: 'E',
  rateBp: 0,
  reason: 'Exonération de TVA, art. 261, 4-4° a du CGI',
  reasonCode: 'VATEX-FR-CGI261-4',
}
const FRANCHISE: Vat = { category: 'E', rateBp: 0, reason: 'TVA non applicable', reasonCode: 'VATEX-FR-FRANCHISE' }
const REVERSE: Vat = { category: 'AE', rateBp: 0, reason: 'Autoliquidation', reasonCode: 'VATEX-EU-AE' }

const line = (unitPriceCents: number, vat: Vat = STANDARD, id = '1'): Line => ({
  id,
  name: 'AMU initiale, 1/6 & « bilan »',
  quantityMilli: 1000,
  unit: 'LS',
  unitPriceCents,
  vat,
})
const party = (name: string, siren: string, siret: string, vatNumber: string): Party => ({
  name,
  siren,
  siret,
  vatNumber,
  address: { lines: ['1 rue des Essais', 'Bâtiment A'], postcode: '78260', city: 'Achères', country: 'FR' },
  electronicAddress: { scheme: '0225', value: siren },
})
const SELLER = party('Atelier inventé', '732829320', '73282932000074', 'FR44732829320')
const BUYER = party('Bailleur inventé', '552081317', '55208131766522', 'FR03552081317')
const W1: Invoice = {
  number: 'FA-2026-0001',
  type: '380',
  issuedOn: '2026-09-01',
  dueOn: '2026-10-01',
  process: 'S1',
  seller: { ...SELLER, legalMention: 'SAS au capital de 1 000 €, RCS Versailles' },
  buyer: BUYER,
  notes: [
    { subject: 'PMD', text: 'Pénalités' },
    { subject: 'PMT', text: 'Indemnité de 40 €' },
    { subject: 'AAB', text: 'Pas d’escompte' },
    { text: 'Prestation de services' },
  ],
  lines: [line(10_000_00)],
  prepaidCents: 0,
  buyerReference: 'SERVICE',
  order: 'ENG-1',
  contract: 'CONV-1',
  deliveredOn: '2026-09-01',
  period: { from: '2026-09-01', to: '2027-02-28' },
  vatOnDebits: false,
  terms: 'À 30 jours',
  payTo: { iban: 'FR7630006000011234567890189', bic: 'AGRIFRPP' },
}
const TWO = [line(9_500_00), line(3_000_00, TRAINING, '2')]
const W5: Invoice = {
  ...W1,
  number: 'FA-2026-0002',
  type: '381',
  lines: TWO,
  preceding: { number: 'FA-2026-0001', issuedOn: '2026-09-01' },
}

describe('worked invoices', () => {
  test.each<[string, Line[], number, number, number]>([
    ['W1', [line(10_000_00)], 10_000_00, 2_000_00, 12_000_00],
    ['W2, W5', TWO, 12_500_00, 1_900_00, 14_400_00],
    ['W3', [line(3333_33), line(3333_33, STANDARD, '2'), line(3333_34, STANDARD, '3')], 10_000_00, 2_000_00, 12_000_00],
    ['W4a', [line(3333_33)], 3333_33, 666_67, 4_000_00],
    ['W4b', [line(6666_67)], 6666_67, 1333_33, 8_000_00],
    ['W6, company', [line(8_750_00)], 8_750_00, 1_750_00, 10_500_00],
    ['W6, commune', [line(3_750_00)], 3_750_00, 750_00, 4_500_00],
    ['W7', [line(10_000_00, FRANCHISE)], 10_000_00, 0, 10_000_00],
  ])('%s comes to what the reference says, and reads back as it was written', (_, lines, net, vat, gross) => {
    const invoice = { ...W1, lines }
    const totals = totalsOf(invoice)
    expect([totals.netCents, totals.vatCents, totals.grossCents]).toEqual([net, vat, gross])
    expect(readCii(writeCii(invoice))).toEqual({ invoice, stated: totals })
  })

  test('a credit note and a reverse charge read back too', () => {
    for (const invoice of [W5, { ...W1, lines: [line(100_00, REVERSE)], vatOnDebits: true }]) {
      expect(readCii(writeCii(invoice)).invoice).toEqual(invoice)
    }
  })
})

const seller = (change: Partial<Party>): Partial<Invoice> => ({ seller: { ...SELLER, ...change } })
const buyer = (change: Partial<Party>): Partial<Invoice> => ({ buyer: { ...BUYER, ...change } })
const nowhere = { lines: [], postcode: '', city: '', country: 'FR' }
const abroad = { ...SELLER.address, country: 'France' }

test('a whole invoice breaks no rule', () => {
  expect(brokenRules(W1)).toEqual([])
  expect(brokenRules(W5)).toEqual([])
})

test.each<[RuleName, Partial<Invoice>]>([
  ['BR-02', { number: '' }],
  ['BR-03', { issuedOn: '2026-02-30' }],
  ['BR-06', seller({ name: ' ' })],
  ['BR-07', buyer({ name: '' })],
  ['BR-08', seller({ address: nowhere })],
  ['BR-09', seller({ address: abroad })],
  ['BR-10', buyer({ address: nowhere })],
  ['BR-11', buyer({ address: abroad })],
  ['BR-16', { lines: [] }],
  ['BR-21', { lines: [line(1), line(1)] }],
  ['BR-22', { lines: [{ ...line(1), quantityMilli: 0 }] }],
  ['BR-25', { lines: [{ ...line(1), name: '' }] }],
  ['BR-27', { lines: [line(-1)] }],
  ['BR-29', { period: { from: '2026-02-01', to: '2026-01-01' } }],
  ['BR-30', { lines: [{ ...line(1), period: { from: '2026-02-01', to: '2026-01-01' } }] }],
  ['BR-55', { preceding: { number: '', issuedOn: '2026-01-01' } }],
  ['BR-61', { payTo: undefined }],
  ['BR-CO-25', { dueOn: undefined, terms: undefined }],
  ['BR-S-02', seller({ vatNumber: undefined })],
  ['BR-S-05', { lines: [line(1, { category: 'S', rateBp: 0 })] }],
  ['BR-S-10', { lines: [line(1, { ...STANDARD, reason: 'x' })] }],
  ['BR-E-05', { lines: [line(1, { ...TRAINING, rateBp: 2000 })] }],
  ['BR-E-10', { lines: [line(1, { category: 'E', rateBp: 0 })] }],
  ['BR-AE-02', { ...buyer({ vatNumber: undefined }), lines: [line(1, REVERSE)] }],
  ['BR-AE-05', { lines: [line(1, { ...REVERSE, rateBp: 2000 })] }],
  ['BR-AE-10', { lines: [line(1, { category: 'AE', rateBp: 0 })] }],
  ['BR-FR-01', { number: 'F'.repeat(36) }],
  ['BR-FR-02', { number: 'FA 2026' }],
  ['BR-FR-03', { dueOn: '2100-01-01' }],
  ['BR-FR-05', { notes: [] }],
  ['BR-FR-06', { notes: [...W1.notes, { subject: 'PMD', text: 'x' }] }],
  ['BR-FR-08', { process: 'S8X' }],
  ['BR-FR-09', seller({ siret: '55208131766522' })],
  ['BR-FR-10', seller({ siren: '732829321' })],
  ['BR-FR-11', buyer({ siren: '552081318' })],
  ['BR-FR-12', buyer({ electronicAddress: { scheme: '0225', value: '' } })],
  ['BR-FR-13', seller({ electronicAddress: { scheme: '0225', value: '' } })],
  ['BR-FR-16', { lines: [line(1, { category: 'S', rateBp: 1234 })] }],
  ['BR-FR-21', buyer({ electronicAddress: { scheme: '0225', value: '732829320' } })],
  ['BR-FR-23', seller({ electronicAddress: { scheme: '0225', value: 'a@b' } })],
  ['BR-FR-25', seller({ electronicAddress: { scheme: 'EM', value: 'a'.repeat(126) } })],
  ['PAL-SIRET', seller({ siret: '73282932000075' })],
  ['PAL-VAT', seller({ vatNumber: 'FR45732829320' })],
  ['PAL-IBAN', { payTo: { iban: 'FR7630006000011234567890188' } }],
  ['PAL-DUE', { dueOn: '2026-08-31' }],
  ['PAL-PRECEDING', { type: '381' }],
  ['PAL-DELIVERY', { deliveredOn: undefined, period: undefined }],
  ['PAL-REASON', { lines: [line(1, TRAINING), line(1, FRANCHISE, '2')] }],
])('%s is noticed, and the invoice is not written', (rule, change) => {
  const invoice = { ...W1, ...change }
  expect(brokenRules(invoice)).toContain(rule)
  expect(() => writeCii(invoice)).toThrow(rule)
})

test.each<[RuleName, Partial<Totals>]>([
  ['BR-CO-10', { linesCents: 1 }],
  ['BR-CO-13', { netCents: 1 }],
  ['BR-CO-14', { vatCents: 1 }],
  ['BR-CO-15', { grossCents: 1 }],
  ['BR-CO-16', { dueCents: 1 }],
  ['BR-CO-17', { groups: [{ ...STANDARD, baseCents: 9_500_00, vatCents: 1 }] }],
  ['BR-CO-18', { groups: [] }],
  ['BR-S-08', { groups: [{ ...STANDARD, baseCents: 1, vatCents: 0 }] }],
  ['BR-E-08', { groups: [{ ...TRAINING, baseCents: 1, vatCents: 0 }] }],
  ['BR-E-09', { groups: [{ ...TRAINING, baseCents: 3_000_00, vatCents: 1 }] }],
  ['BR-AE-08', { groups: [{ ...REVERSE, baseCents: 1, vatCents: 0 }] }],
  ['BR-AE-09', { groups: [{ ...REVERSE, baseCents: 0, vatCents: 1 }] }],
  ['PAL-LINE', { lineCents: [1, 2] }],
])('%s is noticed in what a document states', (rule, change) => {
  expect(brokenRules(W5, { ...totalsOf(W5), ...change })).toContain(rule)
})

test.each([
  ['bad-xml', (xml: string) => xml.slice(0, -20)],
  ['bad-xml', (xml: string) => xml.replace('?>', '?><!DOCTYPE a>')],
  ['not-cii', () => '<Invoice/>'],
  ['profile', (xml: string) => xml.replace('urn:cen.eu:en16931:2017', 'urn:factur-x.eu:1p0:minimum')],
  ['missing', (xml: string) => xml.replace(/<ram:IssueDateTime>[\s\S]*?<\/ram:IssueDateTime>/, '')],
  ['bad-value', (xml: string) => xml.replace('10000.00', '10000.001')],
  ['bad-value', (xml: string) => xml.replace('>EUR<', '>USD<')],
])('a file that cannot be read whole is refused (%s)', (code, broken) => {
  expect(() => readCii(broken(writeCii(W1)))).toThrow(expect.objectContaining({ code }))
})

test('interest runs from the day after the due date, by days over 365', () => {
  expect(lateInterest(12_000_00, 1215, '2027-01-31', '2027-03-17')).toEqual({ days: 45, cents: 179_75 })
  expect(lateInterest(12_000_00, 1215, '2027-01-31', '2027-01-31').cents).toBe(0)
  expect(RECOVERY_INDEMNITY_CENTS).toBe(40_00)
})

test('the XMP names the file, its profile and its own words, beside the schemas that it described already', () => {
  const bare = '<rdf:RDF><rdf:Description rdf:about=""/></rdf:RDF>'
  const others =
    '<rdf:RDF><rdf:Description><pdfaExtension:schemas><rdf:Bag><rdf:li>x</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description></rdf:RDF>'
  for (const packet of [bare, others]) {
    const xmp = withFacturX(packet)
    expect(xmp).toContain(`<fx:DocumentFileName>${ATTACHMENT_NAME}</fx:DocumentFileName>`)
    expect(xmp).toContain('<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>')
    expect(xmp.match(/pdfaProperty:name>/g)).toHaveLength(8)
    expect(xmp.match(/<pdfaExtension:schemas>/g)).toHaveLength(1)
    expect(xmp.match(/<rdf:RDF>|<\/rdf:RDF>/g)).toHaveLength(2)
  }
  expect(withFacturX(others)).toContain('<rdf:li>x</rdf:li>')
  expect(() => withFacturX('<x/>')).toThrow(RangeError)
})

describe('what became of an invoice', () => {
  const message = (code: string, status = '') => `<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossDomainAcknowledgementAndResponse xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossDomainAcknowledgementAndResponse:100"
    xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
    xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
  <rsm:ExchangedDocument><ram:ID>M-1</ram:ID></rsm:ExchangedDocument>
  <rsm:AcknowledgementDocument>
    <ram:IssueDateTime><udt:DateTimeString format="204">20270301151000</udt:DateTimeString></ram:IssueDateTime>
    <ram:ReferenceReferencedDocument>
      <ram:IssuerAssignedID>FA-2027-0001</ram:IssuerAssignedID>
      <ram:ProcessConditionCode>${code}</ram:ProcessConditionCode>${status}
    </ram:ReferenceReferencedDocument>
  </rsm:AcknowledgementDocument>
</rsm:CrossDomainAcknowledgementAndResponse>`

  test('is read from the message of a platform, with its reason in words where there are any', () => {
    expect(readCdar(message('200'))).toEqual({
      messageId: 'M-1',
      statuses: [{ number: 'FA-2027-0001', code: 200, on: '2027-03-01' }],
    })
    const said = `<ram:SpecifiedDocumentStatus><ram:ReasonCode>TX_TVA_ERR</ram:ReasonCode><ram:Reason>Taux erroné</ram:Reason>
      <ram:IncludedNote><ram:Content>Voir l’annexe</ram:Content></ram:IncludedNote></ram:SpecifiedDocumentStatus>`
    expect(readCdar(message('207', said)).statuses[0]?.reason).toBe('Taux erroné – Voir l’annexe')
    const coded = '<ram:SpecifiedDocumentStatus><ram:ReasonCode>DOUBLON</ram:ReasonCode></ram:SpecifiedDocumentStatus>'
    expect(readCdar(message('210', coded)).statuses[0]?.reason).toBe('DOUBLON')
    expect(readCdar(message('221')).statuses[0]?.code).toBe(221)
  })

  test('and nothing else is', () => {
    expect(() => readCdar('<Invoice/>')).toThrow(expect.objectContaining({ code: 'not-cdar' }))
    expect(() => readCdar(message('999'))).toThrow(
      expect.objectContaining({ code: 'unknown-status', details: { code: '999' } }),
    )
    expect(() => readCdar('<rsm:CrossDomainAcknowledgementAndResponse xmlns:rsm="x"/>')).toThrow(
      expect.objectContaining({ code: 'missing' }),
    )
  })
})

describe('the official schema of Factur-X 1.09 takes', () => {
  const full: Invoice = {
    ...W1,
    buyerReference: 'SERVICE-1',
    order: 'ENG-1',
    contract: 'CONV-1',
    period: { from: '2026-09-01', to: '2027-02-28' },
    lines: [line(9_500_00), line(3_000_00, TRAINING, '2'), line(1_00, REVERSE, '3')],
  }
  test.each<[string, Invoice]>([
    ['an invoice', W1],
    ['one with all that it may say', full],
    ['a credit note', W5],
    ['a seller below the threshold', { ...W1, lines: [line(10_000_00, FRANCHISE)] }],
  ])('%s', async (_, invoice) => {
    expect(await validateXsd(writeCii(invoice), Profile.EN16931)).toMatchObject({ valid: true, errors: [] })
  })

  test('and refuses what is not in its order', async () => {
    const [start, end] = writeCii(W1).split('</ram:IssueDateTime>')
    expect(await validateXsd(`${start}</ram:IssueDateTime><ram:ID>2</ram:ID>${end}`, Profile.EN16931)).toMatchObject({
      valid: false,
    })
  })
})
