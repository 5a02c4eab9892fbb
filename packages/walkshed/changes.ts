import { assemble, type Graph, type Strand } from './assembly.ts'
import { nearestSegment } from './grid.ts'
import { metresBetween, type Place, requirePlace } from './plane.ts'
import { type Position, placeAlong } from './snap.ts'
import { isForWalking, type Tags } from './tags.ts'
import { opened, type VertexFacts, withLoweredKerb } from './vertex-facts.ts'
import { wayFacts } from './way-facts.ts'

/** Something that could be done to the ways of a quarter. */
export type Change =
  | { readonly kind: 'open-gate'; readonly at: Place }
  | { readonly kind: 'lower-kerb'; readonly at: Place }
  | { readonly kind: 'add-bench'; readonly at: Place }
  | { readonly kind: 'open-way'; readonly way: string }
  | { readonly kind: 'close-way'; readonly way: string }
  /** A way drawn from place to place, joined to the nearest ways at both ends; a footpath unless tags say otherwise. */
  | { readonly kind: 'add-link'; readonly path: readonly Place[]; readonly tags?: Tags }

const WITHIN_METRES = 30
const SAME_METRES = 0.01

/**
 * The graph as it would be after some changes, in their order. The graph given stays as it is, and the new one shares
 * its arrays, all of them unless a way is added; take snaps, matrices and routes anew from it.
 *
 * @throws RangeError when a change finds nothing to act on: no closed gate or no kerb within 30 m, no such way, no way
 * within 30 m of an end of a link
 */
export function withChanges(graph: Graph, changes: readonly Change[]): Graph {
  return changes.reduce(withChange, graph)
}

function withChange(graph: Graph, change: Change): Graph {
  switch (change.kind) {
    case 'open-gate':
      return withVertex(graph, change.at, 'closed gate', ({ isClosed }) => isClosed, opened)
    case 'lower-kerb':
      return withVertex(graph, change.at, 'kerb', ({ kerb }) => kerb !== null && kerb !== 'lowered', withLoweredKerb)
    case 'add-bench':
      requirePlace(change.at)
      return { ...graph, benches: [...graph.benches, change.at] }
    case 'open-way':
      return withWay(graph, change.way, true)
    case 'close-way':
      return withWay(graph, change.way, false)
    case 'add-link':
      return withLink(graph, change.path, change.tags ?? { highway: 'footway' })
  }
}

function withVertex(
  graph: Graph,
  at: Place,
  what: string,
  isSuch: (facts: VertexFacts) => boolean,
  changed: (facts: VertexFacts) => VertexFacts,
): Graph {
  requirePlace(at)
  const near = Array.from(graph.nodeVertex, (vertex) => {
    const kind = graph.vertexKind[vertex] ?? 0
    const facts = graph.vertexKinds[kind]
    const metres = metresBetween(at, { lon: graph.lon[vertex] ?? 0, lat: graph.lat[vertex] ?? 0 })
    return facts && isSuch(facts) && metres <= WITHIN_METRES ? { kind, facts, metres } : null
  }).filter((found) => found !== null)
  const [nearest] = near.sort((a, b) => a.metres - b.metres)
  if (!nearest) throw nothingNear(what, at)
  return { ...graph, vertexKinds: graph.vertexKinds.with(nearest.kind, changed(nearest.facts)) }
}

function withWay(graph: Graph, id: string, isOpen: boolean): Graph {
  if (!graph.ways.some((way) => way.id === id)) throw new RangeError(`expected the id of a way to walk on, got ${id}`)
  return { ...graph, ways: graph.ways.map((way) => (way.id === id ? { ...way, isOpen } : way)) }
}

function withLink(graph: Graph, path: readonly Place[], tags: Tags): Graph {
  if (path.length < 2) throw new RangeError(`expected a link of at least 2 places, got ${path.length}`)
  if (!isForWalking(tags)) throw new RangeError(`expected a way to walk on, got highway=${tags.highway}`)
  const vertices = { lon: Array.from(graph.lon), lat: Array.from(graph.lat), facts: Array.from(graph.vertexKind) }
  const joints: Joint[] = []
  const [start, end] = [join(path[0]), join(path.at(-1))]
  if (start === end) throw new RangeError('expected a link between two places of the ways, got one place')
  const isApart = (place: Place) => [start, end].every((vertex) => metresBetween(place, placeOf(vertex)) > SAME_METRES)
  const line = [start, ...path.filter(isApart).map(add), end]
  return assemble({
    plane: graph.plane,
    vertices,
    vertexKinds: graph.vertexKinds,
    ways: [...graph.ways, wayFacts(`link ${graph.ways.length}`, tags, false)],
    strands: [...strandsOf(graph, joints), { way: graph.ways.length, vertices: line }],
    benches: graph.benches,
    order: graph.elimination.order.map((node) => graph.nodeVertex[node] ?? 0),
  })

  /** The vertex where a link joins a way: one that is there, or a new one in the middle of a segment. */
  function join(place: Place = { lon: 0, lat: 0 }): number {
    requirePlace(place)
    const isOpen = (segment: number) =>
      graph.ways[graph.chainWay[graph.segmentChain[segment] ?? 0] ?? 0]?.isOpen === true
    const nearest = nearestSegment(graph.grid, graph, graph.plane.toPlane(place), WITHIN_METRES, isOpen)
    if (!nearest) throw nothingNear('way', place)
    const joint = placeAlong({ graph }, nearest.segment, nearest.along)
    for (const vertex of [graph.from[nearest.segment] ?? 0, graph.to[nearest.segment] ?? 0]) {
      if (metresBetween(joint, placeOf(vertex)) < SAME_METRES) return vertex
    }
    const vertex = add(joint)
    joints.push({ ...nearest, vertex })
    return vertex
  }

  function add({ lon, lat }: Place): number {
    requirePlace({ lon, lat })
    vertices.lat.push(lat)
    vertices.facts.push(0)
    return vertices.lon.push(lon) - 1
  }

  function placeOf(vertex: number): Place {
    return { lon: vertices.lon[vertex] ?? 0, lat: vertices.lat[vertex] ?? 0 }
  }
}

interface Joint extends Position {
  readonly vertex: number
}

/** The chains of a graph as lines, with new vertices put where they belong. */
function strandsOf(graph: Graph, joints: readonly Joint[]): Strand[] {
  const bySegment = Map.groupBy(joints, ({ segment }) => segment)
  return Array.from(graph.chainWay, (way, chain) => {
    const [first, next] = [graph.chainFirst[chain] ?? 0, graph.chainFirst[chain + 1] ?? 0]
    const vertices = [graph.from[first] ?? 0]
    for (let segment = first; segment < next; segment++) {
      const inside = bySegment.get(segment) ?? []
      vertices.push(...inside.toSorted((a, b) => a.along - b.along).map(({ vertex }) => vertex), graph.to[segment] ?? 0)
    }
    return { way, vertices }
  })
}

function nothingNear(what: string, { lon, lat }: Place): RangeError {
  return new RangeError(`expected a ${what} within ${WITHIN_METRES} m of ${lon}, ${lat}, found none`)
}
