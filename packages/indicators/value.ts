import type { Variation } from './census-precision.ts'
import type { Unit } from './indicator.ts'
import type { Area, Dataset } from './row.ts'

/** Why no value is given. The first five are the producer's (see `HiddenByProducer`), the others ours. */
export const WITHHELD = [
  'ns',
  'nd',
  's',
  'so',
  'blank',
  /** No row, or none with the variables of any formula. */
  'absent',
  /** The producer does not make this figure for areas of this kind. */
  'not-for-area',
  /** The producer's note takes the whole row back. */
  'note',
  /** Too few persons or dwellings to divide by. */
  'small-denominator',
  /** A median or a published rate, which cannot be added up. */
  'not-additive',
  /** A part of the sum or estimate is hidden or missing. */
  'part-withheld',
  /** Shown beside the others it would give a hidden one away. */
  'by-difference',
] as const
export type Withheld = (typeof WITHHELD)[number]

export const CAUTIONS = [
  'under-200',
  'imprecise',
  'complementary-sample',
  'crosses-commune',
  'fragile',
  'approximate-formula',
  'incomplete',
  'estimate',
] as const
export type Caution = (typeof CAUTIONS)[number]

export const METHODS = ['published', 'computed', 'summed-iris', 'catchment-area', 'catchment-dwellings'] as const
export type Method = (typeof METHODS)[number]

export interface Precision {
  /** Of the numerator. */
  readonly variation: Variation
  /** Half the width of a 95 % interval around the value, in its unit; null where it has no upper bound. */
  readonly margin: number | null
}

/** One figure with all that must stand beside it. */
export interface IndicatorValue {
  /** Indicator, kind and code of the area, vintage, method, formula if not the main one: always the same for a figure. */
  readonly id: string
  readonly indicator: string
  readonly area: Area
  readonly vintage: number
  readonly unit: Unit
  readonly method: Method
  readonly dataset: Dataset | null
  /** Id of the formula used, and the series in which it may be compared. */
  readonly formula: string | null
  readonly series: string | null
  readonly variables: readonly string[]
  readonly value: number | null
  readonly withheld?: Withheld
  /** Where the producer caps a published rate: the true one is at most, or at least, the value. */
  readonly bound?: 'at-most' | 'at-least'
  /** Instead of a value, for medians and published rates of a catchment. */
  readonly range?: {
    readonly least: number
    readonly greatest: number
    /** The least of them is a capped rate: « at most ». */
    readonly isLeastCapped: boolean
    readonly isGreatestCapped: boolean
  }
  readonly numerator: number | null
  readonly denominator: number | null
  /** Codes of IRIS that should be in the figure and are not. */
  readonly missing: readonly string[]
  readonly caution: readonly Caution[]
  readonly precision?: Precision
}

export function valueId(
  indicator: string,
  { kind, code }: Pick<Area, 'kind' | 'code'>,
  vintage: number,
  method: Method,
  formula = 'exact',
): string {
  const main = `${indicator}:${kind}:${code}:${vintage}:${method}`
  return formula === 'exact' ? main : `${main}:${formula}`
}
