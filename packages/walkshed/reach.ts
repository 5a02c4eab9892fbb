import { CLOSED } from './closed.ts'
import type { Paced } from './pace.ts'
import { footingOf, type Snap } from './snap.ts'

/** Doors that go together, so that each arc is read once for all: as many as fit the registers of a processor. */
export const LANES = 8

interface ReachOptions {
  /** Ranks from `wantedRanks`: other nodes keep times that mean nothing. All nodes when left out. */
  readonly wanted?: Int32Array
  /** Room for the times, of `LANES` for each node, whatever it holds. */
  readonly into?: Int32Array
}

/**
 * Milliseconds from up to eight doors to nodes, `CLOSED` where no way leads: that of the node of rank `r` from door `k`
 * is at `r * LANES + k`. A walk goes up through later nodes only, on the few that stand above the two ends of the
 * door's chain; then one sweep brings the times down.
 */
export function reachFrom(paced: Paced, origins: readonly Snap[], options: ReachOptions = {}): Int32Array {
  const { wanted = wantedRanks(paced, [paced.graph.elimination.rank]), into = roomFor(paced) } = options
  const ms = into.fill(CLOSED)
  origins.slice(0, LANES).forEach((origin, lane) => {
    goUp(paced, origin, ms, lane)
  })
  goDown(paced, ms, wanted)
  return ms
}

/** Room for the times of all nodes. */
export function roomFor({ graph }: Paced): Int32Array {
  return new Int32Array(graph.nodeVertex.length * LANES)
}

/** Some nodes by rank, with all those that a way down to them may pass, last first. */
export function wantedRanks({ graph }: Paced, lists: readonly Int32Array[]): Int32Array {
  const { first, higher } = graph.elimination
  const isWanted = new Uint8Array(graph.nodeVertex.length)
  let size = 0
  for (const ranks of lists) {
    for (let index = 0; index < ranks.length; index++) {
      for (let rank = ranks[index] ?? 0; rank < Infinity && !isWanted[rank]; rank = above(rank, first, higher)) {
        isWanted[rank] = 1
        size++
      }
    }
  }
  const wanted = new Int32Array(size)
  for (let rank = 0; size > 0; rank++) if (isWanted[rank]) wanted[--size] = rank
  return wanted
}

/** Takes the nodes above the two ends of the door's chain, in ascending order. */
function goUp(paced: Paced, origin: Snap, ms: Int32Array, lane: number): void {
  const { chainStart, chainEnd, elimination } = paced.graph
  const { rank, first, higher } = elimination
  const { up } = paced.ladder
  const { chain, door, toStart, toEnd } = footingOf(paced, origin)
  let left = rank[chainStart[chain] ?? 0] ?? 0
  let right = rank[chainEnd[chain] ?? 0] ?? 0
  improve(left, door + toStart)
  improve(right, door + toEnd)
  while (left < Infinity || right < Infinity) {
    const node = Math.min(left, right)
    const reached = ms[node * LANES + lane] ?? CLOSED
    const next = first[node + 1] ?? 0
    for (let arc = first[node] ?? 0; arc < next; arc++) improve(higher[arc] ?? 0, reached + (up[arc] ?? CLOSED))
    if (right === node) right = above(node, first, higher)
    if (left === node) left = above(node, first, higher)
  }

  function improve(node: number, candidate: number): void {
    const at = node * LANES + lane
    if (candidate < (ms[at] ?? 0)) ms[at] = candidate
  }
}

/** The first later neighbour of a node: all others that its arcs lead to are above that one. */
function above(rank: number, first: Int32Array, higher: Int32Array): number {
  const arc = first[rank] ?? 0
  return arc < (first[rank + 1] ?? 0) ? (higher[arc] ?? Infinity) : Infinity
}

/** The lanes are written out, so that a node's times stay in registers while its arcs pass. */
function goDown({ ladder }: Paced, ms: Int32Array, wanted: Int32Array): void {
  const { descentFirst, descentFrom, descentMs } = ladder
  for (let index = 0; index < wanted.length; index++) {
    const node = wanted[index] ?? 0
    const at = node * LANES
    let best0 = ms[at] ?? 0
    let best1 = ms[at + 1] ?? 0
    let best2 = ms[at + 2] ?? 0
    let best3 = ms[at + 3] ?? 0
    let best4 = ms[at + 4] ?? 0
    let best5 = ms[at + 5] ?? 0
    let best6 = ms[at + 6] ?? 0
    let best7 = ms[at + 7] ?? 0
    const next = descentFirst[node + 1] ?? 0
    for (let arc = descentFirst[node] ?? 0; arc < next; arc++) {
      const from = (descentFrom[arc] ?? 0) * LANES
      const time = descentMs[arc] ?? 0
      best0 = lesser(best0, ((ms[from] ?? 0) + time) | 0)
      best1 = lesser(best1, ((ms[from + 1] ?? 0) + time) | 0)
      best2 = lesser(best2, ((ms[from + 2] ?? 0) + time) | 0)
      best3 = lesser(best3, ((ms[from + 3] ?? 0) + time) | 0)
      best4 = lesser(best4, ((ms[from + 4] ?? 0) + time) | 0)
      best5 = lesser(best5, ((ms[from + 5] ?? 0) + time) | 0)
      best6 = lesser(best6, ((ms[from + 6] ?? 0) + time) | 0)
      best7 = lesser(best7, ((ms[from + 7] ?? 0) + time) | 0)
    }
    ms[at] = best0
    ms[at + 1] = best1
    ms[at + 2] = best2
    ms[at + 3] = best3
    ms[at + 4] = best4
    ms[at + 5] = best5
    ms[at + 6] = best6
    ms[at + 7] = best7
  }
}

/** The lesser of two integers of up to 31 bits, without a branch: which one it is cannot be foreseen. */
export function lesser(a: number, b: number): number {
  const difference = (a - b) | 0
  return (b + (difference & (difference >> 31))) | 0
}
