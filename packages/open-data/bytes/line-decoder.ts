import { type Encoding, sequenceLength } from '#packages/intake/encoding.ts'
import { type Problem, problem } from '#packages/intake/problem.ts'

/**
 * Decodes kept lines one by one. Only the beginning of a large file was looked at: when it had no accent, the
 * first kept line that has one decides between UTF-8 and windows-1252.
 */
export class LineDecoder {
  /** The line that cannot be decoded; nothing is decoded after it. */
  fault: Problem | undefined
  #decoder: TextDecoder
  #settled: boolean
  #encoding: Encoding

  constructor(encoding: Encoding, settled: boolean) {
    this.#encoding = encoding
    this.#settled = settled
    this.#decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
  }

  decode(bytes: Buffer, line: number): string {
    const zero = bytes.indexOf(0)
    if (zero >= 0) return this.#stop(problem('nul_byte', line, { byte: zero + 1 }))
    try {
      const text = this.#decoder.decode(bytes)
      this.#settled ||= text.length !== bytes.length
      return text
    } catch {
      if (this.#settled) return this.#stop(brokenCharacter(bytes, line, this.#encoding))
      this.#settled = true
      this.#encoding = 'windows-1252'
      this.#decoder = new TextDecoder('windows-1252')
      return this.#decoder.decode(bytes)
    }
  }

  #stop(fault: Problem): string {
    this.fault = fault
    return ''
  }
}

/** Names the byte of the line, from 1, that makes no character. */
function brokenCharacter(bytes: Buffer, line: number, encoding: Encoding): Problem {
  let at = 0
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at)
    if (length <= 0) break
    at += length
  }
  return problem('broken_character', line, { byte: at + 1, encoding })
}
