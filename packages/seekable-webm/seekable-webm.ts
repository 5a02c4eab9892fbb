/**
 * A recording as browsers write it while it goes on has no length and no index, so that a player can neither say how long it is nor
 * jump into it; cut off in the middle, its last block is broken. `seekable` writes the same sound again with both, in shorter clusters.
 *
 * WebM is Matroska (RFC 9559) in EBML (RFC 8794); sizes may be unknown (all ones), as in what a recorder streams. Only what such a
 * recorder writes is read: one track, SimpleBlocks without lacing. Everything else in the file is left out.
 */

const ID = {
  header: 0x1a45dfa3,
  segment: 0x18538067,
  info: 0x1549a966,
  timestampScale: 0x2ad7b1,
  duration: 0x4489,
  tracks: 0x1654ae6b,
  cluster: 0x1f43b675,
  timestamp: 0xe7,
  simpleBlock: 0xa3,
  cues: 0x1c53bb6b,
  cuePoint: 0xbb,
  cueTime: 0xb3,
  cueTrackPositions: 0xb7,
  cueTrack: 0xf7,
  cueClusterPosition: 0xf1,
} as const

/** Milliseconds of sound in one cluster: where a player can jump to. */
const CLUSTER_MS = 5000
const TRACK = 1
/** Nanoseconds; with it, a timestamp is in milliseconds, as every recorder writes it. */
const SCALE = 1_000_000

export interface Sound {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly lengthMs: number
}

/**
 * @param recorded a recording, from its first byte; it may end anywhere
 * @returns the same sound with its length and an index; nothing when no block of sound can be found in it
 */
export function seekable(recorded: Uint8Array): Sound | undefined {
  const found = readRecording(recorded)
  if (!found || found.blocks.length === 0) return undefined
  const lengthMs = lengthOf(found.blocks)
  const clusters = clustersOf(found.blocks)
  const info = element(ID.info, [element(ID.timestampScale, [uint(SCALE)]), element(ID.duration, [float(lengthMs)])])
  const before = [info, found.tracks]
  const start = sum(before.map(({ length }) => length))
  // Positions are written in eight bytes: the index is as long before they are known as after.
  const blank = cuesOf(clusters, start)
  const cues = cuesOf(clusters, start + blank.length)
  const segment = element(ID.segment, [...before, cues, ...clusters.map(({ bytes }) => bytes)])
  return { bytes: joined([found.header, segment]), lengthMs }
}

/** Whether bytes begin like a WebM or Matroska file. */
export function startsLikeWebm(bytes: Uint8Array): boolean {
  return readId(bytes, 0)?.value === ID.header
}

interface Block {
  readonly atMs: number
  /** Track number, timestamp within the cluster, flags, frame. */
  readonly data: Uint8Array
}

interface Recorded {
  readonly header: Uint8Array
  readonly tracks: Uint8Array
  readonly blocks: readonly Block[]
}

function readRecording(bytes: Uint8Array): Recorded | undefined {
  let header: Uint8Array | undefined
  let tracks: Uint8Array | undefined
  let clusterMs = 0
  const blocks: Block[] = []
  for (let at = 0; at < bytes.length; ) {
    const next = readElement(bytes, at)
    if (!next) break
    const whole = bytes.subarray(at, next.end)
    const data = bytes.subarray(next.start, next.end)
    // What holds others is entered: a streamed segment or cluster does not say where it ends.
    const isEntered = next.id === ID.segment || next.id === ID.cluster
    if (!isEntered && next.end > bytes.length) break // cut off here
    if (next.id === ID.header) header = whole
    if (next.id === ID.tracks) tracks = whole
    if (next.id === ID.timestamp) clusterMs = readUint(data)
    if (next.id === ID.simpleBlock && data.length > 4) {
      const view = new DataView(data.buffer, data.byteOffset, data.length)
      blocks.push({ atMs: clusterMs + view.getInt16(1), data })
    }
    at = isEntered ? next.start : next.end
  }
  return header && tracks && { header, tracks, blocks }
}

