import type { Indicator } from './indicator.ts'
import type { IndicatorValue } from './value.ts'

/** Why a line between two neighbouring vintages would mislead. */
export const BREAKS = ['too-close', 'other-series', 'other-formula', 'capped', 'withheld'] as const
export type Break = (typeof BREAKS)[number]

export interface Change {
  readonly from: IndicatorValue
  readonly to: IndicatorValue
  readonly difference: number
  /** In percentage points, for shares only. */
  readonly points: number | null
  readonly relative: number | null
  /** The difference is no greater than the margins of the two vintages together. */
  readonly isWithinMargin: boolean
}

export interface Evolution {
  /** In order of vintage. */
  readonly points: readonly IndicatorValue[]
  /** Between each point and the next: `undefined` where they may be joined. */
  readonly breaks: readonly (Break | undefined)[]
  /** From the earliest vintage that compares with the latest one; undefined when none does. */
  readonly change?: Change
}

/**
 * An area's figures over the years. Census vintages overlap: only those five years apart compare; and none compares
 * across a change of nomenclature or of formula.
 *
 * @param figures of one indicator and one area, any order
 * @throws RangeError when two figures have the same vintage or one is of another indicator or area
 */
export function evolutionOf(indicator: Indicator, figures: readonly IndicatorValue[]): Evolution {
  const points = [...figures].sort((a, b) => a.vintage - b.vintage)
  for (const [rank, point] of points.entries()) requireNext(indicator, points[rank - 1], point)
  const breaks = points.slice(1).map((point, rank) => {
    const before = points[rank]
    return before && breakBetween(indicator, before, point)
  })
  const last = points.findLast(({ value }) => value !== null)
  const first = last && points.find((point) => point !== last && breakBetween(indicator, point, last) === undefined)
  return { points, breaks, ...(first && { change: changeBetween(first, last) }) }
}

function requireNext(indicator: Indicator, before: IndicatorValue | undefined, point: IndicatorValue): void {
  if (point.indicator !== indicator.id) throw new RangeError(`${point.indicator} is not ${indicator.id}`)
  if (!before) return
  if (before.vintage === point.vintage) throw new RangeError(`two figures of ${point.vintage}`)
  if (before.area.code !== point.area.code) throw new RangeError(`${point.area.code} is not ${before.area.code}`)
}

function breakBetween(indicator: Indicator, before: IndicatorValue, after: IndicatorValue): Break | undefined {
  if (before.value === null || after.value === null) return 'withheld'
  if (before.series !== after.series) return 'other-series'
  if (before.method !== after.method || isRebuilt(before) !== isRebuilt(after)) return 'other-formula'
  if (before.bound || after.bound) return 'capped'
  return after.vintage - before.vintage < indicator.yearsApart ? 'too-close' : undefined
}

function isRebuilt({ caution }: IndicatorValue): boolean {
  return caution.includes('approximate-formula')
}

function changeBetween(from: IndicatorValue, to: IndicatorValue): Change {
  const start = from.value ?? 0
  const difference = (to.value ?? 0) - start
  const margin = Math.hypot(from.precision?.margin ?? 0, to.precision?.margin ?? 0)
  return {
    from,
    to,
    difference,
    points: to.unit === 'share' ? difference * 100 : null,
    relative: start === 0 ? null : difference / start,
    isWithinMargin: margin > 0 && Math.abs(difference) <= margin,
  }
}
