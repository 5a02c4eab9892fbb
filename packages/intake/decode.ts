import { type Encoding, sequenceLength } from './encoding.ts'
import { pieces, type Source } from './source.ts'

/** Where text stops being text. `byte` counts from 1, from the start of the file. */
export interface DecodeFault {
  readonly fault: 'broken_character' | 'nul_byte'
  readonly byte: number
}

/**
 * The text of a file, piece by piece. A fault is the last thing given, after all the text that precedes it, so
 * that the reader knows the line.
 */
export async function* decode(
  source: Source,
  encoding: Encoding,
  bom: number,
): AsyncGenerator<string | DecodeFault, void> {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
  const wide = encoding === 'utf-16le' || encoding === 'utf-16be'
  let skip = bom
  let offset = bom
  let rest = new Uint8Array(0)
  for await (const piece of pieces(source)) {
    const bytes = joined(rest, skip > 0 ? piece.subarray(skip) : piece)
    skip = Math.max(0, skip - piece.length)
    const end = wide ? wholeUnits(bytes, encoding) : encoding === 'utf-8' ? wholeCharacters(bytes) : bytes.length
    const zero = wide ? -1 : bytes.subarray(0, end).indexOf(0)
    const whole = bytes.subarray(0, zero < 0 ? end : zero)
    const text = attempt(decoder, whole)
    if (text === undefined) {
      const bad = firstBad(whole, encoding)
      yield attempt(decoder, whole.subarray(0, bad)) ?? ''
      yield { fault: 'broken_character', byte: offset + bad + 1 }
      return
    }
    const wideZero = wide ? text.indexOf('\0') : -1
    if (text !== '') yield wideZero < 0 ? text : text.slice(0, wideZero)
    if (zero >= 0 || wideZero >= 0) {
      yield { fault: 'nul_byte', byte: offset + (zero >= 0 ? zero : wideZero * 2) + 1 }
      return
    }
    rest = bytes.slice(end)
    offset += end
  }
  if (rest.length > 0) yield { fault: 'broken_character', byte: offset + 1 }
}

function joined(rest: Uint8Array<ArrayBuffer>, piece: Uint8Array): Uint8Array {
  if (rest.length === 0) return piece
  const both = new Uint8Array(rest.length + piece.length)
  both.set(rest)
  both.set(piece, rest.length)
  return both
}

function attempt(decoder: TextDecoder, bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}

/** Bytes up to the last whole UTF-8 character; what cannot become one is left in, to be refused. */
function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const at = bytes.length - back
    if (((bytes[at] ?? 0) & 0xc0) === 0x80) continue
    return sequenceLength(bytes, at) === -1 ? at : bytes.length
  }
  return bytes.length
}

function wholeUnits(bytes: Uint8Array, encoding: Encoding): number {
  const even = bytes.length & ~1
  const high = bytes[encoding === 'utf-16le' ? even - 1 : even - 2] ?? 0
  return high >= 0xd8 && high < 0xdc ? even - 2 : even
}

function firstBad(bytes: Uint8Array, encoding: Encoding): number {
  if (encoding === 'utf-8') {
    let at = 0
    while (at < bytes.length) {
      const length = sequenceLength(bytes, at)
      if (length <= 0) return at
      at += length
    }
    return at
  }
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    const high = bytes[encoding === 'utf-16le' ? at + 1 : at] ?? 0
    const follower = bytes[encoding === 'utf-16le' ? at + 3 : at + 2] ?? 0
    const paired = follower >= 0xdc && follower < 0xe0
    if (high >= 0xdc && high < 0xe0) return at
    if (high >= 0xd8 && high < 0xdc) {
      if (!paired) return at
      at += 2
    }
  }
  return 0
}
