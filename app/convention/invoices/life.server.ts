/** What becomes of an invoice once it left: what platforms say of it, by hand or from their messages, and disputes. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { FacturXError } from '#packages/factur-x/factur-x-error.ts'
import { isStatusCode, readCdar, type StatusCode } from '#packages/factur-x/life-cycle.ts'
import { mustHaveCome } from './billing.server.ts'
import { issuedOf } from './invoices.server.ts'

/** The buyer, or a platform, disputes it. */
const DISPUTED = 207

export interface NewStatus {
  code: number
  happenedOn: string
  reason: string
}

/** A status read on a platform. What came in is noted as a payment, which says « encaissée » by itself. */
export async function noteStatus(tx: ActorTx, invoiceId: string, status: NewStatus): Promise<void> {
  must(tx.actor, 'convention.invoice.write')
  const { code } = status
  if (!isStatusCode(code) || code === 212) throw new Refusal('form.not-a-choice', { field: 'code' })
  const invoice = await issuedOf(tx, invoiceId)
  await mustFollowIssue(tx, invoice.issued_on, status.happenedOn, 'statusOn')
  await keepStatus(tx, invoice.id, { ...status, code, source: 'hand', messageId: null })
}

export async function mustFollowIssue(tx: ActorTx, issuedOn: string, day: string, field: string): Promise<void> {
  if (day < issuedOn) throw new Refusal('convention.before-issue', { field })
  await mustHaveCome(tx, day, field)
}

interface KeptStatus extends NewStatus {
  code: StatusCode
  source: 'hand' | 'file'
  /** Of the message that said so. */
  messageId: string | null
}

/** Returns whether it is new: a message read again says nothing more. */
async function keepStatus(tx: ActorTx, invoiceId: string, status: KeptStatus): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('convention_invoice_status')
    .values({
      convention_id: tx.actor.conventionId,
      invoice_id: invoiceId,
      code: status.code,
      happened_on: status.happenedOn,
      source: status.source,
      message_id: status.messageId,
      reason: status.reason,
      noted_by: tx.actor.memberId,
    })
    .onConflict((on) => on.columns(['convention_id', 'invoice_id', 'message_id', 'code']).doNothing())
    .executeTakeFirstOrThrow()
  const isNew = numInsertedOrUpdatedRows !== 0n
  if (isNew && status.code === DISPUTED) await beginDispute(tx, invoiceId, status.happenedOn, status.reason)
  return isNew
}

/** Takes back a status noted by hand by mistake; it stays readable. */
export async function withdrawStatus(tx: ActorTx, invoiceId: string, statusId: string): Promise<void> {
  must(tx.actor, 'convention.invoice.write')
  const { numUpdatedRows } = await tx
    .updateTable('convention_invoice_status')
    .set({ withdrawn_at: sql`now()` })
    .where(sql<boolean>`invoice_id::text = ${invoiceId} and id::text = ${statusId} and source = 'hand'`)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) throw new Refusal('platform.not-found', { status: 404 })
}

/** Notes what a platform's message says, whole or not at all. Returns how many statuses were new. */
export async function importStatuses(tx: ActorTx, xml: string): Promise<number> {
  must(tx.actor, 'convention.invoice.write')
  const { messageId, statuses } = readMessage(xml)
  let fresh = 0
  for (const { number, code, on, reason = '' } of statuses) {
    const invoice = await tx
      .selectFrom('convention_invoice_issue')
      .select('invoice_id')
      .where('number', '=', number)
      .executeTakeFirst()
    if (!invoice) throw new Refusal('convention.status-of-unknown', { field: 'file', values: { number } })
    const kept = { code, happenedOn: on, reason: reason.slice(0, 1000), source: 'file' as const }
    if (await keepStatus(tx, invoice.invoice_id, { ...kept, messageId: messageId.slice(0, 200) })) fresh++
  }
  return fresh
}

function readMessage(xml: string) {
  try {
    return readCdar(xml)
  } catch (error) {
    if (error instanceof FacturXError && error.code === 'unknown-status')
      throw new Refusal('convention.status-unknown', { field: 'file', values: { code: String(error.details.code) } })
    if (error instanceof FacturXError) throw new Refusal('convention.not-a-status-file', { field: 'file' })
    throw error
  }
}

export interface NewDispute {
  since: string
  reason: string
}

export async function openDispute(tx: ActorTx, invoiceId: string, { since, reason }: NewDispute): Promise<void> {
  must(tx.actor, 'convention.invoice.write')
  const invoice = await issuedOf(tx, invoiceId)
  if (invoice.kind !== 'invoice') throw new Refusal('platform.not-found', { status: 404 })
  if (invoice.disputes.some(({ resolved_on }) => resolved_on === null))
    throw new Refusal('convention.disputed-already', { status: 409 })
  await mustFollowIssue(tx, invoice.issued_on, since, 'since')
  await beginDispute(tx, invoice.id, since, reason)
}

/** Does nothing where one is open already. */
async function beginDispute(tx: ActorTx, invoiceId: string, since: string, reason: string): Promise<void> {
  await tx
    .insertInto('convention_invoice_dispute')
    .values({
      convention_id: tx.actor.conventionId,
      invoice_id: invoiceId,
      reason: reason === '' ? 'Sans motif' : reason,
      since,
      opened_by: tx.actor.memberId,
    })
    .onConflict((on) => on.columns(['convention_id', 'invoice_id']).where('resolved_on', 'is', null).doNothing())
    .execute()
}

export async function resolveDispute(
  tx: ActorTx,
  invoiceId: string,
  { resolvedOn, resolution }: { resolvedOn: string; resolution: string },
): Promise<void> {
  must(tx.actor, 'convention.invoice.write')
  const { disputes } = await issuedOf(tx, invoiceId)
  const open = disputes.find(({ resolved_on }) => resolved_on === null)
  if (!open) throw new Refusal('convention.not-disputed', { status: 409 })
  if (resolvedOn < open.since) throw new Refusal('convention.resolved-before', { field: 'resolvedOn' })
  await mustHaveCome(tx, resolvedOn, 'resolvedOn')
  await tx
    .updateTable('convention_invoice_dispute')
    .set({ resolution, resolved_on: resolvedOn, resolved_by: tx.actor.memberId })
    .where('id', '=', open.id)
    .execute()
}
