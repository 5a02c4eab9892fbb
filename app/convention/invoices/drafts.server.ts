/** Invoices before they are issued: made from an instalment, from nothing, or from the invoice to be credited. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { type Funding, fundingOf, fundings, parts } from '../funding.server.ts'
import { billedPeriod, instalments } from '../schedule.server.ts'
import { type Payer, payers } from './billing.server.ts'
import { VAT_TREATMENTS, type VatTreatment } from './choices.ts'

const MOST_LINES = 100

export interface NewDraft {
  buyerId: string
  instalmentId: string | null
}

/** Instalments that fell due and are not wholly invoiced, with what is left of each, payer by payer. */
export async function toInvoice(tx: ActorTx) {
  must(tx.actor, 'convention.invoice.write')
  const due = (await instalments(tx)).filter(({ is_due }) => is_due)
  const [owed, drafted] = [await parts(tx), await draftedParts(tx)]
  return due.flatMap((one) => {
    const payers = owed
      .filter(
        ({ instalment_id, net_cents, invoiced_cents }) => instalment_id === one.id && net_cents > (invoiced_cents ?? 0),
      )
      .map(({ party_id, name, net_cents, invoiced_cents }) => ({
        id: party_id,
        name,
        net_cents,
        left_cents: net_cents - (invoiced_cents ?? 0),
        draft:
          drafted.find(({ instalment_id, buyer_id }) => instalment_id === one.id && buyer_id === party_id)?.id ?? null,
      }))
    const left_cents = payers.reduce((sum, payer) => sum + payer.left_cents, 0)
    return left_cents > 0 ? [{ ...one, left_cents, payers }] : []
  })
}

/** Drafts of invoices that stand for an instalment already. */
async function draftedParts(tx: ActorTx) {
  return tx
    .selectFrom('convention_invoice as draft')
    .select(['draft.id', 'draft.instalment_id', 'draft.buyer_id'])
    .where('draft.kind', '=', 'invoice')
    .where('draft.instalment_id', 'is not', null)
    .where(sql<boolean>`not invoice_is_issued(draft.convention_id, draft.id)`)
    .orderBy('draft.id')
    .limit(1000)
    .execute()
}

/** A draft for each payer of an instalment who has none yet; a second press makes no second one. */
export async function makeDrafts(tx: ActorTx, instalmentId: string): Promise<string[]> {
  const due = (await toInvoice(tx)).find(({ id }) => id === instalmentId)
  if (!due) throw new Refusal('convention.instalment-not-due', { field: 'instalmentId' })
  const ids: string[] = []
  for (const { id, draft } of due.payers) ids.push(draft ?? (await makeDraft(tx, { buyerId: id, instalmentId }))) // a few
  return ids
}

