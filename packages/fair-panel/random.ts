/**
 * Chance from a seed, the same on every machine: block number i is SHA-256("seed:i"), its eight big-endian 32-bit
 * words are used in order, and numbers below a limit come from rejection (no modulo bias).
 * Named `sha256-counter-v1` in the audit record.
 */
import { sha256 } from './sha256.ts'

export const RANDOM_NAME = 'sha256-counter-v1'

export interface Random {
  /** A whole number from 0 to `limit` − 1, each equally likely; `limit` from 1 to 2³². */
  below(limit: number): number
}

/** A stream of numbers that depends on nothing but the seed. */
export function randomFrom(seed: string): Random {
  let block: DataView = new DataView(new ArrayBuffer(0))
  let counter = 0
  let at = 0
  const word = (): number => {
    if (at >= block.byteLength) {
      block = new DataView(sha256(`${seed}:${counter++}`).buffer)
      at = 0
    }
    at += 4
    return block.getUint32(at - 4)
  }
  return {
    below(limit) {
      if (!Number.isInteger(limit) || limit < 1 || limit > 2 ** 32) {
        throw new RangeError(`expected a limit from 1 to 2^32, got ${limit}`)
      }
      const fair = 2 ** 32 - (2 ** 32 % limit)
      for (;;) {
        const number = word()
        if (number < fair) return number % limit
      }
    },
  }
}

/** The same items in a random order (Fisher–Yates); the input is left as it is. */
export function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  const left = [...items]
  const order: Item[] = []
  while (left.length > 0) order.push(...left.splice(random.below(left.length), 1))
  return order
}
