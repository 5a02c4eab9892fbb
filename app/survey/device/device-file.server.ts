/** A device's sealed file, handed in by the lead: it goes the same way as what is sent, so that nothing is there twice. */
import { createECDH, hkdfSync } from 'node:crypto'
import type { RouterContextProvider } from 'react-router'
import { z } from 'zod'
import { type Actor, asPerson, inConvention, must } from '#app/platform/database.server.ts'
import { boundaryOf, partsOf } from '#app/platform/imports/multipart.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { uploadContext } from '#app/platform/request-context.ts'
import { installationSecret } from '#app/platform/settings.server.ts'
import { Piece, RecordingOffer } from '../recordings/recording-offer.ts'
import { takePiece, takeRecording } from '../recordings/recordings.server.ts'
import { OfferedAct } from './acts.ts'
import { type FileKey, openFrames, UnopenedFile } from './sealed-file.ts'
import { takeHandedIn } from './take.server.ts'

const Contents = z.object({
  device: z.uuid(),
  acts: z.array(OfferedAct).max(20_000),
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

async function fileKeyOf(conventionId: string): Promise<FileKey> {
  const key = keyOf(conventionId)
  const point = key.getPublicKey()
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    d: key.getPrivateKey().toString('base64url'),
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  }
  const curve = { name: 'ECDH', namedCurve: 'P-256' }
  return {
    publicKey: new Uint8Array(point),
    privateKey: await crypto.subtle.importKey('jwk', jwk, curve, false, ['deriveBits']),
  }
}

interface Sent {
  request: Request
  context: Readonly<RouterContextProvider>
}

/** The form says whose device it is before the file comes, if this server does not know it. */
export async function receiveDeviceFile(actor: Actor, { request, context }: Sent): Promise<HandedIn> {
  must(actor, 'survey.interview.decide')
  const boundary = boundaryOf(request.headers.get('content-type'))
  const body = context.get(uploadContext) ?? request.body
  if (!boundary || !body) throw new Refusal('survey.device-file-missing', { field: 'file' })
  let owner: string | undefined
  for await (const { name, filename, body: bytes } of partsOf(body, boundary)) {
    if (filename) return takeFile(actor, bytes, owner)
    if (name === 'owner') owner = z.uuid().safeParse(await textIn(bytes)).data
  }
  throw new Refusal('survey.device-file-missing', { field: 'file' })
}

/** Each act and each piece in a transaction of its own, as when they are sent: a file that was cut gives what it has. */
export async function takeFile(actor: Actor, bytes: AsyncIterable<Uint8Array>, owner?: string): Promise<HandedIn> {
  must(actor, 'survey.interview.decide')
  const conventions = await conventionsOf(actor)
  const keys = await Promise.all(conventions.map(({ id }) => fileKeyOf(id)))
  const frames = readable(openFrames(bytes, keys), (place) => conventions[place]?.name)
  const first = await frames.next()
  const contents = Contents.safeParse(first.done ? undefined : jsonIn(first.value))
  if (!contents.success) throw new Refusal('survey.device-file-unreadable', { field: 'file' })
  const { device, acts, recordings } = contents.data
  const { author, outcomes } = await takeHandedIn(actor, device, acts, owner)
  for (const offer of recordings)
    await inConvention(actor, (tx) => takeRecording(tx, { ...offer, manifest: null }, author))
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

/** This convention first, then the others of whoever hands in: a file of one of them is told where it belongs. */
async function conventionsOf(actor: Actor): Promise<{ id: string; name: string }[]> {
  const others = await asPerson(actor.personId, (tx) =>
    tx
      .selectFrom('member')
      .innerJoin('convention', 'convention.id', 'member.convention_id')
      .select(['convention.id', 'convention.name'])
      .where('member.person_id', '=', actor.personId)
      .where('member.ended_at', 'is', null)
      .where('convention.id', '<>', actor.conventionId)
      .limit(100)
      .execute(),
  )
  return [{ id: actor.conventionId, name: '' }, ...others]
}

async function* readable(
  frames: AsyncGenerator<Uint8Array>,
  conventionAt: (place: number) => string | undefined,
): AsyncGenerator<Uint8Array> {
  try {
    yield* frames
  } catch (error) {
    if (error instanceof UnopenedFile) throw refusalOf(error, conventionAt)
    throw error
  }
}

function refusalOf({ why, place }: UnopenedFile, conventionAt: (place: number) => string | undefined): Refusal {
  if (why === 'not-one') return new Refusal('survey.device-file-not-one', { field: 'file' })
  if (why === 'cut') return new Refusal('survey.device-file-unreadable', { field: 'file' })
  const convention = place === null ? undefined : conventionAt(place)
  return convention
    ? new Refusal('survey.device-file-of-another-convention', { field: 'file', values: { convention } })
    : new Refusal('survey.device-file-of-another-server', { field: 'file' })
}

async function textIn(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  let text = ''
  for await (const part of bytes) if (text.length < 100) text += new TextDecoder().decode(part)
  return text
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}
