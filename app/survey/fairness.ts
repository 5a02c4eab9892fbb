/** How evenly the chances are shared. Pure. */
import { z } from 'zod'
import { gini } from '#packages/fair-panel/fairness.ts'

export const Fairness = z.object({
  least: z.number(),
  greatest: z.number(),
  mean: z.number(),
  gini: z.number(),
  /** People by intervals of chance of equal width, `[from, to[`. */
  bins: z.array(z.object({ from: z.number(), to: z.number(), count: z.number() })),
})
export type Fairness = z.infer<typeof Fairness>

const MOST_BINS = 12

/**
 * @param chances of each person of the pool, between 0 and 1; at least one
 * @returns least, greatest, mean, Gini coefficient (0 when all are equal) and a histogram
 */
export function figuresOf(chances: readonly number[]): Fairness {
  const sorted = [...chances].sort((a, b) => a - b)
  const sum = sorted.reduce((total, chance) => total + chance, 0)
  const n = sorted.length
  const least = sorted[0] ?? 0
  const greatest = sorted[n - 1] ?? 0
  return {
    least,
    greatest,
    mean: sum / n,
    gini: gini(sorted),
    bins: binsOf(sorted, least, greatest),
  }
}

function binsOf(sorted: readonly number[], least: number, greatest: number): Fairness['bins'] {
  // Chances are thousandths: a narrower interval would hold nothing.
  const width = Math.max(0.001, Math.ceil(((greatest - least) / MOST_BINS) * 1000) / 1000)
  const start = Math.floor(least * 1000) / 1000
  const count = Math.max(1, Math.floor((greatest - start) / width + 1e-9) + 1)
  const bins = Array.from({ length: count }, (_, i) => ({
    from: start + i * width,
    to: start + (i + 1) * width,
    count: 0,
  }))
  for (const chance of sorted) {
    const bin = bins[Math.min(count - 1, Math.floor((chance - start) / width + 1e-9))]
    if (bin) bin.count++
  }
  return bins
}
