import type { Network } from './network.ts'
import { TransitError } from './transit-error.ts'

/** A walk from one stop to another; the way back is a walk of its own. */
export interface Footpath {
  readonly from: string
  readonly to: string
  readonly seconds: number
}

/** Walks between stops, by the place of the stop they start from: from `at[s]` to `at[s + 1]`. */
export interface Footpaths {
  readonly at: Int32Array
  readonly to: Int32Array
  readonly seconds: Int32Array
  /** Shortest time, in seconds, between two rides at a stop, where the timetable's transfers give one; else 0. */
  readonly changes: Int32Array
}

/**
 * Walks between stops for `raptor.ts`: those given, and the timetable's own transfers with a time. Of two for the same
 * pair the shorter stands. At most one is walked between two rides, so the list must hold whatever may be walked in one go.
 *
 * @throws TransitError `unknown-stop`, `bad-walk`
 */
export function footpathsOf(network: Network, given: Iterable<Footpath>): Footpaths {
  const { stops, placeOf, transfers } = network
  const walks = stops.map(() => new Map<number, number>())
  const changes = new Int32Array(stops.length)
  const add = (from: number, to: number, seconds: number) => {
    const known = walks[from]?.get(to) ?? Number.POSITIVE_INFINITY
    if (from !== to) walks[from]?.set(to, Math.min(known, seconds))
  }
  for (const { from, to, seconds } of given) add(placeIn(network, from), placeIn(network, to), checkedWalk(seconds))
  for (const { fromStopId, toStopId, minTransferTime } of transfers) {
    if (minTransferTime === null || minTransferTime === undefined) continue
    const [from = 0, to = 0] = [placeOf.get(fromStopId), placeOf.get(toStopId)]
    if (from === to) changes[from] = minTransferTime
    else add(from, to, Math.ceil(minTransferTime))
  }
  const at = new Int32Array(stops.length + 1)
  for (const [place, { size }] of walks.entries()) at[place + 1] = (at[place] ?? 0) + size
  const pairs = walks.flatMap((ends) => [...ends])
  const to = Int32Array.from(pairs, ([end]) => end)
  return { at, to, seconds: Int32Array.from(pairs, ([, seconds]) => seconds), changes }
}

/**
 * Footpaths between all stops that lie within a distance of each other as the crow flies, by a function that knows the
 * ways.
 *
 * @param metres beyond which nobody is asked
 * @param secondsBetween ids of two stops; undefined where one cannot walk
 * @throws TransitError `bad-walk`
 */
export function footpathsWithin(
  network: Network,
  metres: number,
  secondsBetween: (from: string, to: string) => number | undefined,
): Footpaths {
  const { stops } = network
  const northwards = [...stops].sort((a, b) => a.stopLat - b.stopLat)
  const given: Footpath[] = []
  for (const [rank, south] of northwards.entries()) {
    for (const north of northwards.slice(rank + 1)) {
      if ((north.stopLat - south.stopLat) * METRES_PER_DEGREE > metres) break
      const east = (north.stopLon - south.stopLon) * METRES_PER_DEGREE * Math.cos((south.stopLat * Math.PI) / 180)
      if (Math.hypot(east, (north.stopLat - south.stopLat) * METRES_PER_DEGREE) > metres) continue
      for (const [from, to] of [
        [south.stopId, north.stopId],
        [north.stopId, south.stopId],
      ] as const) {
        const seconds = secondsBetween(from, to)
        if (seconds !== undefined) given.push({ from, to, seconds })
      }
    }
  }
  return footpathsOf(network, given)
}

const METRES_PER_DEGREE = 111_195

/** @throws TransitError `unknown-stop` */
export function placeIn({ placeOf }: Network, stopId: string): number {
  const place = placeOf.get(stopId)
  if (place !== undefined) return place
  throw new TransitError('unknown-stop', { stopId }, `the timetable has no stop "${stopId}"`)
}

/**
 * Whole seconds of a walk, rounded up: nobody catches a bus by rounding.
 *
 * @throws TransitError `bad-walk`
 */
export function checkedWalk(seconds: number): number {
  if (Number.isFinite(seconds) && seconds >= 0) return Math.ceil(seconds)
  throw new TransitError('bad-walk', { seconds }, `expected the seconds of a walk, 0 or more, got ${seconds}`)
}
