import type { Graph } from './assembly.ts'
import { CLOSED } from './closed.ts'
import type { Elimination } from './elimination.ts'

/** The arcs of the elimination in the time of one walker: a shortest path climbs `up`, then comes down `descent`. */
export interface Ladder {
  /** By arc of the elimination: milliseconds from its lower to its higher end. */
  readonly up: Int32Array
  /** By rank (one more): the first of the arcs that come down to a node, from later nodes, and their milliseconds. */
  readonly descentFirst: Int32Array
  readonly descentFrom: Int32Array
  readonly descentMs: Int32Array
}

/**
 * Times on the arcs of the elimination. First upwards: chains, then node after node the way through it where that is
 * shorter. Then downwards: an arc that is no shorter than a way over later nodes is not needed to come down, which
 * leaves about half of them ("perfect customization").
 *
 * @see Dibbelt, Strasser, Wagner, "Customizable contraction hierarchies", ACM J. Exp. Algorithmics 21 (2016), § 6
 */
export function ladderOf(graph: Graph, chainForward: Int32Array, chainBackward: Int32Array): Ladder {
  const { elimination } = graph
  const { up, down } = arcTimes(graph, chainForward, chainBackward)
  for (let node = 0; node + 1 < elimination.first.length; node++) {
    eachTriangle(elimination, node, (low, high, arc) => {
      up[arc] = Math.min(up[arc] ?? 0, (down[low] ?? 0) + (up[high] ?? 0))
      down[arc] = Math.min(down[arc] ?? 0, (down[high] ?? 0) + (up[low] ?? 0))
    })
  }
  const isNeeded = Uint8Array.from(down, (ms) => (ms < CLOSED ? 1 : 0))
  for (let node = elimination.first.length - 2; node >= 0; node--) {
    eachTriangle(elimination, node, (low, high, arc) => {
      const [between, back] = [up[arc] ?? 0, down[arc] ?? 0]
      up[low] = Math.min(up[low] ?? 0, (up[high] ?? 0) + back)
      up[high] = Math.min(up[high] ?? 0, (up[low] ?? 0) + between)
      shorten(low, between + (down[high] ?? 0))
      shorten(high, back + (down[low] ?? 0))
    })
  }
  return { up, ...descentOf(elimination, down, isNeeded) }

  function shorten(arc: number, ms: number): void {
    if (ms > (down[arc] ?? 0)) return
    down[arc] = ms
    isNeeded[arc] = 0
  }
}

function arcTimes(graph: Graph, chainForward: Int32Array, chainBackward: Int32Array) {
  const { rank, higher, chainArc } = graph.elimination
  const up = new Int32Array(higher.length).fill(CLOSED)
  const down = new Int32Array(higher.length).fill(CLOSED)
  chainArc.forEach((arc, chain) => {
    if (arc < 0) return
    const goesUp = (rank[graph.chainStart[chain] ?? 0] ?? 0) < (rank[graph.chainEnd[chain] ?? 0] ?? 0)
    const [upwards, downwards] = goesUp ? [chainForward, chainBackward] : [chainBackward, chainForward]
    up[arc] = Math.min(up[arc] ?? CLOSED, upwards[chain] ?? CLOSED)
    down[arc] = Math.min(down[arc] ?? CLOSED, downwards[chain] ?? CLOSED)
  })
  return { up, down }
}

/** Visits each pair of arcs from a node to later ones, with the arc between those two. */
function eachTriangle(
  { first, higher }: Elimination,
  node: number,
  visit: (low: number, high: number, between: number) => void,
): void {
  const next = first[node + 1] ?? 0
  for (let low = first[node] ?? 0; low < next; low++) {
    // Later neighbours of `node` beyond `higher[low]` are all among those of `higher[low]`: a merge finds them.
    let between = first[higher[low] ?? 0] ?? 0
    for (let high = low + 1; high < next; high++) {
      while (higher[between] !== higher[high]) between++
      visit(low, high, between)
    }
  }
}

function descentOf({ first, higher }: Elimination, down: Int32Array, isNeeded: Uint8Array) {
  const arcs = [...higher.keys()].filter((arc) => isNeeded[arc])
  const descentFirst = new Int32Array(first.length)
  let before = 0
  for (let node = 0; node + 1 < first.length; node++) {
    for (let arc = first[node] ?? 0; arc < (first[node + 1] ?? 0); arc++) before += isNeeded[arc] ?? 0
    descentFirst[node + 1] = before
  }
  return {
    descentFirst,
    descentFrom: Int32Array.from(arcs, (arc) => higher[arc] ?? 0),
    descentMs: Int32Array.from(arcs, (arc) => down[arc] ?? 0),
  }
}
