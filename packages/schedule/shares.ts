/**
 * Who pays how much of a row of amounts. Rounded one by one, thirds of twelve instalments leave a payer several cents from a third of
 * the whole; so what is rounded here is each payer's running total, and an instalment is the difference of two of them.
 */

/** The whole of percentages, in basis points. */
export const WHOLE_BP = 10_000

export interface SharedAmount {
  /** A whole number from 0. */
  readonly cents: number
  /** One for each payer, whole numbers from 0, not all of them 0: `[1, 1, 1]` are thirds, `[7000, 3000]` basis points. */
  readonly weights: readonly number[]
  /** What each payer was billed of it already: it stands. */
  readonly kept?: readonly number[]
}

/**
 * Parts of each payer in each amount, in the order of the amounts. Every amount adds up; a payer of weight 0 gets nothing of it; and
 * each payer's running total is its exact share rounded by largest remainder, so that the last one is that of the whole. Amounts of
 * which parts are kept come first in the running totals: the others make up for their cents. A kept amount with a part that is more
 * cents from its share than there are amounts was agreed upon otherwise, and stands for itself.
 *
 * @param amounts in the order in which they fall due, each with a weight for every payer, payers always in the same order; on equal
 *   remainders the earlier payer wins
 * @returns cents for each payer, one row an amount
 * @example
 * const thirds = { cents: 100_00, weights: [1, 1, 1] }
 * sharedAlong([thirds, thirds, thirds]) // [[33_34, 33_33, 33_33], [33_33, 33_34, 33_33], [33_33, 33_33, 33_34]]
 * @throws RangeError when a number is not such a whole number, nobody pays an amount, or what is kept of one does not add up to it
 * @see Balinski & Young, *Fair Representation*, 1982 (Hamilton's method)
 * @see Tijdeman, “The chairman assignment problem”, *Discrete Mathematics* 32, 1980 (running totals within one of their shares)
 */
export function sharedAlong(amounts: readonly SharedAmount[]): number[][] {
  const wholes = amounts.map(wholeOf)
  const unit = wholes.reduce(commonMultiple, 1n) // of a cent, so that shares of different wholes are whole numbers of it
  const behind = Array.from({ length: amounts[0]?.weights.length ?? 0 }, () => 0n) // exact total less what was given, in units
  const mostRounding = BigInt(amounts.length) * unit
  const rows: number[][] = amounts.map(() => [])
  const keptFirst = [...amounts.keys()].toSorted(
    (a, b) => Number(!amounts[a]?.kept) - Number(!amounts[b]?.kept) || a - b,
  )
  for (const at of keptFirst) {
    const { cents = 0, weights = [], kept } = amounts[at] ?? {}
    const exact = weights.map((weight) => (BigInt(cents) * BigInt(weight) * unit) / (wholes[at] ?? 1n))
    const parts =
      kept ??
      roundedParts(
        cents,
        weights,
        exact.map((share, payer) => (behind[payer] ?? 0n) + share),
        unit,
      )
    rows[at] = [...parts]
    const missed = exact.map((share, payer) => share - BigInt(parts[payer] ?? 0) * unit)
    if (!kept || missed.every((units) => units <= mostRounding && units >= -mostRounding))
      for (const [payer, units] of missed.entries()) behind[payer] = (behind[payer] ?? 0n) + units
  }
  return rows
}

/** Whole cents that add up, each as near as can be to what is owed, in units of a cent; never less than none. */
function roundedParts(cents: number, weights: readonly number[], owed: readonly bigint[], unit: bigint): number[] {
  const parts = owed.map((units, payer) => (weights[payer] && units > 0n ? Number(units / unit) : 0))
  const rest = (payer: number) => (owed[payer] ?? 0n) - BigInt(parts[payer] ?? 0) * unit
  for (let left = cents - sum(parts); left !== 0; left -= Math.sign(left)) {
    const eligible = [...parts.keys()].filter((payer) => (left > 0 ? weights[payer] : parts[payer]))
    const chosen = eligible.reduce((best, payer) =>
      left > 0 ? (rest(payer) > rest(best) ? payer : best) : rest(payer) < rest(best) ? payer : best,
    )
    parts[chosen] = (parts[chosen] ?? 0) + Math.sign(left)
  }
  return parts
}

function wholeOf({ cents, weights, kept = [] }: SharedAmount, _at: number, [first]: readonly SharedAmount[]): bigint {
  for (const n of [cents, ...weights, ...kept])
    if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(`expected a whole number, 0 or more, got ${n}`)
  if (weights.length !== first?.weights.length) throw new RangeError('expected a weight for every payer')
  if (kept.length > 0 && (kept.length !== weights.length || sum(kept) !== cents))
    throw new RangeError(`expected kept parts of every payer that make ${cents} cents, got ${kept.join(', ')}`)
  const whole = sum(weights)
  if (whole === 0) throw new RangeError('expected somebody who pays')
  return BigInt(whole)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => one + other, 0)
}

function commonMultiple(a: bigint, b: bigint): bigint {
  const divisor = (x: bigint, y: bigint): bigint => (y === 0n ? x : divisor(y, x % y))
  return (a * b) / divisor(a, b)
}
