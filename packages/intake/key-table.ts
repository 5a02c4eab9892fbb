/** What a key was met with before. */
export interface Met {
  /** Line of the first time. */
  readonly line: number
  /** Whether the content beside the key was the same. */
  readonly same: boolean
}

const FIRST_SLOTS = 1 << 12

/**
 * Remembers the keys of millions of lines in sixteen bytes each: a 64-bit hash of the key, a 32-bit hash of the
 * content and the line, in one open-addressed table. Keeping the texts would keep the pieces of the file they
 * were cut from. Two different keys among three million are confused with a chance under 1 in 4 000 000.
 */
export class KeyTable {
  #slots = new Uint32Array(FIRST_SLOTS * 4)
  #used = 0

  /** Where this key was met first; undefined the first time. Lines count from 1. */
  meet(key: string, content: string, line: number): Met | undefined {
    if (this.#used * 4 > (this.#slots.length / 4) * 3) this.#grow()
    const [high, low, mark] = [hash(key, 0x01000193), hash(key, 0x5bd1e995), hash(content, 0x01000193)]
    const at = this.#find(high, low)
    const first = this.#slots[at + 3] ?? 0
    if (first > 0) return { line: first, same: this.#slots[at + 2] === mark }
    this.#slots.set([high, low, mark, line], at)
    this.#used++
    return undefined
  }

  #find(high: number, low: number): number {
    const mask = this.#slots.length / 4 - 1
    for (let slot = low & mask; ; slot = (slot + 1) & mask) {
      const at = slot * 4
      if (this.#slots[at + 3] === 0 || (this.#slots[at] === high && this.#slots[at + 1] === low)) return at
    }
  }

  #grow() {
    const old = this.#slots
    this.#slots = new Uint32Array(old.length * 2)
    for (let at = 0; at < old.length; at += 4) {
      if (old[at + 3]) this.#slots.set(old.subarray(at, at + 4), this.#find(old[at] ?? 0, old[at + 1] ?? 0))
    }
  }
}

/** FNV-1a over UTF-16 units, then the last mixing of MurmurHash3: FNV alone spreads short texts badly. */
function hash(text: string, prime: number): number {
  let h = 0x811c9dc5
  for (let at = 0; at < text.length; at++) h = Math.imul(h ^ text.charCodeAt(at), prime)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
