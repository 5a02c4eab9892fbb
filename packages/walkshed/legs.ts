import { CLOSED } from './closed.ts'
import type { Paced } from './pace.ts'
import { LANES, reachFrom } from './reach.ts'
import { alongChain, type Footing, footingOf, type Position, type Snap } from './snap.ts'

/** A stretch of one chain, walked in one go. */
export interface Leg {
  readonly chain: number
  readonly isForward: boolean
  readonly from: Position
  readonly to: Position
  /** Whether the stretch begins, or ends, by passing the node there, and not in the middle of the way. */
  readonly leavesNode: boolean
  readonly entersNode: boolean
}

/**
 * The stretches of a shortest walk from way to way, and its milliseconds from door to door. Times are integers, so the
 * walk is read off them backwards: the chain before a node is one whose time accounts exactly for the difference.
 *
 * @returns null when no way leads there
 */
export function legsBetween(paced: Paced, origin: Snap, destination: Snap): { ms: number; legs: Leg[] } | null {
  const { graph } = paced
  const reach = reachFrom(paced, [origin])
  const msAt = (node: number) => reach[(graph.elimination.rank[node] ?? 0) * LANES] ?? CLOSED
  const [start, end] = [footingOf(paced, origin), footingOf(paced, destination)]
  const [first, last] = [graph.chainStart[end.chain] ?? 0, graph.chainEnd[end.chain] ?? 0]
  const viaStart = msAt(first) + end.fromStart + end.door
  const viaEnd = msAt(last) + end.fromEnd + end.door
  const within = withinChain(paced, origin, destination, start, end)
  const ms = Math.min(viaStart, viaEnd, within)
  if (ms >= CLOSED) return null
  if (ms === within) return { ms, legs: [stretch(start.chain, origin, destination)] }
  const isViaStart = ms === viaStart
  const arrival = isViaStart ? startOf(paced, end.chain) : endOf(paced, end.chain)
  const legs = [{ ...stretch(end.chain, arrival, destination), isForward: isViaStart, leavesNode: true }]
  legs.push(...legsBack(paced, origin, start, isViaStart ? first : last, msAt))
  return { ms, legs: legs.reverse() }
}

function withinChain(paced: Paced, origin: Snap, destination: Snap, start: Footing, end: Footing): number {
  const isWalked = paced.isWalked[paced.graph.chainWay[start.chain] ?? 0]
  if (start.chain !== end.chain || !isWalked) return CLOSED
  return start.door + alongChain(paced, origin, destination) + end.door
}

/** The stretches that lead to a node, last first, down to the one that leaves the door's way. */
function legsBack(paced: Paced, origin: Snap, start: Footing, to: number, msAt: (node: number) => number): Leg[] {
  const { graph } = paced
  const { chain } = start
  const legs: Leg[] = []
  for (let node = to; ; ) {
    const ms = msAt(node)
    const leavesByStart = node === graph.chainStart[chain] && ms === start.door + start.toStart
    if (leavesByStart || (node === graph.chainEnd[chain] && ms === start.door + start.toEnd)) {
      const exit = leavesByStart ? startOf(paced, chain) : endOf(paced, chain)
      legs.push({ ...stretch(chain, origin, exit), isForward: !leavesByStart, entersNode: true })
      return legs
    }
    const before = chainBefore(paced, node, ms, msAt)
    legs.push(before.leg)
    node = before.node
  }
}

function chainBefore(
  paced: Paced,
  node: number,
  ms: number,
  msAt: (node: number) => number,
): { leg: Leg; node: number } {
  const { graph, chainForward, chainBackward } = paced
  for (let at = graph.meetingFirst[node] ?? 0; at < (graph.meetingFirst[node + 1] ?? 0); at++) {
    const chain = graph.meeting[at] ?? 0
    const [start, end] = [graph.chainStart[chain] ?? 0, graph.chainEnd[chain] ?? 0]
    const [head, tail] = [startOf(paced, chain), endOf(paced, chain)]
    const passing = { chain, leavesNode: true, entersNode: true }
    if (end === node && msAt(start) + (chainForward[chain] ?? 0) === ms) {
      return { leg: { ...passing, isForward: true, from: head, to: tail }, node: start }
    }
    if (start === node && msAt(end) + (chainBackward[chain] ?? 0) === ms) {
      return { leg: { ...passing, isForward: false, from: tail, to: head }, node: end }
    }
  }
  throw new Error(`node ${node} is reached after ${ms} ms, and no way accounts for it`)
}

function stretch(chain: number, from: Position, to: Position): Leg {
  const isForward = from.segment < to.segment || (from.segment === to.segment && from.along <= to.along)
  return { chain, isForward, from, to, leavesNode: false, entersNode: false }
}

function startOf({ graph }: Paced, chain: number): Position {
  return { segment: graph.chainFirst[chain] ?? 0, along: 0 }
}

function endOf({ graph }: Paced, chain: number): Position {
  return { segment: (graph.chainFirst[chain + 1] ?? 0) - 1, along: 1 }
}
