import { randomUUID } from 'node:crypto'
import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  type PDFObject,
  PDFRawStream,
  PDFString,
} from 'pdf-lib'
import { beforeAll, describe, expect } from 'vitest'
import { type ActorTx, connect, disconnect } from '#app/platform/database.server.ts'
import { ROLES } from '#app/platform/permissions.ts'
import { readCii } from '#packages/factur-x/read-cii.ts'
import { brokenRules } from '#packages/factur-x/rules.ts'
import { addDays, addMonths } from '#packages/schedule/days.ts'
import { type House, test } from '../../../test/house.ts'
import { wordsOf } from '../../../test/pdf-words.ts'
import { changesOf, invoicedOtherwise, scheduleUnder } from '../amendment-changes.server.ts'
import { addAmendment, amendmentOf } from '../amendments.server.ts'
import { fundings, parts, settleFunding, standingOf } from '../funding.server.ts'
import { addParty, changeParty, parties } from '../parties.server.ts'
import { billedPeriod, instalments, recordEnd, settleSchedule } from '../schedule.server.ts'
import { recordSignature } from '../signatures.server.ts'
import { startConvention } from '../start.server.ts'
import { changeTerms } from '../terms.server.ts'
import { keepBilling, keepPayer } from './billing.server.ts'
import { invoicePdf, invoiceXml } from './document.server.ts'
import {
  changeDraft,
  discardDraft,
  draftOf,
  keepLine,
  makeCreditNote,
  makeDraft,
  makeDrafts,
  removeLine,
  toInvoice,
} from './drafts.server.ts'
import { notePayment, noteRefund, noteStep, withdrawPayment } from './following.server.ts'
import { isDraft, issuedOf, listedInvoices } from './invoices.server.ts'
import { issueInvoice, prepared } from './issue.server.ts'
import { bookedIn, bookedYears } from './journal.server.ts'
import { importStatuses, noteStatus, openDispute, resolveDispute, withdrawStatus } from './life.server.ts'
import { penaltiesOf } from './penalties.ts'
import { saidProblem } from './problem-words.server.ts'
import { reminderPdf, sentReminder } from './reminder.server.ts'

const ORDER = {
  orderOn: '2020-01-15',
  phaseRelation: 'sequential' as const,
  operationOn: null,
  semesterRule: 'rolling' as const,
  monthEnd: 'same-day' as const,
}
const BILLING = {
  prefix: 'FA',
  legalMention: 'SAS au capital de 10 000 €, RCS Bobigny',
  iban: 'FR76 3000 6000 0112 3456 7890 189',
  bic: 'AGRIFRPP',
  contractReference: 'CONV-1',
  paymentDays: 30,
  refinancingRateBp: 215,
  vatOnDebits: false,
  trainingSince: '2020-01-01' as string | null,
  trainingMention: 'Exonération de TVA, art. 261, 4-4° a du CGI',
  smallMention: 'TVA non applicable, art. 293 B du CGI',
  mentionsUntil: '2100-01-01',
}
const ADDRESS = {
  street: ['4 passage des Paliers'],
  postcode: '93000',
  city: 'Bobigny',
  country: 'FR',
  electronicAddress: null,
  serviceCode: null,
  paysPublicly: false,
}
const SIRETS = { operator: '73282932000074', landlord: '55208131766522' } as const
const VAT_NUMBERS = { operator: 'FR44732829320', landlord: 'FR03552081317' } as const

type Ready = Promise<{ landlord: string; operator: string }>
let ready: Ready | undefined
let readyElsewhere: Ready | undefined
beforeAll(() => {
  ready = undefined
  readyElsewhere = undefined
})

/** A convention whose parties and settings are complete. */
function started(house: House): Ready {
  ready ??= house.as('operator-lead')((tx) => complete(tx, 'FA'))
  return ready
}

function startedElsewhere(house: House): Ready {
  readyElsewhere ??= house.elsewhere('operator-lead')((tx) => complete(tx, 'FB'))
  return readyElsewhere
}

async function complete(tx: ActorTx, prefix: string) {
  await startConvention(tx, { ...ORDER, commune: null })
  await keepBilling(tx, { ...BILLING, prefix })
  const ids = { landlord: '', operator: '' }
  for (const { id, part, name } of await parties(tx)) {
    if (part !== 'operator' && part !== 'landlord') continue
    ids[part] = id
    const identity = { legalForm: 'SAS', siren: null, siret: SIRETS[part], address: null, isConfirmed: true }
    await changeParty(tx, id, { part, name, ...identity })
    await keepPayer(tx, id, { ...ADDRESS, vatNumber: VAT_NUMBERS[part] })
  }
  return ids
}

async function free(house: House, ...prices: number[]): Promise<string> {
  const { landlord } = await started(house)
  return house.as('operator-lead')(async (tx) => {
    const id = await makeDraft(tx, { buyerId: landlord, instalmentId: null })
    await changeDraft(tx, id, { ...HEAD, buyerId: landlord })
    for (const unitPriceCents of prices) await keepLine(tx, id, undefined, { ...LINE, unitPriceCents })
    return id
  })
}
const HEAD = { periodFrom: null, periodTo: null, deliveredOn: '2020-03-02', orderReference: null }
const LINE = { name: 'Affiches', quantityMilli: 1000, unit: 'C62', unitPriceCents: 100_00, vat: 'standard' as const }

async function manyDrafts(house: House): Promise<string[]> {
  const { landlord } = await started(house)
  const { rows } = await house.owner.query<{ id: string }>(
    `with made as (
       insert into convention_invoice (convention_id, kind, buyer_id, made_by, delivered_on)
       select $1, 'invoice', $2, $3, '2020-03-02' from generate_series(1, 56) returning convention_id, id
     ), line as (
       insert into convention_invoice_line (convention_id, invoice_id, name, quantity_milli, unit, unit_price_cents, vat)
       select convention_id, id, 'Affiches', 1000, 'C62', 10000, 'standard' from made
     ) select id from made`,
    [house.actorOf('operator-lead').conventionId, landlord, house.actorOf('operator-lead').memberId],
  )
  return rows.map(({ id }) => id)
}

async function issued(house: House, price: number, on?: string): Promise<string> {
  const id = await free(house, price)
  await house.as('operator-lead')((tx) => issueInvoice(tx, id, on))
  return id
}

