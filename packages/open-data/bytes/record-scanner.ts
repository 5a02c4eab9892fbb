/** Longest record accepted, in bytes: beyond it the file has no line ends, or a quotation mark is open. */
const RECORD_LIMIT = 1024 * 1024
const [LINE_FEED, QUOTE] = [10, 34]
const NONE = Number.POSITIVE_INFINITY
const NOTHING: Buffer = Buffer.alloc(0)

/** Where a record stands in `bytes`, its line end left out; `line` is the physical line where it starts. */
export type OnRecord = (bytes: Buffer, start: number, end: number, line: number, quoted: boolean) => void

export interface ScannerShape {
  /** Byte of the separator. */
  readonly separator: number
  /** Whether quotation marks may hold line ends. */
  readonly quoted: boolean
}

/**
 * Finds the records of separated text in its bytes, without decoding them. Line ends and quotation marks are
 * looked up by the engine's native search; only a line that has a quotation mark is walked byte by byte, by the
 * same rules as the exact parser, to learn whether a quoted cell goes on in the next line. An ASCII separator and
 * line feeds (or CRLF) are needed: true of UTF-8 and of all one-byte encodings.
 */
export class RecordScanner {
  /** Physical line where the next record starts. */
  line = 1
  /** Set when the rest cannot be cut; nothing is given after it. */
  fault: { readonly code: 'line_too_long' | 'quote_unclosed'; readonly line: number } | undefined
  #rest: Buffer = NOTHING
  #open = false
  readonly #shape: ScannerShape
  readonly #found: OnRecord

  constructor(shape: ScannerShape, found: OnRecord) {
    this.#shape = shape
    this.#found = found
  }

  push(chunk: Uint8Array) {
    if (this.fault) return
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length)
    let at = this.#rest.length > 0 ? this.#finish(bytes) : 0
    if (this.#rest.length > 0) return
    let quote = this.#shape.quoted ? -1 : NONE
    while (at < bytes.length) {
      const end = bytes.indexOf(LINE_FEED, at)
      if (end < 0) break
      if (quote < at) quote = nextOf(bytes, QUOTE, at)
      if (quote > end) {
        this.#found(bytes, at, end, this.line++, false)
        at = end + 1
        continue
      }
      const stop = this.#quotedEnd(bytes, at, end)
      if (stop < 0) break
      at = stop + 1
    }
    if (at < bytes.length) this.#keep(Buffer.from(bytes.subarray(at)))
  }

  /** Gives the last record, when the file does not end with a line end. */
  end() {
    const rest = this.#rest
    this.#rest = NOTHING
    if (this.fault || rest.length === 0) return
    if (this.#open) this.fault = { code: 'quote_unclosed', line: this.line }
    else this.#found(rest, 0, rest.length, this.line++, rest.includes(QUOTE))
  }

  /** Completes the record begun in the piece before, line by line; gives where the next one starts. */
  #finish(bytes: Buffer): number {
    let at = 0
    while (at < bytes.length) {
      const end = bytes.indexOf(LINE_FEED, at)
      const joined = Buffer.concat([this.#rest, bytes.subarray(at, end < 0 ? bytes.length : end + 1)])
      at = end < 0 ? bytes.length : end + 1
      this.#rest = NOTHING
      if (end < 0 || (this.#shape.quoted && joined.includes(QUOTE) && this.#isOpen(joined, 0, joined.length - 1))) {
        this.#keep(joined)
        if (this.fault) break
        continue
      }
      this.#give(joined, 0, joined.length - 1, this.#shape.quoted && joined.includes(QUOTE))
      break
    }
    return at
  }

  /** The line end that closes a record with quotation marks; -1 when it goes on beyond these bytes. */
  #quotedEnd(bytes: Buffer, start: number, firstEnd: number): number {
    let end = firstEnd
    while (this.#isOpen(bytes, start, end)) {
      end = bytes.indexOf(LINE_FEED, end + 1)
      if (end < 0 || end - start > RECORD_LIMIT) return -1
    }
    this.#give(bytes, start, end, true)
    return end
  }

  #give(bytes: Buffer, start: number, end: number, quoted: boolean) {
    const line = this.line
    this.#open = false
    this.line += quoted ? lineFeeds(bytes, start, end) + 1 : 1
    this.#found(bytes, start, end, line, quoted)
  }

  #keep(rest: Buffer) {
    this.#open = this.#shape.quoted && this.#isOpen(rest, 0, rest.length)
    if (rest.length <= RECORD_LIMIT) this.#rest = rest
    else this.fault = { code: this.#open ? 'quote_unclosed' : 'line_too_long', line: this.line }
  }

  /** Whether a quoted cell is open at `end`: a mark opens only at the start of a cell, doubled marks are text. */
  #isOpen(bytes: Buffer, start: number, end: number): boolean {
    const { separator } = this.#shape
    let at = start
    while (at < end) {
      if (bytes[at] === QUOTE) {
        let close = bytes.indexOf(QUOTE, at + 1)
        while (close >= 0 && close < end && bytes[close + 1] === QUOTE) close = bytes.indexOf(QUOTE, close + 2)
        if (close < 0 || close >= end) return true
        at = close + 1
      }
      while (at < end && bytes[at] !== separator && bytes[at] !== LINE_FEED) at++
      at++
    }
    return false
  }
}

function nextOf(bytes: Buffer, what: number, from: number): number {
  const at = bytes.indexOf(what, from)
  return at < 0 ? NONE : at
}

function lineFeeds(bytes: Buffer, start: number, end: number): number {
  let count = 0
  for (let at = bytes.indexOf(LINE_FEED, start); at >= 0 && at < end; at = bytes.indexOf(LINE_FEED, at + 1)) count++
  return count
}