export async function makeDraft(tx: ActorTx, { buyerId, instalmentId }: NewDraft): Promise<string> {
  must(tx.actor, 'convention.invoice.write')
  await knownBuyer(tx, buyerId)
  const due = (await toInvoice(tx)).find(({ id }) => id === instalmentId)
  if (instalmentId !== null && !due) throw new Refusal('convention.instalment-not-due', { field: 'instalmentId' })
  const part = due?.payers.find(({ id }) => id === buyerId)
  if (due && !part) throw new Refusal('convention.not-a-payer', { field: 'buyerId' })
  const period = due && due.trigger !== 'end' ? await billedPeriod(tx, due) : undefined
  const { id } = await tx
    .insertInto('convention_invoice')
    .values({
      convention_id: tx.actor.conventionId,
      kind: 'invoice',
      buyer_id: buyerId,
      instalment_id: instalmentId,
      period_from: period?.from ?? null,
      period_to: period?.to ?? null,
      delivered_on: due?.trigger === 'end' ? due.ended_on : null,
      made_by: tx.actor.memberId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (due && part) {
    const funding = fundingOf(await fundings(tx), due.mission_id, due)
    await keepLine(tx, id, undefined, {
      name: `${due.mission_title}, ${due.label}${quotaOf(part.net_cents, due.net_cents, buyerId, funding)}`,
      quantityMilli: 1000,
      unit: 'LS',
      unitPriceCents: part.left_cents,
      vat: 'standard',
    })
  }
  return id
}

/** Said on the invoice of one payer among several, in the language of invoices: its share as it was agreed upon, if it is that. */
function quotaOf(partCents: number, wholeCents: number, payerId: string, funding: Funding | undefined): string {
  if (partCents === wholeCents) return ''
  const whole = funding?.shares.reduce((sum, { weight }) => sum + weight, 0) ?? 0
  const weight = funding?.shares.find(({ partyId }) => partyId === payerId)?.weight ?? 0
  const isShare = whole > 0 && Math.abs(partCents - (wholeCents * weight) / whole) < MOST_ROUNDING
  if (isShare && funding?.unit === 'part') return `, quote-part de ${weight}/${whole}`
  const percent = new Intl.NumberFormat('fr-FR', { style: 'percent', maximumFractionDigits: 2 })
  return `, quote-part de ${percent.format(isShare ? weight / whole : partCents / wholeCents)}`
}

/** Cents by which a part may differ from its share, to make up for those before it. */
const MOST_ROUNDING = 50

async function knownBuyer(tx: ActorTx, buyerId: string): Promise<void> {
  const buyer = (await payers(tx)).find(({ id }) => id === buyerId)
  if (!buyer || buyer.part === 'operator') throw new Refusal('form.not-a-choice', { field: 'buyerId' })
}

/** A draft of the credit note, with the lines of the invoice: take out what stays owed. */
export async function makeCreditNote(tx: ActorTx, invoiceId: string): Promise<string> {
  must(tx.actor, 'convention.invoice.write')
  const credited = await tx
    .selectFrom('convention_invoice as draft')
    .innerJoin('convention_invoice_issue as issue', 'issue.invoice_id', 'draft.id')
    .select(['draft.id', 'draft.buyer_id', 'draft.instalment_id', 'draft.period_from', 'draft.period_to'])
    .select(['draft.delivered_on', 'draft.order_reference'])
    .where('draft.kind', '=', 'invoice')
    .where(sql<boolean>`draft.id::text = ${invoiceId}`)
    .executeTakeFirst()
  if (!credited) throw new Refusal('platform.not-found', { status: 404 })
  const { id: credits_id, ...same } = credited
  const id = randomUUID()
  await tx
    .insertInto('convention_invoice')
    .values({
      convention_id: tx.actor.conventionId,
      id,
      kind: 'credit-note',
      credits_id,
      ...same,
      made_by: tx.actor.memberId,
    })
    .execute()
  await tx
    .insertInto('convention_invoice_line')
    .columns(['convention_id', 'invoice_id', 'name', 'quantity_milli', 'unit', 'unit_price_cents', 'vat'])
    .expression(
      tx
        .selectFrom('convention_invoice_line')
        .select(['convention_id', sql<string>`${id}::uuid`.as('invoice_id'), 'name', 'quantity_milli', 'unit'])
        .select(['unit_price_cents', 'vat'])
        .where('invoice_id', '=', credits_id)
        .orderBy('id'),
    )
    .execute()
  return id
}

/** A draft with all that its document would say. */
export async function draftOf(tx: ActorTx, id: string) {
  must(tx.actor, 'convention.invoice.write')
  const row = await tx
    .selectFrom('convention_invoice as draft')
    .leftJoin('convention_instalment as instalment', 'instalment.id', 'draft.instalment_id')
    .leftJoin('convention_invoice_issue as credited', 'credited.invoice_id', 'draft.credits_id')
    .select(['draft.id', 'draft.kind', 'draft.buyer_id', 'draft.instalment_id', 'draft.credits_id'])
    .select(['draft.period_from', 'draft.period_to', 'draft.delivered_on', 'draft.order_reference'])
    .select('instalment.label as instalment')
    .select(['credited.number', 'credited.issued_on', 'credited.gross_cents'])
    .select(
      sql<number | null>`case when draft.instalment_id is not null then
        coalesce((select p.net_cents from convention_instalment_part p where p.convention_id = draft.convention_id
          and p.instalment_id = draft.instalment_id and p.party_id = draft.buyer_id), 0)
        - payer_invoiced_cents(draft.convention_id, draft.instalment_id, draft.buyer_id) end`.as('left_cents'),
    )
    .select(
      sql<number>`(select coalesce(sum(i.gross_cents), 0)::bigint from convention_invoice d
        join convention_invoice_issue i on i.convention_id = d.convention_id and i.invoice_id = d.id
        where d.convention_id = draft.convention_id and d.credits_id = draft.credits_id)`.as('credited_cents'),
    )
    .select(sql<boolean>`credit_exceeds_base(draft.convention_id, draft.id)`.as('exceeds_base'))
    .where(sql<boolean>`draft.id::text = ${id}`)
    .where(sql<boolean>`not invoice_is_issued(draft.convention_id, draft.id)`)
    .executeTakeFirst()
  if (!row) throw new Refusal('platform.not-found', { status: 404 })
  const { number, issued_on, gross_cents, credited_cents, ...draft } = row
  const all = await payers(tx)
  return {
    ...draft,
    credited:
      number === null || issued_on === null || gross_cents === null
        ? null
        : { number, issued_on, left_cents: gross_cents - credited_cents },
    seller: found(all.find(({ part }) => part === 'operator')),
    buyer: found(all.find((payer) => payer.id === draft.buyer_id)),
    lines: await linesOf(tx, draft.id),
  }
}

export type Draft = Awaited<ReturnType<typeof draftOf>>

function found(payer: Payer | undefined): Payer {
  if (!payer) throw new Refusal('convention.not-started', { status: 409 })
  return payer
}

async function linesOf(tx: ActorTx, invoiceId: string) {
  const rows = await tx
    .selectFrom('convention_invoice_line')
    .select(['id', 'name', 'quantity_milli', 'unit', 'unit_price_cents', 'vat'])
    .where('invoice_id', '=', invoiceId)
    .orderBy('id')
    .limit(MOST_LINES)
    .execute()
  return rows.map((row) => ({ ...row, vat: treatmentOf(row.vat) }))
}

function treatmentOf(text: string): VatTreatment {
  return VAT_TREATMENTS.find((treatment) => treatment === text) ?? 'standard'
}

export interface DraftHead {
  buyerId: string
  periodFrom: string | null
  periodTo: string | null
  deliveredOn: string | null
  orderReference: string | null
}

export async function changeDraft(tx: ActorTx, id: string, head: DraftHead): Promise<void> {
  const draft = await draftOf(tx, id)
  if (draft.credited === null) await knownBuyer(tx, head.buyerId)
  if ((head.periodFrom === null) !== (head.periodTo === null))
    throw new Refusal('convention.period-half', { field: 'periodTo' })
  if (head.periodFrom !== null && head.periodTo !== null && head.periodTo < head.periodFrom)
    throw new Refusal('convention.period-reversed', { field: 'periodTo' })
  await tx
    .updateTable('convention_invoice')
    .set({
      buyer_id: draft.credited === null ? head.buyerId : draft.buyer_id,
      period_from: head.periodFrom,
      period_to: head.periodTo,
      delivered_on: head.deliveredOn,
      order_reference: head.orderReference,
    })
    .where('id', '=', draft.id)
    .execute()
}

export async function discardDraft(tx: ActorTx, id: string): Promise<void> {
  const draft = await draftOf(tx, id)
  await tx.deleteFrom('convention_invoice').where('id', '=', draft.id).execute()
}

export interface NewLine {
  name: string
  quantityMilli: number
  unit: string
  unitPriceCents: number
  vat: VatTreatment
}

/** Adds a line, or changes the one named. */
export async function keepLine(tx: ActorTx, invoiceId: string, lineId: string | undefined, line: NewLine) {
  const draft = await draftOf(tx, invoiceId)
  const columns = {
    name: line.name,
    quantity_milli: line.quantityMilli,
    unit: line.unit,
    unit_price_cents: line.unitPriceCents,
    vat: line.vat,
  }
  if (lineId !== undefined) {
    if (!draft.lines.some(({ id }) => id === lineId)) throw new Refusal('platform.not-found', { status: 404 })
    await tx.updateTable('convention_invoice_line').set(columns).where('id', '=', lineId).execute()
    return
  }
  if (draft.lines.length >= MOST_LINES) throw new Refusal('convention.too-many-lines', { status: 409 })
  await tx
    .insertInto('convention_invoice_line')
    .values({ convention_id: tx.actor.conventionId, invoice_id: draft.id, ...columns })
    .execute()
}

export async function removeLine(tx: ActorTx, invoiceId: string, lineId: string): Promise<void> {
  const draft = await draftOf(tx, invoiceId)
  if (!draft.lines.some(({ id }) => id === lineId)) throw new Refusal('platform.not-found', { status: 404 })
  await tx.deleteFrom('convention_invoice_line').where('id', '=', lineId).execute()
}
