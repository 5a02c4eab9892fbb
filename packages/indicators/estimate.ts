import type { Catchment } from './catchment.ts'
import { evaluate, withheldValue, worth } from './evaluate.ts'
import type { Indicator } from './indicator.ts'
import type { Area, RowIndex } from './row.ts'
import { type Summed, sumReadings } from './sums.ts'
import type { IndicatorValue } from './value.ts'

/** Part of a catchment that may be without figures before nothing is said of the whole. Own rule. */
const MOST_MISSING = 0.1

/** An IRIS with less of the catchment than this does not widen a range. Own rule. */
const LEAST_PRESENCE = 0.01

/**
 * A figure for the surroundings of a residence, always labelled an estimate. Counts of IRIS are weighted and summed, rates
 * recomputed from weighted counts; medians and published rates are given as the range of the IRIS, never as a mean.
 *
 * IRIS without a figure are named in `missing`; where they or the ground outside all IRIS make more than a tenth of the
 * catchment, nothing is estimated.
 */
export function estimate(
  indicator: Indicator,
  residence: Pick<Area, 'code' | 'name'>,
  catchment: Catchment,
  vintage: number,
  rows: RowIndex,
): IndicatorValue {
  const area: Area = { ...residence, kind: 'catchment' }
  const refuse = (why: 'not-for-area' | 'absent' | 'part-withheld', missing: readonly string[] = []) => ({
    ...withheldValue(indicator, area, vintage, catchment.method, why),
    missing,
  })
  if (!indicator.areas.includes('iris')) return refuse('not-for-area')
  const summed = sumReadings(indicator, catchment.parts, vintage, rows)
  const missing = [...summed.hidden, ...summed.absent]
  if (!summed.reading) return refuse(summed.hidden.length > 0 ? 'part-withheld' : 'absent', missing)
  const isPublished = summed.reading.formula.kind === 'published'
  if (isPublished) return rangeOf(indicator, area, catchment, vintage, rows, summed)
  const lacking = catchment.uncovered + presenceOf(catchment, missing)
  if (lacking > MOST_MISSING) return refuse('part-withheld', missing)
  return labelled(worth(indicator, area, vintage, catchment.method, summed.reading), missing, lacking)
}

function rangeOf(
  indicator: Indicator,
  area: Area,
  catchment: Catchment,
  vintage: number,
  rows: RowIndex,
  { reading }: Summed,
): IndicatorValue {
  const pinned = reading && { formula: reading.formula.id, dataset: reading.dataset }
  const within = catchment.parts.filter(({ presence }) => presence >= LEAST_PRESENCE)
  const figures = within.map(({ code }) => evaluate(indicator, { kind: 'iris', code }, vintage, rows, pinned))
  const known = figures.filter(({ value }) => value !== null)
  const missing = figures.filter(({ value }) => value === null).map((figure) => figure.area.code)
  const { withheld: _, ...frame } = withheldValue(indicator, area, vintage, catchment.method, 'absent', reading)
  if (known.length === 0) return { ...frame, withheld: 'part-withheld', missing }
  const caution = [...new Set(known.flatMap((figure) => figure.caution))]
  const lacking = catchment.uncovered + presenceOf(catchment, missing)
  return labelled({ ...frame, caution, range: spanOf(known) }, missing, lacking)
}

function spanOf(figures: readonly IndicatorValue[]): NonNullable<IndicatorValue['range']> {
  const values = figures.flatMap(({ value }) => (value === null ? [] : [value]))
  const least = Math.min(...values)
  const greatest = Math.max(...values)
  return {
    least,
    greatest,
    isLeastCapped: figures.some(({ value, bound }) => value === least && bound === 'at-most'),
    isGreatestCapped: figures.some(({ value, bound }) => value === greatest && bound === 'at-least'),
  }
}

function presenceOf(catchment: Catchment, codes: readonly string[]): number {
  return catchment.parts.reduce((sum, part) => sum + (codes.includes(part.code) ? part.presence : 0), 0)
}

function labelled(figure: IndicatorValue, missing: readonly string[], lacking: number): IndicatorValue {
  const isIncomplete = missing.length > 0 || lacking > LEAST_PRESENCE
  return {
    ...figure,
    missing,
    caution: [...figure.caution, ...(isIncomplete ? (['incomplete'] as const) : []), 'estimate'],
  }
}
