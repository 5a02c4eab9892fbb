/** What becomes of an issued invoice: sent, paid in one or several times, reminded of, and what a late one costs. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { lateInterest, RECOVERY_INDEMNITY_CENTS } from '#packages/factur-x/late.ts'
import { mustHaveCome } from './billing.server.ts'
import { issuedOf } from './invoices.server.ts'

export interface NewStep {
  kind: 'sent' | 'reminded'
  happenedOn: string
  note: string
}

export async function noteStep(tx: ActorTx, invoiceId: string, { kind, happenedOn, note }: NewStep): Promise<void> {
  must(tx.actor, 'convention.invoice.write')
  const invoice = await issuedOf(tx, invoiceId)
  await mustFollow(tx, invoice.issued_on, happenedOn, 'happenedOn')
  if (kind === 'reminded' && invoice.state !== 'late') throw new Refusal('convention.not-late', { status: 409 })
  await tx
    .insertInto('convention_invoice_step')
    .values({
      convention_id: tx.actor.conventionId,
      invoice_id: invoice.id,
      kind,
      happened_on: happenedOn,
      note,
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
  await mustFollow(tx, invoice.issued_on, payment.receivedOn, 'receivedOn')
  if (payment.cents > invoice.left_cents) throw new Refusal('convention.paid-too-much', { field: 'amount' })
  await tx
    .insertInto('convention_invoice_payment')
    .values({
      convention_id: tx.actor.conventionId,
      invoice_id: invoice.id,
      received_on: payment.receivedOn,
      cents: payment.cents,
      reference: payment.reference,
      noted_by: tx.actor.memberId,
    })
    .execute()
}

async function mustFollow(tx: ActorTx, issuedOn: string, day: string, field: string): Promise<void> {
  if (day < issuedOn) throw new Refusal('convention.before-issue', { field })
  await mustHaveCome(tx, day, field)
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
}

export interface Owed {
  due_on: string
  penalty_rate_bp: number
  /** Gross, still to be paid. */
  left_cents: number
  payments: { cents: number; received_on: string; withdrawn: boolean }[]
}

/** Interest on each part until the day that it was paid, or until today, and the indemnity once; nothing when all came in time. */
export function penaltiesOf({ due_on, penalty_rate_bp, left_cents, payments }: Owed, today: string) {
  const parts = [
    ...payments.filter(({ withdrawn }) => !withdrawn).map(({ cents, received_on }) => ({ cents, until: received_on })),
    { cents: left_cents, until: today },
  ].filter(({ cents, until }) => cents > 0 && until > due_on)
  if (parts.length === 0) return null
  const interests = parts.map(({ cents, until }) => lateInterest(cents, penalty_rate_bp, due_on, until))
  return {
    days: Math.max(...interests.map(({ days }) => days)),
    interestCents: interests.reduce((sum, { cents }) => sum + cents, 0),
    indemnityCents: RECOVERY_INDEMNITY_CENTS,
  }
}
