import { pipeline, Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'
import { type Problem, problem } from '../problem.ts'
import { readRange, type Source, streamRange } from '../source.ts'

export interface ZipEntry {
  readonly name: string
  readonly packed: number
  readonly unpacked: number
  /** Offset of the entry's local header. */
  readonly offset: number
  readonly method: number
}

export const ZIP_LIMITS = { entries: 10_000, ratio: 100, unpacked: 2 * 1024 ** 3 } as const

/** Under this size an entry may compress as it likes: a sheet of blank cells does. */
const RATIO_FROM = 10 * 1024 ** 2

interface End {
  readonly count: number
  readonly size: number
  readonly offset: number
}

/**
 * The directory of an archive, read before anything is unpacked, and refused when it is a bomb, is under a
 * password, or has names that leave the archive or hide each other.
 *
 * @see PKWARE, *APPNOTE.TXT*, sections 4.3 and 4.4
 */
export async function readDirectory(source: Source): Promise<{ entries: ZipEntry[] } | { refused: Problem }> {
  const end = await findEnd(source)
  if (end === undefined || end.offset + end.size > source.size) return { refused: problem('zip_damaged') }
  if (end.count > ZIP_LIMITS.entries) {
    return { refused: problem('zip_too_many_entries', 0, { count: end.count, limit: ZIP_LIMITS.entries }) }
  }
  const bytes = await readRange(source, end.offset, end.offset + end.size)
  const entries: ZipEntry[] = []
  const names = new Set<string>()
  let total = 0
  for (let at = 0; at + 46 <= bytes.length; ) {
    const read = readEntry(bytes, at)
    if (read === undefined) return { refused: problem('zip_damaged') }
    const refused = refusal(read, names)
    if (refused) return { refused }
    total += read.entry.unpacked
    if (total > ZIP_LIMITS.unpacked)
      return { refused: problem('zip_too_large', 0, { limit: ZIP_LIMITS.unpacked / 1024 ** 2 }) }
    // Stopped here too: the count written at the end of the archive may lie.
    if (entries.push(read.entry) > ZIP_LIMITS.entries) {
      return { refused: problem('zip_too_many_entries', 0, { count: entries.length, limit: ZIP_LIMITS.entries }) }
    }
    at = read.next
  }
  if (entries.length === 0) return { refused: problem('zip_damaged') }
  const overlapping = overlap(entries)
  if (overlapping) return { refused: problem('zip_overlap', 0, { name: overlapping.name.slice(0, 60) }) }
  return { entries }
}

/** The end record stands in the last 65 557 bytes; past 4 GB or 65 535 entries it points to a larger one. */
async function findEnd(source: Source): Promise<End | undefined> {
  const from = Math.max(0, source.size - 65_557)
  const tail = await readRange(source, from, source.size)
  const view = viewOf(tail)
  for (let at = tail.length - 22; at >= 0; at--) {
    if (view.getUint32(at, true) !== 0x06054b50) continue
    const end = {
      count: view.getUint16(at + 10, true),
      size: view.getUint32(at + 12, true),
      offset: view.getUint32(at + 16, true),
    }
    const large = end.count === 0xffff || end.offset === 0xffffffff || end.size === 0xffffffff
    return large && at >= 20 ? findLargeEnd(source, view, at - 20) : end
  }
  return undefined
}

async function findLargeEnd(source: Source, tail: DataView, locator: number): Promise<End | undefined> {
  if (tail.getUint32(locator, true) !== 0x07064b50) return undefined
  const offset = Number(tail.getBigUint64(locator + 8, true))
  const record = await readRange(source, offset, offset + 56)
  if (record.length < 56) return undefined
  const view = viewOf(record)
  if (view.getUint32(0, true) !== 0x06064b50) return undefined
  return {
    count: Number(view.getBigUint64(32, true)),
    size: Number(view.getBigUint64(40, true)),
    offset: Number(view.getBigUint64(48, true)),
  }
}

interface ReadEntry {
  readonly entry: ZipEntry
  readonly encrypted: boolean
  readonly link: boolean
  readonly next: number
}

function readEntry(bytes: Uint8Array, at: number): ReadEntry | undefined {
  const view = viewOf(bytes)
  if (view.getUint32(at, true) !== 0x02014b50) return undefined
  const nameLength = view.getUint16(at + 28, true)
  const extraLength = view.getUint16(at + 30, true)
  const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true)
  if (next > bytes.length) return undefined
  const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
  let [unpacked, packed, offset] = [24, 20, 42].map((field) => view.getUint32(at + field, true))
  if (unpacked === undefined || packed === undefined || offset === undefined) return undefined
  for (let extra = at + 46 + nameLength; extra + 4 <= at + 46 + nameLength + extraLength; ) {
    const size = view.getUint16(extra + 2, true)
    if (view.getUint16(extra, true) === 1 && extra + 4 + size <= bytes.length) {
      // Only the fields that overflow are written, in this order.
      let field = extra + 4
      const wide = (value: number) => {
        if (value !== 0xffffffff || field + 8 > extra + 4 + size) return value
        field += 8
        return Number(view.getBigUint64(field - 8, true))
      }
      unpacked = wide(unpacked)
      packed = wide(packed)
      offset = wide(offset)
    }
    extra += 4 + size
  }
  return {
    entry: { name, packed, unpacked, offset, method: view.getUint16(at + 10, true) },
    encrypted: (view.getUint16(at + 8, true) & 1) === 1,
    link: view.getUint32(at + 38, true) >>> 28 === 0xa,
    next,
  }
}

