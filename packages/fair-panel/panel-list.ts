/** The published list: as many panels as the public number has values, each as likely as the others. */
import type { Highs } from 'highs'
import type { Fairest, FairestOptions } from './fairest.ts'
import { probabilitiesOf } from './mixture.ts'
import { PanelError } from './panel-error.ts'
import type { Pool } from './pool.ts'
import { shuffled } from './random.ts'
import { splitIntoPanels } from './split.ts'

/** Seats per type of each panel of the list, in random order. */
export function listOf(highs: Highs, pool: Pool, fairest: Fairest, options: FairestOptions): Int32Array[] {
  const split = fairest.averaged ?? splitOrNothing(highs, pool, fairest.probabilities, options)
  return shuffled(split ?? roundedShares(pool, fairest, options.list), options.random)
}

function splitOrNothing(
  highs: Highs,
  pool: Pool,
  fair: Float64Array,
  options: FairestOptions,
): Int32Array[] | undefined {
  const { list: panels, random, signal } = options
  try {
    return splitIntoPanels(highs, pool, fair, { panels, random, signal })
  } catch (error) {
    if (error instanceof PanelError && error.code === 'rounding-failed') return undefined
    throw error
  }
}

/**
 * Shares of the exact lottery as whole numbers of panels: largest remainders, then exchanges of one panel for another
 * while they bring the people's chances nearer to the fair ones.
 */
export function roundedShares(
  pool: Pool,
  fairest: Pick<Fairest, 'panels' | 'shares' | 'probabilities'>,
  size: number,
): Int32Array[] {
  const { panels, shares, probabilities } = fairest
  const used = [...panels.keys()].filter((at) => (shares[at] ?? 0) > 1e-12)
  const times = used.map((at) => Math.floor(size * (shares[at] ?? 0)))
  const rest = used.map((at, place) => size * (shares[at] ?? 0) - (times[place] ?? 0))
  const missing = size - times.reduce((sum, count) => sum + count, 0)
  const byRest = [...rest.keys()].sort((a, b) => (rest[b] ?? 0) - (rest[a] ?? 0) || a - b)
  for (const place of byRest.slice(0, missing)) times[place] = (times[place] ?? 0) + 1

  const chosen = used.map((at) => panels[at] ?? new Int32Array())
  const reached = probabilitiesOf(
    pool,
    chosen,
    times.map((count) => count / size),
  )
  const off = reached.map((p, type) => p - (probabilities[type] ?? 0))
  for (let round = 0; round < 2 * used.length; round++) {
    const swap = bestSwap()
    if (!swap) break
    times[swap.out] = (times[swap.out] ?? 0) - 1
    times[swap.in] = (times[swap.in] ?? 0) + 1
    shift(chosen[swap.out], -1)
    shift(chosen[swap.in], 1)
  }
  return chosen.flatMap((panel, place) => Array.from({ length: times[place] ?? 0 }, () => panel))

  // Σ people·off² falls by the two linear terms less the cost of moving: judged on the steepest pair only.
  function bestSwap(): { in: number; out: number } | undefined {
    const slope = (panel: Int32Array) => panel.reduce((sum, seats, type) => sum + seats * (off[type] ?? 0), 0)
    const slopes = chosen.map(slope)
    const present = [...times.keys()].filter((place) => (times[place] ?? 0) > 0)
    const out = present.reduce(
      (best, place) => ((slopes[place] ?? 0) > (slopes[best] ?? 0) ? place : best),
      present[0] ?? 0,
    )
    const into = slopes.reduce((best, value, place) => (value < (slopes[best] ?? 0) ? place : best), 0)
    const gain = (2 * ((slopes[out] ?? 0) - (slopes[into] ?? 0))) / size
    let cost = 0
    pool.counts.forEach((count, type) => {
      const step = ((chosen[into]?.[type] ?? 0) - (chosen[out]?.[type] ?? 0)) / size
      cost += (step * step) / count
    })
    return gain > cost + 1e-15 ? { in: into, out } : undefined
  }

  function shift(panel: Int32Array | undefined, by: number): void {
    panel?.forEach((seats, type) => {
      off[type] = (off[type] ?? 0) + (by * seats) / (size * (pool.counts[type] ?? 1))
    })
  }
}
