/** Quotas of a panel: proposed from the people who can be drawn, and checked before any solver is asked. Pure. */
import { marginOfError as samplingMargin } from '#packages/fair-panel/margin.ts'
import { AGE_BANDS, FEATURE_VALUES, type Feature, PCS, SEXES, UNKNOWN } from './features.ts'

export interface Count {
  feature: Feature
  value: string
  label: string
  /** People of the pool with this value. */
  pool: number
}

export interface Quota extends Count {
  /** Seats in proportion, a decimal. */
  target: number
  minimum: number
  maximum: number
  /** False when the register knows the feature too little: the target is then followed while recruiting. */
  atDraw: boolean
}

/** The name of the field in which a bound is typed. */
export function fieldOf(bound: 'min' | 'max', { feature, value }: Pick<Quota, 'feature' | 'value'>): string {
  return `${bound}.${feature}.${value}`
}

/** Above this share of unknown values a feature cannot hold a quota at the draw. */
const MOST_UNKNOWN = 0.3
/** Fewer people than this and a cell says too much of who is in it. */
const TINY = 11

/**
 * Seats in proportion to the pool: ⌊e(1−τ)⌋ to ⌈e(1+τ)⌉ around e = size × share.
 *
 * @param tolerance τ, a share
 */
export function proposeQuotas(counts: readonly Count[], size: number, tolerance: number): Quota[] {
  return counts.map((count) => {
    const atDraw = isKnown(counts, count.feature)
    const target = targetOf(counts, count, size, atDraw)
    return {
      ...count,
      target: Math.round(target * 100) / 100,
      minimum: Math.floor(steady(target * (1 - tolerance))),
      maximum: Math.min(size, Math.ceil(steady(target * (1 + tolerance)))),
      atDraw,
    }
  })
}

function isKnown(counts: readonly Count[], feature: Feature): boolean {
  const unknown = counts.find((count) => count.feature === feature && count.value === UNKNOWN)?.pool ?? 0
  return unknown <= MOST_UNKNOWN * totalOf(counts, feature)
}

// While recruiting everyone is asked, so that in the end nobody is unknown: the target is the share among those known.
function targetOf(counts: readonly Count[], count: Count, size: number, atDraw: boolean): number {
  const total = totalOf(counts, count.feature)
  if (total === 0) return 0
  if (atDraw) return (size * count.pool) / total
  const unknown = counts.find(({ feature, value }) => feature === count.feature && value === UNKNOWN)?.pool ?? 0
  return count.value === UNKNOWN || total === unknown ? 0 : (size * count.pool) / (total - unknown)
}

export function totalOf(counts: readonly Count[], feature: Feature): number {
  return counts.filter((count) => count.feature === feature).reduce((sum, { pool }) => sum + pool, 0)
}

// 10 × 1.1 is 11.000000000000002: a seat must not hang on the last bit.
function steady(value: number): number {
  return Math.round(value * 1e9) / 1e9
}

export type Problem =
  | { kind: 'minimum-over-maximum' | 'minimum-over-pool'; quota: Quota }
  | { kind: 'minima-over-size' | 'maxima-under-size'; feature: Feature; sum: number }

/** What no draw could satisfy, found without a solver: it can be said while one types. */
export function plainProblems(quotas: readonly Quota[], size: number): Problem[] {
  const drawn = quotas.filter(({ atDraw }) => atDraw)
  const cells = drawn.flatMap((quota): Problem[] => {
    if (quota.minimum > quota.maximum) return [{ kind: 'minimum-over-maximum', quota }]
    return quota.minimum > quota.pool ? [{ kind: 'minimum-over-pool', quota }] : []
  })
  const sums = [...new Set(drawn.map(({ feature }) => feature))].flatMap((feature): Problem[] => {
    const own = drawn.filter((quota) => quota.feature === feature)
    const least = own.reduce((sum, { minimum }) => sum + minimum, 0)
    const most = own.reduce((sum, { maximum, pool }) => sum + Math.min(maximum, pool), 0)
    if (least > size) return [{ kind: 'minima-over-size', feature, sum: least }]
    return most < size ? [{ kind: 'maxima-under-size', feature, sum: most }] : []
  })
  return [...cells, ...sums]
}

export type Warning = { kind: 'everyone' | 'tiny' | 'favoured'; quota: Quota }

/** What is possible but deserves a thought: cells where everyone is taken, few people, or far more chances than the others. */
export function warningsOf(quotas: readonly Quota[], size: number): Warning[] {
  return quotas
    .filter(({ atDraw, minimum }) => atDraw && minimum > 0)
    .flatMap((quota): Warning[] => {
      if (quota.minimum >= quota.pool) return [{ kind: 'everyone', quota }]
      if (quota.pool < TINY) return [{ kind: 'tiny', quota }]
      const usual = size / Math.max(1, poolSize(quotas, quota.feature))
      return quota.minimum / quota.pool > 5 * usual ? [{ kind: 'favoured', quota }] : []
    })
}

function poolSize(quotas: readonly Quota[], feature: Feature): number {
  return totalOf(quotas, feature)
}

/** Expected half-width of the 95 % interval of a share of one half, before weighting; 0 when everyone is asked. */
export function marginOfError(size: number, pool: number): number {
  return pool <= 1 || size >= pool ? 0 : samplingMargin(size, pool)
}

/** Values in the order in which they are shown; residences come by name, after which nothing is left to order. */
export function inOrder<Row extends { feature: Feature; value: string; label: string }>(rows: readonly Row[]): Row[] {
  const features = ['residence', 'age', 'sex', 'pcs']
  const place = (row: Row) => (row.feature === 'residence' ? 0 : FEATURE_VALUES[row.feature].indexOf(row.value))
  return [...rows].sort(
    (a, b) =>
      features.indexOf(a.feature) - features.indexOf(b.feature) ||
      place(a) - place(b) ||
      a.label.localeCompare(b.label, 'fr', { numeric: true }),
  )
}

/** Values that always have a line, even when nobody in the register has them: they may be said at the door. */
export const ALWAYS: Record<Exclude<Feature, 'residence'>, readonly string[]> = { age: AGE_BANDS, sex: SEXES, pcs: PCS }
