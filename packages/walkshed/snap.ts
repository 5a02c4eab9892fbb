import { CLOSED } from './closed.ts'
import { type Nearest, nearestSegment } from './grid.ts'
import type { Paced } from './pace.ts'
import { type Place, requirePlace } from './plane.ts'

/** A point of a way. */
export interface Position {
  readonly segment: number
  /** 0 at the segment's first vertex, 1 at its second. */
  readonly along: number
}

/** A door put on the nearest way: where on the way, and how far from it. */
export interface Snap extends Position {
  readonly place: Place
  /** The point of the way. */
  readonly onWay: Place
  /** Straight line from the door to the way. */
  readonly doorMetres: number
  /** Which part of the graph it is on; 0 is the main one. */
  readonly component: number
}

export interface SnapOptions {
  /** No way is looked for further than this. */
  readonly withinMetres?: number
}

export const WITHIN_METRES = 100
const MOST_METRES = 2000
/** An isolated part is taken only if the main one is more than twice as far, and more than 10 m. */
const MUCH_NEARER = { times: 2, metres: 10 }

/**
 * The point of a way where a walk from a door begins: the nearest among ways this walker takes, on an edge as well as
 * at a node, on the main part of the graph unless an isolated one is much nearer.
 *
 * @returns null when there is no such way within the distance
 * @throws RangeError when the place or the distance is impossible
 */
export function snap(paced: Paced, place: Place, { withinMetres = WITHIN_METRES }: SnapOptions = {}): Snap | null {
  requirePlace(place)
  if (!(withinMetres >= 0 && withinMetres <= MOST_METRES)) {
    throw new RangeError(`expected a distance to the nearest way between 0 and ${MOST_METRES} m, got ${withinMetres}`)
  }
  const { graph, components } = paced
  const point = graph.plane.toPlane(place)
  const componentOf = (segment: number) => components.ofChain[graph.segmentChain[segment] ?? 0] ?? -1
  const nearest = nearestSegment(graph.grid, graph, point, withinMetres, (segment) => componentOf(segment) >= 0)
  if (!nearest) return null
  if (componentOf(nearest.segment) === 0) return found(nearest)
  const farthest = Math.min(withinMetres, Math.max(nearest.metres * MUCH_NEARER.times, MUCH_NEARER.metres))
  return found(nearestSegment(graph.grid, graph, point, farthest, (segment) => componentOf(segment) === 0) ?? nearest)

  function found({ segment, along, metres }: Nearest): Snap {
    const onWay = placeAlong(paced, segment, along)
    return { place, segment, along, onWay, doorMetres: metres, component: componentOf(segment) }
  }
}

/** The place at a fraction of a segment. */
export function placeAlong({ graph }: Pick<Paced, 'graph'>, segment: number, along: number): Place {
  const [from, to] = [graph.from[segment] ?? 0, graph.to[segment] ?? 0]
  const between = (values: Float64Array) => (values[from] ?? 0) * (1 - along) + (values[to] ?? 0) * along
  return { lon: between(graph.lon), lat: between(graph.lat) }
}

/** Times between a point of a way and the two nodes of its chain, and what the door adds. */
export interface Footing {
  readonly chain: number
  /** Milliseconds from the door to the way. */
  readonly door: number
  readonly toStart: number
  readonly toEnd: number
  readonly fromStart: number
  readonly fromEnd: number
}

/** A snap in the time of a walker, `CLOSED` where this walker does not pass. The snap may be another walker's. */
export function footingOf(paced: Paced, { segment, along, doorMetres }: Snap): Footing {
  const { graph, forward, backward } = paced
  const chain = graph.segmentChain[segment] ?? 0
  const door = Math.round(doorMetres * paced.msPerMetre)
  if (!paced.isWalked[graph.chainWay[chain] ?? 0]) {
    return { chain, door, toStart: CLOSED, toEnd: CLOSED, fromStart: CLOSED, fromEnd: CLOSED }
  }
  const last = (graph.chainFirst[chain + 1] ?? 0) - 1
  const ahead = (paced.forwardBefore[segment] ?? 0) + partOf(forward[segment], along)
  const back = (paced.backwardBefore[segment] ?? 0) + partOf(backward[segment], along)
  const wholeAhead = (paced.forwardBefore[last] ?? 0) + (forward[last] ?? 0)
  const wholeBack = (paced.backwardBefore[last] ?? 0) + (backward[last] ?? 0)
  const atStart = paced.startHalf[chain] ?? 0
  const atEnd = paced.endHalf[chain] ?? 0
  return {
    chain,
    door,
    toStart: limited(atStart + back),
    fromStart: limited(atStart + ahead),
    toEnd: limited(atEnd + wholeAhead - ahead),
    fromEnd: limited(atEnd + wholeBack - back),
  }
}

/** Milliseconds along the way between two points of one chain, without leaving it. */
export function alongChain(paced: Paced, from: Snap, to: Snap): number {
  const isAhead = from.segment < to.segment || (from.segment === to.segment && from.along <= to.along)
  const [times, before] = isAhead ? [paced.forward, paced.forwardBefore] : [paced.backward, paced.backwardBefore]
  const at = ({ segment, along }: Snap) => (before[segment] ?? 0) + partOf(times[segment], along)
  return Math.abs(at(to) - at(from))
}

function partOf(ms: number | undefined, along: number): number {
  return Math.round((ms ?? 0) * along)
}

function limited(ms: number): number {
  return Math.min(CLOSED, ms)
}