describe('numbers', () => {
  test('fifty invoices issued at once, some given up half-way, have numbers without gap or double', async ({
    house,
  }) => {
    const drafts = await manyDrafts(house)
    await disconnect()
    connect(house.appUrl, 30) // other files of the run use the same cluster
    const lead = house.as('operator-lead')
    const results = await Promise.allSettled(
      drafts.map((id, at) =>
        lead(async (tx) => {
          const number = await issueInvoice(tx, id)
          if (at % 9 === 5) throw new Error('given up')
          return number
        }),
      ),
    )
    await disconnect()
    connect(house.appUrl, 5)
    const reasons = results.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []))
    expect(new Set(reasons)).toEqual(new Set(['Error: given up']))
    const numbers = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    const year = numbers[0]?.slice(3, 7)
    const expected = Array.from({ length: 50 }, (_, at) => `FA-${year}-${String(at + 1).padStart(4, '0')}`)
    expect(numbers.toSorted()).toEqual(expected)
  })

  test('days follow each other as numbers do, and a year begins at one', async ({ house }) => {
    await house.as('operator-lead')((tx) => keepBilling(tx, { ...BILLING, prefix: 'B' }))
    const numberOf = async (id: string) => (await house.as('operator-lead')((tx) => issuedOf(tx, id))).number
    expect(await numberOf(await issued(house, 1_00, '2021-03-01'))).toBe('B-2021-0001')
    expect(await numberOf(await issued(house, 1_00, '2021-03-01'))).toBe('B-2021-0002')
    expect(await numberOf(await issued(house, 1_00, '2022-01-02'))).toBe('B-2022-0001')
    await expect(issued(house, 1_00, '2021-02-28')).rejects.toMatchObject({ code: 'convention.later-number-given' })
    await house.as('operator-lead')((tx) => keepBilling(tx, BILLING))
  })

  test('the database takes no number that is on no document', async ({ house }) => {
    await issued(house, 1_00)
    await expect(
      house.as('operator-lead')((tx) =>
        tx.updateTable('convention_invoice_series').set({ last_number: 900 }).where('prefix', '=', 'FA').execute(),
      ),
    ).rejects.toThrow(/follow each other/)
  })

  test('another convention of the same operator numbers elsewhere', async ({ house }) => {
    await issued(house, 1_00)
    const lead = house.elsewhere('operator-lead')
    const { landlord } = await startedElsewhere(house)
    const id = await lead(async (tx) => {
      await keepBilling(tx, BILLING)
      const draft = await makeDraft(tx, { buyerId: landlord, instalmentId: null })
      await changeDraft(tx, draft, { ...HEAD, buyerId: landlord })
      await keepLine(tx, draft, undefined, LINE)
      return draft
    })
    await expect(lead((tx) => issueInvoice(tx, id))).rejects.toMatchObject({ code: 'convention.prefix-taken' })
    await lead((tx) => keepBilling(tx, { ...BILLING, prefix: 'FB' }))
    expect(await lead((tx) => issueInvoice(tx, id))).toMatch(/^FB-\d{4}-0001$/)
  })
})

test('what is issued never changes: not its document, its head, its lines, nor by the owner of the database', async ({
  house,
}) => {
  const id = await issued(house, 500_00)
  const lead = house.as('operator-lead')
  await expect(lead((tx) => keepLine(tx, id, undefined, LINE))).rejects.toMatchObject({ status: 404 })
  for (const change of [
    "update convention_invoice set order_reference = 'x' where id = $1",
    'delete from convention_invoice where id = $1',
    'update convention_invoice_line set unit_price_cents = 1 where invoice_id = $1',
    'delete from convention_invoice_line where invoice_id = $1',
    `insert into convention_invoice_line (convention_id, invoice_id, name, quantity_milli, unit, unit_price_cents, vat)
     select convention_id, id, 'x', 1, 'LS', 1, 'standard' from convention_invoice where id = $1`,
    "update convention_invoice_issue set number = 'x' where invoice_id = $1",
    'delete from convention_invoice_issue where invoice_id = $1',
  ])
    await expect(house.owner.query(change, [id]), change).rejects.toThrow(/never changes/)
})

test('an instalment is invoiced once, does not move any more, and is free again once credited', async ({ house }) => {
  const { landlord } = await started(house)
  const lead = house.as('operator-lead')
  const [first, second] = await lead(toInvoice)
  const draft = () => lead((tx) => makeDraft(tx, { buyerId: landlord, instalmentId: first?.id ?? '' }))
  const [id, twin] = [await draft(), await draft()]
  await lead((tx) => issueInvoice(tx, id))
  expect(await lead((tx) => issuedOf(tx, id))).toMatchObject({ gross_cents: 12_000_00, instalment: first?.label })
  await expect(lead((tx) => issueInvoice(tx, twin))).rejects.toMatchObject({ code: 'convention.invoice-not-ready' })
  expect((await lead((tx) => prepared(tx, twin))).problems).toEqual(['convention.instalment-exceeded'])
  await lead((tx) => discardDraft(tx, twin))

  await lead((tx) => settleSchedule(tx, { ...ORDER, orderOn: '2020-02-01', amendmentId: null }))
  const moved = await lead(instalments)
  expect(moved.find((one) => one.id === first?.id)?.due_on).toBe('2020-01-15')
  expect(moved.find((one) => one.id === second?.id)?.due_on).toBe('2020-08-01')
  for (const change of [
    "update convention_instalment set due_on = '2030-01-01' where id = $1",
    'delete from convention_instalment where id = $1',
  ])
    await expect(house.owner.query(change, [first?.id])).rejects.toThrow(/neither moves nor goes/)

  const credit = await lead((tx) => makeCreditNote(tx, id))
  await lead((tx) => issueInvoice(tx, credit))
  expect((await lead((tx) => issuedOf(tx, credit))).content).toMatchObject({
    type: '381',
    preceding: { number: (await lead((tx) => issuedOf(tx, id))).number },
  })
  expect((await lead((tx) => issuedOf(tx, id))).state).toBe('credited')
  expect((await lead(toInvoice)).some((one) => one.id === first?.id)).toBe(true)
  const again = await lead((tx) => makeCreditNote(tx, id))
  expect((await lead((tx) => prepared(tx, again))).problems).toEqual(['convention.credit-exceeded'])
})

