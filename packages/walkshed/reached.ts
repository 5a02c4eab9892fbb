import { CLOSED } from './closed.ts'
import type { Paced } from './pace.ts'
import type { PlanePoint } from './plane.ts'
import { LANES, reachFrom } from './reach.ts'
import { footingOf, type Snap } from './snap.ts'

/** A straight piece of way, in metres of the plane. */
export type Piece = readonly [from: PlanePoint, to: PlanePoint]

/**
 * The pieces of way that a walk of at most `limit` milliseconds comes to, cut where it ends. The times are computed
 * once; each limit is then asked for.
 */
export function reachedPieces(paced: Paced, origin: Snap): (limit: number) => Piece[] {
  const { graph } = paced
  const reach = reachFrom(paced, [origin])
  const msAt = (node: number | undefined) => reach[(graph.elimination.rank[node ?? 0] ?? 0) * LANES] ?? CLOSED
  const chains = [...graph.chainWay.keys()].filter((chain) => paced.isWalked[graph.chainWay[chain] ?? 0])
  const { chain: home } = footingOf(paced, origin)
  return (limit) =>
    chains.flatMap((chain) => {
      const start = msAt(graph.chainStart[chain]) + (paced.startHalf[chain] ?? 0)
      const end = msAt(graph.chainEnd[chain]) + (paced.endHalf[chain] ?? 0)
      const pieces = chain === home ? aroundDoor(paced, origin, limit) : []
      return start < limit || end < limit ? [...pieces, ...fromEnds(paced, chain, start, end, limit)] : pieces
    })
}

function fromEnds(paced: Paced, chain: number, start: number, end: number, limit: number): Piece[] {
  const { forward, backward, forwardBefore, backwardBefore, graph } = paced
  const [first, next] = [graph.chainFirst[chain] ?? 0, graph.chainFirst[chain + 1] ?? 0]
  const whole = (backwardBefore[next - 1] ?? 0) + (backward[next - 1] ?? 0)
  const pieces: Piece[] = []
  for (let segment = first; segment < next; segment++) {
    const behind = whole - (backwardBefore[segment] ?? 0) - (backward[segment] ?? 0)
    const ahead = share(limit - start - (forwardBefore[segment] ?? 0), forward[segment])
    const back = share(limit - end - behind, backward[segment])
    if (ahead + back >= 1) pieces.push(piece(paced, segment, 0, 1))
    else {
      if (ahead > 0) pieces.push(piece(paced, segment, 0, ahead))
      if (back > 0) pieces.push(piece(paced, segment, 1 - back, 1))
    }
  }
  return pieces
}

/** On the door's own way the walk begins in the middle, and goes both ways. */
function aroundDoor(paced: Paced, origin: Snap, limit: number): Piece[] {
  const { forward, backward, forwardBefore, backwardBefore, graph } = paced
  const { chain, door } = footingOf(paced, origin)
  if (door > limit) return []
  const { segment: home, along } = origin
  const left = (ms: Int32Array, before: Int32Array, segment: number) =>
    limit - door - Math.abs((before[segment] ?? 0) - (before[home] ?? 0) - (ms[home] ?? 0) * along)
  const pieces = [
    piece(paced, home, along, Math.min(1, along + share(limit - door, forward[home]))),
    piece(paced, home, Math.max(0, along - share(limit - door, backward[home])), along),
  ]
  for (let segment = home + 1; segment < (graph.chainFirst[chain + 1] ?? 0); segment++) {
    const ahead = share(left(forward, forwardBefore, segment), forward[segment])
    if (ahead > 0) pieces.push(piece(paced, segment, 0, ahead))
  }
  for (let segment = home - 1; segment >= (graph.chainFirst[chain] ?? 0); segment--) {
    const back = share(left(backward, backwardBefore, segment + 1), backward[segment])
    if (back > 0) pieces.push(piece(paced, segment, 1 - back, 1))
  }
  return pieces
}

/** What part of a segment the milliseconds left suffice for. */
function share(left: number, whole = 1): number {
  return Math.min(1, Math.max(0, left / whole))
}

function piece({ graph }: Paced, segment: number, from: number, to: number): Piece {
  const [a, b] = [graph.from[segment] ?? 0, graph.to[segment] ?? 0]
  const at = (along: number) => ({
    x: (graph.x[a] ?? 0) * (1 - along) + (graph.x[b] ?? 0) * along,
    y: (graph.y[a] ?? 0) * (1 - along) + (graph.y[b] ?? 0) * along,
  })
  return [at(from), at(to)]
}
