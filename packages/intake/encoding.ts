import { pieces, type Source } from './source.ts'

/** Encodings read here. `windows-1252` also stands for latin-1, whose difference is invisible controls. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-15', 'macintosh'] as const
export type Encoding = (typeof ENCODINGS)[number]

export interface EncodingFound {
  readonly encoding: Encoding
  /** Length of the byte order mark, 0 without one. */
  readonly bom: number
}

const WINDOW_BYTES = 64 * 1024

/**
 * The encoding of a text file: by its byte order mark, else by where its zero bytes stand (UTF-16), else by
 * whether its first bytes beyond ASCII make UTF-8 characters. A file whose first accent comes late is read up to it.
 */
export async function findEncoding(source: Source): Promise<EncodingFound> {
  let first = true
  for await (const piece of pieces(source)) {
    if (first) {
      const marked = byMark(piece) ?? byZeros(piece)
      if (marked) return marked
      first = false
    }
    const at = firstBeyondAscii(piece)
    if (at >= 0) return { encoding: byValidity(piece.subarray(at, at + WINDOW_BYTES)), bom: 0 }
  }
  return { encoding: 'utf-8', bom: 0 }
}

/** Length of the byte order mark that belongs to an encoding that was forced. */
export function bomLength(head: Uint8Array, encoding: Encoding): number {
  const marked = byMark(head)
  return marked?.encoding === encoding ? marked.bom : 0
}

function byMark(head: Uint8Array): EncodingFound | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', bom: 3 }
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', bom: 2 }
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', bom: 2 }
  return undefined
}

/** UTF-16 without mark: in a table most characters are Latin, so that one byte in two is zero. */
function byZeros(head: Uint8Array): EncodingFound | undefined {
  const length = Math.min(head.length, 4096) & ~1
  let even = 0
  let odd = 0
  for (let at = 0; at < length; at += 2) {
    if (head[at] === 0) even++
    if (head[at + 1] === 0) odd++
  }
  const pairs = length / 2
  if (pairs < 2) return undefined
  if (odd > pairs * 0.6 && even < pairs * 0.1) return { encoding: 'utf-16le', bom: 0 }
  if (even > pairs * 0.6 && odd < pairs * 0.1) return { encoding: 'utf-16be', bom: 0 }
  return undefined
}

function firstBeyondAscii(piece: Uint8Array): number {
  for (let at = 0; at < piece.length; at++) if ((piece[at] ?? 0) > 0x7f) return at
  return -1
}

/** One bad sequence among good ones is a broken UTF-8 file, to be named as such, rather than another encoding. */
function byValidity(window: Uint8Array): Encoding {
  let good = 0
  let bad = 0
  for (let at = 0; at < window.length; ) {
    const length = sequenceLength(window, at)
    if (length > 1) good++
    if (length === 0) bad++
    if (length < 0) break
    at += length || 1
  }
  return bad === 0 || good > 2 * bad ? 'utf-8' : 'windows-1252'
}

/** Length of the UTF-8 character at `at`: 0 when it is none, -1 when the bytes stop before its end. */
export function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0
  if (lead < 0x80) return 1
  const length = lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0
  for (let i = 1; i < length; i++) {
    const next = bytes[at + i]
    if (next === undefined) return -1
    if ((next & 0xc0) !== 0x80) return 0
    // Overlong forms, surrogates and what lies beyond U+10FFFF show in the second byte.
    if (i === 1 && ((lead === 0xe0 && next < 0xa0) || (lead === 0xed && next > 0x9f))) return 0
    if (i === 1 && ((lead === 0xf0 && next < 0x90) || (lead === 0xf4 && next > 0x8f))) return 0
  }
  return length
}