test('several payers: a draft for each, their part once, and for each invoiced and remaining make the budget', async ({
  house,
}) => {
  const { landlord } = await started(house)
  const lead = house.as('operator-lead')
  const identity = { legalForm: null, siren: null, siret: '35600000000048', address: null, isConfirmed: true }
  const town = await lead(async (tx) => {
    const id = await addParty(tx, { part: 'commune', name: 'Commune de Bondy', ...identity })
    await keepPayer(tx, id, { ...ADDRESS, vatNumber: null, paysPublicly: true })
    return id
  })
  const due = (await lead(toInvoice)).filter(({ trigger }) => trigger === 'semester')
  const [mine, next] = due
  const missionId = mine?.mission_id ?? ''
  const settle = (landlordBp: number, townBp: number, instalmentId: string | null = null) =>
    lead((tx) =>
      settleFunding(tx, {
        missionId,
        instalmentId,
        unit: 'percent',
        amendmentId: null,
        shares: [
          { partyId: landlord, weight: landlordBp },
          { partyId: town, weight: townBp },
        ],
      }),
    )
  const adds = async () => {
    const [all, planned] = [await lead(parts), await lead(instalments)]
    expect(standingOf(all).reduce((sum, { budgetCents }) => sum + budgetCents, 0)).toBe(135_000_00)
    for (const { id, net_cents } of planned)
      expect(all.filter((one) => one.instalment_id === id).reduce((sum, part) => sum + part.net_cents, 0)).toBe(
        net_cents,
      )
    return standingOf(all)
  }
  await expect(settle(7000, 2999)).rejects.toMatchObject({ code: 'convention.shares-not-whole' })
  await settle(6667, 3333)
  await settle(0, 10_000, next?.id ?? '')
  await adds()

  const open = () => lead(toInvoice).then((all) => all.find(({ id }) => id === mine?.id))
  expect((await open())?.payers.map(({ left_cents }) => left_cents)).toEqual([6_667_00, 3_333_00])
  const [first = '', second = ''] = await lead((tx) => makeDrafts(tx, mine?.id ?? ''))
  expect(await lead((tx) => makeDrafts(tx, mine?.id ?? ''))).toEqual([first, second])
  expect((await lead((tx) => prepared(tx, second))).content.lines[0]?.name).toMatch(/quote-part de 33,33\s%/)
  await lead((tx) => issueInvoice(tx, first))
  expect((await open())?.payers.map(({ id }) => id)).toEqual([town])
  const again = lead((tx) => makeDraft(tx, { buyerId: landlord, instalmentId: mine?.id ?? '' }))
  await expect(again).rejects.toMatchObject({ code: 'convention.not-a-payer' })
  await lead((tx) => keepLine(tx, second, undefined, { ...LINE, unitPriceCents: 1 }))
  expect((await lead((tx) => prepared(tx, second))).problems).toEqual(['convention.instalment-exceeded'])

  // Half invoiced, it keeps its payers; the others follow the new shares.
  await settle(5000, 5000)
  await expect(settle(5000, 5000, mine?.id)).rejects.toMatchObject({ code: 'convention.instalment-invoiced' })
  expect((await open())?.payers).toMatchObject([{ id: town, left_cents: 3_333_00 }])
  expect((await lead(toInvoice)).find(({ id }) => id === next?.id)?.payers).toMatchObject([{ id: town }])
  await expect(
    house.owner.query('update convention_instalment_part set net_cents = 0 where instalment_id = $1', [mine?.id]),
  ).rejects.toThrow(/neither moves nor goes/)
  await expect(
    house.owner.query('update convention_instalment_part set net_cents = net_cents + 1 where instalment_id = $1', [
      next?.id,
    ]),
  ).rejects.toThrow(/add up/)

  // Credited, it is to be invoiced again.
  await lead(async (tx) => issueInvoice(tx, await makeCreditNote(tx, first)))
  expect((await open())?.left_cents).toBe(10_000_00)
  const [landlordNow] = (await adds()).filter(({ partyId }) => partyId === landlord)
  expect(landlordNow?.invoicedCents).toBeLessThanOrEqual(landlordNow?.budgetCents ?? 0)

  expect((await house.as('partner')(parts)).every(({ invoiced_cents }) => invoiced_cents === null)).toBe(true)
  expect(await house.elsewhere('operator-lead')(fundings)).toEqual([])
  await lead((tx) => discardDraft(tx, second))
  await settle(0, 0, next?.id)
  await settle(10_000, 0)
})

test('thirds: every instalment adds up, and each payer pays a third of the whole, whatever was invoiced meanwhile', async ({
  house,
}) => {
  const { landlord } = await started(house)
  const lead = house.as('operator-lead')
  const facts = {
    part: 'funder' as const,
    legalForm: null,
    siren: null,
    siret: null,
    address: null,
    isConfirmed: true,
  }
  const [first, second] = await lead(async (tx) => [
    await addParty(tx, { ...facts, name: 'Caisse' }),
    await addParty(tx, { ...facts, name: 'Département' }),
  ])
  const missionId = (await lead(instalments))[0]?.mission_id ?? ''
  const thirds = [landlord, first, second].map((partyId) => ({ partyId: partyId ?? '', weight: 1 }))
  const settle = (unit: 'part' | 'percent', shares: typeof thirds) =>
    lead((tx) => settleFunding(tx, { missionId, instalmentId: null, unit, shares, amendmentId: null }))
  await expect(settle('percent', thirds)).rejects.toMatchObject({ code: 'convention.shares-not-whole' })
  await expect(settle('part', [])).rejects.toMatchObject({ code: 'convention.nobody-pays' })
  await settle('part', thirds)
  const owned = async () => {
    const own = new Map((await lead(instalments)).map((one) => [one.id, one]))
    const all = (await lead(parts)).filter(({ instalment_id }) => own.get(instalment_id)?.mission_id === missionId)
    for (const [id, one] of own)
      if (one.mission_id === missionId)
        expect(all.filter((part) => part.instalment_id === id).reduce((sum, { net_cents }) => sum + net_cents, 0)).toBe(
          one.net_cents,
        )
    return thirds.map(({ partyId }) =>
      all.filter(({ party_id }) => party_id === partyId).reduce((sum, { net_cents }) => sum + net_cents, 0),
    )
  }
  expect(await owned()).toEqual([20_000_00, 20_000_00, 20_000_00])
  const due = (await lead(toInvoice)).find(
    ({ mission_id, trigger }) => mission_id === missionId && trigger === 'semester',
  )
  const [draft = '', ...others] = await lead((tx) => makeDrafts(tx, due?.id ?? ''))
  expect((await lead((tx) => prepared(tx, draft))).content.lines[0]?.name).toMatch(/quote-part de 1\/3$/)
  for (const id of [draft, ...others]) await lead((tx) => discardDraft(tx, id))
  await settle('part', [{ partyId: landlord, weight: 1 }])
})

