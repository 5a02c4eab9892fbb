import { fromEurope } from '../projections/laea.ts'
import type { Place } from '../rows.ts'

const SQUARE = /^CRS3035RES(\d+)mN(\d+)E(\d+)$/i

/** The middle of a square of INSEE's grid by its identifier, which names its south-west corner in EPSG:3035. */
export function squareCentre(code: string): Place | undefined {
  const [, side, north, east] = SQUARE.exec(code) ?? []
  if (side === undefined) return undefined
  const half = Number(side) / 2
  return fromEurope(Number(east) + half, Number(north) + half)
}
