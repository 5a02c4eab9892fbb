import { sha256Hex } from '#packages/fair-panel/sha256.ts'

/** A piece of a recording or a file: some seconds of sound, stored before the next begins. */
export interface Chunk {
  readonly index: number
  /** Bytes before it. */
  readonly offset: number
  readonly bytes: number
  /** SHA-256 of its bytes. */
  readonly hash: string
}

/** What a device has stored of a recording; it can be sent and played while it goes on. */
export interface Recording {
  readonly id: string
  readonly chunks: readonly Chunk[]
  readonly closed: boolean
}

/** A recording that begins. */
export function emptyRecording(id: string): Recording {
  return { id, chunks: [], closed: false }
}

/** @throws RangeError when the recording is closed or the piece is empty */
export function addChunk(recording: Recording, data: Uint8Array): Recording {
  if (recording.closed) throw new RangeError(`the recording ${recording.id} is closed`)
  if (data.length === 0) throw new RangeError('a piece of a recording has no byte')
  const chunk = {
    index: recording.chunks.length,
    offset: sizeOf(recording.chunks),
    bytes: data.length,
    hash: sha256Hex(data),
  }
  return { ...recording, chunks: [...recording.chunks, chunk] }
}

/** Nothing will be added: stopped by the person, or found open after the battery died. */
export function close(recording: Recording): Recording {
  return { ...recording, closed: true }
}

/** What the whole is, once it is closed: so many pieces, and the hash over their hashes. */
export interface Manifest {
  readonly id: string
  readonly chunks: number
  readonly bytes: number
  readonly hash: string
}

/** @throws RangeError while the recording goes on */
export function manifestOf({ id, chunks, closed }: Recording): Manifest {
  if (!closed) throw new RangeError(`the recording ${id} goes on`)
  return { id, chunks: chunks.length, bytes: sizeOf(chunks), hash: hashOf(chunks) }
}

/** What the server has received of a recording. */
export interface Upload {
  readonly id: string
  /** By index. */
  readonly chunks: ReadonlyMap<number, Chunk>
  readonly manifest: Manifest | null
}

/** An upload of which nothing has arrived. */
export function emptyUpload(id: string): Upload {
  return { id, chunks: new Map(), manifest: null }
}

/**
 * `stored`: keep these bytes. `again`: they are there already. `damaged`: they are not what their hash says, send them again.
 * `differs`: another piece was received at this place, so that this is another recording.
 */
export type ChunkAnswer = 'stored' | 'again' | 'damaged' | 'differs'

/** Takes a piece in, in any order and as often as it comes. */
export function receiveChunk(upload: Upload, chunk: Chunk, data: Uint8Array): { upload: Upload; answer: ChunkAnswer } {
  if (data.length !== chunk.bytes || sha256Hex(data) !== chunk.hash) return { upload, answer: 'damaged' }
  const known = upload.chunks.get(chunk.index)
  if (known) return { upload, answer: known.hash === chunk.hash && known.offset === chunk.offset ? 'again' : 'differs' }
  if (upload.manifest && chunk.index >= upload.manifest.chunks) return { upload, answer: 'differs' }
  return { upload: { ...upload, chunks: new Map([...upload.chunks, [chunk.index, chunk]]) }, answer: 'stored' }
}

/** @returns `differs` when another manifest was received before: the upload stays as it is */
export function receiveManifest(
  upload: Upload,
  manifest: Manifest,
): { upload: Upload; answer: 'stored' | 'again' | 'differs' } {
  if (upload.manifest === null) {
    const beyond = [...upload.chunks.keys()].some((index) => index >= manifest.chunks)
    return beyond ? { upload, answer: 'differs' } : { upload: { ...upload, manifest }, answer: 'stored' }
  }
  return { upload, answer: upload.manifest.hash === manifest.hash ? 'again' : 'differs' }
}

/** Bytes received without a gap from the beginning: what can be played already. */
export function playableBytes({ chunks }: Upload): number {
  let bytes = 0
  for (let index = 0; ; index++) {
    const chunk = chunks.get(index)
    if (chunk === undefined || chunk.offset !== bytes) return bytes
    bytes += chunk.bytes
  }
}

/** `whole` when every piece is there and the hash over them is the manifest's; `broken` when all are there and it is not. */
export function stateOf(upload: Upload): 'open' | 'incomplete' | 'whole' | 'broken' {
  const { manifest, chunks } = upload
  if (manifest === null) return 'open'
  if (chunks.size < manifest.chunks) return 'incomplete'
  const inOrder = [...chunks.values()].sort((a, b) => a.index - b.index)
  const whole = playableBytes(upload) === manifest.bytes && hashOf(inOrder) === manifest.hash
  return whole ? 'whole' : 'broken'
}

function sizeOf(chunks: readonly Chunk[]): number {
  return chunks.reduce((sum, { bytes }) => sum + bytes, 0)
}

function hashOf(chunks: readonly Chunk[]): string {
  return sha256Hex(chunks.map(({ hash }) => hash).join(''))
}
