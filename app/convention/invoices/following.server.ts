/** What becomes of an issued invoice: sent, paid in one or several times, reminded of, paid back once it is credited. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { type Issued, issuedOf } from './invoices.server.ts'
import { mustFollowIssue } from './life.server.ts'
import { penaltiesOf } from './penalties.ts'
import { keepReminder, mustBeReminded } from './reminder.server.ts'

/** « Encaissée », in the life cycle of the reform. */
const CASHED = 212

export interface NewStep {
  /** Given by the form: the same press twice is one. */
  id: string
  kind: 'sent' | 'reminded'
  happenedOn: string
  note: string
}

/** Notes that an invoice left, or that its buyer was reminded of it: the letter of that day is kept. */
export async function noteStep(tx: ActorTx, invoiceId: string, { id, kind, happenedOn, note }: NewStep): Promise<void> {
  must(tx.actor, 'convention.invoice.write')
  const invoice = await lockedOf(tx, invoiceId)
  if (invoice.steps.some((step) => step.id === id)) return
  await mustFollowIssue(tx, invoice.issued_on, happenedOn, `${kind}On`)
  if (kind === 'reminded') mustBeReminded(invoice)
  await tx
    .insertInto('convention_invoice_step')
    .values({
      convention_id: tx.actor.conventionId,
      id,
      invoice_id: invoice.id,
      kind,
      happened_on: happenedOn,
      note,
      file_id: kind === 'reminded' ? await keepReminder(tx, invoice, happenedOn) : null,
      noted_by: tx.actor.memberId,
    })
    .execute()
}

/** An issued document, held until the transaction ends: presses at once follow each other, and see what was noted before. */
async function lockedOf(tx: ActorTx, invoiceId: string): Promise<Issued> {
  await tx
    .selectFrom('convention_invoice')
    .select('id')
    .where(sql<boolean>`id::text = ${invoiceId}`)
    .forNoKeyUpdate()
    .execute()
  return issuedOf(tx, invoiceId)
}

export interface NewPayment {
  /** Given by the form: the same press twice is one. */
  id: string
  receivedOn: string
  cents: number
  reference: string
}

/** Notes what came in. It pays the invoice first; what goes beyond pays the interest and the indemnity that were due that day. */
export async function notePayment(tx: ActorTx, invoiceId: string, payment: NewPayment): Promise<void> {
  must(tx.actor, 'convention.invoice.write')
  const invoice = await lockedOf(tx, invoiceId)
  if (invoice.kind !== 'invoice') throw new Refusal('platform.not-found', { status: 404 })
  const { id, receivedOn, reference } = payment
  if (invoice.payments.some((one) => one.id === id)) return
  await mustFollowIssue(tx, invoice.issued_on, receivedOn, 'receivedOn')
  const cents = Math.min(payment.cents, invoice.left_cents)
  const penaltyCents = payment.cents - cents
  if (payment.cents === 0 || penaltyCents > (penaltiesOf(invoice, receivedOn)?.leftCents ?? 0))
    throw new Refusal('convention.paid-too-much', { field: 'amount' })
  await keepPayment(tx, invoice.id, { id, receivedOn, cents, penaltyCents, reference })
  if (cents === 0) return
  await tx // tax on services is due on payment: the administration must know of each
    .insertInto('convention_invoice_status')
    .values({
      convention_id: tx.actor.conventionId,
      invoice_id: invoice.id,
      code: CASHED,
      happened_on: receivedOn,
      source: 'payment',
      payment_id: id,
      noted_by: tx.actor.memberId,
    })
    .execute()
}

/** Notes what was paid back of an invoice that was credited once it was paid. */
export async function noteRefund(tx: ActorTx, invoiceId: string, refund: NewRefund): Promise<void> {
  must(tx.actor, 'convention.invoice.write')
  const invoice = await lockedOf(tx, invoiceId)
  const { id, refundedOn, cents, reference } = refund
  if (invoice.payments.some((one) => one.id === id)) return
  await mustFollowIssue(tx, invoice.issued_on, refundedOn, 'refundedOn')
  if (cents === 0 || cents > invoice.refund_cents)
    throw new Refusal('convention.refunded-too-much', { field: 'refunded' })
  await keepPayment(tx, invoice.id, { id, receivedOn: refundedOn, cents: -cents, penaltyCents: 0, reference })
}

export interface NewRefund extends Omit<NewPayment, 'receivedOn'> {
  refundedOn: string
}

async function keepPayment(tx: ActorTx, invoiceId: string, payment: NewPayment & { penaltyCents: number }) {
  await tx
    .insertInto('convention_invoice_payment')
    .values({
      convention_id: tx.actor.conventionId,
      id: payment.id,
      invoice_id: invoiceId,
      received_on: payment.receivedOn,
      cents: payment.cents,
      penalty_cents: payment.penaltyCents,
      reference: payment.reference,
      noted_by: tx.actor.memberId,
    })
    .execute()
}

/** Takes back a payment noted by mistake; it stays readable. One that was paid back since stands as long as its refund does. */
export async function withdrawPayment(tx: ActorTx, invoiceId: string, paymentId: string): Promise<void> {
  must(tx.actor, 'convention.invoice.write')
  const { payments, refund_cents } = await lockedOf(tx, invoiceId)
  const standing = payments.filter(({ withdrawn }) => !withdrawn)
  const cents = standing.find(({ id }) => id === paymentId)?.cents ?? 0
  if (cents > refund_cents && standing.some((one) => one.cents < 0))
    throw new Refusal('convention.payment-refunded', { status: 409 })
  const { numUpdatedRows } = await tx
    .updateTable('convention_invoice_payment')
    .set({ withdrawn_at: sql`now()` })
    .where(sql<boolean>`invoice_id::text = ${invoiceId} and id::text = ${paymentId}`)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) throw new Refusal('platform.not-found', { status: 404 })
  await tx
    .updateTable('convention_invoice_status')
    .set({ withdrawn_at: sql`now()` })
    .where('payment_id', '=', paymentId)
    .execute()
}
