import type { ProblemCode } from '../problem.ts'
import type { Json, JsonObject } from './json.ts'

export type Position = readonly [number, number]

/** What a feature says of its place: a point, another geometry named by its type, or why it is refused. */
export type Place =
  | { readonly point: Position }
  | { readonly type: string; readonly first: Position | undefined }
  | { readonly fault: ProblemCode }

const POSITIONS_COMPARED = 2000

/** Reads and checks the geometry of a feature: points, and rings that are closed and do not cross themselves. */
export function placeOf(geometry: Json | undefined): Place {
  if (geometry === null || geometry === undefined) return { fault: 'geometry_null' }
  if (!isObject(geometry) || typeof geometry.type !== 'string') return { fault: 'geometry_invalid' }
  const { type, coordinates } = geometry
  if (type === 'Point') {
    const point = positionOf(coordinates)
    return point ? { point } : { fault: 'geometry_invalid' }
  }
  const fault =
    type === 'Polygon' ? ringsFault(coordinates) : type === 'MultiPolygon' ? polygonsFault(coordinates) : undefined
  if (fault) return { fault }
  return { type: String(type), first: firstPosition(coordinates) }
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function positionOf(value: Json | undefined): Position | undefined {
  if (!Array.isArray(value) || value.length < 2) return undefined
  const [x, y]: readonly Json[] = value
  return typeof x === 'number' && typeof y === 'number' ? [x, y] : undefined
}

function firstPosition(value: Json | undefined): Position | undefined {
  if (!Array.isArray(value)) return undefined
  return positionOf(value) ?? firstPosition(value[0])
}

function polygonsFault(coordinates: Json | undefined): ProblemCode | undefined {
  if (!Array.isArray(coordinates)) return 'geometry_invalid'
  for (const polygon of coordinates) {
    const fault = ringsFault(polygon)
    if (fault) return fault
  }
  return undefined
}

function ringsFault(coordinates: Json | undefined): ProblemCode | undefined {
  if (!Array.isArray(coordinates)) return 'geometry_invalid'
  for (const ring of coordinates) {
    if (!Array.isArray(ring)) return 'geometry_invalid'
    const positions: Position[] = []
    for (const one of ring) {
      const position = positionOf(one)
      if (!position) return 'geometry_invalid'
      positions.push(position)
    }
    const [first, last] = [positions[0], positions.at(-1)]
    if (!first || !last || positions.length < 4 || first[0] !== last[0] || first[1] !== last[1]) return 'ring_open'
    // Beyond that many corners comparing all pairs of sides would take longer than the import.
    if (positions.length <= POSITIONS_COMPARED && crosses(positions)) return 'ring_crossed'
  }
  return undefined
}

/** Whether two sides that are not neighbours cross properly. */
function crosses(ring: readonly Position[]): boolean {
  const sides = ring.length - 1
  for (let i = 0; i < sides; i++) {
    for (let j = i + 2; j < sides; j++) {
      if (i === 0 && j === sides - 1) continue
      const [a, b, c, d] = [ring[i], ring[i + 1], ring[j], ring[j + 1]]
      if (a && b && c && d && side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0) return true
    }
  }
  return false
}

function side(a: Position, b: Position, c: Position): number {
  return Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))
}
