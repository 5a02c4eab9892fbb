import type { CategoryMargin } from './margins.ts'

/**
 * The textbook loop (Deming & Stephan 1940), to compare with: scale the weights to one margin after the other until the
 * weighted counts settle within `within` people from one round to the next, which is how R's `rake` stops.
 */
export function plainRaking(
  base: ArrayLike<number>,
  margins: readonly CategoryMargin[],
  within: number,
  rounds = 1000,
): { weights: Float64Array; rounds: number } {
  const weights = Float64Array.from(base)
  const coded = margins.map(({ values, totals }) => {
    const names = Object.keys(totals)
    const codeOf = new Map(names.map((name, code) => [name, code]))
    return {
      totals: names.map((name) => totals[name] ?? 0),
      codes: Int32Array.from(values, (name) => codeOf.get(name) ?? 0),
    }
  })
  let before: number[] = []
  for (let round = 1; round <= rounds; round++) {
    for (const { totals, codes } of coded) {
      const sums = sumsOf(weights, codes, totals.length)
      const by = totals.map((total, code) => total / (sums[code] ?? 1))
      for (let unit = 0; unit < weights.length; unit++) {
        weights[unit] = (weights[unit] ?? 0) * (by[codes[unit] ?? 0] ?? 1)
      }
    }
    const after = coded.flatMap(({ totals, codes }) => [...sumsOf(weights, codes, totals.length)])
    if (round > 1 && after.every((sum, index) => Math.abs(sum - (before[index] ?? 0)) < within)) {
      return { weights, rounds: round }
    }
    before = after
  }
  return { weights, rounds }
}

function sumsOf(weights: Float64Array, codes: Int32Array, size: number): Float64Array {
  const sums = new Float64Array(size)
  for (let unit = 0; unit < weights.length; unit++) {
    const code = codes[unit] ?? 0
    sums[code] = (sums[code] ?? 0) + (weights[unit] ?? 0)
  }
  return sums
}
