/**
 * A file as the reader sees it: it can be opened as often as needed, and is never held whole in memory.
 * The package opens nothing itself; the caller wraps a disk file, an upload or bytes.
 */
export interface Source {
  /** Name given by the sender, for its extension only; never used as a path. */
  readonly name: string
  /** Size in bytes. */
  readonly size: number
  /** Starts reading from the first byte; each call is a new reading. */
  open(): AsyncIterable<Uint8Array>
  /** Bytes from `start` up to, without, `end`. Without it archives are read by opening again and skipping. */
  slice?(start: number, end: number): Promise<Uint8Array>
}

/** Pieces handed on at once, so that one huge chunk of a caller does not become one huge string. */
const PIECE_BYTES = 256 * 1024
const RANGE_BYTES = 64 * 1024

/**
 * A source over bytes already in memory: small files and tests.
 *
 * @param chunkBytes size of the pieces given by `open()`, so that a test can cut anywhere
 */
export function bytesSource(name: string, bytes: Uint8Array, chunkBytes = PIECE_BYTES): Source {
  return {
    name,
    size: bytes.length,
    async *open() {
      for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes)
    },
    async slice(start, end) {
      return bytes.subarray(start, end)
    },
  }
}

/** The source in pieces of at most 256 KiB, whatever the caller's chunks are. */
export async function* pieces(source: Source): AsyncGenerator<Uint8Array> {
  for await (const chunk of source.open()) {
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) yield chunk.subarray(at, at + PIECE_BYTES)
  }
}

/** The bytes from `start` up to, without, `end` (or the end of the file), in memory. */
export async function readRange(source: Source, start: number, end: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(Math.max(0, Math.min(end, source.size) - start))
  let filled = 0
  for await (const piece of streamRange(source, start, start + bytes.length)) {
    bytes.set(piece, filled)
    filled += piece.length
  }
  return bytes.subarray(0, filled)
}

/** The same range as a stream, by `slice` where the source offers it, else by reading again and skipping. */
export async function* streamRange(source: Source, start: number, end: number): AsyncGenerator<Uint8Array> {
  if (source.slice) {
    for (let at = start; at < end; at += RANGE_BYTES) {
      const piece = await source.slice(at, Math.min(at + RANGE_BYTES, end))
      if (piece.length === 0) return
      yield piece
    }
    return
  }
  let at = 0
  for await (const chunk of source.open()) {
    const from = Math.max(0, start - at)
    const to = Math.min(chunk.length, end - at)
    for (let cut = from; cut < to; cut += RANGE_BYTES) yield chunk.subarray(cut, Math.min(cut + RANGE_BYTES, to))
    at += chunk.length
    if (at >= end) return
  }
}
