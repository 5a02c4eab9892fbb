import { nearestOnSegment, type PlanePoint } from './plane.ts'

const MOST_ENTRIES = 80
const TOUCH_METRES = 0.01

/**
 * Straight ways across a square: pairs of entries that see each other inside its outline and outside its holes. Beyond
 * 80 entries only the rim is walked, which keeps the pairs few.
 *
 * @param rings outline first, then holes, each without repeating its first point
 * @param entries indices into `rings.flat()` of the points where other ways meet the square
 */
export function sightLines(rings: readonly (readonly PlanePoint[])[], entries: readonly number[]): [number, number][] {
  const points = rings.flat()
  const sides = sidesOf(rings)
  if (entries.length > MOST_ENTRIES) return []
  return entries.flatMap((from, index) =>
    entries.slice(index + 1).flatMap((to): [number, number][] => (sees(from, to) ? [[from, to]] : [])),
  )

  function sees(from: number, to: number): boolean {
    const [a, b] = [points[from], points[to]]
    if (!a || !b || sides.some(([p, q]) => (p === from && q === to) || (p === to && q === from))) return false
    if (points.some((point, index) => index !== from && index !== to && isOn(point, a, b))) return false
    const isCut = sides.some(([p, q]) => {
      if (p === from || p === to || q === from || q === to) return false
      const [c, d] = [points[p], points[q]]
      return c !== undefined && d !== undefined && cross(a, b, c, d)
    })
    return !isCut && isInside({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, rings)
  }
}

/** Whether a point lies inside rings, by counting the sides that a ray to the east crosses. */
export function isInside(point: PlanePoint, rings: readonly (readonly PlanePoint[])[]): boolean {
  let isOdd = false
  for (const ring of rings) {
    let before = ring.at(-1)
    for (const corner of ring) {
      if (before && corner.y > point.y !== before.y > point.y) {
        const x = before.x + ((corner.x - before.x) * (point.y - before.y)) / (corner.y - before.y)
        if (point.x < x) isOdd = !isOdd
      }
      before = corner
    }
  }
  return isOdd
}

function sidesOf(rings: readonly (readonly PlanePoint[])[]): [number, number][] {
  let first = 0
  return rings.flatMap((ring) => {
    const start = first
    first += ring.length
    return ring.map((_, index): [number, number] => [start + index, start + ((index + 1) % ring.length)])
  })
}

function isOn(point: PlanePoint, a: PlanePoint, b: PlanePoint): boolean {
  return nearestOnSegment(point, a, b).metres < TOUCH_METRES
}

function cross(a: PlanePoint, b: PlanePoint, c: PlanePoint, d: PlanePoint): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
}

function side(a: PlanePoint, b: PlanePoint, point: PlanePoint): number {
  return Math.sign((b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x))
}
