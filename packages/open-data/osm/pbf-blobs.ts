import { inflateSync } from 'node:zlib'
import { problem } from '#packages/intake/problem.ts'
import type { Source } from '#packages/intake/source.ts'
import { ByteReader } from '../byte-reader.ts'
import { OsmFault } from './elements.ts'
import { Message, ShortMessage } from './protobuf.ts'

/** Limits of the format itself. */
const [HEADER_LIMIT, BLOB_LIMIT] = [64 * 1024, 32 * 1024 * 1024]
const KNOWN_FEATURES = new Set(['OsmSchema-V0.6', 'DenseNodes'])
const PACKINGS: Readonly<Record<number, string>> = { 4: 'lzma', 5: 'bzip2', 6: 'lz4', 7: 'zstd' }

/**
 * The data blocks of an .osm.pbf, unpacked one at a time.
 *
 * @param wants tells by its number, from 0, whether a block is worth unpacking
 * @throws OsmFault
 * @see OpenStreetMap wiki, *PBF Format*
 */
export async function* pbfBlocks(
  source: Source,
  wants: (number: number) => boolean,
): AsyncGenerator<{ number: number; block: Uint8Array }> {
  const reader = new ByteReader(source)
  let number = 0
  for (;;) {
    const start = reader.at
    const prefix = await reader.take(4)
    if (prefix.length === 0) return
    const length = prefix.length < 4 ? 0 : new DataView(prefix.buffer, prefix.byteOffset, 4).getInt32(0)
    if (prefix.length === 4 && (length <= 0 || length > HEADER_LIMIT)) throw fault('osm_damaged', start)
    const header = await reader.take(length)
    if (prefix.length < 4 || header.length < length) throw fault('osm_truncated', reader.at)
    const { type, size } = guarded(start, () => blobHeader(header))
    if (size > BLOB_LIMIT) throw fault('osm_damaged', start)
    const blob = await reader.take(size)
    if (blob.length < size) throw fault('osm_truncated', reader.at)
    if (type === 'OSMHeader') guarded(start, () => checkFeatures(unpacked(blob)))
    else if (type === 'OSMData') {
      if (wants(number)) yield { number, block: guarded(start, () => unpacked(blob)) }
      number++
    }
  }
}

function fault(code: 'osm_damaged' | 'osm_truncated', byte: number): OsmFault {
  return new OsmFault(problem(code, 0, { byte: byte + 1 }))
}

/** What cannot be unpacked or read is damage, told with its place. */
export function guarded<T>(start: number, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    if (cause instanceof OsmFault) throw cause
    if (cause instanceof ShortMessage || (cause instanceof Error && 'code' in cause)) throw fault('osm_damaged', start)
    throw cause
  }
}

function blobHeader(bytes: Uint8Array): { type: string; size: number } {
  const message = new Message(bytes)
  let [type, size] = ['', 0]
  while (message.next()) {
    if (message.field === 1) type = new TextDecoder().decode(message.bytes())
    else if (message.field === 3) size = message.number()
    else message.skip()
  }
  return { type, size }
}

function unpacked(blob: Uint8Array): Uint8Array {
  const message = new Message(blob)
  while (message.next()) {
    const packing = PACKINGS[message.field]
    if (packing) throw new OsmFault(problem('osm_not_supported', 0, { feature: packing }))
    if (message.field === 1) return message.bytes()
    if (message.field === 3) return inflateSync(message.bytes(), { maxOutputLength: BLOB_LIMIT })
    message.skip()
  }
  throw new ShortMessage('a blob without data')
}

/** Features that the file says one must know to read it. */
function checkFeatures(header: Uint8Array) {
  const message = new Message(header)
  while (message.next()) {
    if (message.field !== 4) {
      message.skip()
      continue
    }
    const feature = new TextDecoder().decode(message.bytes())
    if (!KNOWN_FEATURES.has(feature)) throw new OsmFault(problem('osm_not_supported', 0, { feature }))
  }
}
