/** The invoices of the demonstration: the order's, paid; the next semester's, late; a draft of something else. */
import { randomUUID } from 'node:crypto'
import { keepBilling, keepPayer } from '#app/convention/invoices/billing.server.ts'
import { FIRST_BILLING } from '#app/convention/invoices/choices.ts'
import { changeDraft, keepLine, makeDraft, toInvoice } from '#app/convention/invoices/drafts.server.ts'
import { notePayment, noteStep } from '#app/convention/invoices/following.server.ts'
import { issuedOf } from '#app/convention/invoices/invoices.server.ts'
import { issueInvoice } from '#app/convention/invoices/issue.server.ts'
import { noteStatus } from '#app/convention/invoices/life.server.ts'
import { parties } from '#app/convention/parties.server.ts'
import { todayOf } from '#app/convention/today.server.ts'
import { type Actor, type ActorTx, inConvention } from '#app/platform/database.server.ts'
import { vatNumber } from '#packages/business-identifiers/identifiers.ts'

const STREETS: Record<string, string> = { operator: '4 passage des Paliers', landlord: '18 allée des Ormes' }

/** What the platform said of the first invoice: submitted, taken in charge, approved. */
const STATUSES = [
  [200, '2026-01-12'],
  [204, '2026-01-14'],
  [205, '2026-01-20'],
] as const

/** In one transaction, and only where nobody filled in the settings of invoices yet. */
export async function bringInvoices(lead: Actor): Promise<void> {
  await inConvention(lead, async (tx) => {
    const known = await tx.selectFrom('convention_billing').select('prefix').executeTakeFirst()
    if (known) return
    const landlord = await address(tx)
    const [order, second] = await toInvoice(tx)
    if (order) {
      const id = await makeDraft(tx, { buyerId: landlord, instalmentId: order.id })
      await issueInvoice(tx, id, order.due_on)
      await noteStep(tx, id, {
        id: randomUUID(),
        kind: 'sent',
        happenedOn: order.due_on,
        note: 'Déposée sur la plateforme agréée',
      })
      for (const [code, happenedOn] of STATUSES) await noteStatus(tx, id, { code, happenedOn, reason: '' })
      await notePayment(tx, id, {
        id: randomUUID(),
        receivedOn: '2026-02-09',
        cents: 12_000_00,
        reference: 'VIR ORMES 0209',
      })
    }
    if (second) await billLate(tx, landlord, second)
    const draft = await makeDraft(tx, { buyerId: landlord, instalmentId: null })
    await keepLine(tx, draft, undefined, {
      name: 'Journée de formation supplémentaire, conflits de voisinage',
      quantityMilli: 2000,
      unit: 'DAY',
      unitPriceCents: 1_150_00,
      vat: 'standard',
    })
    await changeDraft(tx, draft, {
      buyerId: landlord,
      periodFrom: null,
      periodTo: null,
      deliveredOn: await todayOf(tx),
      orderReference: null,
    })
  })
}

async function address(tx: ActorTx): Promise<string> {
  await keepBilling(tx, {
    prefix: FIRST_BILLING.prefix,
    legalMention: 'SAS au capital de 20\u00a0000\u00a0€, RCS Bobigny 000\u00a0100\u00a0107',
    iban: 'FR7630006000011234567890189', // the textbook's
    bic: 'AGRIFRPP',
    contractReference: 'AMU-ORMES-2026',
    paymentDays: FIRST_BILLING.payment_days,
    refinancingRateBp: FIRST_BILLING.refinancing_rate_bp,
    vatOnDebits: false,
    trainingSince: null,
    trainingMention: FIRST_BILLING.training_mention,
    smallMention: FIRST_BILLING.small_mention,
    mentionsUntil: FIRST_BILLING.mentions_until,
  })
  const known = (await parties(tx)).filter(({ part }) => part in STREETS)
  for (const { id, part, siren } of known)
    await keepPayer(tx, id, {
      street: [STREETS[part] ?? ''],
      postcode: '93000',
      city: 'Bobigny',
      country: 'FR',
      vatNumber: siren === null ? null : vatNumber(siren),
      electronicAddress: null,
      serviceCode: null,
      paysPublicly: false,
    })
  const landlord = known.find(({ part }) => part === 'landlord')
  if (!landlord) throw new Error('The demonstration has no landlord to bill')
  return landlord.id
}

async function billLate(tx: ActorTx, landlord: string, { id: instalmentId, due_on }: { id: string; due_on: string }) {
  const id = await makeDraft(tx, { buyerId: landlord, instalmentId })
  await issueInvoice(tx, id, due_on)
  await noteStep(tx, id, {
    id: randomUUID(),
    kind: 'sent',
    happenedOn: due_on,
    note: 'Déposée sur la plateforme agréée',
  })
  await noteStatus(tx, id, { code: 200, happenedOn: due_on, reason: '' })
  const today = await todayOf(tx)
  if ((await issuedOf(tx, id)).state === 'late')
    await noteStep(tx, id, { id: randomUUID(), kind: 'reminded', happenedOn: today, note: 'Courrier' })
  await notePayment(tx, id, { id: randomUUID(), receivedOn: today, cents: 4_000_00, reference: 'VIR ORMES partiel' })
}
