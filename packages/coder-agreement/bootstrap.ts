import { randomFrom } from '#packages/fair-panel/random.ts'
import { agreementOf, type Level, type Rating } from './alpha.ts'

export interface AlphaInterval {
  readonly lower: number
  readonly upper: number
  /** Share of the resamples whose alpha is under `minimum`: the risk in calling the coding reliable. */
  readonly below: number
  /** Resamples in which nothing varied, so that they have no alpha; they are left out of the above. */
  readonly undefined: number
}

export interface AlphaIntervalOptions {
  readonly seed: string
  /** 1 000 unless said. */
  readonly resamples?: number
  /** 0.95 unless said. */
  readonly level?: number
  /** Least alpha to draw even tentative conclusions from, 0.667 unless said. */
  readonly minimum?: number
}

/**
 * Interval of alpha by drawing units anew, with replacement (percentiles); `null` when no resample has an alpha.
 *
 * @throws RangeError when the level is not between 0 and 1, or there is not one resample
 * @see Zapf, Castell, Morawietz & Karch, *Measuring inter-rater reliability for nominal data*, BMC Medical Research
 *   Methodology 16:93 (2016); the minimum: Krippendorff, *Content Analysis* (2004), section 11.4.2
 */
export function alphaInterval(
  units: readonly (readonly Rating[])[],
  measure: Level,
  { seed, resamples = 1000, level = 0.95, minimum = 0.667 }: AlphaIntervalOptions,
): AlphaInterval | null {
  if (!(level > 0 && level < 1)) throw new RangeError(`expected a level between 0 and 1, got ${level}`)
  if (!Number.isSafeInteger(resamples) || resamples < 1)
    throw new RangeError(`expected some resamples, got ${resamples}`)
  const pairable = units
    .map((ratings) => ratings.filter((rating) => rating !== null))
    .filter(({ length }) => length > 1)
  if (pairable.length === 0) return null
  const random = randomFrom(seed)
  const alphas: number[] = []
  for (let resample = 0; resample < resamples; resample++) {
    const drawn = pairable.map(() => pairable[random.below(pairable.length)] ?? [])
    const { alpha } = agreementOf(drawn, measure)
    if (alpha !== null) alphas.push(alpha)
  }
  alphas.sort((a, b) => a - b)
  if (alphas.length === 0) return null
  return {
    lower: percentile(alphas, (1 - level) / 2),
    upper: percentile(alphas, (1 + level) / 2),
    below: alphas.filter((alpha) => alpha < minimum).length / alphas.length,
    undefined: resamples - alphas.length,
  }
}

/** Between the two nearest of sorted numbers (R's type 7). */
function percentile(sorted: readonly number[], share: number): number {
  const at = share * (sorted.length - 1)
  const low = sorted[Math.floor(at)] ?? Number.NaN
  const high = sorted[Math.ceil(at)] ?? Number.NaN
  return low + (at - Math.floor(at)) * (high - low)
}
