import { withheldValue, worth } from './evaluate.ts'
import type { Indicator } from './indicator.ts'
import { type Pinned, type Reading, readFirst } from './reading.ts'
import type { Area, RowIndex } from './row.ts'
import type { IndicatorValue } from './value.ts'

/** An IRIS and the part of it that counts, 0 to 1. */
export interface Share {
  readonly code: string
  readonly weight: number
}

/** What weighted counts of several IRIS make together. */
export interface Summed {
  /** Numerator and denominator summed; undefined when nothing was there to sum. */
  readonly reading?: Reading
  /** IRIS whose file hides a count. */
  readonly hidden: readonly string[]
  /** IRIS without a row, or without the variables. */
  readonly absent: readonly string[]
}

/**
 * Adds up the numerators, and the denominators, of several IRIS by one formula from one file: the best that the first
 * IRIS with any row allows, kept to for all the others.
 */
export function sumReadings(indicator: Indicator, shares: readonly Share[], vintage: number, rows: RowIndex): Summed {
  let pinned: Pinned | undefined
  let summed: Reading | undefined
  const hidden: string[] = []
  const absent: string[] = []
  for (const { code, weight } of shares) {
    const reading = readFirst(indicator, { kind: 'iris', code }, vintage, rows, pinned)
    if (!reading) {
      absent.push(code)
      continue
    }
    pinned ??= { formula: reading.formula.id, dataset: reading.dataset }
    if (reading.hidden) hidden.push(code)
    else summed = plus(summed, reading, weight)
  }
  return { ...(summed && { reading: summed }), hidden, absent }
}

function plus(sum: Reading | undefined, reading: Reading, weight: number): Reading {
  return {
    ...reading,
    isFragile: reading.isFragile || (sum?.isFragile ?? false),
    numerator: (sum?.numerator ?? 0) + weight * reading.numerator,
    denominator: reading.denominator === null ? null : (sum?.denominator ?? 0) + weight * reading.denominator,
  }
}

/**
 * The commune's figure from its IRIS, where the commune has no row of its own: counts summed, rates recomputed from
 * summed counts, both labelled `summed-iris`. IRIS without a row are named in `missing`; a hidden count withholds all.
 */
export function sumOverIris(
  indicator: Indicator,
  commune: Area,
  irisCodes: readonly string[],
  vintage: number,
  rows: RowIndex,
): IndicatorValue {
  const whole = irisCodes.map((code) => ({ code, weight: 1 }))
  const { reading, hidden, absent } = sumReadings(indicator, whole, vintage, rows)
  const refuse = (why: 'absent' | 'not-additive' | 'part-withheld') =>
    withheldValue(indicator, commune, vintage, 'summed-iris', why, reading)
  if (reading?.formula.kind === 'published') return refuse('not-additive')
  if (hidden.length > 0) return { ...refuse('part-withheld'), missing: [...hidden, ...absent] }
  if (!reading) return refuse('absent')
  const figure = worth(indicator, commune, vintage, 'summed-iris', reading)
  return { ...figure, missing: absent, caution: absent.length > 0 ? [...figure.caution, 'incomplete'] : figure.caution }
}
