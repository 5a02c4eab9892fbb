import { nearestOnSegment, type PlanePoint } from './plane.ts'

/** Squares of the plane, each with the segments whose bounding box touches it. */
export interface SegmentGrid {
  readonly west: number
  readonly south: number
  readonly columns: number
  readonly rows: number
  readonly cell: number
  /** By square (one more): the first of its entries in `segments`. */
  readonly first: Int32Array
  readonly segments: Int32Array
}

/** The point of a segment that is nearest to another. */
export interface Nearest {
  readonly segment: number
  /** 0 at the segment's first vertex, 1 at its second. */
  readonly along: number
  readonly metres: number
}

interface Lines {
  readonly x: Float64Array
  readonly y: Float64Array
  readonly from: Int32Array
  readonly to: Int32Array
}

const LEAST_CELL = 40
const SQUARES_PER_SEGMENT = 2

export function gridOf(x: Float64Array, y: Float64Array, from: Int32Array, to: Int32Array): SegmentGrid {
  const [west, east] = extent(x)
  const [south, north] = extent(y)
  const area = Math.max(1, (east - west) * (north - south))
  const cell = Math.max(LEAST_CELL, Math.sqrt(area / (SQUARES_PER_SEGMENT * from.length)))
  const columns = Math.floor((east - west) / cell) + 1
  const rows = Math.floor((north - south) / cell) + 1
  const first = new Int32Array(columns * rows + 1)
  touched((square) => {
    first[square + 1] = (first[square + 1] ?? 0) + 1
  })
  for (let square = 0; square < columns * rows; square++)
    first[square + 1] = (first[square + 1] ?? 0) + (first[square] ?? 0)
  const next = first.slice()
  const segments = new Int32Array(first.at(-1) ?? 0)
  touched((square, segment) => {
    const at = next[square] ?? 0
    segments[at] = segment
    next[square] = at + 1
  })
  return { west, south, columns, rows, cell, first, segments }

  function touched(visit: (square: number, segment: number) => void): void {
    for (const [segment, start] of from.entries()) {
      const end = to[segment] ?? 0
      const [left, right] = between(x[start] ?? 0, x[end] ?? 0, west)
      const [bottom, top] = between(y[start] ?? 0, y[end] ?? 0, south)
      for (let row = bottom; row <= top; row++) {
        for (let column = left; column <= right; column++) visit(row * columns + column, segment)
      }
    }
  }

  function between(a: number, b: number, origin: number): [number, number] {
    return [Math.floor((Math.min(a, b) - origin) / cell), Math.floor((Math.max(a, b) - origin) / cell)]
  }
}

/**
 * The nearest segment among those accepted, no further than `within` metres; the lower number on equal distances.
 * Rings of squares are looked at outwards until no nearer segment can come.
 */
export function nearestSegment(
  grid: SegmentGrid,
  lines: Lines,
  point: PlanePoint,
  within: number,
  accepts: (segment: number) => boolean,
): Nearest | null {
  const found: { best: Nearest | null } = { best: null }
  const column = Math.floor((point.x - grid.west) / grid.cell)
  const row = Math.floor((point.y - grid.south) / grid.cell)
  // A ring of squares at step n holds everything nearer than n squares, less the part of a square the point is into.
  for (let ring = 0; (ring - 1) * grid.cell <= Math.min(within, found.best?.metres ?? within); ring++) {
    for (let down = row - ring; down <= row + ring; down++) {
      const isEdge = down === row - ring || down === row + ring
      for (let across = column - ring; across <= column + ring; across += isEdge || ring === 0 ? 1 : 2 * ring) {
        look(down, across)
      }
    }
  }
  return found.best

  function look(down: number, across: number): void {
    if (down < 0 || across < 0 || down >= grid.rows || across >= grid.columns) return
    const square = down * grid.columns + across
    const end = grid.first[square + 1] ?? 0
    for (let index = grid.first[square] ?? 0; index < end; index++) {
      const segment = grid.segments[index] ?? 0
      const near = nearestOnSegment(point, vertexAt(lines.from[segment]), vertexAt(lines.to[segment]))
      if (near.metres > within || (found.best && !isNearer(near.metres, segment, found.best))) continue
      if (accepts(segment)) found.best = { segment, ...near }
    }
  }

  function vertexAt(vertex = 0): PlanePoint {
    return { x: lines.x[vertex] ?? 0, y: lines.y[vertex] ?? 0 }
  }
}

function isNearer(metres: number, segment: number, best: Nearest): boolean {
  return metres < best.metres || (metres === best.metres && segment < best.segment)
}

function extent(values: Float64Array): [number, number] {
  return values.reduce<[number, number]>(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Infinity, -Infinity],
  )
}
