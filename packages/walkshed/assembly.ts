import { type Elimination, eliminationOf } from './elimination.ts'
import { gridOf, type SegmentGrid } from './grid.ts'
import { metresBetween, type Place, type Plane } from './plane.ts'
import type { VertexFacts } from './vertex-facts.ts'
import type { WayFacts } from './way-facts.ts'

/** Part of a way as a line of vertices. */
export interface Strand {
  readonly way: number
  readonly vertices: readonly number[]
}

/**
 * Ways as chains between nodes. A node is a vertex where a walk can turn, end or be stopped: where ways meet, where one
 * ends, at a gate, a kerb or a crossing. A chain is the part of one way between two nodes, so one way answers for all
 * of it; its segments stand in a row.
 */
export interface Graph {
  readonly plane: Plane
  /** By vertex: degrees, metres of the plane, index into `vertexKinds` (0: nothing to tell). */
  readonly lon: Float64Array
  readonly lat: Float64Array
  readonly x: Float64Array
  readonly y: Float64Array
  readonly vertexKind: Uint32Array
  readonly vertexKinds: readonly (VertexFacts | null)[]
  readonly ways: readonly WayFacts[]
  /** By chain: way, node at its start and end, and (one more) its first segment. */
  readonly chainWay: Int32Array
  readonly chainStart: Int32Array
  readonly chainEnd: Int32Array
  readonly chainFirst: Int32Array
  /** By segment: vertices, metres, chain. */
  readonly from: Int32Array
  readonly to: Int32Array
  readonly metres: Float64Array
  readonly segmentChain: Int32Array
  /** By node: vertex, and (one more) the first of its entries in `meeting`. */
  readonly nodeVertex: Int32Array
  readonly meetingFirst: Int32Array
  /** Chains that meet at a node, one after the other; a loop is there twice. */
  readonly meeting: Int32Array
  readonly elimination: Elimination
  readonly grid: SegmentGrid
  readonly benches: readonly Place[]
}

export interface Parts {
  readonly plane: Plane
  readonly vertices: { lon: ArrayLike<number>; lat: ArrayLike<number>; facts: ArrayLike<number> }
  readonly vertexKinds: readonly (VertexFacts | null)[]
  readonly ways: readonly WayFacts[]
  readonly strands: readonly Strand[]
  readonly benches: readonly Place[]
  /** Vertices in an order of elimination that served before; other nodes come after them. */
  readonly order?: ArrayLike<number> | undefined
}

/** Puts a graph together from lines of vertices. */
export function assemble(parts: Parts): Graph {
  const { plane, vertexKinds, ways, benches } = parts
  const lon = Float64Array.from(parts.vertices.lon)
  const lat = Float64Array.from(parts.vertices.lat)
  const vertexKind = Uint32Array.from(parts.vertices.facts)
  const flat = Array.from(lon, (_, vertex) => plane.toPlane({ lon: lon[vertex] ?? 0, lat: lat[vertex] ?? 0 }))
  const x = Float64Array.from(flat, (point) => point.x)
  const y = Float64Array.from(flat, (point) => point.y)
  const { nodeOf, nodeVertex } = nodesOf(parts.strands, vertexKind)
  const lines = chainsOf(parts.strands, nodeOf)
  const segments = segmentsOf(lines, lon, lat)
  const chainWay = Int32Array.from(lines, (line) => line.way)
  const chainStart = Int32Array.from(lines, (line) => nodeOf[line.vertices[0] ?? 0] ?? 0)
  const chainEnd = Int32Array.from(lines, (line) => nodeOf[line.vertices.at(-1) ?? 0] ?? 0)
  const nodes = { lon, lat, x, y, vertexKind, vertexKinds, nodeVertex }
  const chains = { chainWay, chainStart, chainEnd, ...segments }
  const order = orderOfNodes(parts.order, nodeOf)
  return {
    plane,
    ways,
    benches,
    ...nodes,
    ...chains,
    ...meetingsOf(chainStart, chainEnd, nodeVertex.length),
    elimination: eliminationOf(nodeVertex.length, chainStart, chainEnd, order),
    grid: gridOf(x, y, segments.from, segments.to),
  }
}

