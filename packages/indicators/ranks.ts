import type { IndicatorValue } from './value.ts'

export interface Rank {
  /** 1 for the highest value; equal values share the place of the first of them. */
  readonly place: number
  /** Figures that have a value, the own one included. */
  readonly of: number
  readonly tiedWith: readonly string[]
  /** Codes of the areas without a value. */
  readonly missing: readonly string[]
}

/**
 * Place of a figure among those of its peers, such as the IRIS of a commune. Peers of another vintage, file or formula
 * count as missing.
 *
 * @param peers figures of the same indicator; the own one may be among them
 * @returns undefined when the own figure has no value
 */
export function rankAmong(own: IndicatorValue, peers: readonly IndicatorValue[]): Rank | undefined {
  if (own.value === null) return undefined
  const others = peers.filter(({ area }) => area.kind !== own.area.kind || area.code !== own.area.code)
  const values = others.map((peer) => ({ code: peer.area.code, value: isAlike(own, peer) ? peer.value : null }))
  const known = values.filter((peer) => peer.value !== null)
  const higher = known.filter((peer) => (peer.value ?? 0) > (own.value ?? 0))
  return {
    place: higher.length + 1,
    of: known.length + 1,
    tiedWith: known.filter((peer) => peer.value === own.value).map((peer) => peer.code),
    missing: values.filter((peer) => peer.value === null).map((peer) => peer.code),
  }
}

/** Whether two figures come from one file and vintage by one formula. */
export function isAlike(a: IndicatorValue, b: IndicatorValue): boolean {
  return a.indicator === b.indicator && a.vintage === b.vintage && a.dataset === b.dataset && a.formula === b.formula
}

export interface Distribution {
  /** Ascending; equal values by code. */
  readonly sorted: readonly { readonly figure: IndicatorValue; readonly isMarked: boolean }[]
  readonly withheld: readonly IndicatorValue[]
}

/** Figures in order of value with some of them marked, and those without a value apart. */
export function distributionOf(figures: readonly IndicatorValue[], markedCodes: readonly string[]): Distribution {
  const known = figures.filter((figure) => figure.value !== null)
  const byValue = (a: IndicatorValue, b: IndicatorValue) =>
    (a.value ?? 0) - (b.value ?? 0) || a.area.code.localeCompare(b.area.code)
  return {
    sorted: [...known].sort(byValue).map((figure) => ({ figure, isMarked: markedCodes.includes(figure.area.code) })),
    withheld: figures.filter((figure) => figure.value === null),
  }
}
