/** What shows that a deliverable was done: a document, or a record of another room. */
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { createReadableStreamFromReadable } from '@react-router/node'
import { sql } from 'kysely'
import type { RouterContextProvider } from 'react-router'
import { type Actor, type ActorTx, inConvention, must } from '#app/platform/database.server.ts'
import {
  forgetBytes,
  pathOfFile,
  type ReceivedBytes,
  receiveBytes,
  registerFile,
  removeFile,
} from '#app/platform/files.server.ts'
import { boundaryOf, partsOf } from '#app/platform/imports/multipart.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { uploadContext } from '#app/platform/request-context.ts'

/** Documents taken: what they are called, and what their first bytes must be. */
const KINDS = [
  { ending: /\.pdf$/i, mediaType: 'application/pdf', starts: ['25504446'] },
  { ending: /\.jpe?g$/i, mediaType: 'image/jpeg', starts: ['ffd8ff'] },
  { ending: /\.png$/i, mediaType: 'image/png', starts: ['89504e47'] },
  {
    ending: /\.docx$/i,
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    starts: ['504b0304'],
  },
  {
    ending: /\.xlsx$/i,
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    starts: ['504b0304'],
  },
  { ending: /\.odt$/i, mediaType: 'application/vnd.oasis.opendocument.text', starts: ['504b0304'] },
]
const MOST_BYTES = 25e6
const MOST = 100

/** Evidence that stands, newest first. */
export async function evidenceOf(tx: ActorTx, deliverableId: string) {
  must(tx.actor, 'convention.contract.read')
  const rows = await tx
    .selectFrom('convention_evidence as evidence')
    .innerJoin('member', 'member.id', 'evidence.added_by')
    .select(['evidence.id', 'evidence.label', 'evidence.file_id', 'evidence.record_path', 'evidence.added_at'])
    .select('member.display_name as by')
    .where('evidence.deliverable_id', '=', deliverableId)
    .where('evidence.withdrawn_at', 'is', null)
    .orderBy('evidence.id', 'desc')
    .limit(MOST)
    .execute()
  return rows.map(({ added_at, ...row }) => ({ ...row, at: added_at.toISOString() }))
}

interface Sent {
  request: Request
  context: Readonly<RouterContextProvider>
}

/** One document, from the form to the disk as it comes, then to its deliverable. */
export async function receiveDocument(actor: Actor, deliverableId: string, { request, context }: Sent): Promise<void> {
  must(actor, 'convention.contract.change')
  const boundary = boundaryOf(request.headers.get('content-type'))
  const body = context.get(uploadContext) ?? request.body
  if (!boundary || !body) throw new Refusal('convention.document-missing', { field: 'file' })
  for await (const { filename, body: bytes } of partsOf(body, boundary)) {
    if (!filename) continue
    return keepReceived(actor, deliverableId, filename, bytes)
  }
  throw new Refusal('convention.document-missing', { field: 'file' })
}

async function keepReceived(actor: Actor, deliverableId: string, name: string, bytes: AsyncIterable<Uint8Array>) {
  const first: { hex: string } = { hex: '' }
  const received = await receiveBytes(actor.conventionId, noting(bytes, first), MOST_BYTES)
  try {
    await inConvention(actor, (tx) => attachDocument(tx, deliverableId, { name, received, firstBytes: first.hex }))
  } catch (error) {
    await forgetBytes(actor.conventionId, received.id)
    throw error
  }
}

async function* noting(bytes: AsyncIterable<Uint8Array>, first: { hex: string }): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    if (first.hex.length < 8) first.hex += Buffer.from(chunk.subarray(0, 8)).toString('hex')
    yield chunk
  }
}

interface Document {
  name: string
  received: ReceivedBytes
  /** In hexadecimal: what it really is, whatever it is called. */
  firstBytes: string
}

