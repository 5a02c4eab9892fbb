/** A device's sealed file, handed in by the lead: it goes the same way as what is sent, so that nothing is there twice. */
import { createECDH, hkdfSync } from 'node:crypto'
import type { RouterContextProvider } from 'react-router'
import { z } from 'zod'
import { type Actor, inConvention, must } from '#app/platform/database.server.ts'
import { boundaryOf, partsOf } from '#app/platform/imports/multipart.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { uploadContext } from '#app/platform/request-context.ts'
import { installationSecret } from '#app/platform/settings.server.ts'
import { Piece, RecordingOffer } from '../recordings/recording-offer.ts'
import { takePiece, takeRecording } from '../recordings/recordings.server.ts'
import { Offer } from './acts.ts'
import { openFrames } from './sealed-file.ts'
import { takeHandedIn } from './take.server.ts'

const Contents = z.object({
  device: z.uuid(),
  acts: z.array(Offer.shape.acts.def.element).max(20_000),
  recordings: z.array(RecordingOffer).max(500),
})

export interface HandedIn {
  /** Acts that are here now, whether from this file or before. */
  here: number
  /** Acts that the lead has to decide on. */
  aside: number
  /** Sounds and photos that are here in full now. */
  recordings: number
}

/** Public half of the convention's key, for its devices: a point of 65 bytes in base64. */
export function filePublicKey(conventionId: string): string {
  return keyOf(conventionId).getPublicKey().toString('base64')
}

/** From the installation's secret, as other keys are: whoever restores a back-up opens the files of before. */
function keyOf(conventionId: string) {
  const key = createECDH('prime256v1')
  key.setPrivateKey(Buffer.from(hkdfSync('sha256', installationSecret(), conventionId, 'palier field file 1', 32)))
  return key
}

function privateKeyOf(conventionId: string): Promise<CryptoKey> {
  const key = keyOf(conventionId)
  const point = key.getPublicKey()
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    d: key.getPrivateKey().toString('base64url'),
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  }
  return crypto.subtle.importKey('jwk', jwk, { name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits'])
}

interface Sent {
  request: Request
  context: Readonly<RouterContextProvider>
}

export async function receiveDeviceFile(actor: Actor, { request, context }: Sent): Promise<HandedIn> {
  must(actor, 'survey.interview.decide')
  const boundary = boundaryOf(request.headers.get('content-type'))
  const body = context.get(uploadContext) ?? request.body
  if (!boundary || !body) throw new Refusal('survey.device-file-missing', { field: 'file' })
  for await (const { filename, body: bytes } of partsOf(body, boundary)) if (filename) return takeFile(actor, bytes)
  throw new Refusal('survey.device-file-missing', { field: 'file' })
}

/** Each act and each piece in a transaction of its own, as when they are sent: a file that was cut gives what it has. */
export async function takeFile(actor: Actor, bytes: AsyncIterable<Uint8Array>): Promise<HandedIn> {
  must(actor, 'survey.interview.decide')
  const frames = readable(openFrames(bytes, await privateKeyOf(actor.conventionId)))
  const first = await frames.next()
  const contents = Contents.safeParse(first.done ? undefined : jsonIn(first.value))
  if (!contents.success) throw new Refusal('survey.device-file-unreadable', { field: 'file' })
  const { device, acts, recordings } = contents.data
  const outcomes = await takeHandedIn(actor, device, acts)
  for (const offer of recordings) await inConvention(actor, (tx) => takeRecording(tx, { ...offer, manifest: null }))
  for await (const frame of frames) {
    const end = frame.indexOf(0x0a)
    const piece = Piece.safeParse(jsonIn(frame.subarray(0, end)))
    if (!piece.success) throw new Refusal('survey.device-file-unreadable', { field: 'file' })
    await inConvention(actor, (tx) => takePiece(tx, piece.data, frame.slice(end + 1)))
  }
  let whole = 0
  for (const offer of recordings) {
    const { state } = await inConvention(actor, (tx) => takeRecording(tx, offer))
    if (state === 'whole') whole++
  }
  const count = (...wanted: string[]) => outcomes.filter(({ outcome }) => wanted.includes(outcome)).length
  return { here: count('stored'), aside: count('set-aside', 'quarantined'), recordings: whole }
}

async function* readable(frames: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* frames
  } catch (error) {
    if (error instanceof RangeError) throw new Refusal('survey.device-file-unreadable', { field: 'file' })
    throw error
  }
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}
