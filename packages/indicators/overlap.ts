// The area common to two shapes without constructing it. A shape is the signed sum of the half-strips under its edges
// (+ under an edge that runs to the left of a ring turned counter-clockwise, − under one that runs to the right), so the
// product of two shapes is a sum over pairs of edges, each an integral of the lower of two straight lines. Nothing is
// cut, so shared edges, touching corners and collinear sides are no special cases.
import type { Plane, PlanePoint } from './plane.ts'

/** Longitude, latitude; as in GeoJSON. */
export type Position = readonly number[]
/** Rings of each polygon: one around, then those cut out. Either turning; first and last point equal or not. */
export type Polygons = readonly (readonly (readonly Position[])[])[]

interface Edge {
  /** From the left end to the right end. */
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
  readonly sign: 1 | -1
}

export interface Shape {
  /** By left end. */
  readonly edges: readonly Edge[]
  readonly rings: readonly (readonly PlanePoint[])[]
  readonly area: number
  readonly bounds: { readonly west: number; readonly south: number; readonly east: number; readonly north: number }
}

/**
 * Prepares polygons of degrees for measuring in a plane.
 *
 * @throws RangeError when there is no area, or a ring crosses itself, a hole leaves its polygon or two polygons overlap
 */
export function shapeOf(polygons: Polygons, plane: Plane): Shape {
  const rings = polygons.flatMap((polygon) =>
    polygon.map((ring, rank) =>
      turned(
        ring.map(([lon = Number.NaN, lat = Number.NaN]) => plane.pointAt(lon, lat)),
        rank,
      ),
    ),
  )
  const points = rings.flat()
  const shape: Shape = {
    edges: rings.flatMap(edgesOf).sort((a, b) => a.x0 - b.x0),
    rings,
    area: rings.reduce((sum, ring) => sum + signedArea(ring), 0),
    bounds: {
      west: points.reduce((least, [x]) => Math.min(least, x), Number.POSITIVE_INFINITY),
      south: points.reduce((least, [, y]) => Math.min(least, y), Number.POSITIVE_INFINITY),
      east: points.reduce((most, [x]) => Math.max(most, x), Number.NEGATIVE_INFINITY),
      north: points.reduce((most, [, y]) => Math.max(most, y), Number.NEGATIVE_INFINITY),
    },
  }
  if (!(shape.area > 0)) throw new RangeError('expected a polygon with an area')
  // What is covered twice, or backwards, counts by the square in the overlap of a shape with itself.
  if (Math.abs(overlapArea(shape, shape) - shape.area) > 1e-6 * shape.area) {
    throw new RangeError('expected a polygon that does not cross or cover itself')
  }
  return shape
}

/** Counter-clockwise for the ring around, clockwise for those cut out. */
function turned(ring: readonly PlanePoint[], rank: number): readonly PlanePoint[] {
  return signedArea(ring) > 0 === (rank === 0) ? ring : [...ring].reverse()
}

function signedArea(ring: readonly PlanePoint[]): number {
  const [x0 = 0, y0 = 0] = ring[0] ?? []
  return ring.reduce((sum, [x, y], index) => {
    const [beforeX, beforeY] = ring.at(index - 1) ?? [x, y]
    return sum + ((beforeX - x0) * (y - y0) - (x - x0) * (beforeY - y0)) / 2
  }, 0)
}

function edgesOf(ring: readonly PlanePoint[]): Edge[] {
  return ring.flatMap(([x1, y1], index): Edge[] => {
    const [x0, y0] = ring.at(index - 1) ?? [x1, y1]
    if (x0 === x1) return []
    return [x0 < x1 ? { x0, y0, x1, y1, sign: -1 } : { x0: x1, y0: y1, x1: x0, y1: y0, sign: 1 }]
  })
}

/**
 * Area in square metres of what two shapes of one plane have in common: exact but for rounding, concave shapes and holes
 * included. Takes as many steps as pairs of edges one above the other.
 */
export function overlapArea(a: Shape, b: Shape): number {
  if (a.bounds.east <= b.bounds.west || b.bounds.east <= a.bounds.west) return 0
  if (a.bounds.north <= b.bounds.south || b.bounds.north <= a.bounds.south) return 0
  let area = 0
  for (const over of a.edges) {
    if (over.x0 >= b.bounds.east) break
    for (const under of b.edges) {
      if (under.x0 >= over.x1) break
      if (under.x1 > over.x0) area += over.sign * under.sign * underBoth(over, under)
    }
  }
  return Math.max(0, area)
}

/** Integral of the lower of two edges over the stretch that they share. */
function underBoth(a: Edge, b: Edge): number {
  const from = Math.max(a.x0, b.x0)
  const to = Math.min(a.x1, b.x1)
  const aFrom = heightAt(a, from)
  const aTo = heightAt(a, to)
  const bFrom = heightAt(b, from)
  const bTo = heightAt(b, to)
  const gapFrom = aFrom - bFrom
  const gapTo = aTo - bTo
  const width = to - from
  if (gapFrom <= 0 && gapTo <= 0) return ((aFrom + aTo) / 2) * width
  if (gapFrom >= 0 && gapTo >= 0) return ((bFrom + bTo) / 2) * width
  const crossing = gapFrom / (gapFrom - gapTo)
  const height = aFrom + crossing * (aTo - aFrom)
  const [left, right] = gapFrom < 0 ? [aFrom, bTo] : [bFrom, aTo]
  return (((left + height) / 2) * crossing + ((height + right) / 2) * (1 - crossing)) * width
}

function heightAt({ x0, y0, x1, y1 }: Edge, x: number): number {
  if (x === x1) return y1 // the ends exactly, so that shared corners are shared
  return y0 + ((x - x0) / (x1 - x0)) * (y1 - y0)
}

/** Whether a point lies in a shape. On a border that two shapes share, in exactly one of them. */
export function holds(shape: Shape, [x, y]: PlanePoint): boolean {
  const { west, south, east, north } = shape.bounds
  if (x < west || x > east || y < south || y > north) return false
  let isOdd = false
  for (const { x0, y0, x1, y1 } of shape.edges) {
    if (x0 <= x && x < x1 && y < heightAt({ x0, y0, x1, y1, sign: 1 }, x)) isOdd = !isOdd
  }
  return isOdd
}
