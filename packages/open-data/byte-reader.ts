import type { Source } from '#packages/intake/source.ts'

/** Reads a source in stretches of bytes, one after the other, holding no more than one stretch and one piece. */
export class ByteReader {
  /** Bytes taken so far. */
  at = 0
  #piece: Uint8Array = new Uint8Array(0)
  readonly #pieces: AsyncIterator<Uint8Array>

  constructor(source: Source) {
    this.#pieces = source.open()[Symbol.asyncIterator]()
  }

  /** The next `length` bytes; fewer when the source ends before. */
  async take(length: number): Promise<Uint8Array> {
    if (this.#piece.length >= length) return this.#cut(length)
    const parts: Uint8Array[] = [this.#piece]
    let have = this.#piece.length
    this.#piece = new Uint8Array(0)
    while (have < length) {
      const { done, value } = await this.#pieces.next()
      if (done) break
      parts.push(value)
      have += value.length
    }
    this.#piece = parts.length === 1 ? (parts[0] ?? this.#piece) : Buffer.concat(parts)
    return this.#cut(Math.min(length, have))
  }

  /** Lets the source close, when its end is not wanted. */
  async close() {
    await this.#pieces.return?.()
  }

  #cut(length: number): Uint8Array {
    const taken = this.#piece.subarray(0, length)
    this.#piece = this.#piece.subarray(length)
    this.at += taken.length
    return taken
  }
}
