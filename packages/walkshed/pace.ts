import type { Graph } from './assembly.ts'
import { CLOSED } from './closed.ts'
import { type Components, componentsOf } from './components.ts'
import { type Ladder, ladderOf } from './ladder.ts'
import { msPerMetre, type Profile, requireProfile } from './profiles.ts'
import { stepFreeAlong, stepFreeAt } from './step-free.ts'
import type { VertexFacts } from './vertex-facts.ts'
import type { WayFacts } from './way-facts.ts'

/**
 * A graph in the time of one walker. Times are whole milliseconds from the segment on, so that every sum is the same
 * in whatever order it is made, and two methods agree exactly or not at all.
 */
export interface Paced {
  readonly graph: Graph
  readonly profile: Profile
  /** Between a door and the nearest way. */
  readonly msPerMetre: number
  /** By way: whether this walker takes it. */
  readonly isWalked: Uint8Array
  /** By segment: with the points of its way, and against them. */
  readonly forward: Int32Array
  readonly backward: Int32Array
  /** By segment: the same added up over the segments before it in its chain. */
  readonly forwardBefore: Int32Array
  readonly backwardBefore: Int32Array
  /** By chain: half of the wait at the node it starts from and at that where it ends; `CLOSED` if one cannot pass. */
  readonly startHalf: Int32Array
  readonly endHalf: Int32Array
  /** By chain, from node to node; `CLOSED` if one cannot. */
  readonly chainForward: Int32Array
  readonly chainBackward: Int32Array
  readonly ladder: Ladder
  readonly components: Components
}

/**
 * Prepares a graph for one walker, in milliseconds for a commune.
 *
 * @throws RangeError when the profile has an impossible figure
 */
export function pace(graph: Graph, profile: Profile): Paced {
  requireProfile(profile)
  const isWalked = Uint8Array.from(graph.ways, (way) => (isTaken(way, profile) ? 1 : 0))
  const segments = segmentTimes(graph, profile)
  const chains = chainTimes(graph, profile, isWalked, segments)
  return {
    graph,
    profile,
    msPerMetre: msPerMetre(profile, null),
    isWalked,
    ...segments,
    forwardBefore: addedUp(graph, segments.forward),
    backwardBefore: addedUp(graph, segments.backward),
    ...chains,
    ladder: ladderOf(graph, chains.chainForward, chains.chainBackward),
    components: componentsOf(graph, isWalked, chains.startHalf, chains.endHalf),
  }
}

function isTaken(way: WayFacts, { stepFree }: Profile): boolean {
  if (!way.isOpen) return false
  if (!stepFree) return true
  const word = stepFreeAlong(way, stepFree)
  return word === 'fine' || (word === 'unknown' && stepFree.unknown === 'allow')
}

function segmentTimes({ ways, chainWay, segmentChain, metres }: Graph, profile: Profile) {
  const rates = ways.map((way) => ratesOf(way, profile))
  const forward = new Int32Array(metres.length)
  const backward = new Int32Array(metres.length)
  segmentChain.forEach((chain, segment) => {
    const rate = rates[chainWay[chain] ?? 0]
    forward[segment] = wholeMs((metres[segment] ?? 0) * (rate?.forward ?? 0))
    backward[segment] = wholeMs((metres[segment] ?? 0) * (rate?.backward ?? 0))
  })
  return { forward, backward }
}

/** At least one, so that a way back along times always comes nearer to its start. */
function wholeMs(ms: number): number {
  return Math.min(CLOSED, Math.max(1, Math.round(ms)))
}

function ratesOf(way: WayFacts, profile: Profile): { forward: number; backward: number } {
  if (way.kind === 'steps') {
    const rate = 1000 / profile.stairsMetresPerSecond
    return { forward: rate, backward: rate }
  }
  const { incline } = way
  return {
    forward: msPerMetre(profile, incline),
    backward: msPerMetre(profile, incline === null ? null : -incline),
  }
}

function chainTimes(
  graph: Graph,
  profile: Profile,
  isWalked: Uint8Array,
  { forward, backward }: { forward: Int32Array; backward: Int32Array },
) {
  const chains = graph.chainWay.length
  const times = {
    startHalf: new Int32Array(chains),
    endHalf: new Int32Array(chains),
    chainForward: new Int32Array(chains),
    chainBackward: new Int32Array(chains),
  }
  for (let chain = 0; chain < chains; chain++) {
    const way = graph.chainWay[chain] ?? 0
    const start = halfAt(graph, graph.chainStart[chain], way, profile)
    const end = halfAt(graph, graph.chainEnd[chain], way, profile)
    times.startHalf[chain] = start
    times.endHalf[chain] = end
    const isClosed = !isWalked[way] || start === CLOSED || end === CLOSED
    const [first, next] = [graph.chainFirst[chain] ?? 0, graph.chainFirst[chain + 1] ?? 0]
    times.chainForward[chain] = isClosed ? CLOSED : Math.min(CLOSED, start + sum(forward, first, next) + end)
    times.chainBackward[chain] = isClosed ? CLOSED : Math.min(CLOSED, start + sum(backward, first, next) + end)
  }
  return times
}

function halfAt(graph: Graph, node: number | undefined, way: number, profile: Profile): number {
  const vertex = graph.vertexKinds[graph.vertexKind[graph.nodeVertex[node ?? 0] ?? 0] ?? 0] ?? null
  const facts = graph.ways[way]
  if (!vertex || !facts) return 0
  if (!isPassed(vertex, facts, profile)) return CLOSED
  return vertex.signal ? Math.round(profile.signalWaitSeconds * 500) : 0
}

function isPassed(vertex: VertexFacts, way: WayFacts, { stepFree }: Profile): boolean {
  if (vertex.isClosed) return false
  if (!stepFree) return true
  const word = stepFreeAt(vertex, way)
  return word === 'fine' || (word === 'unknown' && stepFree.unknown === 'allow')
}

function sum(values: Int32Array, first: number, next: number): number {
  let total = 0
  for (let index = first; index < next; index++) total += values[index] ?? 0
  return total
}

function addedUp({ segmentChain }: Graph, ms: Int32Array): Int32Array {
  const before = new Int32Array(ms.length)
  for (let segment = 1; segment < ms.length; segment++) {
    const isSameChain = segmentChain[segment] === segmentChain[segment - 1]
    before[segment] = isSameChain ? Math.min(CLOSED, (before[segment - 1] ?? 0) + (ms[segment - 1] ?? 0)) : 0
  }
  return before
}
