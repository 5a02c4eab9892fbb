import type { Position } from '#packages/intake/geojson/geometry.ts'
import type { ProblemCode } from '#packages/intake/problem.ts'
import { sixDecimals } from '../places/point.ts'
import { type Crs, placeIn } from '../projections/crs.ts'
import type { MultiPolygon } from '../surroundings.ts'

/** A ring as found, or what is wrong with it. */
export type FoundRing = readonly Position[] | ProblemCode

/** A ring in WGS 84 with six decimals; corners that fall together are one. */
export function ringIn(crs: Crs, ring: readonly Position[]): FoundRing {
  const placed: Position[] = []
  for (const [x, y] of ring) {
    if (!Number.isFinite(x) || !Number.isFinite(y)) return 'geometry_invalid'
    const position = crs === 'wgs84' ? degrees(x, y) : metres(crs, x, y)
    if (!position) return crs === 'wgs84' ? 'geometry_invalid' : 'place_impossible'
    const last = placed.at(-1)
    if (!last || last[0] !== position[0] || last[1] !== position[1]) placed.push(position)
  }
  const [first, last] = [placed[0], placed.at(-1)]
  if (!first || !last || first[0] !== last[0] || first[1] !== last[1]) return 'ring_open'
  return placed
}

function degrees(lon: number, lat: number): Position | undefined {
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 ? [sixDecimals(lon), sixDecimals(lat)] : undefined
}

function metres(crs: Crs, x: number, y: number): Position | undefined {
  const place = placeIn(crs, x, y)
  return place && [place.lon, place.lat]
}

/** Twice the area on the plane: positive when the ring turns counter-clockwise. */
export function turn(ring: readonly Position[]): number {
  let sum = 0
  for (let at = 1; at < ring.length; at++) {
    const [a, b] = [ring[at - 1], ring[at]]
    if (a && b) sum += a[0] * b[1] - b[0] * a[1]
  }
  return sum
}

/** Polygons whose outlines turn counter-clockwise and holes clockwise, as RFC 7946 asks; slivers of no area are gone. */
export function wound(polygons: readonly (readonly (readonly Position[])[])[]): MultiPolygon {
  return polygons
    .filter(([outline = []]) => outline.length >= 4)
    .map((rings) =>
      rings
        .filter((ring) => ring.length >= 4)
        .map((ring, at) => (turn(ring) > 0 === (at === 0) ? ring : ring.toReversed())),
    )
}
