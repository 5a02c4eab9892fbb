import type { Invoice, Vat } from './invoice.ts'

/** BG-23: what is taxed alike. */
export interface VatGroup extends Vat {
  readonly baseCents: number
  readonly vatCents: number
}

export interface Totals {
  /** BT-131 of each line, in their order. */
  readonly lineCents: readonly number[]
  /** BT-106. */
  readonly linesCents: number
  /** BT-109. */
  readonly netCents: number
  /** BT-110. */
  readonly vatCents: number
  /** BT-112. */
  readonly grossCents: number
  /** BT-115. */
  readonly dueCents: number
  readonly groups: readonly VatGroup[]
}

/**
 * What the lines come to. Tax is reckoned once per category and rate, on the sum of the net lines, never line by line.
 *
 * @throws RangeError when an amount is no whole number of cents, or beyond exact arithmetic
 * @see EN 16931-1: BR-CO-10, BR-CO-13 to BR-CO-17, BR-S-08, BR-E-08, BR-AE-08
 */
export function totalsOf({ lines, prepaidCents }: Pick<Invoice, 'lines' | 'prepaidCents'>): Totals {
  const lineCents = lines.map(({ quantityMilli, unitPriceCents }) => share(unitPriceCents, quantityMilli, 1000))
  const bases = new Map<string, { vat: Vat; baseCents: number }>()
  lines.forEach(({ vat }, at) => {
    const group = bases.get(groupKey(vat)) ?? { vat, baseCents: 0 }
    bases.set(groupKey(vat), { ...group, baseCents: group.baseCents + (lineCents[at] ?? 0) })
  })
  const groups = [...bases.values()].map(({ vat, baseCents }) => ({
    ...vat,
    baseCents,
    vatCents: vatOf(baseCents, vat.rateBp),
  }))
  const linesCents = sum(lineCents)
  const vatCents = sum(groups.map((group) => group.vatCents))
  const grossCents = linesCents + vatCents
  return {
    lineCents,
    linesCents,
    netCents: linesCents,
    vatCents,
    grossCents,
    dueCents: grossCents - prepaidCents,
    groups,
  }
}

/**
 * Tax on a base, to the cent, half a cent away from zero.
 *
 * @param rateBp in basis points
 * @example vatOf(3333_33, 2000) // 666_67
 * @throws RangeError when one is no whole number, or the product is beyond exact arithmetic
 * @see EN 16931-1, BR-CO-17
 */
export function vatOf(baseCents: number, rateBp: number): number {
  return share(baseCents, rateBp, 10_000)
}

/** What is taxed alike: category and rate. */
export function groupKey({ category, rateBp }: Vat): string {
  return `${category} ${rateBp}`
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0)
}

function share(cents: number, parts: number, whole: number): number {
  const product = cents * parts
  if (![cents, parts, product].every(Number.isSafeInteger)) {
    throw new RangeError(`expected whole numbers, got ${cents} and ${parts}`)
  }
  // Half away from zero, in whole numbers only; `|| 0` because −0 is another value.
  return Math.sign(product) * Math.floor((2 * Math.abs(product) + whole) / (2 * whole)) || 0
}
