import { metresBetween, nearestOnSegment, type Place, planeAround } from './plane.ts'

/** How a walk is cut by benches. */
export interface Rest {
  /** Longest stretch between two rests: benches, or either end of the walk. */
  readonly longestMetres: number
  readonly benches: number
}

const BESIDE_METRES = 15

/**
 * The longest stretch of a walk without a bench. Older people wish for one every 100 to 200 m (a planner's rule of
 * thumb). A bench counts where the walk passes within 15 m of it.
 *
 * @param geometry the places of a walk, in order
 */
export function restsAlong(geometry: readonly Place[], benches: readonly Place[], besideMetres = BESIDE_METRES): Rest {
  const [first] = geometry
  if (!first) throw new RangeError('expected a walk of at least one place, got none')
  const { toPlane } = planeAround(first)
  const line = geometry.map(toPlane)
  const stops: number[] = []
  const met = new Set<number>()
  let walked = 0
  geometry.slice(1).forEach((place, index) => {
    const [from, to, before] = [line[index], line[index + 1], geometry[index]]
    if (!from || !to || !before) return
    const metres = metresBetween(before, place)
    for (const [bench, at] of benches.map(toPlane).entries()) {
      const near = nearestOnSegment(at, from, to)
      if (near.metres > besideMetres) continue
      met.add(bench)
      stops.push(walked + near.along * metres)
    }
    walked += metres
  })
  const rests = [0, ...stops.sort((a, b) => a - b), walked]
  return { longestMetres: Math.max(...rests.map((at, index) => at - (rests[index - 1] ?? at))), benches: met.size }
}
