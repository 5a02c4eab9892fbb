/** Lines of the ground as short paths of SVG: whole metres, without the bends that no telephone shows, and not more than so many. Pure. */
import { nearestOnSegment, type Place, type PlanePoint } from '#packages/walkshed/plane.ts'
import type { PlaceBook, Sheet } from './place-book.ts'

type Kind = keyof PlaceBook['drawing']

export interface GroundLine {
  kind: Kind
  points: readonly Place[]
}

/** Metres that a bend may lie off the line and be left out. */
const OFF_METRES = 4

/**
 * @param lines those to be drawn first come first
 * @param most corners of all lines together
 */
export function drawingOf(lines: readonly GroundLine[], { toSheet }: Sheet, most: number): PlaceBook['drawing'] {
  const drawing: Record<Kind, string[]> = { green: [], water: [], street: [], main: [] }
  let corners = 0
  for (const { kind, points } of lines) {
    const line = straightened(points.map(toSheet).map(({ x, y }) => ({ x: Math.round(x), y: Math.round(y) })))
    corners += line.length
    if (corners > most) break
    drawing[kind].push(pathOf(line))
  }
  return {
    green: drawing.green.join(''),
    water: drawing.water.join(''),
    street: drawing.street.join(''),
    main: drawing.main.join(''),
  }
}

function pathOf(line: readonly PlanePoint[]): string {
  return line
    .map(({ x, y }, at) => {
      const before = line[at - 1]
      return before ? `l${x - before.x} ${y - before.y}` : `M${x} ${y}`
    })
    .join('')
}

/** Douglas and Peucker: of each stretch the farthest bend stays, where it lies off it. A ring is cut in two at its farthest corner. */
export function straightened(line: readonly PlanePoint[]): PlanePoint[] {
  const [first, last] = [line[0], line.at(-1)]
  if (!first || !last || line.length < 3) return [...line]
  let [farthest, metres] = [0, 0]
  for (const [at, point] of line.entries()) {
    const off = nearestOnSegment(point, first, last).metres
    if (off > metres) [farthest, metres] = [at, off]
  }
  if (metres <= OFF_METRES) return [first, last]
  return [...straightened(line.slice(0, farthest + 1)).slice(0, -1), ...straightened(line.slice(farthest))]
}