function lengthOf(blocks: readonly Block[]): number {
  const last = blocks.at(-1)?.atMs ?? 0
  return last + Math.max(0, last - (blocks.at(-2)?.atMs ?? last))
}

interface Cluster {
  readonly atMs: number
  readonly bytes: Uint8Array
}

function clustersOf(blocks: readonly Block[]): Cluster[] {
  const groups: Block[][] = []
  for (const block of blocks) {
    const group = groups.at(-1)
    const first = group?.[0]
    if (group && first && block.atMs >= first.atMs && block.atMs - first.atMs < CLUSTER_MS) group.push(block)
    else groups.push([block])
  }
  return groups.map((group) => {
    const atMs = group[0]?.atMs ?? 0
    return {
      atMs,
      bytes: element(ID.cluster, [
        element(ID.timestamp, [uint(atMs)]),
        ...group.map((block) => element(ID.simpleBlock, [moved(block, atMs)])),
      ]),
    }
  })
}

function moved({ atMs, data }: Block, clusterMs: number): Uint8Array {
  const copy = new Uint8Array(data)
  new DataView(copy.buffer).setInt16(1, atMs - clusterMs)
  return copy
}

/** @param start bytes between the beginning of the segment's content and the first cluster */
function cuesOf(clusters: readonly Cluster[], start: number): Uint8Array {
  let position = start
  return element(
    ID.cues,
    clusters.map(({ atMs, bytes }) => {
      const point = element(ID.cuePoint, [
        element(ID.cueTime, [uint(atMs)]),
        element(ID.cueTrackPositions, [
          element(ID.cueTrack, [uint(TRACK)]),
          element(ID.cueClusterPosition, [uint(position)]),
        ]),
      ])
      position += bytes.length
      return point
    }),
  )
}

function readElement(bytes: Uint8Array, at: number): { id: number; start: number; end: number } | undefined {
  const id = readId(bytes, at)
  const size = id && readSize(bytes, id.next)
  return (
    id &&
    size && {
      id: id.value,
      start: size.next,
      end: size.value === undefined ? Number.MAX_SAFE_INTEGER : size.next + size.value,
    }
  )
}

/** An id keeps the bit that tells its length. */
function readId(bytes: Uint8Array, at: number): { value: number; next: number } | undefined {
  const length = lengthAt(bytes, at, 4)
  return length === undefined ? undefined : { value: readUint(bytes.subarray(at, at + length)), next: at + length }
}

/** @returns without a value when the size is unknown */
function readSize(bytes: Uint8Array, at: number): { value: number | undefined; next: number } | undefined {
  const length = lengthAt(bytes, at, 8)
  if (length === undefined) return undefined
  const digits = new Uint8Array(bytes.subarray(at, at + length)) // a Buffer's own slice would be the same bytes
  digits[0] = (digits[0] ?? 0) & (0xff >> length)
  const unknown = digits[0] === 0xff >> length && digits.subarray(1).every((byte) => byte === 0xff)
  return { value: unknown ? undefined : readUint(digits), next: at + length }
}

function lengthAt(bytes: Uint8Array, at: number, most: number): number | undefined {
  const length = Math.clz32(bytes[at] ?? 0) - 23
  return length >= 1 && length <= most && at + length <= bytes.length ? length : undefined
}

function readUint(bytes: Uint8Array): number {
  return bytes.reduce((value, byte) => value * 256 + byte, 0)
}

/** Ids as they stand in the file; sizes in eight bytes, so that lengths are known before positions are. */
function element(id: number, content: readonly Uint8Array[]): Uint8Array {
  const size = uint(sum(content.map(({ length }) => length)))
  size[0] = 1
  const name = uint(id)
  return joined([name.subarray(name.findIndex((byte) => byte !== 0)), size, ...content])
}

function uint(value: number): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value))
  return bytes
}

function float(value: number): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setFloat64(0, value)
  return bytes
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(sum(parts.map(({ length }) => length)))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
