/**
 * SHA-256 in plain arithmetic: the same file runs in Node and in a page opened over plain HTTP, where `crypto.subtle` is absent.
 * FIPS 180-4, sections 5.1.1 (padding), 4.2.2 (constants) and 6.2.2 (rounds).
 */
const BLOCK = 64
const ROUND = roots(64, 1 / 3)
const START = roots(8, 1 / 2)

/**
 * @param text hashed as UTF-8
 * @returns 64 hexadecimal digits
 */
export function sha256(text: string): string {
  const bytes = padded(new TextEncoder().encode(text))
  const view = new DataView(bytes.buffer)
  const state = START.slice()
  const words = new Uint32Array(64)
  for (let at = 0; at < bytes.length; at += BLOCK) {
    schedule(words, view, at)
    compress(state, words)
  }
  return [...state].map((word) => word.toString(16).padStart(8, '0')).join('')
}

function padded(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.ceil((message.length + 9) / BLOCK) * BLOCK)
  bytes.set(message)
  bytes[message.length] = 0x80
  const view = new DataView(bytes.buffer)
  view.setUint32(bytes.length - 8, Math.floor(message.length / 2 ** 29))
  view.setUint32(bytes.length - 4, (message.length * 8) >>> 0)
  return bytes
}

function schedule(words: Uint32Array, view: DataView, at: number): void {
  for (let t = 0; t < 16; t++) words[t] = view.getUint32(at + 4 * t)
  for (let t = 16; t < 64; t++) {
    const a = word(words, t - 15)
    const b = word(words, t - 2)
    const mixedA = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)
    const mixedB = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10)
    words[t] = word(words, t - 16) + mixedA + word(words, t - 7) + mixedB
  }
}

function compress(state: Uint32Array, words: Uint32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let t = 0; t < 64; t++) {
    const one =
      (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + word(ROUND, t) + word(words, t)) | 0
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0]
  }
  for (const [i, value] of [a, b, c, d, e, f, g, h].entries()) state[i] = word(state, i) + value
}

function turn(value: number, by: number): number {
  return (value >>> by) | (value << (32 - by))
}

function word(words: Uint32Array, at: number): number {
  return words[at] ?? 0
}

/** First 32 bits of the fractional parts of the roots of the first primes: the constants of the standard, computed. */
function roots(count: number, power: number): Uint32Array {
  const found: number[] = []
  const primes: number[] = []
  for (let n = 2; found.length < count; n++) {
    if (primes.some((prime) => n % prime === 0)) continue
    primes.push(n)
    found.push(((n ** power % 1) * 2 ** 32) >>> 0)
  }
  return Uint32Array.from(found)
}
