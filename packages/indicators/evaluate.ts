import { variationOf } from './census-precision.ts'
import { type Formula, type Indicator, variablesOf } from './indicator.ts'
import { type Pinned, type Reading, readFirst } from './reading.ts'
import type { Area, RowIndex } from './row.ts'
import { RELIABILITY_RULES, SECRECY_RULES } from './rules.ts'
import { type Caution, type IndicatorValue, type Method, type Precision, valueId, type Withheld } from './value.ts'

/** Coefficient of variation from which a value is called imprecise: ± 30 % at 95 %. Own rule. */
const IMPRECISE = 0.15

/** Standard deviations on each side of a 95 % interval. */
const NORMAL_95 = 1.96

/**
 * The value of an indicator for one area and vintage, from the area's own rows alone.
 *
 * @param pinned formula and file to keep to, so that a reference is read as what it is compared with
 * @returns a value, or `null` with the reason; never zero for an empty cell
 */
export function evaluate(
  indicator: Indicator,
  area: Area,
  vintage: number,
  rows: RowIndex,
  pinned?: Pinned,
): IndicatorValue {
  const reading = readFirst(indicator, area, vintage, rows, pinned)
  const isForArea = indicator.areas.includes(area.kind)
  if (!reading || !isForArea) {
    return withheldValue(indicator, area, vintage, 'computed', isForArea ? 'absent' : 'not-for-area')
  }
  const method = reading.formula.kind === 'published' ? 'published' : 'computed'
  if (reading.hidden) return withheldValue(indicator, area, vintage, method, reading.hidden, reading)
  return worth(indicator, area, vintage, method, reading)
}

/** Vintages for which an indicator may have values for areas of one kind, ascending. */
export function vintagesOf(indicator: Indicator, kind: Area['kind'], rows: RowIndex): number[] {
  const vintages = indicator.formulas.flatMap(({ datasets, from, to = Number.POSITIVE_INFINITY }) =>
    datasets.flatMap((dataset) => rows.vintagesOf(dataset, kind)).filter((year) => from <= year && year <= to),
  )
  return [...new Set(vintages)].sort((a, b) => a - b)
}

/** A figure without a value, and why. */
export function withheldValue(
  indicator: Indicator,
  area: Area,
  vintage: number,
  method: Method,
  withheld: Withheld,
  reading?: Pick<Reading, 'formula' | 'dataset'>,
): IndicatorValue {
  return {
    ...frame(indicator, area, vintage, method, reading),
    value: null,
    withheld,
    numerator: null,
    denominator: null,
    missing: [],
    caution: [],
  }
}

/** A figure from what was read or summed: divides, caps, and says what must be said with it. */
export function worth(
  indicator: Indicator,
  area: Area,
  vintage: number,
  method: Method,
  reading: Reading,
): IndicatorValue {
  const { formula, numerator, denominator } = reading
  const { leastDenominator } = RELIABILITY_RULES[indicator.reliability]
  if (denominator !== null && !(denominator >= leastDenominator)) {
    const hidden = withheldValue(indicator, area, vintage, method, 'small-denominator', reading)
    return { ...hidden, numerator, denominator }
  }
  const value = (formula.times * (denominator === null ? numerator : numerator / denominator)) / formula.per
  const precision = area.kind === 'iris' ? precisionOf(formula, reading, value) : undefined
  const bound = boundOf(indicator, formula, numerator)
  return {
    ...frame(indicator, area, vintage, method, reading),
    value,
    ...(bound && { bound }),
    numerator: formula.kind === 'published' ? null : numerator,
    denominator,
    missing: [],
    caution: cautionsOf(indicator, area, reading, precision),
    ...(precision && { precision }),
  }
}

function frame(
  indicator: Indicator,
  area: Area,
  vintage: number,
  method: Method,
  reading?: Pick<Reading, 'formula' | 'dataset'>,
) {
  return {
    id: valueId(indicator.id, area, vintage, method, reading?.formula.id),
    indicator: indicator.id,
    area,
    vintage,
    unit: indicator.unit,
    method,
    dataset: reading?.dataset ?? null,
    formula: reading?.formula.id ?? null,
    series: reading?.formula.series ?? null,
    variables: reading ? variablesOf(reading.formula) : [],
  }
}

/**
 * The coefficient of a share is at most that of its numerator, a part of the denominator: the margin errs on the wide side.
 * A sum is taken for a count of its size of the variable that weighs most in it.
 */
function precisionOf(formula: Formula, reading: Reading, value: number): Precision | undefined {
  if (formula.kind === 'published') return undefined
  const variation = variationOf(reading.leading, reading.numerator)
  if (!variation) return undefined
  const { greatest } = variation
  return { variation, margin: greatest === null ? null : NORMAL_95 * greatest * value }
}

function boundOf(indicator: Indicator, formula: Formula, published: number): IndicatorValue['bound'] {
  const caps = SECRECY_RULES[indicator.secrecy].caps
  if (!caps || formula.kind !== 'published' || !caps.variables.includes(formula.numerator[0] ?? '')) return undefined
  if (published <= caps.least) return 'at-most'
  return published >= caps.greatest ? 'at-least' : undefined
}

function cautionsOf(
  indicator: Indicator,
  area: Area,
  { formula, dataset, numerator, denominator, isFragile }: Reading,
  precision: Precision | undefined,
): Caution[] {
  const { cautionUnder } = RELIABILITY_RULES[indicator.reliability]
  const counts = formula.kind === 'published' ? [] : [numerator, denominator ?? numerator]
  const holds: readonly (readonly [Caution, boolean])[] = [
    ['under-200', counts.some((count) => count < cautionUnder)],
    ['imprecise', isImprecise(precision)],
    ['complementary-sample', dataset.startsWith('census-') && isComplementary(formula)],
    ['crosses-commune', (area.communes?.length ?? 0) > 1],
    ['fragile', isFragile],
    ['approximate-formula', formula.isApproximate],
  ]
  return holds.filter(([, does]) => does).map(([caution]) => caution)
}

function isComplementary(formula: Formula): boolean {
  return variablesOf(formula).some((variable) => variable.startsWith('C_'))
}

function isImprecise(precision: Precision | undefined): boolean {
  if (!precision) return false
  const { greatest } = precision.variation
  return greatest === null || greatest >= IMPRECISE
}
