/** What becomes of an issued invoice: sent, paid in one or several times, reminded of. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { issuedOf } from './invoices.server.ts'
import { mustFollowIssue } from './life.server.ts'
import { keepReminder, mustBeReminded } from './reminder.server.ts'

/** « Encaissée », in the life cycle of the reform. */
const CASHED = 212

export interface NewStep {
  kind: 'sent' | 'reminded'
  happenedOn: string
  note: string
}

/** Notes that an invoice left, or that its buyer was reminded of it: the letter of that day is kept. */
export async function noteStep(tx: ActorTx, invoiceId: string, { kind, happenedOn, note }: NewStep): Promise<void> {
  must(tx.actor, 'convention.invoice.write')
  const invoice = await issuedOf(tx, invoiceId)
  await mustFollowIssue(tx, invoice.issued_on, happenedOn, `${kind}On`)
  if (kind === 'reminded') mustBeReminded(invoice)
  await tx
    .insertInto('convention_invoice_step')
    .values({
      convention_id: tx.actor.conventionId,
      invoice_id: invoice.id,
      kind,
      happened_on: happenedOn,
      note,
      file_id: kind === 'reminded' ? await keepReminder(tx, invoice, happenedOn) : null,
      noted_by: tx.actor.memberId,
    })
    .execute()
}

export interface NewPayment {
  receivedOn: string
  cents: number
  reference: string
}

export async function notePayment(tx: ActorTx, invoiceId: string, payment: NewPayment): Promise<void> {
  must(tx.actor, 'convention.invoice.write')
  await tx
    .selectFrom('convention_invoice')
    .select('id')
    .where(sql<boolean>`id::text = ${invoiceId}`)
    .forNoKeyUpdate()
    .execute() // two payments noted at once must not add up to more than what is owed
  const invoice = await issuedOf(tx, invoiceId)
  if (invoice.kind !== 'invoice') throw new Refusal('platform.not-found', { status: 404 })
  await mustFollowIssue(tx, invoice.issued_on, payment.receivedOn, 'receivedOn')
  if (payment.cents > invoice.left_cents) throw new Refusal('convention.paid-too-much', { field: 'amount' })
  const { id } = await tx
    .insertInto('convention_invoice_payment')
    .values({
      convention_id: tx.actor.conventionId,
      invoice_id: invoice.id,
      received_on: payment.receivedOn,
      cents: payment.cents,
      reference: payment.reference,
      noted_by: tx.actor.memberId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx // tax on services is due on payment: the administration must know of each
    .insertInto('convention_invoice_status')
    .values({
      convention_id: tx.actor.conventionId,
      invoice_id: invoice.id,
      code: CASHED,
      happened_on: payment.receivedOn,
      source: 'payment',
      payment_id: id,
      noted_by: tx.actor.memberId,
    })
    .execute()
}

/** Takes back a payment noted by mistake; it stays readable. */
export async function withdrawPayment(tx: ActorTx, invoiceId: string, paymentId: string): Promise<void> {
  must(tx.actor, 'convention.invoice.write')
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
