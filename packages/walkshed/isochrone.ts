import { contours, distanceField } from './contour.ts'
import { requireMinutes } from './matrix.ts'
import type { Paced } from './pace.ts'
import type { Plane, PlanePoint } from './plane.ts'
import { reachedPieces } from './reached.ts'
import type { Snap } from './snap.ts'
import { isInside } from './square.ts'

/** What can be reached within some minutes; `coordinates` are those of a GeoJSON MultiPolygon. */
export interface Isochrone {
  readonly minutes: number
  readonly coordinates: [lon: number, lat: number][][][]
}

const BESIDE_METRES = 25
const CELL_METRES = 10
/** Yards and gardens between streets, up to a square of 50 m, are no holes. */
const LEAST_HOLE = 2500

/**
 * Outlines of what is within 25 m of a way that is reached in time, in the order of the minutes asked for. A shorter
 * time's outline lies within a longer one's.
 *
 * @throws RangeError when minutes are not above 0 and within a day
 */
export function isochrones(paced: Paced, origin: Snap, minutes: readonly number[]): Isochrone[] {
  for (const each of minutes) requireMinutes(each)
  const piecesWithin = reachedPieces(paced, origin)
  return minutes.map((each) => {
    const pieces = piecesWithin(each * 60_000)
    const rings = pieces.length === 0 ? [] : contours(distanceField(pieces, BESIDE_METRES, CELL_METRES), BESIDE_METRES)
    return {
      minutes: each,
      coordinates: polygons(rings).map((polygon) => polygon.map((ring) => closed(ring, paced.graph.plane))),
    }
  })
}

/** Each outline with its holes. */
function polygons(rings: readonly PlanePoint[][]): PlanePoint[][][] {
  const outlines = rings.filter((ring) => areaOf(ring) > 0).sort((a, b) => areaOf(a) - areaOf(b))
  const found = outlines.map((outline) => [outline])
  for (const hole of rings.filter((ring) => areaOf(ring) <= -LEAST_HOLE)) {
    const corner = hole[0]
    // The smallest outline around a hole is its own: others lie around that one.
    if (corner) found.find(([outline = []]) => isInside(corner, [outline]))?.push(hole)
  }
  return found
}

function closed(ring: readonly PlanePoint[], plane: Plane): [number, number][] {
  return [...ring, ...ring.slice(0, 1)].map((point) => {
    const { lon, lat } = plane.toPlace(point)
    return [lon, lat]
  })
}

/** Square metres, positive when the ring turns counter-clockwise. */
function areaOf(ring: readonly PlanePoint[]): number {
  let before = ring.at(-1) ?? { x: 0, y: 0 }
  let twice = 0
  for (const point of ring) {
    twice += before.x * point.y - point.x * before.y
    before = point
  }
  return twice / 2
}
