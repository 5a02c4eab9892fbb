import { createHash } from 'node:crypto'

/** Chance that anyone can repeat: the same seed and name give the same numbers on any machine. */
export interface Random {
  /** A number in [0, 1). */
  unit(): number
  /** An integer from 0 to n − 1. */
  below(n: number): number
  /** An integer from `low` to `high`, both included. */
  between(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(things: readonly T[]): T
  /** The rank drawn, each in proportion to its weight. */
  weighted(weights: readonly number[]): number
  /** A number around 0, with standard deviation 1. */
  normal(): number
  shuffled<T>(things: readonly T[]): T[]
}

/**
 * xoshiro128** of Blackman and Vigna (2018), its 128 bits of state taken from the SHA-256 of « seed/name ». Each subject
 * draws from a stream of its own name, so that changing how one is made leaves the others as they were.
 */
export function randomOf(seed: string, name: string): Random {
  const digest = createHash('sha256').update(`${seed}/${name}`).digest()
  const state = new Uint32Array([0, 4, 8, 12].map((offset) => digest.readUInt32LE(offset)))

  const unit = () => {
    const [a = 0, b = 0, c = 0, d = 0] = state
    const result = Math.imul(turned(Math.imul(b, 5), 7), 9) >>> 0
    const third = c ^ a
    const fourth = d ^ b
    state.set([a ^ fourth, b ^ third, third ^ (b << 9), turned(fourth, 11)])
    return result / 2 ** 32
  }
  const below = (n: number) => Math.floor(unit() * n)
  return {
    unit,
    below,
    between: (low, high) => low + below(high - low + 1),
    chance: (probability) => unit() < probability,
    pick: (things) => {
      const thing = things[below(things.length)]
      if (thing === undefined) throw new RangeError('nothing to pick from')
      return thing
    },
    weighted: (weights) => {
      const point = unit() * weights.reduce((total, weight) => total + weight, 0)
      let reached = 0
      for (const [rank, weight] of weights.entries()) {
        reached += weight
        if (point < reached) return rank
      }
      return weights.length - 1
    },
    normal: () => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit()),
    shuffled: (things) => {
      const order = [...things]
      for (let last = order.length - 1; last > 0; last--) {
        const other = below(last + 1)
        const [one, two] = [order[last], order[other]]
        if (one !== undefined && two !== undefined) [order[last], order[other]] = [two, one]
      }
      return order
    },
  }
}

function turned(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by))
}
