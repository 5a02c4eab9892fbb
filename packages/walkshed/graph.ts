import { assemble, type Graph, type Strand } from './assembly.ts'
import { type Place, type Plane, planeAround, requirePlace } from './plane.ts'
import { sightLines } from './square.ts'
import { isCrossingWay, isForWalking, isSignalCrossing, type Tags } from './tags.ts'
import { type VertexFacts, vertexFacts } from './vertex-facts.ts'
import { type NodePlace, Vertices } from './vertices.ts'
import { type WayFacts, wayFacts } from './way-facts.ts'

/** A way of OpenStreetMap. */
export interface Way {
  readonly id: string
  readonly tags: Tags
  readonly points: readonly NodePlace[]
  /** The points surround an area that one walks round and across, such as a square. */
  readonly closed?: boolean | undefined
  /** Outlines cut out of the area. */
  readonly holes?: readonly (readonly NodePlace[])[] | undefined
}

/** What a file says of one point: crossing, kerb, gate, lights, bench. */
export interface NodeFact extends NodePlace {
  readonly tags: Tags
}

const WAIT_ON_THE_WAY: VertexFacts = {
  isClosed: false,
  signal: 'crossing',
  stepFree: 'fine',
  isAcrossOnly: true,
  barrier: null,
  kerb: null,
}

/**
 * The walking graph of OpenStreetMap's ways. Ways that are not for walkers are left out; private ones are kept, closed.
 *
 * @throws RangeError when no way can be walked, a way has fewer points than it needs, or a coordinate is impossible
 */
export function buildGraph(ways: readonly Way[], nodes: readonly NodeFact[] = []): Graph {
  const walkable = ways.filter((way) => isForWalking(way.tags))
  const first = walkable[0]?.points[0]
  if (!first) throw new RangeError(`expected at least one way to walk on, got none among ${ways.length} ways`)
  for (const way of walkable) requirePoints(way)
  const plane = planeAround(middleOf(walkable))
  const vertices = new Vertices()
  const facts: WayFacts[] = walkable.map((way) => wayFacts(way.id, way.tags, way.closed === true))
  const strands = walkable.flatMap((way, index) => ringsOf(way).map((ring) => strandOf(vertices, index, ring)))
  const degrees = degreesOf(strands, vertices.lon.length)
  const vertexKinds = noteFacts(vertices, nodes, degrees)
  walkable.forEach((way, index) => {
    if (isCrossingWay(way.tags) && isSignalCrossing(way.tags)) noteWait(vertices, vertexKinds, strands, index)
  })
  strands.push(
    ...walkable.flatMap((way, index) => (way.closed ? acrossSquare(plane, vertices, strands, index, degrees) : [])),
  )
  const benches = nodes.filter(({ tags }) => tags.amenity === 'bench' || tags.bench === 'yes')
  return assemble({
    plane,
    vertices,
    vertexKinds,
    ways: facts,
    strands,
    benches: benches.map(({ lon, lat }) => ({ lon, lat })),
  })
}

function requirePoints({ id, points, closed, holes = [] }: Way): void {
  const least = closed ? 3 : 2
  for (const line of [points, ...holes]) {
    if (line.length < least) throw new RangeError(`expected at least ${least} points in way ${id}, got ${line.length}`)
    for (const point of line) requirePlace(point)
  }
}

function middleOf(ways: readonly Way[]): Place {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { lon, lat } of ways.flatMap(({ points }) => points)) {
    ;[west, east] = [Math.min(west, lon), Math.max(east, lon)]
    ;[south, north] = [Math.min(south, lat), Math.max(north, lat)]
  }
  return { lon: (west + east) / 2, lat: (south + north) / 2 }
}

/** Outline and holes of an area come back to their first point, whether or not the file repeats it. */
function ringsOf({ points, closed, holes = [] }: Way): (readonly NodePlace[])[] {
  return closed ? [points, ...holes].map((ring) => [...ring, ...ring.slice(0, 1)]) : [points]
}

function strandOf(vertices: Vertices, way: number, points: readonly NodePlace[]): Strand {
  const numbers = points.map((point) => vertices.at(point))
  return { way, vertices: numbers.filter((number, index) => number !== numbers[index - 1]) }
}

/** How many segments meet at each vertex. */
function degreesOf(strands: readonly Strand[], size: number): Int32Array {
  const degrees = new Int32Array(size)
  for (const { vertices } of strands) {
    vertices.forEach((vertex, index) => {
      degrees[vertex] = (degrees[vertex] ?? 0) + (index === 0 || index === vertices.length - 1 ? 1 : 2)
    })
  }
  return degrees
}

function noteFacts(vertices: Vertices, nodes: readonly NodeFact[], degrees: Int32Array): (VertexFacts | null)[] {
  const kinds: (VertexFacts | null)[] = [null]
  for (const node of nodes) {
    const told = vertexFacts(node.tags)
    const vertex = vertices.find(node)
    if (!told || vertex === undefined) continue
    const isWait = told.signal === 'crossing' || (told.signal === 'junction' && (degrees[vertex] ?? 0) > 2)
    vertices.facts[vertex] = kinds.push({ ...told, signal: isWait ? 'crossing' : null }) - 1
  }
  return kinds
}

/** Lights told of a crossing as a whole: the wait is put on its middle point, unless one of its points has it. */
function noteWait(vertices: Vertices, kinds: (VertexFacts | null)[], strands: Strand[], way: number): void {
  const index = strands.findIndex((strand) => strand.way === way)
  const points = strands[index]?.vertices ?? []
  const told = (vertex: number) => kinds[vertices.facts[vertex] ?? 0] ?? null
  if (points.some((vertex) => told(vertex)?.signal === 'crossing')) return
  const [from = 0, to = 0] = points
  const isShort = points.length === 2
  const middle = isShort ? vertices.add(halfway(vertices, from, to)) : (points[points.length >> 1] ?? 0)
  if (isShort) strands[index] = { way, vertices: [from, middle, to] }
  vertices.facts[middle] = kinds.push({ ...(told(middle) ?? WAIT_ON_THE_WAY), signal: 'crossing' }) - 1
}

function halfway({ lon, lat }: Vertices, a: number, b: number): Place {
  return { lon: ((lon[a] ?? 0) + (lon[b] ?? 0)) / 2, lat: ((lat[a] ?? 0) + (lat[b] ?? 0)) / 2 }
}

function acrossSquare(
  plane: Plane,
  vertices: Vertices,
  strands: readonly Strand[],
  way: number,
  degrees: Int32Array,
): Strand[] {
  const rings = strands.filter((strand) => strand.way === way).map((strand) => strand.vertices.slice(0, -1))
  const numbers = rings.flat()
  const entries = [...numbers.keys()].filter((index) => (degrees[numbers[index] ?? 0] ?? 0) > 2)
  const flat = rings.map((ring) =>
    ring.map((vertex) => plane.toPlane({ lon: vertices.lon[vertex] ?? 0, lat: vertices.lat[vertex] ?? 0 })),
  )
  return sightLines(flat, entries).map(([from, to]) => ({ way, vertices: [numbers[from] ?? 0, numbers[to] ?? 0] }))
}