export async function attachDocument(tx: ActorTx, deliverableId: string, document: Document): Promise<void> {
  must(tx.actor, 'convention.contract.change')
  const { name, received, firstBytes } = document
  const kind = KINDS.find(
    ({ ending, starts }) => ending.test(name) && starts.some((bytes) => firstBytes.startsWith(bytes)),
  )
  if (!kind) throw new Refusal('convention.document-kind', { field: 'file' })
  const file = await registerFile(tx, received, { name, mediaType: kind.mediaType, purpose: 'convention.evidence' })
  await addEvidence(tx, deliverableId, { label: file.name.slice(-255), file_id: file.id })
}

/** Records of other rooms that the asker may see, newest first. */
export async function recordsToAttach(tx: ActorTx) {
  must(tx.actor, 'convention.contract.change')
  const { rows } = await sql<{ kind: string; label: string; happened_on: string; path: string }>`
    select * from contract_records() order by happened_on desc, path limit ${MOST}`.execute(tx)
  return rows
}

/** A record under the name that it has today. */
export async function attachRecord(tx: ActorTx, deliverableId: string, path: string): Promise<void> {
  const record = (await recordsToAttach(tx)).find((one) => one.path === path)
  if (!record) throw new Refusal('form.not-a-choice', { field: 'record' })
  await addEvidence(tx, deliverableId, { label: record.label, record_path: path })
}

async function addEvidence(
  tx: ActorTx,
  deliverableId: string,
  what: { label: string; file_id: string } | { label: string; record_path: string },
): Promise<void> {
  const found = await tx
    .selectFrom('convention_deliverable')
    .select('id')
    .where(sql<boolean>`id::text = ${deliverableId}`)
    .executeTakeFirst()
  if (!found) throw new Refusal('platform.not-found', { status: 404 })
  await tx
    .insertInto('convention_evidence')
    .values({ convention_id: tx.actor.conventionId, deliverable_id: found.id, added_by: tx.actor.memberId, ...what })
    .execute()
}

/** Takes a piece of evidence back, its document with it. The last one of what is done stays until that is reopened. */
export async function withdrawEvidence(tx: ActorTx, deliverableId: string, id: string): Promise<void> {
  must(tx.actor, 'convention.contract.change')
  const standing = await evidenceOf(tx, deliverableId)
  const found = standing.find((one) => one.id === id)
  if (!found) throw new Refusal('platform.not-found', { status: 404 })
  const { state } = await tx
    .selectFrom('convention_deliverable as deliverable')
    .select(sql<string>`deliverable_state(deliverable.convention_id, deliverable.id)`.as('state'))
    .where('deliverable.id', '=', deliverableId)
    .executeTakeFirstOrThrow()
  if (standing.length === 1 && state === 'done') throw new Refusal('convention.last-evidence', { status: 409 })
  await tx
    .updateTable('convention_evidence')
    .set({ withdrawn_at: sql`now()`, file_id: null })
    .where('id', '=', id)
    .execute()
  if (found.file_id !== null) await removeFile(tx, found.file_id)
}

/** A document as a download: never shown by the browser, which would run what hides in it. */
export async function documentOf(tx: ActorTx, evidenceId: string): Promise<Response> {
  must(tx.actor, 'convention.contract.read')
  const file = await tx
    .selectFrom('convention_evidence as evidence')
    .innerJoin('file', 'file.id', 'evidence.file_id')
    .select(['file.id', 'file.name', 'file.media_type', 'file.bytes'])
    .where(sql<boolean>`evidence.id::text = ${evidenceId}`)
    .executeTakeFirst()
  if (!file) throw new Refusal('platform.not-found', { status: 404 })
  const bytes = createReadStream(pathOfFile(tx.actor.conventionId, file.id))
  return new Response(createReadableStreamFromReadable(Readable.from(bytes)), {
    headers: {
      'Content-Type': file.media_type,
      'Content-Length': String(file.bytes),
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    },
  })
}