test('an amendment is prepared without changing anything; signed by all, it changes budget, length and rests from its day on', async ({
  house,
}) => {
  const { landlord } = await started(house)
  const lead = house.as('operator-lead')
  const operation = (await lead(instalments)).filter(({ trigger }, at) => at >= 6 && trigger !== 'end')
  const [first, second, third] = operation
  const missionId = first?.mission_id ?? ''
  const invoice = await lead(async (tx) => {
    const id = await makeDraft(tx, { buyerId: landlord, instalmentId: first?.id ?? '' })
    await issueInvoice(tx, id)
    return id
  })
  await lead((tx) =>
    recordSignature(tx, landlord, { signedOn: '2020-01-10', signer: 'Awa Diop', capacity: null, amendmentId: null }),
  )
  const terms = { budgetCents: 90_000_00, semesters: 8, suspensions: [{ from: third?.due_on ?? '', months: 3 }] }
  const change = (amendmentId: string | null, other: Partial<typeof terms> = {}) =>
    lead((tx) => changeTerms(tx, missionId, { ...terms, ...other, amendmentId }))
  const prepare = (effectiveOn = '') =>
    lead((tx) => addAmendment(tx, { title: 'Un an de plus', changes: 'Budget et durée', effectiveOn }))
  const sign = async (amendmentId: string) => {
    const { awaited } = await lead((tx) => amendmentOf(tx, amendmentId))
    for (const { id } of awaited)
      await lead((tx) => recordSignature(tx, id, { signedOn: '2020-02-01', signer: 'X', capacity: null, amendmentId }))
  }
  const ofMission = async () => (await lead(instalments)).filter(({ mission_id }) => mission_id === missionId)
  await expect(change(null)).rejects.toMatchObject({ code: 'convention.amendment-needed' })
  const amendment = await prepare(third?.due_on)
  await expect(change(amendment, { budgetCents: 24_999_99 })).rejects.toMatchObject({
    code: 'convention.budget-below-kept',
  })
  await expect(change(amendment, { semesters: 1 })).rejects.toMatchObject({ code: 'convention.too-short' })
  const before = await ofMission()
  await change(amendment)
  expect(await ofMission()).toEqual(before)
  const would = await lead((tx) => scheduleUnder(tx, { id: amendment }))
  expect(would.instalments).toHaveLength(6)
  expect(would.instalments[0]).toMatchObject({
    before: { due_on: third?.due_on, net_cents: 12_500_00 },
    after: { due_on: addMonths(third?.due_on ?? '', 3), net_cents: 10_833_33 },
  })
  expect(would.payers.reduce((sum, payer) => sum + payer.after - payer.before, 0)).toBe(15_000_00)

  await sign(amendment)
  const after = await ofMission()
  expect(after.slice(0, 2)).toMatchObject([
    { id: first?.id, due_on: first?.due_on, net_cents: 12_500_00, label: first?.label },
    { id: second?.id, due_on: second?.due_on, net_cents: 12_500_00, label: second?.label },
  ])
  expect(after.reduce((sum, { net_cents }) => sum + net_cents, 0)).toBe(90_000_00)
  expect(after).toHaveLength(8)
  expect(after[2]).toMatchObject({ id: third?.id, net_cents: 10_833_33, label: '3e semestre' })
  expect(after[2]?.due_on).toBe(addMonths(third?.due_on ?? '', 3))
  expect(standingOf(await lead(parts)).reduce((sum, { budgetCents }) => sum + budgetCents, 0)).toBe(150_000_00)
  expect((await house.as('partner')((tx) => changesOf(tx, amendment))).terms).toMatchObject([
    { before: { budget_cents: 75_000_00, semesters: 6 }, after: { budget_cents: 90_000_00, semesters: 8 } },
  ])
  await expect(change(amendment)).rejects.toMatchObject({ code: 'convention.amendment-signed' })

  // Cut short by another one: what nobody invoiced goes; a draft stands in the way and is named.
  const shorter = await prepare(third?.due_on)
  const draft = await lead((tx) => makeDraft(tx, { buyerId: landlord, instalmentId: after[3]?.id ?? '' }))
  await expect(change(shorter, { semesters: 3 })).rejects.toMatchObject({ code: 'convention.instalment-used' })
  await lead((tx) => discardDraft(tx, draft))
  await change(shorter, { semesters: 3 })
  await sign(shorter)
  expect((await ofMission()).map(({ net_cents }) => net_cents)).toEqual([12_500_00, 12_500_00, 65_000_00])

  // Signed late, with effect from the first day: what is invoiced stands, and the page tells what differs.
  const retroactive = await prepare(first?.due_on)
  await change(retroactive, { semesters: 3, budgetCents: 60_000_00, suspensions: [] })
  const differs = { before: { net_cents: 12_500_00 }, after: { net_cents: 20_000_00 } }
  const found = async () => lead(async (tx) => invoicedOtherwise(tx, await amendmentOf(tx, retroactive)))
  expect(await found()).toMatchObject([differs])
  await sign(retroactive)
  expect((await ofMission()).map(({ net_cents }) => net_cents)).toEqual([12_500_00, 23_750_00, 23_750_00])
  expect(await found()).toMatchObject([differs])
  expect(await lead((tx) => issuedOf(tx, invoice))).toMatchObject({ net_cents: 12_500_00 })
  await lead(async (tx) => issueInvoice(tx, await makeCreditNote(tx, invoice)))
  expect((await ofMission()).map(({ net_cents }) => net_cents)).toEqual([20_000_00, 20_000_00, 20_000_00])
  expect(await found()).toEqual([])
})

test('the balance that is invoiced keeps the end of its mission', async ({ house }) => {
  const { landlord } = await started(house)
  const lead = house.as('operator-lead')
  const missionId = (await lead(instalments))[0]?.mission_id ?? ''
  await lead((tx) => recordEnd(tx, missionId, '2023-01-31'))
  const balance = (await lead(toInvoice)).find(({ trigger }) => trigger === 'end')
  const id = await lead(async (tx) => {
    const draft = await makeDraft(tx, { buyerId: landlord, instalmentId: balance?.id ?? '' })
    await issueInvoice(tx, draft)
    return draft
  })
  expect((await lead((tx) => issuedOf(tx, id))).content.deliveredOn).toBe('2023-01-31')
  await expect(lead((tx) => recordEnd(tx, missionId, '2023-02-28'))).rejects.toMatchObject({
    code: 'convention.balance-invoiced',
  })
})

test('training is exempt with a certificate and a mention that holds; lines of several kinds add up by rate', async ({
  house,
}) => {
  const { landlord } = await started(house)
  const lead = house.as('operator-lead')
  const id = await lead((tx) => makeDraft(tx, { buyerId: landlord, instalmentId: null }))
  expect((await lead((tx) => prepared(tx, id))).problems).toContain('PAL-DELIVERY')
  await lead((tx) => changeDraft(tx, id, { ...HEAD, buyerId: landlord }))
  await lead((tx) => keepLine(tx, id, undefined, { ...LINE, unitPriceCents: 9_500_00 }))
  await lead((tx) => keepLine(tx, id, undefined, { ...LINE, unitPriceCents: 3_000_00, vat: 'training' }))
  const problems = async (change: Partial<typeof BILLING>) => {
    await lead((tx) => keepBilling(tx, { ...BILLING, ...change }))
    return (await lead((tx) => prepared(tx, id))).problems
  }

  expect(await problems({ trainingSince: null })).toEqual(['convention.training-not-certified'])
  expect(await problems({ mentionsUntil: '2021-01-01' })).toEqual(['convention.mention-expired'])
  expect(await problems({})).toEqual([])
  const { totals, content } = await lead((tx) => prepared(tx, id))
  expect([totals.netCents, totals.vatCents, totals.grossCents]).toEqual([12_500_00, 1_900_00, 14_400_00])
  expect(content.lines[1]?.vat.reason).toBe(BILLING.trainingMention)
})

test('what is missing is said in plain words', async ({ house }) => {
  const id = await free(house)
  const { problems } = await house.as('operator-lead')((tx) => prepared(tx, id))
  expect(problems).toContain('BR-16')
  expect(saidProblem('BR-16')).toContain('Ajoutez ce qui est facturé')
  expect(saidProblem('convention.billing-missing')).toContain('réglages')
})

test('payments add up to what is owed and no more; a mistake is withdrawn', async ({ house }) => {
  const id = await issued(house, 10_000_00, undefined)
  const lead = house.as('operator-lead')
  const read = () => lead((tx) => issuedOf(tx, id))
  const { issued_on } = await read()
  await lead((tx) => noteStep(tx, id, { id: randomUUID(), kind: 'sent', happenedOn: issued_on, note: '' }))
  expect((await read()).state).toBe('sent')
  const pay = (cents: number, receivedOn = issued_on) =>
    lead((tx) => notePayment(tx, id, { id: randomUUID(), cents, receivedOn, reference: 'VIR 1' }))
  await pay(2_000_00)
  expect(await read()).toMatchObject({ state: 'partly', left_cents: 10_000_00 })
  await expect(pay(10_000_01)).rejects.toMatchObject({ code: 'convention.paid-too-much' })
  await expect(pay(1, '2019-01-01')).rejects.toMatchObject({ code: 'convention.before-issue' })
  await expect(pay(1, '2999-01-01')).rejects.toMatchObject({ code: 'convention.day-to-come' })
  await pay(10_000_00)
  expect((await read()).state).toBe('paid')
  const last = (await read()).payments[1]?.id ?? ''
  await lead((tx) => withdrawPayment(tx, id, last))
  expect((await read()).payments).toHaveLength(2)
  expect((await read()).state).toBe('partly')
  await expect(
    lead((tx) => noteStep(tx, id, { id: randomUUID(), kind: 'reminded', happenedOn: issued_on, note: '' })),
  ).rejects.toMatchObject({
    code: 'convention.not-late',
  })
})