/** Numbers the vertices that are nodes: ends of strands, places where they meet, and vertices with something to tell. */
function nodesOf(strands: readonly Strand[], vertexKind: Uint32Array): { nodeOf: Int32Array; nodeVertex: Int32Array } {
  const visits = new Int32Array(vertexKind.length)
  for (const { vertices } of strands) {
    for (const vertex of vertices) visits[vertex] = (visits[vertex] ?? 0) + 1
    for (const end of [vertices[0] ?? 0, vertices[vertices.length - 1] ?? 0]) visits[end] = 2
  }
  const nodeVertex = Int32Array.from(visits.keys()).filter((vertex) => {
    const visited = visits[vertex] ?? 0
    return visited > 1 || (visited === 1 && vertexKind[vertex] !== 0)
  })
  const nodeOf = new Int32Array(vertexKind.length).fill(-1)
  nodeVertex.forEach((vertex, node) => {
    nodeOf[vertex] = node
  })
  return { nodeOf, nodeVertex }
}

function chainsOf(strands: readonly Strand[], nodeOf: Int32Array): { way: number; vertices: number[] }[] {
  const chains: { way: number; vertices: number[] }[] = []
  for (const { way, vertices } of strands) {
    let line: number[] = []
    for (const vertex of vertices) {
      line.push(vertex)
      if ((nodeOf[vertex] ?? -1) < 0 || line.length < 2) continue
      chains.push({ way, vertices: line })
      line = [vertex]
    }
  }
  return chains
}

function segmentsOf(lines: readonly { vertices: readonly number[] }[], lon: Float64Array, lat: Float64Array) {
  const chainFirst = new Int32Array(lines.length + 1)
  lines.forEach((line, chain) => {
    chainFirst[chain + 1] = (chainFirst[chain] ?? 0) + line.vertices.length - 1
  })
  const from = Int32Array.from(lines.flatMap(({ vertices }) => vertices.slice(0, -1)))
  const to = Int32Array.from(lines.flatMap(({ vertices }) => vertices.slice(1)))
  const place = (vertex = 0) => ({ lon: lon[vertex] ?? 0, lat: lat[vertex] ?? 0 })
  const metres = Float64Array.from(from, (vertex, segment) => metresBetween(place(vertex), place(to[segment])))
  const segmentChain = new Int32Array(from.length)
  lines.forEach((_, chain) => {
    segmentChain.fill(chain, chainFirst[chain], chainFirst[chain + 1])
  })
  return { chainFirst, from, to, metres, segmentChain }
}

function meetingsOf(chainStart: Int32Array, chainEnd: Int32Array, nodes: number) {
  const meetingFirst = new Int32Array(nodes + 1)
  for (const ends of [chainStart, chainEnd]) {
    for (const node of ends) meetingFirst[node + 1] = (meetingFirst[node + 1] ?? 0) + 1
  }
  for (let node = 0; node < nodes; node++)
    meetingFirst[node + 1] = (meetingFirst[node + 1] ?? 0) + (meetingFirst[node] ?? 0)
  const next = meetingFirst.slice()
  const meeting = new Int32Array(2 * chainStart.length)
  for (const ends of [chainStart, chainEnd]) {
    ends.forEach((node, chain) => {
      const at = next[node] ?? 0
      meeting[at] = chain
      next[node] = at + 1
    })
  }
  return { meetingFirst, meeting }
}

function orderOfNodes(vertices: ArrayLike<number> | undefined, nodeOf: Int32Array): number[] | undefined {
  if (!vertices) return undefined
  return Array.from(vertices, (vertex) => nodeOf[vertex] ?? -1).filter((node) => node >= 0)
}
