import { requireCounts, sum } from './counts.ts'

/** A run of neighbouring bands shown as one: `first` and `last` are positions in the list given, both included. */
export interface MergedBand {
  readonly first: number
  readonly last: number
  /** One count per series, as given (women, men). */
  readonly counts: readonly number[]
}

/**
 * Merges neighbouring bands of a pyramid until every series reaches the threshold in every band (or is empty there).
 * Keeps as many bands as can be, and among those the most even ones (least sum of squared widths); exact by dynamic
 * programming over the cuts.
 *
 * @param bands counts per band, in order of age, one number per series
 * @param threshold smallest count that may be shown
 * @returns the merged bands in order; empty when even all bands together stay under the threshold
 * @throws RangeError when a number is not an integer ≥ 0
 * @example mergeBands([[3], [4], [20]], 5) // [{ first: 0, last: 1, counts: [7] }, { first: 2, last: 2, counts: [20] }]
 */
export function mergeBands(bands: readonly (readonly number[])[], threshold: number): MergedBand[] {
  requireCounts(bands.flat(), threshold)
  const best: ({ bands: MergedBand[]; uneven: number } | undefined)[] = [{ bands: [], uneven: 0 }]
  for (let end = 1; end <= bands.length; end++) {
    for (let first = 0; first < end; first++) {
      const before = best[first]
      const counts = together(bands.slice(first, end))
      if (!before || counts.some((count) => count > 0 && count < threshold) || sum(counts) === 0) continue
      const merged = [...before.bands, { first, last: end - 1, counts }]
      const uneven = before.uneven + (end - first) ** 2
      const known = best[end]
      const isBetter =
        !known || merged.length > known.bands.length || (merged.length === known.bands.length && uneven < known.uneven)
      if (isBetter) best[end] = { bands: merged, uneven }
    }
  }
  return best[bands.length]?.bands ?? []
}

function together(bands: readonly (readonly number[])[]): number[] {
  return (bands[0] ?? []).map((_, series) => sum(bands.map((band) => band[series] ?? 0)))
}