test('a reminder keeps its letter, with what was owed on its day; a dispute stops reminders until it is settled', async ({
  house,
}) => {
  const lead = house.as('operator-lead')
  await lead((tx) => keepBilling(tx, { ...BILLING, prefix: 'R' }))
  const id = await issued(house, 10_000_00, '2024-01-01') // due on 31 January 2024
  await lead((tx) => keepBilling(tx, BILLING))
  const remind = (happenedOn: string) =>
    lead((tx) => noteStep(tx, id, { id: randomUUID(), kind: 'reminded', happenedOn, note: '' }))
  await lead((tx) =>
    notePayment(tx, id, { id: randomUUID(), cents: 6_000_00, receivedOn: '2024-04-01', reference: '' }),
  )
  await remind('2024-03-16') // before that payment came: 45 days on 12 000 €
  const [step] = (await lead((tx) => issuedOf(tx, id))).steps
  const letter = await house.as('landlord-pilot')((tx) => sentReminder(tx, id, step?.id ?? ''))
  const words = await wordsOf(new Uint8Array(await letter.arrayBuffer()))
  for (const said of ['R-2024-0001', '12000,00', '45jours', '179,75', '40,00', '12,15%'])
    expect(words, said).toContain(said)
  const today = await lead((tx) => reminderPdf(tx, id))
  expect(today.name).toBe('relance-2-R-2024-0001.pdf')

  await lead((tx) => openDispute(tx, id, { since: '2024-05-02', reason: 'Une journée en trop' }))
  const read = () => lead((tx) => issuedOf(tx, id))
  expect((await read()).state).toBe('disputed')
  await expect(remind('2024-05-03')).rejects.toMatchObject({ code: 'convention.disputed' })
  await expect(lead((tx) => openDispute(tx, id, { since: '2024-05-02', reason: 'Encore' }))).rejects.toMatchObject({
    code: 'convention.disputed-already',
  })
  const resolve = (resolvedOn: string) =>
    lead((tx) => resolveDispute(tx, id, { resolvedOn, resolution: 'Reconnue due' }))
  await expect(resolve('2024-05-01')).rejects.toMatchObject({ code: 'convention.resolved-before' })
  await resolve('2024-06-01')
  expect(await read()).toMatchObject({ state: 'late', disputes: [{ resolution: 'Reconnue due' }] })
  await expect(resolve('2024-06-02')).rejects.toMatchObject({ code: 'convention.not-disputed' })
})

test('what platforms say stays with the invoice: noted, read once, and said of each payment', async ({ house }) => {
  const lead = house.as('operator-lead')
  const id = await issued(house, 100_00)
  const read = () => lead((tx) => issuedOf(tx, id))
  const { issued_on: on, number } = await read()
  await lead((tx) => noteStatus(tx, id, { code: 200, happenedOn: on, reason: '' }))
  await expect(lead((tx) => noteStatus(tx, id, { code: 212, happenedOn: on, reason: '' }))).rejects.toMatchObject({
    code: 'form.not-a-choice',
  })
  const message = (about: string, code: number) => `<CrossDomainAcknowledgementAndResponse>
    <ExchangedDocument><ID>M-${code}</ID></ExchangedDocument>
    <AcknowledgementDocument>
      <IssueDateTime><DateTimeString>${on.replaceAll('-', '')}101500</DateTimeString></IssueDateTime>
      <ReferenceReferencedDocument><IssuerAssignedID>${about}</IssuerAssignedID>
        <ProcessConditionCode>${code}</ProcessConditionCode>
        <SpecifiedDocumentStatus><Reason>Taux erroné</Reason></SpecifiedDocumentStatus>
      </ReferenceReferencedDocument>
    </AcknowledgementDocument>
  </CrossDomainAcknowledgementAndResponse>`
  expect(await lead((tx) => importStatuses(tx, message(number ?? '', 207)))).toBe(1)
  expect(await lead((tx) => importStatuses(tx, message(number ?? '', 207)))).toBe(0)
  expect(await read()).toMatchObject({ state: 'disputed', status_code: 207, disputes: [{ reason: 'Taux erroné' }] })
  await expect(lead((tx) => importStatuses(tx, message('FA-1', 205)))).rejects.toMatchObject({
    code: 'convention.status-of-unknown',
  })
  await expect(lead((tx) => importStatuses(tx, message(number ?? '', 299)))).rejects.toMatchObject({
    code: 'convention.status-unknown',
    values: { code: '299' },
  })
  await expect(lead((tx) => importStatuses(tx, '<html/>'))).rejects.toMatchObject({
    code: 'convention.not-a-status-file',
  })
  await lead((tx) => resolveDispute(tx, id, { resolvedOn: on, resolution: 'Taux confirmé' }))
  for (const code of [221, 210]) {
    await lead((tx) => noteStatus(tx, id, { code, happenedOn: on, reason: 'Doublon' }))
    expect((await read()).state, String(code)).toBe('refused')
    await lead(async (tx) => withdrawStatus(tx, id, (await issuedOf(tx, id)).statuses.at(-1)?.id ?? ''))
  }
  await lead((tx) => noteStatus(tx, id, { code: 210, happenedOn: on, reason: 'Doublon' }))
  const refused = (await house.as('landlord-pilot')((tx) => issuedOf(tx, id))).statuses.at(-1)
  await lead((tx) => withdrawStatus(tx, id, refused?.id ?? ''))
  await lead((tx) => notePayment(tx, id, { id: randomUUID(), cents: 120_00, receivedOn: on, reference: '' }))
  expect(await read()).toMatchObject({ state: 'paid', status_code: 212 })
  await lead(async (tx) => withdrawPayment(tx, id, (await issuedOf(tx, id)).payments[0]?.id ?? ''))
  expect((await read()).status_code).toBe(207)
})

test('what comes beyond a late invoice pays its penalties, up to what was due that day; the journal has both', async ({
  house,
}) => {
  const lead = house.as('operator-lead')
  await lead((tx) => keepBilling(tx, { ...BILLING, prefix: 'P' }))
  const id = await issued(house, 10_000_00, '2018-12-01') // due on 31 December 2018
  await lead((tx) => keepBilling(tx, BILLING))
  const read = () => lead((tx) => issuedOf(tx, id))
  const pay = (cents: number, receivedOn: string) =>
    lead((tx) => notePayment(tx, id, { id: randomUUID(), cents, receivedOn, reference: '' }))
  await expect(pay(12_219_76, '2019-02-14')).rejects.toMatchObject({ code: 'convention.paid-too-much' })
  await expect(pay(12_000_01, '2018-12-31')).rejects.toMatchObject({ code: 'convention.paid-too-much' })
  await pay(12_100_00, '2019-02-14') // 45 days on 12 000 €: 179,75 € and 40 €
  expect(await read()).toMatchObject({ state: 'paid', paid_cents: 12_000_00, left_cents: 0 })
  await expect(pay(119_76, '2019-03-01')).rejects.toMatchObject({ code: 'convention.paid-too-much' })
  await pay(119_75, '2019-03-01')
  const { statuses, payments, ...invoice } = await read()
  expect(penaltiesOf({ ...invoice, payments }, '2019-03-01')).toMatchObject({ receivedCents: 219_75, leftCents: 0 })
  expect(statuses.filter(({ code }) => code === 212)).toHaveLength(1)
  expect((await lead((tx) => bookedIn(tx, 2019))).payments).toMatchObject([
    { cents: 12_000_00, penaltyCents: 100_00 },
    { cents: 0, penaltyCents: 119_75 },
  ])
  expect(await lead(bookedYears)).toEqual(expect.arrayContaining([2018, 2019]))
})

