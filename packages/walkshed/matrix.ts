import { CLOSED } from './closed.ts'
import type { Paced } from './pace.ts'
import type { Place } from './plane.ts'
import { LANES, lesser, reachFrom, roomFor, wantedRanks } from './reach.ts'
import { alongChain, footingOf, type Snap, type SnapOptions, snap } from './snap.ts'

/** Walking times from doors to places; the time of origin `o` to destination `d` is at `o * columns + d`. */
export interface Matrix {
  readonly rows: number
  readonly columns: number
  /** Milliseconds; `UNREACHED` where no way leads, or only a longer one than was asked for. */
  readonly ms: Int32Array
}

export const UNREACHED = -1
const MOST_MINUTES = 24 * 60

/** Puts places on the ways of a walker, once for all matrices, routes and isochrones of that walker. */
export function snapAll(paced: Paced, places: readonly Place[], options?: SnapOptions): (Snap | null)[] {
  return places.map((place) => snap(paced, place, options))
}

/**
 * Exact walking times between doors, in milliseconds.
 *
 * @param limitMinutes longer walks count as unreached
 * @throws RangeError when the limit is not above 0 and within a day
 */
export function walkMatrix(
  paced: Paced,
  origins: readonly (Snap | null)[],
  destinations: readonly (Snap | null)[],
  limitMinutes = MOST_MINUTES,
): Matrix {
  requireMinutes(limitMinutes)
  const columns = destinations.length
  const ms = new Int32Array(origins.length * columns).fill(UNREACHED)
  const limit = Math.min(limitMinutes * 60_000, CLOSED - 1)
  const arrivals = arrivalsOf(paced, destinations)
  const into = roomFor(paced)
  const rows = [...origins.entries()].flatMap(([row, origin]) => (origin ? [{ row, origin }] : []))
  for (let begin = 0; begin < rows.length; begin += LANES) {
    const together = rows.slice(begin, begin + LANES)
    const reach = reachFrom(
      paced,
      together.map(({ origin }) => origin),
      { wanted: arrivals.wanted, into },
    )
    fill(
      ms,
      together.map(({ row }) => row * columns),
      arrivals,
      reach,
      limit,
    )
    for (const { row, origin } of together) {
      walkWithinChain(paced, origin, destinations, arrivals, ms.subarray(row * columns, (row + 1) * columns), limit)
    }
  }
  return { rows: origins.length, columns, ms }
}

/** Minutes between two doors, not rounded; null where there is no such walk. */
export function minutesAt({ ms, columns }: Matrix, origin: number, destination: number): number | null {
  const time = ms[origin * columns + destination] ?? UNREACHED
  return time === UNREACHED ? null : time / 60_000
}

/**
 * Which of the shortest walks lean on something that is not known to be fine: there is no walk as short among what is
 * known. Both matrices must come from the same snaps.
 *
 * @param perhaps times with unknown ways allowed, `surely` without
 * @returns 1 where the walk does, in the order of the matrix
 * @throws RangeError when the matrices differ in size
 */
export function leaningOnUnknown(perhaps: Matrix, surely: Matrix): Uint8Array {
  if (perhaps.ms.length !== surely.ms.length || perhaps.columns !== surely.columns) {
    throw new RangeError(
      `expected matrices of one size, got ${perhaps.rows} × ${perhaps.columns} and ${surely.rows} × ${surely.columns}`,
    )
  }
  return Uint8Array.from(perhaps.ms, (ms, at) => (ms !== UNREACHED && surely.ms[at] !== ms ? 1 : 0))
}

/** @throws RangeError */
export function requireMinutes(minutes: number): void {
  if (!(minutes > 0 && minutes <= MOST_MINUTES)) {
    throw new RangeError(`expected minutes above 0, at most ${MOST_MINUTES}, got ${minutes}`)
  }
}

interface Arrivals {
  /** By destination: ranks of the two nodes of its chain, and milliseconds from them to its door. */
  readonly start: Int32Array
  readonly end: Int32Array
  readonly fromStart: Int32Array
  readonly fromEnd: Int32Array
  readonly door: Int32Array
  readonly byChain: ReadonlyMap<number, readonly number[]>
  readonly wanted: Int32Array
}

function arrivalsOf(paced: Paced, destinations: readonly (Snap | null)[]): Arrivals {
  const { chainStart, chainEnd, elimination } = paced.graph
  const column = () => new Int32Array(destinations.length)
  const arrivals = {
    start: column(),
    end: column(),
    fromStart: column().fill(CLOSED),
    fromEnd: column().fill(CLOSED),
    door: column(),
  }
  const byChain = new Map<number, number[]>()
  destinations.forEach((destination, index) => {
    if (!destination) return
    const { chain, door, fromStart, fromEnd } = footingOf(paced, destination)
    arrivals.start[index] = elimination.rank[chainStart[chain] ?? 0] ?? 0
    arrivals.end[index] = elimination.rank[chainEnd[chain] ?? 0] ?? 0
    arrivals.fromStart[index] = Math.min(CLOSED, fromStart + door)
    arrivals.fromEnd[index] = Math.min(CLOSED, fromEnd + door)
    arrivals.door[index] = door
    const others = byChain.get(chain)
    if (others) others.push(index)
    else byChain.set(chain, [index])
  })
  return { ...arrivals, byChain, wanted: wantedRanks(paced, [arrivals.start, arrivals.end]) }
}

/** @param rows where the times of each of the origins that were reached together begin in the matrix */
function fill(ms: Int32Array, rows: readonly number[], arrivals: Arrivals, reach: Int32Array, limit: number): void {
  for (let column = 0; column < arrivals.start.length; column++) {
    const start = (arrivals.start[column] ?? 0) * LANES
    const end = (arrivals.end[column] ?? 0) * LANES
    const fromStart = arrivals.fromStart[column] ?? 0
    const fromEnd = arrivals.fromEnd[column] ?? 0
    for (let lane = 0; lane < rows.length; lane++) {
      const viaStart = (reach[start + lane] ?? 0) + fromStart
      const viaEnd = (reach[end + lane] ?? 0) + fromEnd
      const best = lesser(viaStart, viaEnd)
      if (best <= limit) ms[(rows[lane] ?? 0) + column] = best
    }
  }
}

/** Where both doors are on one chain, the walk need not pass a node. */
function walkWithinChain(
  paced: Paced,
  origin: Snap,
  destinations: readonly (Snap | null)[],
  arrivals: Arrivals,
  row: Int32Array,
  limit: number,
): void {
  const chain = paced.graph.segmentChain[origin.segment] ?? 0
  const columns = arrivals.byChain.get(chain)
  if (!columns || !paced.isWalked[paced.graph.chainWay[chain] ?? 0]) return
  const { door } = footingOf(paced, origin)
  for (const column of columns) {
    const destination = destinations[column]
    if (!destination) continue
    const ms = door + alongChain(paced, origin, destination) + (arrivals.door[column] ?? 0)
    const known = row[column] ?? UNREACHED
    if (ms <= limit && (known === UNREACHED || ms < known)) row[column] = ms
  }
}
