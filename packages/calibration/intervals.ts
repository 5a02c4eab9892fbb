import { CalibrationError } from './calibration-error.ts'
import { betaQuantile, normalQuantile, studentQuantile } from './distributions.ts'

export interface Interval {
  readonly lower: number
  readonly upper: number
}

/** A proportion estimated from a sample that was not a simple one. */
export interface Proportion {
  /** From 0 to 1. */
  readonly proportion: number
  readonly standardError: number
  /** People who answered. */
  readonly n: number
  readonly degreesOfFreedom: number
  /** Kish's effective size, which stands in where the proportion is 0 or 1 and has no standard error; `n` unless said. */
  readonly effectiveSize?: number
  /** 0.95 unless said. */
  readonly level?: number
}

/**
 * Interval of a mean or a total: estimate ± t × standard error, t having the design's degrees of freedom.
 *
 * @throws CalibrationError `bad-level`
 * @see Korn & Graubard, *Analysis of Health Surveys* (1999), section 2.3
 */
export function meanInterval(
  { value, standardError, degreesOfFreedom }: { value: number; standardError: number; degreesOfFreedom: number },
  level = 0.95,
): Interval {
  const half = studentQuantile(1 - tail(level), degreesOfFreedom) * standardError
  return { lower: value - half, upper: value + half }
}

/**
 * Wilson's score interval on `size` people, which may be an effective size and no whole number.
 *
 * @throws CalibrationError `bad-level`, `bad-proportion`
 * @see Wilson, JASA 22 (1927); Brown, Cai & DasGupta, Statistical Science 16 (2001)
 * @example wilson(0.1, 30) // { lower: 0.0346, upper: 0.2562 }
 */
export function wilson(proportion: number, size: number, level = 0.95): Interval {
  requireProportion(proportion, size)
  const z2 = normalQuantile(1 - tail(level)) ** 2
  const centre = (proportion + z2 / (2 * size)) / (1 + z2 / size)
  const half =
    (Math.sqrt(z2) / (1 + z2 / size)) * Math.sqrt((proportion * (1 - proportion)) / size + z2 / (4 * size ** 2))
  return { lower: Math.max(0, centre - half), upper: Math.min(1, centre + half) }
}

/**
 * The interval of Clopper and Pearson on `size` people, of whom `proportion` said yes; neither needs to be whole.
 *
 * @throws CalibrationError `bad-level`, `bad-proportion`
 * @see Clopper & Pearson, Biometrika 26 (1934)
 */
export function clopperPearson(proportion: number, size: number, level = 0.95): Interval {
  requireProportion(proportion, size)
  const yes = proportion * size
  const alpha = tail(level)
  return {
    lower: proportion === 0 ? 0 : betaQuantile(alpha, yes, size - yes + 1),
    upper: proportion === 1 ? 1 : betaQuantile(1 - alpha, yes + 1, size - yes),
  }
}

/**
 * The size of the simple sample that would be as precise, reduced for the degrees of freedom and never above `n`.
 *
 * @throws CalibrationError `bad-proportion`, `bad-level`
 * @see Korn & Graubard, *Confidence intervals for proportions with small expected number of positive counts estimated
 *   from survey data*, Survey Methodology 24 (1998); capped as by NCHS, *Vital and Health Statistics* 2, 175 (2017)
 */
export function effectiveSizeOf(estimate: Proportion): number {
  const { proportion: p, standardError, n, degreesOfFreedom, level = 0.95 } = estimate
  requireProportion(p, n)
  if (!(standardError > 0) || p === 0 || p === 1) return Math.min(n, estimate.effectiveSize ?? n)
  const simple = studentQuantile(1 - tail(level), n - 1)
  const design = studentQuantile(1 - tail(level), degreesOfFreedom)
  return Math.min(n, ((p * (1 - p)) / standardError ** 2) * (simple / design) ** 2)
}

/** Korn and Graubard's interval: Clopper and Pearson's on the effective size. */
export function kornGraubard(estimate: Proportion): Interval {
  return clopperPearson(estimate.proportion, effectiveSizeOf(estimate), estimate.level)
}

export interface ProportionInterval extends Interval {
  readonly method: 'wilson' | 'korn-graubard'
  readonly effectiveSize: number
}

/** Under these Wilson's interval covers less than it says. */
const ENOUGH = 30
const RARE = 0.05

/** The interval to show for a proportion: Wilson's on the effective size, Korn and Graubard's for few people or rare answers. */
export function proportionInterval(estimate: Proportion): ProportionInterval {
  const effectiveSize = effectiveSizeOf(estimate)
  const { proportion, level } = estimate
  const usual = effectiveSize >= ENOUGH && proportion > RARE && proportion < 1 - RARE
  const interval = (usual ? wilson : clopperPearson)(proportion, effectiveSize, level)
  return { ...interval, method: usual ? 'wilson' : 'korn-graubard', effectiveSize }
}

/** Why a proportion is too uncertain to be shown as a number; `sound` when it is not. */
export type Reliability = 'sound' | 'few-people' | 'wide-interval' | 'wide-for-its-size'

/**
 * Whether a proportion may be shown, by the rules of the US health statistics: 30 people and an effective size of 30, an
 * interval narrower than 0.30, and if it is wider than 0.05, narrower than 1.3 times the proportion (or its complement).
 *
 * @see NCHS, *National Center for Health Statistics Data Presentation Standards for Proportions*, VHS 2, 175 (2017)
 */
export function reliabilityOf(estimate: Proportion): Reliability {
  const { lower, upper, effectiveSize } = { ...kornGraubard(estimate), effectiveSize: effectiveSizeOf(estimate) }
  if (estimate.n < ENOUGH || effectiveSize < ENOUGH) return 'few-people'
  const width = upper - lower
  if (width >= 0.3) return 'wide-interval'
  const smaller = Math.min(estimate.proportion, 1 - estimate.proportion)
  return width > 0.05 && width > 1.3 * smaller ? 'wide-for-its-size' : 'sound'
}

function tail(level: number): number {
  if (level > 0 && level < 1) return (1 - level) / 2
  throw new CalibrationError('bad-level', { level }, `a confidence level is between 0 and 1, got ${level}`)
}

function requireProportion(proportion: number, size: number): void {
  if (proportion >= 0 && proportion <= 1 && size > 0 && size < Infinity) return
  const message = `expected a proportion of some people, got ${proportion} of ${size}`
  throw new CalibrationError('bad-proportion', { proportion, size }, message)
}