test('an invoice that is credited once it was paid is paid back, and then no more', async ({ house }) => {
  const lead = house.as('operator-lead')
  const id = await issued(house, 10_000_00)
  const read = () => lead((tx) => issuedOf(tx, id))
  const { issued_on: on } = await read()
  const refund = (cents: number) =>
    lead((tx) => noteRefund(tx, id, { id: randomUUID(), cents, refundedOn: on, reference: 'VIR' }))
  await lead((tx) => notePayment(tx, id, { id: randomUUID(), cents: 12_000_00, receivedOn: on, reference: '' }))
  await expect(refund(1)).rejects.toMatchObject({ code: 'convention.refunded-too-much' })
  await lead(async (tx) => {
    const credit = await makeCreditNote(tx, id)
    const [line] = (await draftOf(tx, credit)).lines
    await keepLine(tx, credit, line?.id, { ...LINE, unitPriceCents: 2_000_00 })
    await issueInvoice(tx, credit)
  })
  expect(await read()).toMatchObject({ refund_cents: 2_400_00 })
  await expect(refund(2_400_01)).rejects.toMatchObject({ code: 'convention.refunded-too-much' })
  await refund(2_400_00)
  const { payments, ...paid } = await read()
  expect(paid).toMatchObject({ state: 'paid', refund_cents: 0, paid_cents: 9_600_00, left_cents: 0 })
  expect(payments.map(({ cents }) => cents)).toEqual([12_000_00, -2_400_00])
  const withdraw = (at: number) => lead((tx) => withdrawPayment(tx, id, payments[at]?.id ?? ''))
  await expect(withdraw(0)).rejects.toMatchObject({ code: 'convention.payment-refunded' })
  await withdraw(1)
  await withdraw(0)
  expect(await read()).toMatchObject({ left_cents: 9_600_00, refund_cents: 0 })
})

test('a form that is sent twice notes a payment, a refund or a reminder once', async ({ house }) => {
  const lead = house.as('operator-lead')
  await lead((tx) => keepBilling(tx, { ...BILLING, prefix: 'D' }))
  const id = await issued(house, 10_000_00, '2024-01-01')
  await lead((tx) => keepBilling(tx, BILLING))
  const twice = (note: (tx: ActorTx) => Promise<void>) => Promise.all([lead(note), lead(note)])
  const payment = { id: randomUUID(), cents: 5_000_00, receivedOn: '2024-04-01', reference: '' }
  await twice((tx) => notePayment(tx, id, payment))
  const reminder = { id: randomUUID(), kind: 'reminded' as const, happenedOn: '2024-05-01', note: '' }
  await twice((tx) => noteStep(tx, id, reminder))
  const { payments, statuses, steps } = await lead((tx) => issuedOf(tx, id))
  expect([payments.length, statuses.length, steps.length]).toEqual([1, 1, 1])
  await lead(async (tx) => issueInvoice(tx, await makeCreditNote(tx, id)))
  const refund = { id: randomUUID(), cents: 5_000_00, refundedOn: '2024-06-01', reference: '' }
  await twice((tx) => noteRefund(tx, id, refund))
  expect(await lead((tx) => issuedOf(tx, id))).toMatchObject({ state: 'credited', refund_cents: 0, paid_cents: 0 })
})

test('a credit note takes back no more of each VAT than was invoiced with it, in the rules and in the database', async ({
  house,
}) => {
  const lead = house.as('operator-lead')
  const id = await issued(house, 10_000_00)
  const credit = await lead((tx) => makeCreditNote(tx, id))
  const [line] = (await lead((tx) => draftOf(tx, credit))).lines
  const problems = async (unitPriceCents: number, vat: 'standard' | 'training' = 'standard') => {
    await lead((tx) => keepLine(tx, credit, line?.id, { ...LINE, unitPriceCents, vat }))
    return (await lead((tx) => prepared(tx, credit))).problems
  }
  // As much with tax as the invoice, and nothing of its tax.
  expect(await problems(12_000_00, 'training')).toEqual(['convention.credit-exceeded'])
  expect(await problems(1_00, 'training')).toEqual(['convention.credit-exceeded'])
  await expect(
    house.owner.query(
      `insert into convention_invoice_issue (convention_id, invoice_id, issuer_siren, prefix, year, sequence, number, issued_on, due_on,
         net_cents, vat_cents, gross_cents, penalty_rate_bp, buyer_name, xml, file_id, issued_by)
       select convention_id, $2, issuer_siren, prefix, year, sequence + 1000, 'X', issued_on, due_on,
         100, 0, 100, 0, buyer_name, '', file_id, issued_by from convention_invoice_issue where invoice_id = $1`,
      [id, credit],
    ),
  ).rejects.toThrow(/stays within its invoice/)
  expect(await problems(4_000_00)).toEqual([])
  await lead((tx) => issueInvoice(tx, credit))
  const again = await lead((tx) => makeCreditNote(tx, id))
  expect((await lead((tx) => prepared(tx, again))).problems).toEqual(['convention.credit-exceeded'])
})

test('a late payment costs interest on each part until it came, and forty euros once', () => {
  const owed = { state: 'late' as const, due_on: '2027-01-31', penalty_rate_bp: 1215, left_cents: 0 }
  const paid = (cents: number, received_on: string) => ({ cents, penalty_cents: 0, received_on, withdrawn: false })
  expect(penaltiesOf({ ...owed, payments: [paid(12_000_00, '2027-03-17')] }, '2027-06-01')).toEqual({
    days: 45,
    interestCents: 179_75,
    indemnityCents: 40_00,
    receivedCents: 0,
    leftCents: 219_75,
  })
  expect(penaltiesOf({ ...owed, payments: [paid(12_000_00, '2027-01-31')] }, '2027-06-01')).toBeNull()
  expect(
    penaltiesOf({ ...owed, left_cents: 6_000_00, payments: [paid(6_000_00, '2027-01-10')] }, '2027-03-17'),
  ).toMatchObject({ interestCents: 89_88 })
})

