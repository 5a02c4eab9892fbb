/** Thrown when a message says more than its bytes hold. */
export class ShortMessage extends Error {}

const EMPTY = new Uint8Array(0)

/**
 * Walks the fields of a protocol-buffer message. Numbers are exact up to 2^53, far beyond what OpenStreetMap numbers.
 *
 * @see Protocol Buffers, *Encoding*
 */
export class Message {
  /** Number of the field that `next` stopped at. */
  field = 0
  #wire = 0
  #at: number
  readonly #end: number
  readonly #bytes: Uint8Array

  constructor(bytes: Uint8Array, start = 0, end = bytes.length) {
    this.#bytes = bytes
    this.#at = start
    this.#end = end
  }

  /** Goes to the next field; false at the end. Its value must then be read or skipped. */
  next(): boolean {
    if (this.#at >= this.#end) return false
    const tag = this.number()
    this.field = Math.floor(tag / 8)
    this.#wire = tag % 8
    return true
  }

  get atEnd(): boolean {
    return this.#at >= this.#end
  }

  /** An unsigned number. */
  number(): number {
    const bytes = this.#bytes
    let byte = bytes[this.#at++] ?? this.#short()
    if (byte < 0x80) return byte
    let value = byte & 0x7f
    for (let shift = 7; shift < 28; shift += 7) {
      byte = bytes[this.#at++] ?? this.#short()
      value |= (byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
    let factor = 2 ** 28
    for (let more = 0; more < 6; more++) {
      byte = bytes[this.#at++] ?? this.#short()
      value += (byte & 0x7f) * factor
      if (byte < 0x80) return value
      factor *= 128
    }
    return this.#short()
  }

  /** A signed number in zigzag. */
  signed(): number {
    const value = this.number()
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }

  /** A message or packed list within this one. */
  message(): Message {
    const length = this.number()
    const start = this.#at
    this.#at += length
    if (this.#at > this.#end) this.#short()
    return new Message(this.#bytes, start, this.#at)
  }

  bytes(): Uint8Array {
    const length = this.number()
    const start = this.#at
    this.#at += length
    if (this.#at > this.#end) this.#short()
    return length === 0 ? EMPTY : this.#bytes.subarray(start, this.#at)
  }

  /** The numbers of a packed list. */
  numbers(): number[] {
    const list = this.message()
    const values: number[] = []
    while (!list.atEnd) values.push(list.number())
    return values
  }

  skip() {
    if (this.#wire === 0) this.number()
    else if (this.#wire === 2) this.bytes()
    else if (this.#wire === 1) this.#at += 8
    else if (this.#wire === 5) this.#at += 4
    else this.#short()
  }

  #short(): never {
    throw new ShortMessage('the message stops too early')
  }
}
