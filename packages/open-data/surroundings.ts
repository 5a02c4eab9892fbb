import type { Position } from '#packages/intake/geojson/geometry.ts'

/** Degrees, WGS 84. */
export interface Box {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

/** Rings of a polygon (the first its outline, the others holes), polygon by polygon, as GeoJSON writes them. */
export type MultiPolygon = readonly (readonly (readonly Position[])[])[]

/** The communes and the land within the margin around them. Plain data. */
export interface Surroundings {
  /** Grown by the margin. */
  readonly box: Box
  readonly marginMetres: number
  readonly geometries: readonly MultiPolygon[]
  /** IRIS and communes that lie wholly or partly within the margin. */
  readonly areas: readonly string[]
}

export interface Shape {
  readonly code: string
  readonly geometry: MultiPolygon
}

const METRES_PER_DEGREE = 111_320

/**
 * The spatial perimeter: the contours of the communes (or of their IRIS) and a margin around them.
 *
 * @param inside contours of the perimeter itself
 * @param others contours of areas nearby; those within the margin are named in `areas`
 */
export function surroundingsOf(
  inside: readonly Shape[],
  marginMetres: number,
  others: readonly Shape[] = [],
): Surroundings | undefined {
  const box = boxOf(inside.map(({ geometry }) => geometry))
  if (!box) return undefined
  const made = { box: grown(box, marginMetres), marginMetres, geometries: inside.map(({ geometry }) => geometry) }
  const near = others.filter(({ geometry }) => isNear({ ...made, areas: [] }, geometry))
  return { ...made, areas: near.map(({ code }) => code) }
}

/** Whether a place is in the communes or within the margin of their contours. */
export function isAround({ box, marginMetres, geometries }: Surroundings, lon: number, lat: number): boolean {
  if (!isInBox(box, lon, lat)) return false
  return geometries.some((geometry) => isInside(geometry, lon, lat) || distanceTo(geometry, lon, lat) <= marginMetres)
}

/** Whether a contour has a corner within the margin, or holds the perimeter. */
export function isNear(surroundings: Surroundings, geometry: MultiPolygon): boolean {
  const box = boxOf([geometry])
  if (!box || !overlap(box, surroundings.box)) return false
  for (const [outline = []] of geometry) {
    for (const [lon, lat] of outline) if (isAround(surroundings, lon, lat)) return true
  }
  const corner = surroundings.geometries[0]?.[0]?.[0]?.[0]
  return corner !== undefined && isInside(geometry, corner[0], corner[1])
}

/** The smallest box around geometries; undefined when they have no corner. */
export function boxOf(geometries: readonly MultiPolygon[]): Box | undefined {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const geometry of geometries) {
    for (const [outline = []] of geometry) {
      for (const [lon, lat] of outline) {
        west = Math.min(west, lon)
        east = Math.max(east, lon)
        south = Math.min(south, lat)
        north = Math.max(north, lat)
      }
    }
  }
  return west <= east ? { west, south, east, north } : undefined
}

/** A box with a margin in metres on each side. */
export function grown({ west, south, east, north }: Box, metres: number): Box {
  const lat = metres / METRES_PER_DEGREE
  const lon = lat / Math.cos((Math.max(Math.abs(south), Math.abs(north)) * Math.PI) / 180)
  return { west: west - lon, south: south - lat, east: east + lon, north: north + lat }
}

export function isInBox({ west, south, east, north }: Box, lon: number, lat: number): boolean {
  return lon >= west && lon <= east && lat >= south && lat <= north
}

function overlap(a: Box, b: Box): boolean {
  return a.west <= b.east && a.east >= b.west && a.south <= b.north && a.north >= b.south
}

/** Even–odd rule over all rings: a hole is outside. */
export function isInside(geometry: MultiPolygon, lon: number, lat: number): boolean {
  let inside = false
  for (const rings of geometry) {
    for (const ring of rings) {
      for (let at = 1; at < ring.length; at++) {
        const [a, b] = [ring[at - 1], ring[at]]
        if (!a || !b || a[1] > lat === b[1] > lat) continue
        if (lon < a[0] + ((lat - a[1]) / (b[1] - a[1])) * (b[0] - a[0])) inside = !inside
      }
    }
  }
  return inside
}

/** Metres to the nearest side, on a plane tangent at the place: exact to 0.1 % over a few kilometres. */
function distanceTo(geometry: MultiPolygon, lon: number, lat: number): number {
  const eastMetres = METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180)
  let nearest = Infinity
  for (const rings of geometry) {
    for (const ring of rings) {
      for (let at = 1; at < ring.length; at++) {
        const [a, b] = [ring[at - 1], ring[at]]
        if (!a || !b) continue
        const [ax, ay] = [(a[0] - lon) * eastMetres, (a[1] - lat) * METRES_PER_DEGREE]
        const [dx, dy] = [(b[0] - a[0]) * eastMetres, (b[1] - a[1]) * METRES_PER_DEGREE]
        const along = dx === 0 && dy === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / (dx * dx + dy * dy)))
        nearest = Math.min(nearest, Math.hypot(ax + along * dx, ay + along * dy))
      }
    }
  }
  return nearest
}