test('the lead sees all, the pilot what is issued, nobody else anything, and no other convention', async ({
  house,
}) => {
  const id = await issued(house, 100_00)
  const draft = await free(house, 100_00)
  const query = {
    q: '',
    sort: null,
    direction: 'descending' as const,
    page: 1,
    pageRows: 200,
    columns: [],
    filters: {},
  }
  const pilot = await house.as('landlord-pilot')((tx) => listedInvoices(tx, query))
  expect(pilot.rows.some((row) => row.id === id)).toBe(true)
  expect(pilot.rows.every((row) => row.number !== null)).toBe(true)
  await expect(house.as('landlord-pilot')((tx) => isDraft(tx, draft))).rejects.toMatchObject({ status: 404 })
  await expect(house.as('landlord-pilot')((tx) => issueInvoice(tx, draft))).rejects.toMatchObject({ status: 403 })
  const { total } = await house.as('operator-lead')((tx) =>
    listedInvoices(tx, { ...query, filters: { state: 'draft' } }),
  )
  expect(total).toBeGreaterThan(0)
  for (const role of ROLES.filter((one) => one !== 'operator-lead' && one !== 'landlord-pilot')) {
    await expect(
      house.as(role)((tx) => listedInvoices(tx, query)),
      role,
    ).rejects.toMatchObject({ status: 403 })
    for (const table of [
      'convention_invoice_issue',
      'convention_invoice',
      'convention_billing',
      'convention_payer',
      'convention_invoice_status',
      'convention_invoice_dispute',
    ] as const)
      expect(await house.as(role)((tx) => tx.selectFrom(table).selectAll().execute()), `${role} ${table}`).toEqual([])
  }
  for (const table of ['convention_invoice_series', 'convention_billing', 'convention_invoice_line'] as const)
    expect(await house.as('landlord-pilot')((tx) => tx.selectFrom(table).selectAll().execute()), table).toEqual([])
  await expect(house.elsewhere('operator-lead')((tx) => draftOf(tx, draft))).rejects.toMatchObject({ status: 404 })
  await expect(house.elsewhere('operator-lead')((tx) => issuedOf(tx, id))).rejects.toMatchObject({ status: 404 })
})

test('a line leaves a draft when it is taken out', async ({ house }) => {
  const id = await free(house, 1_00, 2_00)
  const lead = house.as('operator-lead')
  const { lines } = await lead((tx) => draftOf(tx, id))
  await lead((tx) => removeLine(tx, id, lines[0]?.id ?? ''))
  expect((await lead((tx) => draftOf(tx, id))).lines.map(({ unit_price_cents }) => unit_price_cents)).toEqual([2_00])
})

test('a period has both its days, in their order, and comes with the instalment', async ({ house }) => {
  const { landlord } = await started(house)
  const lead = house.as('operator-lead')
  const due = (await lead(toInvoice)).find(({ trigger }) => trigger === 'semester')
  const id = await lead((tx) => makeDraft(tx, { buyerId: landlord, instalmentId: due?.id ?? '' }))
  expect((await lead((tx) => prepared(tx, id))).content.period?.from).toBe(due?.due_on)
  const change = (periodFrom: string | null, periodTo: string | null) =>
    lead((tx) => changeDraft(tx, id, { ...HEAD, buyerId: landlord, periodFrom, periodTo, orderReference: 'ENG-1' }))
  await expect(change('2020-01-01', null)).rejects.toMatchObject({ code: 'convention.period-half' })
  await expect(change('2020-01-02', '2020-01-01')).rejects.toMatchObject({ code: 'convention.period-reversed' })
  await change(null, null)
  expect((await lead((tx) => prepared(tx, id))).content).toMatchObject({ order: 'ENG-1' })
})

test('periods follow each other, no day billed twice nor left out, whatever the rule, the end of months and the rests', async ({
  house,
}) => {
  await startedElsewhere(house)
  const lead = house.elsewhere('operator-lead')
  const [initial, operation] = [...new Set((await lead(instalments)).map(({ mission_id }) => mission_id))]
  const billed = async (missionId: string | undefined) => {
    const inAdvance = (await lead(instalments)).filter((one) => one.mission_id === missionId && one.trigger !== 'end')
    const periods = []
    for (const one of inAdvance) periods.push(await lead((tx) => billedPeriod(tx, one)))
    expect(periods.map(({ from }) => from)).toEqual(inAdvance.map(({ due_on }) => due_on))
    expect(periods.slice(1).map(({ from }) => from)).toEqual(periods.slice(0, -1).map(({ to }) => addDays(to, 1)))
    return periods
  }
  const settle = (change: Partial<Parameters<typeof settleSchedule>[1]>) =>
    lead((tx) => settleSchedule(tx, { ...ORDER, ...change, amendmentId: null }))
  await settle({ orderOn: '2018-09-15', semesterRule: 'civil' })
  expect(await billed(initial)).toMatchObject([
    { from: '2018-09-15', to: '2018-12-31' },
    { from: '2019-01-01', to: '2019-06-30' },
    {},
    {},
    { from: '2020-07-01', to: '2020-12-31' },
  ])
  await settle({ orderOn: '2018-08-31' })
  expect((await billed(initial))[1]).toEqual({ from: '2019-02-28', to: '2019-08-30' })
  expect((await billed(operation)).at(-1)).toMatchObject({ to: '2024-08-30' })
  await settle({ orderOn: '2018-02-28', monthEnd: 'last-day' })
  expect((await billed(initial))[0]).toEqual({ from: '2018-02-28', to: '2018-08-30' })
  const terms = { budgetCents: 60_000_00, semesters: 6, amendmentId: null }
  const rest = (suspensions: { from: string; months: number }[]) =>
    lead((tx) => changeTerms(tx, initial ?? '', { ...terms, suspensions }))
  await settle({ orderOn: '2018-01-15' })
  await rest([{ from: '2018-07-01', months: 2 }])
  expect((await billed(initial))[0]).toEqual({ from: '2018-01-15', to: '2018-09-14' })
  await rest([])
  await lead((tx) => recordEnd(tx, initial ?? '', '2020-03-31'))
  expect((await billed(initial)).at(-1)).toEqual({ from: '2020-01-15', to: '2020-03-31' })
  await lead((tx) => recordEnd(tx, initial ?? '', null))
  await settle({})
})

test('once the convention is signed an amendment alone changes who pays and when, but for the day of the order', async ({
  house,
}) => {
  const { landlord } = await startedElsewhere(house)
  const lead = house.elsewhere('operator-lead')
  const signature = { signedOn: '2020-01-10', signer: 'Awa Diop', capacity: null, amendmentId: null }
  await lead((tx) => recordSignature(tx, landlord, signature))
  const [first] = await lead(instalments)
  const identity = { legalForm: null, siren: null, siret: '35600000000048', address: null }
  const town = { ...identity, part: 'commune' as const, name: 'Commune', isConfirmed: false }
  const partyId = await lead((tx) => addParty(tx, town))
  const pay = (amendmentId: string | null) =>
    lead((tx) =>
      settleFunding(tx, {
        missionId: first?.mission_id ?? '',
        instalmentId: null,
        unit: 'part',
        shares: [{ partyId, weight: 1 }],
        amendmentId,
      }),
    )
  const amendmentId = await lead((tx) =>
    addAmendment(tx, { title: 'La commune paie', changes: 'Tout', effectiveOn: '2020-06-01' }),
  )
  await expect(pay(null)).rejects.toMatchObject({ code: 'convention.amendment-needed' })
  await expect(pay(amendmentId)).rejects.toMatchObject({ code: 'convention.payer-unconfirmed' })
  await lead((tx) => changeParty(tx, partyId, { ...town, isConfirmed: true }))
  await pay(amendmentId)
  expect((await lead((tx) => amendmentOf(tx, amendmentId))).awaited.map(({ id }) => id)).toContain(partyId)

  const settle = (change: Partial<Parameters<typeof settleSchedule>[1]>) =>
    lead((tx) => settleSchedule(tx, { ...ORDER, amendmentId: null, ...change }))
  const needed = { code: 'convention.amendment-needed' }
  await expect(settle({ semesterRule: 'civil' })).rejects.toMatchObject(needed)
  await expect(settle({ phaseRelation: 'overlapping', orderOn: '2020-02-01' })).rejects.toMatchObject(needed)
  await settle({ orderOn: '2020-02-01' })
  expect((await lead(instalments))[0]).toMatchObject({ id: first?.id, due_on: '2020-02-01' })
  await lead(async (tx) => {
    await keepBilling(tx, { ...BILLING, prefix: 'FC' })
    await issueInvoice(tx, await makeDraft(tx, { buyerId: landlord, instalmentId: first?.id ?? '' }))
  })
  await expect(settle({ orderOn: '2020-03-01' })).rejects.toMatchObject({ code: 'convention.order-invoiced' })
  await settle({ orderOn: '2020-03-01', semesterRule: 'civil', amendmentId })
})

