import { areaCode } from '../territory-codes.ts'

const [NO, PERHAPS, ALL] = [0, 1, 2]
const LOST_ZERO_LENGTHS = new Set([4, 8])

/**
 * Tells by the bytes of a code whether its line can be kept. The first two characters answer for nearly all lines
 * of a national file by one look into a table; only those of a wanted department become a text.
 */
export class CodeFilter {
  readonly #byHead = new Uint8Array(65_536)
  readonly #keeps: (code: string) => boolean

  /**
   * @param keeps exact answer for one code
   * @param heads first two characters of every code that may be kept; undefined when any may
   */
  constructor(keeps: (code: string) => boolean, heads: readonly string[] | undefined) {
    this.#keeps = keeps
    if (heads === undefined) this.#byHead.fill(PERHAPS)
    for (const head of heads ?? []) this.#byHead[headOf(head.charCodeAt(0), head.charCodeAt(1))] = PERHAPS
  }

  /** All the lines of these departments, without a look at the rest of the code. */
  takeWhole(heads: readonly string[]) {
    for (const head of heads) this.#byHead[headOf(head.charCodeAt(0), head.charCodeAt(1))] = ALL
  }

  test(bytes: Buffer, start: number, end: number): boolean {
    const length = end - start
    const head = this.#byHead[headOf(bytes[start] ?? 0, bytes[start + 1] ?? 0)] ?? NO
    if (head === NO && !LOST_ZERO_LENGTHS.has(length)) return false
    if (head === ALL && !LOST_ZERO_LENGTHS.has(length)) return true
    return length <= 20 && this.#keeps(areaCode(bytes.toString('latin1', start, end)))
  }
}

function headOf(first: number, second: number): number {
  return (first << 8) | second
}
