/**
 * Sound and photos on the device, in a store of their own beside the one of words: whatever happens here, words are safe. Each piece is
 * sealed with the device's key and written down whole before the next comes.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Chunk } from '#packages/sync-log/recording.ts'
import { type Sealed, sealBytes, unsealBytes } from '../device/device-key.ts'
import type { KnownDevice } from '../device/vault.ts'
import type { Kind, RecordingOffer } from './recording-offer.ts'

export interface HeldRecording {
  id: string
  device: string
  interview: string
  kind: Kind
  mediaType: string
  caption: Sealed | null
  begunMs: number
  moments: RecordingOffer['moments']
  chunks: Chunk[]
  /** Milliseconds of sound that are kept. */
  lengthMs: number
  closed: boolean
  standing: 'here' | 'arrived' | 'unfit'
  arrivedAt: number | null
}

interface Store extends DBSchema {
  recordings: { key: string; value: HeldRecording }
  pieces: { key: [string, number]; value: Sealed & { recording: string; index: number } }
}

function openStore(): Promise<IDBPDatabase<Store>> {
  opening ??= openDB<Store>('palier-field-media', 1, {
    upgrade(db) {
      db.createObjectStore('recordings', { keyPath: 'id' })
      db.createObjectStore('pieces', { keyPath: ['recording', 'index'] })
    },
  }).catch((error) => {
    opening = undefined
    throw error
  })
  return opening
}
let opening: Promise<IDBPDatabase<Store>> | undefined

const changes = new EventTarget()

/** Tells of everything that is written here, in this tab. */
export function onMediaChange(act: () => void): () => void {
  changes.addEventListener('change', act)
  return () => changes.removeEventListener('change', act)
}

function tell(): void {
  changes.dispatchEvent(new Event('change'))
}

/** Room that is left to words: sound stops before it takes the last of it. */
const KEPT_FREE_BYTES = 5e6

export async function hasRoomFor(bytes: number): Promise<boolean> {
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {}
  return quota === undefined || usage === undefined || quota - usage >= bytes + KEPT_FREE_BYTES
}

export interface NewRecording {
  interview: string
  kind: Kind
  mediaType: string
  caption?: string
}

export async function beginRecording(
  device: KnownDevice,
  { interview, kind, mediaType, caption = '' }: NewRecording,
): Promise<string> {
  const id = crypto.randomUUID()
  const sealed = caption === '' ? null : await sealBytes(keyOf(device), new TextEncoder().encode(caption))
  await (await openStore()).put('recordings', {
    id,
    device: device.id,
    interview,
    kind,
    mediaType,
    caption: sealed,
    begunMs: Date.now(),
    moments: [],
    chunks: [],
    lengthMs: 0,
    closed: false,
    standing: 'here',
    arrivedAt: null,
  })
  tell()
  return id
}

function keyOf({ key }: KnownDevice): CryptoKey {
  if (!key) throw new RangeError('the device is locked')
  return key
}

/** Writes a piece down: it and its place in the whole are on the device when this ends, or neither. */
export async function addPiece(
  device: KnownDevice,
  id: string,
  data: Uint8Array<ArrayBuffer>,
  lengthMs: number,
): Promise<void> {
  const [sealed, hash] = await Promise.all([sealBytes(keyOf(device), data), hashOf(data)])
  const work = (await openStore()).transaction(['recordings', 'pieces'], 'readwrite', { durability: 'strict' })
  const recording = await work.objectStore('recordings').get(id)
  if (!recording) throw new RangeError('the recording is gone')
  const last = recording.chunks.at(-1)
  const chunk = {
    index: recording.chunks.length,
    offset: last ? last.offset + last.bytes : 0,
    bytes: data.length,
    hash,
  }
  await work.objectStore('pieces').add({ recording: id, index: chunk.index, ...sealed })
  await work.objectStore('recordings').put({ ...recording, chunks: [...recording.chunks, chunk], lengthMs })
  await work.done
  tell()
}

async function hashOf(data: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', data))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

export async function changeRecording(
  id: string,
  change: (held: HeldRecording) => Partial<HeldRecording>,
): Promise<void> {
  const work = (await openStore()).transaction('recordings', 'readwrite', { durability: 'strict' })
  const held = await work.store.get(id)
  if (held) await work.store.put({ ...held, ...change(held) })
  await work.done
  tell()
}

export async function eraseRecording(id: string): Promise<void> {
  const work = (await openStore()).transaction(['recordings', 'pieces'], 'readwrite')
  await work.objectStore('pieces').delete(IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER]))
  await work.objectStore('recordings').delete(id)
  await work.done
  tell()
}

export async function recordingsOn(device: Pick<KnownDevice, 'id'>): Promise<HeldRecording[]> {
  const all = await (await openStore()).getAll('recordings')
  return all.filter((held) => held.device === device.id).sort((a, b) => a.begunMs - b.begunMs)
}

export async function pieceOf(device: KnownDevice, id: string, index: number): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await unsealBytes(keyOf(device), await sealedPieceOf(id, index)))
}

/** As it lies on the device. */
export async function sealedPieceOf(id: string, index: number): Promise<Sealed> {
  const sealed = await (await openStore()).get('pieces', [id, index])
  if (!sealed) throw new RangeError('the piece is gone')
  return sealed
}

export async function captionOf(device: KnownDevice, { caption }: HeldRecording): Promise<string> {
  return caption === null ? '' : new TextDecoder().decode(await unsealBytes(keyOf(device), caption))
}

/** All of it that is kept, as it was recorded. */
export async function wholeOf(device: KnownDevice, { id, chunks }: HeldRecording): Promise<Uint8Array<ArrayBuffer>> {
  const parts = await Promise.all(chunks.map(({ index }) => pieceOf(device, id, index)))
  return new Uint8Array(await new Blob(parts).arrayBuffer())
}