describe('the document', () => {
  function raw(object: PDFObject | undefined): PDFRawStream {
    if (object instanceof PDFRawStream) return object
    throw new Error('expected a stream')
  }

  /** The file inside a PDF, as another program finds it: by the catalogue's names, and by its associated files. */
  async function readBack(pdf: Uint8Array) {
    const { catalog, context } = await PDFDocument.load(pdf, { updateMetadata: false })
    const names = catalog.lookup(PDFName.of('Names'), PDFDict).lookup(PDFName.of('EmbeddedFiles'), PDFDict)
    const list = names.lookup(PDFName.of('Names'), PDFArray)
    const [associated] = catalog.lookup(PDFName.of('AF'), PDFArray).asArray()
    const spec = list.lookup(1, PDFDict)
    const stream = raw(spec.lookup(PDFName.of('EF'), PDFDict).lookup(PDFName.of('F')))
    const metadata = raw(catalog.lookup(PDFName.of('Metadata')))
    return {
      name: spec.lookup(PDFName.of('F'), PDFString, PDFHexString).decodeText(),
      relationship: String(spec.get(PDFName.of('AFRelationship'))),
      isAssociated: context.lookup(associated) === spec,
      kind: String(stream.dict.get(PDFName.of('Subtype'))),
      xml: new TextDecoder().decode(decodePDFRawStream(stream).decode()),
      xmp: new TextDecoder().decode(metadata.contents),
      isPlain: metadata.dict.get(PDFName.of('Filter')) === undefined,
      isTagged: catalog.get(PDFName.of('StructTreeRoot')) !== undefined,
    }
  }

  test('is PDF/A-3 with its data inside, as Factur-X has it, and comes to what the reference says', async ({
    house,
  }) => {
    const { landlord } = await started(house)
    const lead = house.as('operator-lead')
    const id = await lead(async (tx) => {
      const draft = await makeDraft(tx, { buyerId: landlord, instalmentId: null })
      await changeDraft(tx, draft, { ...HEAD, buyerId: landlord })
      await keepLine(tx, draft, undefined, { ...LINE, unit: 'LS', unitPriceCents: 9_500_00 })
      await keepLine(tx, draft, undefined, { ...LINE, unit: 'LS', unitPriceCents: 3_000_00, vat: 'training' })
      await issueInvoice(tx, draft)
      return draft
    })
    const { pdf, name } = await house.as('landlord-pilot')((tx) => invoicePdf(tx, id))
    const found = await readBack(pdf)
    expect(found).toMatchObject({
      name: 'factur-x.xml',
      relationship: '/Alternative',
      isAssociated: true,
      kind: '/text#2Fxml',
      isPlain: true,
      isTagged: true,
      xml: await lead((tx) => invoiceXml(tx, id)),
    })
    for (const said of [
      '<fx:DocumentType>INVOICE</fx:DocumentType>',
      '<fx:DocumentFileName>factur-x.xml</fx:DocumentFileName>',
      '<fx:Version>1.0</fx:Version>',
      '<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>',
      '<pdfaid:part>3</pdfaid:part>',
      '<pdfaid:conformance>B</pdfaid:conformance>',
    ])
      expect(found.xmp).toContain(said)
    expect(found.xmp.match(/<pdfaExtension:schemas>/g)).toHaveLength(1)
    const { invoice, stated } = readCii(found.xml)
    expect(brokenRules(invoice, stated)).toEqual([])
    expect([stated.netCents, stated.vatCents, stated.grossCents]).toEqual([12_500_00, 1_900_00, 14_400_00])
    expect(`${invoice.number}.pdf`).toBe(name)
    const page = await wordsOf(pdf)
    const euros = (cents: number) =>
      new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR' }).format(cents / 100)
    for (const said of [
      invoice.number,
      invoice.seller.siren,
      invoice.seller.vatNumber ?? '',
      invoice.buyer.siren,
      invoice.payTo?.iban ?? '',
      ...invoice.notes.map(({ text }) => text),
      ...stated.groups.flatMap(({ baseCents, vatCents, reason }) => [euros(baseCents), euros(vatCents), reason ?? '']),
      ...stated.lineCents.map(euros),
      ...[stated.netCents, stated.vatCents, stated.grossCents, stated.dueCents].map(euros),
    ])
      expect(page).toContain(said.replace(/\s/g, ''))
  })

  test('is made once: the same bytes at each reading, and none at all once they are no longer those', async ({
    house,
  }) => {
    const id = await issued(house, 100_00)
    const lead = house.as('operator-lead')
    const read = async () => Buffer.from((await lead((tx) => invoicePdf(tx, id))).pdf)
    expect((await read()).equals(await read())).toBe(true)
    await expect(
      house.owner.query(
        'delete from file where id = (select file_id from convention_invoice_issue where invoice_id = $1)',
        [id],
      ),
    ).rejects.toThrow(/foreign key/)
    await house.owner.query(
      "update file set sha256 = 'x' where id = (select file_id from convention_invoice_issue where invoice_id = $1)",
      [id],
    )
    await expect(read()).rejects.toThrow(/not the one that was issued/)
  })

  test('of a draft says that it is one, and holds no data', async ({ house }) => {
    const id = await free(house, 100_00)
    const { pdf } = await house.as('operator-lead')((tx) => invoicePdf(tx, id))
    expect(Buffer.from(pdf).toString('latin1')).not.toContain('/EmbeddedFile')
    await expect(house.as('operator-lead')((tx) => invoiceXml(tx, id))).rejects.toMatchObject({ status: 404 })
    await expect(house.as('landlord-pilot')((tx) => invoicePdf(tx, id))).rejects.toMatchObject({ status: 404 })
  })
})

test('a year’s books hold its documents and its payments, withdrawn ones left out', async ({ house }) => {
  const lead = house.as('operator-lead')
  await lead((tx) => keepBilling(tx, { ...BILLING, prefix: 'J' }))
  const id = await issued(house, 100_00, '2023-05-02')
  await lead((tx) => keepBilling(tx, BILLING))
  await lead((tx) => notePayment(tx, id, { id: randomUUID(), cents: 50_00, receivedOn: '2023-06-01', reference: '' }))
  await lead((tx) => notePayment(tx, id, { id: randomUUID(), cents: 70_00, receivedOn: '2023-06-02', reference: '' }))
  const [first] = (await lead((tx) => issuedOf(tx, id))).payments
  await lead((tx) => withdrawPayment(tx, id, first?.id ?? ''))
  const { documents, payments } = await lead((tx) => bookedIn(tx, 2023))
  expect(documents.map(({ number }) => number)).toEqual(['J-2023-0001'])
  expect(payments.map(({ cents }) => cents)).toEqual([70_00])
})
