import type { FrequencyRow } from './gtfs.ts'

/** When the trips of a headway start: each start is that of one ride; `isPromised` when the departures are exact. */
export interface Starts {
  /** Seconds of the first departure of each ride, ascending. */
  readonly at: Int32Array
  readonly isPromised: boolean
}

/** More rides than any line has in a day: a headway below this many seconds is a mistake. */
const LEAST_HEADWAY = 10
const WEEK = 7 * 86_400

/**
 * The departures of a trip that `frequencies` repeats: from each start, one a headway, before the end. Where only the
 * interval is promised they are still placed at whole intervals from the start: one possible day among others.
 *
 * @returns undefined when a row is no interval
 */
export function startsOf(rows: readonly FrequencyRow[]): Starts | undefined {
  const at: number[] = []
  for (const { startTime, endTime, headwaySecs } of rows) {
    const areTimes = Number.isInteger(startTime) && startTime >= 0 && startTime < endTime && endTime <= WEEK
    if (!areTimes || !(headwaySecs >= LEAST_HEADWAY)) return undefined
    for (let time = startTime; time < endTime; time += headwaySecs) at.push(Math.round(time))
  }
  const isPromised = rows.every(({ exactTimes }) => exactTimes === 1)
  return { at: Int32Array.from(new Set(at)).sort(), isPromised }
}
