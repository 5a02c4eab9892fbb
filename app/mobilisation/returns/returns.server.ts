/** Letters by e-mail that come back: which letter it was, and what the other side says of it. */
import { type QueryExecutorProvider, sql } from 'kysely'
import PostalMime, { type Email } from 'postal-mime'
import { type ActorTx, must, outside } from '#app/platform/database.server.ts'
import { letterNumberIn } from '#app/platform/letter-number.ts'
import { deliveryReports } from '#packages/delivery-status/fields.ts'
import { meaningOf, type ReturnReason } from '#packages/delivery-status/meaning.ts'
import type { ReturnOutcome } from './outcomes.ts'

export interface Returned {
  letter: string
  status: string
}

/** What a message says of a letter that failed, else why it says nothing of use. Never throws: mail is written by strangers. */
export async function readReturn(raw: Uint8Array): Promise<Returned | ReturnOutcome> {
  const email = await PostalMime.parse(raw, { attachmentEncoding: 'utf8', forceRfc822Attachments: true }).catch(
    () => null,
  )
  const reports = email?.attachments.find(({ mimeType }) => mimeType === 'message/delivery-status')
  if (!email || !reports) return 'no-report'
  const failed = deliveryReports(textOf(reports.content)).find(({ action }) => action === 'failed')
  if (!failed) return 'not-failed'
  const letter = letterNumberIn(whereTheNumberIs(email))
  return letter === undefined ? 'not-ours' : { letter, status: failed.status }
}

/** In the address that it came back to, or in what was sent back of the letter. */
function whereTheNumberIs({ headers, attachments, text = '' }: Email): string {
  const addressed = headers.filter(({ key }) =>
    ['to', 'delivered-to', 'x-original-to', 'in-reply-to', 'references'].includes(key),
  )
  const sentBack = attachments.filter(({ mimeType }) => mimeType !== 'message/delivery-status')
  return [...addressed.map(({ value }) => value), ...sentBack.map(({ content }) => textOf(content)), text].join('\n')
}

function textOf(content: string | ArrayBuffer | Uint8Array): string {
  return typeof content === 'string' ? content : new TextDecoder().decode(content)
}

/** A message that the mail server hands over. */
export function takeReturn(raw: Uint8Array): Promise<ReturnOutcome> {
  return note(outside(), raw)
}

/** A message that a lead brings. */
export function bringReturn(tx: ActorTx, raw: Uint8Array): Promise<ReturnOutcome> {
  must(tx.actor, 'mobilisation.campaign.send')
  return note(tx, raw)
}

async function note(tx: QueryExecutorProvider, raw: Uint8Array): Promise<ReturnOutcome> {
  const read = await readReturn(raw)
  if (typeof read === 'string') return read
  const { letter, status } = read
  const { rows } = await sql<{ done: boolean }>`
    select mobilisation_returned(${letter}, ${status}, ${meaningOf(status).isForGood}) as done`.execute(tx)
  return rows[0]?.done ? 'noted' : 'not-ours'
}

const MOST = 100_000

/** Hashes of the addresses from which letters came back for good. */
export async function deadAddresses(tx: ActorTx): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('mobilisation_trace as trace')
    .innerJoin('mobilisation_recipient as recipient', 'recipient.id', 'trace.recipient_id')
    .select(['recipient.address_hash', 'trace.status'])
    .distinct()
    .where('trace.status', 'like', '5.%')
    .where('recipient.address_hash', 'is not', null)
    .limit(MOST)
    .execute()
  return new Set(
    rows.flatMap(({ address_hash, status }) =>
      address_hash !== null && status !== null && meaningOf(status).isForGood ? [address_hash] : [],
    ),
  )
}

/** Why letters came back, most frequent first. */
export function reasonsOf(statuses: readonly string[]): { reason: ReturnReason; count: number }[] {
  return [...Map.groupBy(statuses, (status) => meaningOf(status).reason)]
    .map(([reason, ones]) => ({ reason, count: ones.length }))
    .sort((a, b) => b.count - a.count)
}
