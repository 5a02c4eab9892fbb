import type { StopTimeRow } from './gtfs.ts'

/** One may get on, or off, at a call. */
export const BOARD = 1
export const ALIGHT = 2

/** Stops that trips call at in this order, with what one may do there. */
export interface Sequence {
  /** Places of stops. */
  readonly stops: Int32Array
  /** `BOARD`, `ALIGHT`, both or none, a call. */
  readonly calls: Uint8Array
}

/** The distinct sequences of calls of a timetable. */
export class CallSequences {
  readonly list: Sequence[] = []
  readonly #ranks = new Map<string, number>()
  readonly #placeOf: ReadonlyMap<string, number>

  constructor(placeOf: ReadonlyMap<string, number>) {
    this.#placeOf = placeOf
  }

  /** Rank in `list` of these calls, added when new; or the stop that is not known. */
  rankOf(rows: readonly StopTimeRow[]): number | { stopId: string } {
    const stops = new Int32Array(rows.length)
    const calls = new Uint8Array(rows.length)
    for (const [call, { stopId, pickupType, dropOffType }] of rows.entries()) {
      const place = this.#placeOf.get(stopId)
      if (place === undefined) return { stopId }
      stops[call] = place
      // Nobody gets off where a trip begins, nor on where it ends.
      const boards = pickupType !== 1 && call < rows.length - 1
      const alights = dropOffType !== 1 && call > 0
      calls[call] = (boards ? BOARD : 0) | (alights ? ALIGHT : 0)
    }
    const key = `${stops} ${calls}`
    const rank = this.#ranks.get(key) ?? this.list.push({ stops, calls }) - 1
    this.#ranks.set(key, rank)
    return rank
  }
}