function refusal({ entry, encrypted, link }: ReadEntry, names: Set<string>): Problem | undefined {
  const name = entry.name.slice(0, 60)
  if (encrypted) return problem('zip_encrypted')
  if (link || /(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[a-z]:|\0/i.test(entry.name))
    return problem('zip_unsafe_name', 0, { name })
  const folded = entry.name.normalize('NFC').toLowerCase()
  if (names.has(folded)) return problem('zip_duplicate_name', 0, { name })
  names.add(folded)
  if (entry.method !== 0 && entry.method !== 8) return problem('zip_method', 0, { name })
  if (entry.unpacked > RATIO_FROM && entry.unpacked > entry.packed * ZIP_LIMITS.ratio) {
    return problem('zip_ratio', 0, { name, limit: ZIP_LIMITS.ratio })
  }
  return undefined
}

function overlap(entries: readonly ZipEntry[]): ZipEntry | undefined {
  const sorted = entries.toSorted((a, b) => a.offset - b.offset)
  return sorted.find((entry, at) => {
    const before = sorted[at - 1]
    return before !== undefined && entry.offset < before.offset + 30 + before.packed
  })
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** Unpacked bytes given at once; the engine's own inflating waits until they are taken, so that memory stays level. */
const UNPACKED_PIECE = 64 * 1024

/**
 * An entry's content as a stream. More bytes than its directory announced end it: the sizes lied.
 *
 * @throws DamagedZip when the entry cannot be unpacked
 */
export async function* readEntryBytes(source: Source, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const header = await readRange(source, entry.offset, entry.offset + 30)
  const view = viewOf(header)
  if (header.length < 30 || view.getUint32(0, true) !== 0x04034b50) throw new DamagedZip(entry.name)
  const start = entry.offset + 30 + view.getUint16(26, true) + view.getUint16(28, true)
  const packed = streamRange(source, start, start + entry.packed)
  let given = 0
  try {
    for await (const chunk of entry.method === 0 ? packed : inflated(packed)) {
      given += chunk.length
      if (given > entry.unpacked) throw new DamagedZip(entry.name)
      if (chunk.length > 0) yield chunk
    }
  } catch (cause) {
    throw isInflateError(cause) ? new DamagedZip(entry.name) : cause
  }
  if (given !== entry.unpacked) throw new DamagedZip(entry.name)
}

async function* inflated(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const inflate = createInflateRaw({ chunkSize: UNPACKED_PIECE })
  // The failure of either side comes out of the reading below.
  pipeline(Readable.from(packed), inflate, () => undefined)
  for await (const chunk of inflate) yield chunk
}

function isInflateError(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && String(cause.code).startsWith('Z_')
}

/** An entry whose bytes are not what the directory says. */
export class DamagedZip extends Error {
  readonly part: string
  constructor(part: string) {
    super(`the entry ${part} cannot be unpacked`)
    this.part = part
  }
}
