/** Documents that people bring: taken as they arrive, for what they are, and given back as downloads only. */
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { createReadableStreamFromReadable } from '@react-router/node'
import type { RouterContextProvider } from 'react-router'
import { type Actor, type ActorTx, inConvention } from '#app/platform/database.server.ts'
import {
  forgetBytes,
  pathOfFile,
  type ReceivedBytes,
  receiveBytes,
  registerFile,
  type StoredFile,
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

interface Sent {
  request: Request
  context: Readonly<RouterContextProvider>
}

export interface Document {
  name: string
  received: ReceivedBytes
  /** In hexadecimal: what it really is, whatever it is called. */
  firstBytes: string
}

/** One document, from the form to the disk as it comes, then to where it belongs. */
export async function receiveDocument(
  actor: Actor,
  { request, context }: Sent,
  keep: (tx: ActorTx, document: Document) => Promise<void>,
): Promise<void> {
  const boundary = boundaryOf(request.headers.get('content-type'))
  const body = context.get(uploadContext) ?? request.body
  if (!boundary || !body) throw new Refusal('convention.document-missing', { field: 'file' })
  for await (const { filename, body: bytes } of partsOf(body, boundary)) {
    if (!filename) continue
    return keepReceived(actor, filename, bytes, keep)
  }
  throw new Refusal('convention.document-missing', { field: 'file' })
}

/** One small text, whole in memory. */
export async function receiveText({ request, context }: Sent, most: number): Promise<string> {
  const boundary = boundaryOf(request.headers.get('content-type'))
  const body = context.get(uploadContext) ?? request.body
  if (!boundary || !body) throw new Refusal('convention.document-missing', { field: 'file' })
  for await (const { filename, body: bytes } of partsOf(body, boundary)) {
    if (!filename) continue
    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of bytes) {
      size += chunk.length
      if (size > most) throw new Refusal('convention.not-a-status-file', { field: 'file' })
      chunks.push(chunk)
    }
    return new TextDecoder().decode(Buffer.concat(chunks))
  }
  throw new Refusal('convention.document-missing', { field: 'file' })
}

async function keepReceived(
  actor: Actor,
  name: string,
  bytes: AsyncIterable<Uint8Array>,
  keep: (tx: ActorTx, document: Document) => Promise<void>,
) {
  const first: { hex: string } = { hex: '' }
  const received = await receiveBytes(actor.conventionId, noting(bytes, first), MOST_BYTES)
  try {
    await inConvention(actor, (tx) => keep(tx, { name, received, firstBytes: first.hex }))
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

export async function registerDocument(
  tx: ActorTx,
  { name, received, firstBytes }: Document,
  purpose: string,
): Promise<StoredFile> {
  const kind = KINDS.find(
    ({ ending, starts }) => ending.test(name) && starts.some((bytes) => firstBytes.startsWith(bytes)),
  )
  if (!kind) throw new Refusal('convention.document-kind', { field: 'file' })
  return registerFile(tx, received, { name, mediaType: kind.mediaType, purpose })
}

/** A document as a download: never shown by the browser, which would run what hides in it. */
export function downloadOf(
  tx: ActorTx,
  file: { id: string; name: string; media_type: string; bytes: number } | undefined,
): Response {
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
