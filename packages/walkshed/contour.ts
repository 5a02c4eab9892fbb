import { nearestOnSegment, type PlanePoint } from './plane.ts'
import type { Piece } from './reached.ts'

/** Distances to a set of lines at the corners of a square grid. */
export interface DistanceField {
  readonly west: number
  readonly south: number
  readonly cell: number
  readonly columns: number
  readonly rows: number
  /** Metres, row after row from the south; cut off a cell beyond the distance that is asked for. */
  readonly metres: Float64Array
}

/** Corners lie at multiples of `cell`, so that the fields of different walks have them in common. */
export function distanceField(pieces: readonly Piece[], within: number, cell: number): DistanceField {
  const far = within + cell
  const points = pieces.flat()
  const cells = (metres: number) => Math.floor(metres / cell)
  const west = cells(least(points, ({ x }) => x) - far) - 1
  const south = cells(least(points, ({ y }) => y) - far) - 1
  const columns = cells(-least(points, ({ x }) => -x) + far) + 3 - west
  const rows = cells(-least(points, ({ y }) => -y) + far) + 3 - south
  const metres = new Float64Array(columns * rows).fill(far)
  for (const [a, b] of pieces) {
    const [left, right] = [cells(Math.min(a.x, b.x) - far) - west, cells(Math.max(a.x, b.x) + far) + 1 - west]
    const [bottom, top] = [cells(Math.min(a.y, b.y) - far) - south, cells(Math.max(a.y, b.y) + far) + 1 - south]
    for (let row = bottom; row <= top; row++) {
      for (let column = left; column <= right; column++) {
        const corner = { x: (west + column) * cell, y: (south + row) * cell }
        const at = row * columns + column
        metres[at] = Math.min(metres[at] ?? far, nearestOnSegment(corner, a, b).metres)
      }
    }
  }
  return { west: west * cell, south: south * cell, cell, columns, rows, metres }
}

/**
 * Closed lines around everything nearer than `level`, outlines counter-clockwise and holes clockwise: marching squares,
 * crossings interpolated along the sides of cells. Corners that are near across a diagonal stay apart, which keeps
 * lines from crossing, and the line of a lesser field around that of a greater one.
 *
 * @see Lorensen & Cline, "Marching cubes", SIGGRAPH 1987 (its plane case)
 */
export function contours(field: DistanceField, level: number): PlanePoint[][] {
  const next = new Map<number, number>()
  for (let row = 0; row + 1 < field.rows; row++) {
    for (let column = 0; column + 1 < field.columns; column++) linkCell(row, column)
  }
  const rings: PlanePoint[][] = []
  for (const start of next.keys()) {
    const ring: PlanePoint[] = []
    for (let side = start; next.has(side); ) {
      ring.push(crossing(side))
      const following = next.get(side) ?? start
      next.delete(side)
      side = following
    }
    if (ring.length > 0) rings.push(ring)
  }
  return rings

  /** In each cell, the line goes from the side after a run of near corners, counter-clockwise, to the side before it. */
  function linkCell(row: number, column: number): void {
    const { columns } = field
    const corner = row * columns + column
    const corners = [corner, corner + 1, corner + columns + 1, corner + columns]
    const sides = [2 * corner, 2 * (corner + 1) + 1, 2 * (corner + columns), 2 * corner + 1]
    const isNear = corners.map((at) => (field.metres[at] ?? level) < level)
    if (isNear.every((near) => near === isNear[0])) return
    for (let last = 0; last < 4; last++) {
      if (!isNear[last] || isNear[(last + 1) % 4]) continue
      let first = last
      while (isNear[(first + 3) % 4]) first = (first + 3) % 4
      next.set(sides[last] ?? 0, sides[(first + 3) % 4] ?? 0)
    }
  }

  /** Sides are numbered by their lower or left corner: twice it for one to the east, and one more for one to the north. */
  function crossing(side: number): PlanePoint {
    const corner = side >> 1
    const isNorth = side % 2 === 1
    const [here, there] = [field.metres[corner] ?? 0, field.metres[corner + (isNorth ? field.columns : 1)] ?? 0]
    // Never at a corner itself, where four lines could touch.
    const part = Math.min(0.999, Math.max(0.001, (level - here) / (there - here)))
    const column = corner % field.columns
    const row = (corner - column) / field.columns
    return {
      x: field.west + (column + (isNorth ? 0 : part)) * field.cell,
      y: field.south + (row + (isNorth ? part : 0)) * field.cell,
    }
  }
}

function least(points: readonly PlanePoint[], measure: (point: PlanePoint) => number): number {
  return points.reduce((lowest, point) => Math.min(lowest, measure(point)), Infinity)
}
