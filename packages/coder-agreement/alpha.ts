/**
 * Krippendorff's alpha: 1 − observed ÷ expected disagreement, over all pairs of values given to the same unit. Any
 * number of coders, values may be missing, and the level of measurement says how far two values lie apart.
 */

/** A value that a coder gave to a unit; `null` where this coder gave none. */
export type Rating = string | number | null

/** How values compare: as names, ranks, distances or proportions (numbers of 0 or more). */
export type Level = 'nominal' | 'ordinal' | 'interval' | 'ratio'

export interface Agreement {
  /** 1 perfect, 0 as by chance, negative when coders contradict each other; `null` when nothing varies or nothing pairs. */
  readonly alpha: number | null
  readonly observedDisagreement: number
  readonly expectedDisagreement: number
  /** Units that two coders or more gave a value to. */
  readonly units: number
  /** Values in these units. */
  readonly values: number
}

/**
 * Alpha of units × coders.
 *
 * @param units unit by unit, one rating a coder in the same order; a unit with fewer than two values counts for nothing
 * @throws RangeError when ratings of a level other than nominal are not numbers, or are negative for ratio
 * @see Krippendorff, *Computing Krippendorff's Alpha-Reliability* (2011), sections A to D
 * @example alpha([['a', 'a'], ['b', 'b'], ['a', 'b']], 'nominal').alpha // 0.4444…
 */
export function alpha(units: readonly (readonly Rating[])[], level: Level): Agreement {
  return agreementOf(units.map(given), level)
}

/** Alpha of units whose missing values are gone already. */
export function agreementOf(units: readonly (readonly Given[])[], level: Level): Agreement {
  const pairable = units.filter((values) => values.length > 1)
  const totals = new Map<Given, number>()
  for (const values of pairable) for (const value of values) totals.set(value, (totals.get(value) ?? 0) + 1)
  const count = pairable.reduce((sum, values) => sum + values.length, 0)
  const apart = differenceOf(level, totals)
  const observed = pairable.reduce(
    (sum, values) => sum + disagreement(countsOf(values), apart) / (values.length - 1),
    0,
  )
  const expected = disagreement([...totals], apart) / (count - 1)
  return {
    alpha: expected > 0 ? 1 - observed / expected : null,
    observedDisagreement: count > 0 ? observed / count : 0,
    expectedDisagreement: count > 0 ? expected / count : 0,
    units: pairable.length,
    values: count,
  }
}

export type Given = string | number

function given(ratings: readonly Rating[]): Given[] {
  return ratings.filter((rating) => rating !== null)
}

function countsOf(values: readonly Given[]): [Given, number][] {
  const counts = new Map<Given, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts]
}

/** Sum of squared differences over all ordered pairs of different values. */
function disagreement(counts: readonly (readonly [Given, number])[], apart: Difference): number {
  return counts.reduce(
    (sum, [a, times], index) =>
      sum + counts.slice(index + 1).reduce((rest, [b, more]) => rest + 2 * times * more * apart(a, b), 0),
    0,
  )
}

/** Squared difference of two different values. */
type Difference = (a: Given, b: Given) => number

function differenceOf(level: Level, totals: ReadonlyMap<Given, number>): Difference {
  if (level === 'nominal') return () => 1
  for (const value of totals.keys()) requireNumber(value, level)
  if (level === 'interval') return (a, b) => (Number(a) - Number(b)) ** 2
  if (level === 'ratio') return (a, b) => ((Number(a) - Number(b)) / (Number(a) + Number(b))) ** 2
  const rank = midRanks(totals)
  return (a, b) => ((rank.get(a) ?? 0) - (rank.get(b) ?? 0)) ** 2
}

function requireNumber(value: Given, level: Level): void {
  if (typeof value === 'number' && Number.isFinite(value) && (level !== 'ratio' || value >= 0)) return
  throw new RangeError(
    `expected a number${level === 'ratio' ? ' of 0 or more' : ''} for the level ${level}, got ${value}`,
  )
}

/** The values before each one, plus half of its own: ranks whose differences are those of the ordinal metric. */
function midRanks(totals: ReadonlyMap<Given, number>): Map<Given, number> {
  let before = 0
  return new Map(
    [...totals]
      .sort(([a], [b]) => Number(a) - Number(b))
      .map(([value, times]) => {
        before += times
        return [value, before - times / 2]
      }),
  )
}
