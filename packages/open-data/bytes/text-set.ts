const BITS = 1 << 22

/**
 * A set of texts asked by bytes: a table of bits by hash answers for nearly all cells of a large file without making
 * a text of them; what it lets through is compared exactly.
 */
export class TextSet {
  readonly #texts: ReadonlySet<string>
  readonly #bits = new Uint8Array(BITS / 8)

  constructor(texts: ReadonlySet<string>) {
    this.#texts = texts
    for (const text of texts) {
      const bytes = Buffer.from(text)
      const bit = hash(bytes, 0, bytes.length)
      this.#bits[bit >>> 3] = (this.#bits[bit >>> 3] ?? 0) | (1 << (bit & 7))
    }
  }

  has(bytes: Buffer, start: number, end: number): boolean {
    const bit = hash(bytes, start, end)
    if (((this.#bits[bit >>> 3] ?? 0) & (1 << (bit & 7))) === 0) return false
    return this.#texts.has(bytes.toString('utf8', start, end))
  }
}

/** FNV-1a, folded to the number of bits. */
function hash(bytes: Uint8Array, start: number, end: number): number {
  let h = 0x811c9dc5
  for (let at = start; at < end; at++) h = Math.imul(h ^ (bytes[at] ?? 0), 0x01000193)
  return (h ^ (h >>> 13)) & (BITS - 1)
}
