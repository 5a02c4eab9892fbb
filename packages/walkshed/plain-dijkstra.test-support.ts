/**
 * The textbook way, to compare with: Dijkstra's algorithm with a binary heap on every vertex of the ways, one search a
 * door. It shares the times of segments with what it checks, and nothing else: no chains, no elimination, no sweeps.
 */
import { CLOSED } from './closed.ts'
import type { Paced } from './pace.ts'
import type { Snap } from './snap.ts'

/** Every point of the ways, with an arc for each direction of each segment that can be walked. */
export interface PlainGraph {
  readonly first: Int32Array
  readonly target: Int32Array
  readonly ms: Int32Array
}

interface Arc {
  from: number
  to: number
  ms: number
}

export function plainGraph(paced: Paced): PlainGraph {
  const { graph } = paced
  const arcs = [...graph.from.keys()].flatMap((segment): Arc[] => {
    const times = arcTimes(paced, segment)
    const [from, to] = [graph.from[segment] ?? 0, graph.to[segment] ?? 0]
    if (times.forward >= CLOSED) return []
    return [
      { from, to, ms: times.forward },
      { from: to, to: from, ms: times.backward },
    ]
  })
  const first = new Int32Array(graph.lon.length + 1)
  for (const { from } of arcs) first[from + 1] = (first[from + 1] ?? 0) + 1
  for (let vertex = 0; vertex < graph.lon.length; vertex++)
    first[vertex + 1] = (first[vertex + 1] ?? 0) + (first[vertex] ?? 0)
  arcs.sort((a, b) => a.from - b.from)
  return { first, target: Int32Array.from(arcs, (arc) => arc.to), ms: Int32Array.from(arcs, (arc) => arc.ms) }
}

/** Milliseconds from a door to every vertex, no further than `limit`: the search ends with the first vertex beyond. */
export function plainReach(paced: Paced, plain: PlainGraph, origin: Snap, limit = CLOSED): Int32Array {
  const reached = new Int32Array(paced.graph.lon.length).fill(CLOSED)
  const heap = new BinaryHeap()
  for (const { vertex, toVertex } of endsOf(paced, origin)) improve(vertex, doorMs(paced, origin) + toVertex)
  for (let next = heap.pop(); next && next.ms <= limit; next = heap.pop()) {
    if (next.ms > (reached[next.vertex] ?? 0)) continue
    const end = plain.first[next.vertex + 1] ?? 0
    for (let arc = plain.first[next.vertex] ?? 0; arc < end; arc++) {
      improve(plain.target[arc] ?? 0, next.ms + (plain.ms[arc] ?? 0))
    }
  }
  return reached

  function improve(vertex: number, ms: number): void {
    if (ms >= (reached[vertex] ?? 0)) return
    reached[vertex] = ms
    heap.push(vertex, ms)
  }
}

/** Milliseconds from door to door, `CLOSED` when out of reach. */
export function plainArrival(paced: Paced, reached: Int32Array, origin: Snap, destination: Snap): number {
  const door = doorMs(paced, destination)
  const times = endsOf(paced, destination).map(({ vertex, fromVertex }) => (reached[vertex] ?? 0) + fromVertex + door)
  const { segmentChain, chainWay } = paced.graph
  if (origin.segment === destination.segment && paced.isWalked[chainWay[segmentChain[origin.segment] ?? 0] ?? 0]) {
    const ahead = origin.along <= destination.along
    const whole = (ahead ? paced.forward : paced.backward)[origin.segment] ?? 0
    const between = Math.abs(Math.round(whole * origin.along) - Math.round(whole * destination.along))
    times.push(doorMs(paced, origin) + between + door)
  }
  return Math.min(CLOSED, ...times)
}

function doorMs(paced: Paced, { doorMetres }: Snap): number {
  return Math.round(doorMetres * paced.msPerMetre)
}

function endsOf(paced: Paced, { segment, along }: Snap) {
  const { from, to, segmentChain, chainWay } = paced.graph
  if (!paced.isWalked[chainWay[segmentChain[segment] ?? 0] ?? 0]) return []
  const { atFrom, atTo } = halves(paced, segment)
  const forward = paced.forward[segment] ?? 0
  const backward = paced.backward[segment] ?? 0
  const [ahead, back] = [Math.round(forward * along), Math.round(backward * along)]
  return [
    { vertex: from[segment] ?? 0, toVertex: atFrom + back, fromVertex: atFrom + ahead },
    { vertex: to[segment] ?? 0, toVertex: atTo + forward - ahead, fromVertex: atTo + backward - back },
  ]
}

function arcTimes(paced: Paced, segment: number): { forward: number; backward: number } {
  const { segmentChain, chainWay } = paced.graph
  if (!paced.isWalked[chainWay[segmentChain[segment] ?? 0] ?? 0]) return { forward: CLOSED, backward: CLOSED }
  const { atFrom, atTo } = halves(paced, segment)
  const times = (ms: Int32Array) => atFrom + (ms[segment] ?? 0) + atTo
  return { forward: times(paced.forward), backward: times(paced.backward) }
}

/** Waits at the two vertices of a segment: chains have them at their ends only. */
function halves({ graph, startHalf, endHalf }: Paced, segment: number): { atFrom: number; atTo: number } {
  const chain = graph.segmentChain[segment] ?? 0
  return {
    atFrom: segment === graph.chainFirst[chain] ? (startHalf[chain] ?? 0) : 0,
    atTo: segment + 1 === graph.chainFirst[chain + 1] ? (endHalf[chain] ?? 0) : 0,
  }
}

class BinaryHeap {
  readonly #vertices: number[] = []
  readonly #ms: number[] = []

  push(vertex: number, ms: number): void {
    let hole = this.#ms.length
    while (hole > 0) {
      const parent = (hole - 1) >> 1
      if ((this.#ms[parent] ?? 0) <= ms) break
      this.#put(hole, this.#vertices[parent] ?? 0, this.#ms[parent] ?? 0)
      hole = parent
    }
    this.#put(hole, vertex, ms)
  }

  pop(): { vertex: number; ms: number } | undefined {
    const [vertex, ms] = [this.#vertices[0], this.#ms[0]]
    const [lastVertex, lastMs] = [this.#vertices.pop(), this.#ms.pop()]
    if (vertex === undefined || ms === undefined || lastVertex === undefined || lastMs === undefined) return undefined
    if (this.#ms.length > 0) this.#sink(lastVertex, lastMs)
    return { vertex, ms }
  }

  #sink(vertex: number, ms: number): void {
    const size = this.#ms.length
    let hole = 0
    for (let child = 1; child < size; child = 2 * hole + 1) {
      if (child + 1 < size && (this.#ms[child + 1] ?? 0) < (this.#ms[child] ?? 0)) child++
      if ((this.#ms[child] ?? 0) >= ms) break
      this.#put(hole, this.#vertices[child] ?? 0, this.#ms[child] ?? 0)
      hole = child
    }
    this.#put(hole, vertex, ms)
  }

  #put(at: number, vertex: number, ms: number): void {
    this.#vertices[at] = vertex
    this.#ms[at] = ms
  }
}
