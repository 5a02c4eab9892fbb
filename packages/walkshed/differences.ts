import { type Matrix, minutesAt, snapAll, walkMatrix } from './matrix.ts'
import type { Paced } from './pace.ts'
import type { Place } from './plane.ts'
import type { SnapOptions } from './snap.ts'

/** One walk that a change makes shorter, longer, possible or impossible. */
export interface Difference {
  readonly origin: number
  readonly destination: number
  /** Minutes, null where there is no walk. */
  readonly before: number | null
  readonly after: number | null
}

export interface Effect {
  readonly before: Matrix
  readonly after: Matrix
  readonly differences: readonly Difference[]
}

/** Splitting a way rounds its times anew: differences under a second mean nothing. */
const LEAST_MS = 1000

/** What a change brings to a walker: doors are put on the ways anew, since a nearer way may have come or gone. */
export function effectOf(
  before: Paced,
  after: Paced,
  origins: readonly Place[],
  destinations: readonly Place[],
  options: SnapOptions & { readonly limitMinutes?: number } = {},
): Effect {
  const [was, is] = [before, after].map((paced) => {
    const [from, to] = [snapAll(paced, origins, options), snapAll(paced, destinations, options)]
    return walkMatrix(paced, from, to, options.limitMinutes)
  })
  if (!was || !is) throw new Error('a matrix of each graph was made')
  return { before: was, after: is, differences: differencesBetween(was, is) }
}

/**
 * Walks whose time differs by at least a second, those that gain most first, then those that lose.
 *
 * @throws RangeError when the matrices differ in size
 */
export function differencesBetween(before: Matrix, after: Matrix): Difference[] {
  if (before.rows !== after.rows || before.columns !== after.columns) {
    throw new RangeError(`expected ${before.rows} × ${before.columns} times, got ${after.rows} × ${after.columns}`)
  }
  const differences: Difference[] = []
  before.ms.forEach((ms, at) => {
    const other = after.ms[at] ?? ms
    if (ms === other || (Math.min(ms, other) >= 0 && Math.abs(ms - other) < LEAST_MS)) return
    const [origin, destination] = [Math.floor(at / before.columns), at % before.columns]
    const minutes = (matrix: Matrix) => minutesAt(matrix, origin, destination)
    differences.push({ origin, destination, before: minutes(before), after: minutes(after) })
  })
  return differences.sort((a, b) => gainOf(b) - gainOf(a) || a.origin - b.origin || a.destination - b.destination)
}

const UNREACHABLE_MINUTES = 24 * 60

function gainOf({ before, after }: Difference): number {
  return (before ?? UNREACHABLE_MINUTES) - (after ?? UNREACHABLE_MINUTES)
}
