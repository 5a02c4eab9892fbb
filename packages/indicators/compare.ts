import { evaluate } from './evaluate.ts'
import type { Indicator } from './indicator.ts'
import type { Area, RowIndex } from './row.ts'
import { sumOverIris } from './sums.ts'
import type { IndicatorValue } from './value.ts'

/** Why two figures are not set against each other. */
export const INCOMPARABLE = [
  'own-withheld',
  'reference-withheld',
  'other-indicator',
  'other-vintage',
  'other-file',
  'other-formula',
  /** A larger area has more of everything. */
  'counts',
  /** A capped rate, of which only one side is known. */
  'capped',
] as const
export type Incomparable = (typeof INCOMPARABLE)[number]

export interface Comparison {
  readonly own: IndicatorValue
  readonly reference: IndicatorValue
  readonly incomparable?: Incomparable
  /** Own minus reference, in the unit of the indicator. */
  readonly difference: number | null
  /** The same in percentage points, for shares only. */
  readonly points: number | null
  /** Own over reference minus one. */
  readonly relative: number | null
  readonly ratio: number | null
  /** The difference is no greater than the margin of the two figures together. */
  readonly isWithinMargin: boolean
}

/**
 * Sets a figure against another of the same indicator, vintage, file and formula.
 *
 * @returns the differences, or why there are none
 */
export function compare(own: IndicatorValue, reference: IndicatorValue): Comparison {
  const nothing = { difference: null, points: null, relative: null, ratio: null, isWithinMargin: false }
  const incomparable = whyNot(own, reference)
  if (incomparable || own.value === null || reference.value === null) {
    return { own, reference, ...(incomparable && { incomparable }), ...nothing }
  }
  const difference = own.value - reference.value
  const isNothing = reference.value === 0
  const margin = Math.hypot(own.precision?.margin ?? 0, reference.precision?.margin ?? 0)
  return {
    own,
    reference,
    difference,
    points: own.unit === 'share' ? difference * 100 : null,
    relative: isNothing ? null : difference / reference.value,
    ratio: isNothing ? null : own.value / reference.value,
    isWithinMargin: margin > 0 && Math.abs(difference) <= margin,
  }
}

function whyNot(own: IndicatorValue, reference: IndicatorValue): Incomparable | undefined {
  if (own.indicator !== reference.indicator) return 'other-indicator'
  if (own.unit === 'count') return 'counts'
  if (own.value === null) return 'own-withheld'
  if (reference.value === null) return 'reference-withheld'
  if (own.vintage !== reference.vintage) return 'other-vintage'
  if (own.dataset !== reference.dataset) return 'other-file'
  if (own.formula !== reference.formula) return 'other-formula'
  return own.bound || reference.bound ? 'capped' : undefined
}

/** IRIS of a commune, for a commune without a row of its own. */
export interface References {
  readonly areas: readonly Area[]
  readonly irisOf?: (commune: Area) => readonly string[]
}

/**
 * Compares a figure with wider areas, each read from its own row of the same file and vintage by the same formula. Only
 * a commune without such a row may be summed over its IRIS, counts alone, and is labelled so.
 */
export function compareWithWider(
  indicator: Indicator,
  own: IndicatorValue,
  { areas, irisOf }: References,
  rows: RowIndex,
): Comparison[] {
  const pinned = own.dataset && own.formula ? { dataset: own.dataset, formula: own.formula } : undefined
  return areas.map((area) => {
    const direct = evaluate(indicator, area, own.vintage, rows, pinned)
    const isSummable = direct.withheld === 'absent' && area.kind === 'commune' && irisOf !== undefined
    return compare(own, isSummable ? sumOverIris(indicator, area, irisOf(area), own.vintage, rows) : direct)
  })
}
