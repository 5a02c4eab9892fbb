import type { Separator } from './dialect.ts'

/** A record of a text table; `line` is the physical line where it starts, from 1. */
export interface CsvRecord {
  readonly line: number
  readonly cells: string[]
  /** Text stood between a closing quotation mark and the separator; it was kept. */
  readonly stray?: true
}

export interface CsvFault {
  readonly code: 'line_too_long' | 'quote_unclosed'
  readonly line: number
}

export interface CsvShape {
  readonly separator: Separator
  /** Empty when quotation marks mean nothing in this file. */
  readonly quote: '"' | "'" | ''
}

/** Longest record accepted, in characters: beyond it the file has no line ends, or a quotation mark is open. */
export const LINE_LIMIT = 1024 * 1024
const NONE = Number.POSITIVE_INFINITY

/**
 * Reads separated text pushed in pieces cut anywhere. Ends of line are LF, CRLF or CR, even mixed; a quoted
 * cell may hold separators, line ends and doubled quotation marks. A quotation mark inside an unquoted cell is text.
 *
 * Lines without quotation mark, nearly all of them in practice, are found by `indexOf` and cut by `split`, which
 * the engine does in native code: several times faster than a loop over characters. Memory is one piece and one record.
 */
export class CsvParser {
  /** Physical line where the next record starts. */
  line = 1
  /** Set when the rest cannot be read; nothing is given after it. */
  fault: CsvFault | undefined
  #rest = ''
  #openLine = 0
  readonly #shape: CsvShape

  constructor(shape: CsvShape) {
    this.#shape = shape
  }

  /** Physical line where the text pushed so far stops. */
  get atLine(): number {
    return this.line + lineEnds(this.#rest, 0, this.#rest.length)
  }

  /** Records completed by this piece. */
  push(piece: string): CsvRecord[] {
    return this.#read(this.#rest === '' ? piece : this.#rest + piece, false)
  }

  /** The last record, when the file does not end with a line end. */
  end(): CsvRecord[] {
    return this.#read(this.#rest, true)
  }

  #read(text: string, last: boolean): CsvRecord[] {
    const records: CsvRecord[] = []
    if (this.fault) return records
    const { separator, quote } = this.#shape
    let at = 0
    let lineFeed = -1
    let carriage = -1
    let mark = quote === '' ? NONE : -1
    this.#openLine = 0
    while (at < text.length) {
      // Each next position is looked up once and kept until passed: the whole stays linear.
      if (lineFeed < at) lineFeed = nextOf(text, '\n', at)
      if (carriage < at) carriage = nextOf(text, '\r', at)
      if (mark < at) mark = nextOf(text, quote, at)
      const end = Math.min(lineFeed, carriage)
      if (mark < end) {
        const next = this.#quoted(text, at, last, records)
        if (next < 0) break
        at = next
        continue
      }
      if (end === NONE && !last) break
      if (end === carriage && end === text.length - 1 && !last) break // perhaps the first half of CRLF
      records.push({ line: this.line++, cells: text.slice(at, Math.min(end, text.length)).split(separator) })
      at = end === NONE ? text.length : end + (end === carriage && lineFeed === end + 1 ? 2 : 1)
    }
    this.#rest = text.slice(at)
    if (last) this.#rest = ''
    else if (this.#rest.length > LINE_LIMIT) this.#stop()
    return records
  }

  #stop() {
    this.#rest = ''
    this.fault =
      this.#openLine > 0 ? { code: 'quote_unclosed', line: this.#openLine } : { code: 'line_too_long', line: this.line }
  }

  /** Reads one record that has quotation marks; gives where the next starts, or -1 when the text stops before. */
  #quoted(text: string, start: number, last: boolean, records: CsvRecord[]): number {
    const { separator, quote } = this.#shape
    const cells: string[] = []
    let stray = false
    let lines = 0
    let at = start
    for (;;) {
      let value = ''
      if (text[at] === quote) {
        const close = closing(text, quote, at + 1)
        if (close < 0 || (close === text.length - 1 && !last)) {
          this.#openLine = close < 0 ? this.line + lines : 0
          if (close < 0 && last) this.fault = { code: 'quote_unclosed', line: this.#openLine }
          return -1
        }
        value = text.slice(at + 1, close)
        if (value.includes(quote)) value = value.replaceAll(quote + quote, quote)
        lines += lineEnds(text, at, close)
        at = close + 1
      }
      const stop = cellEnd(text, at, separator)
      if (stop === text.length && !last) return -1
      if (stop > at) {
        const rest = text.slice(at, stop)
        stray ||= at > start && text[at - 1] === quote && rest.trim() !== ''
        value += rest
      }
      cells.push(value)
      at = stop + 1
      if (text[stop] === separator) continue
      if (text[stop] === '\r') {
        if (at === text.length && !last) return -1
        if (text[at] === '\n') at++
      }
      records.push(stray ? { line: this.line, cells, stray } : { line: this.line, cells })
      this.line += lines + 1
      return at
    }
  }
}

function nextOf(text: string, what: string, from: number): number {
  const at = text.indexOf(what, from)
  return at < 0 ? NONE : at
}

/** Where the quoted cell closes, doubled marks passed over; -1 when it does not. */
function closing(text: string, quote: string, from: number): number {
  let at = text.indexOf(quote, from)
  while (at >= 0 && text[at + 1] === quote) at = text.indexOf(quote, at + 2)
  return at
}

function cellEnd(text: string, from: number, separator: string): number {
  let at = from
  while (at < text.length) {
    const character = text[at]
    if (character === separator || character === '\n' || character === '\r') return at
    at++
  }
  return at
}

function lineEnds(text: string, from: number, to: number): number {
  let count = 0
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at)
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) count++
  }
  return count
}
