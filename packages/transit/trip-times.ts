import type { StopTimeRow } from './gtfs.ts'
import type { ProblemCode, ProblemDetails } from './problems.ts'

/** The times of one trip at each of its calls, in order, in seconds; `empty` of them had to be filled in. */
export interface TripTimes {
  readonly rows: readonly StopTimeRow[]
  readonly arrivals: readonly number[]
  readonly departures: readonly number[]
  readonly empty: number
}

export interface TripFault {
  readonly fault: ProblemCode
  readonly details: ProblemDetails
}

const WEEK = 7 * 86_400

/**
 * Orders the calls of a trip and fills empty times in, or says why the trip cannot be used. Empty calls are spread evenly
 * in time between the timed ones around them, since only a shape would tell the distances.
 */
export function tripTimes(unordered: readonly StopTimeRow[]): TripTimes | TripFault {
  const rows = [...unordered].sort((a, b) => a.stopSequence - b.stopSequence)
  if (rows.length < 2) return { fault: 'too-few-calls', details: { calls: rows.length } }
  const twice = rows.find((row, call) => row.stopSequence === rows[call - 1]?.stopSequence)
  if (twice) return { fault: 'duplicate-sequence', details: { stopSequence: twice.stopSequence } }
  const arrivals = rows.map((row) => given(row.arrivalTime) ?? given(row.departureTime) ?? EMPTY)
  const departures = rows.map((row) => given(row.departureTime) ?? given(row.arrivalTime) ?? EMPTY)
  const bad = rows.find((_, call) => !isTime(arrivals[call]) || !isTime(departures[call]))
  if (bad) return { fault: 'bad-time', details: { stopSequence: bad.stopSequence } }
  if (arrivals[0] === EMPTY || arrivals.at(-1) === EMPTY) return { fault: 'missing-end-time', details: {} }
  const empty = fillIn(arrivals, departures)
  const back = rows.findIndex((_, call) => {
    const [arrival = 0, departure = 0, before = 0] = [arrivals[call], departures[call], departures[call - 1]]
    return arrival > departure || before > arrival
  })
  if (back !== -1) return { fault: 'descending-times', details: { stopSequence: rows[back]?.stopSequence ?? back } }
  return { rows, arrivals, departures, empty }
}

const EMPTY = Number.NEGATIVE_INFINITY

function given(time: number | null | undefined): number | undefined {
  return time === null || Number.isNaN(time) ? undefined : time
}

function isTime(time = EMPTY): boolean {
  return time === EMPTY || (Number.isInteger(time) && time >= 0 && time <= WEEK)
}

function fillIn(arrivals: number[], departures: number[]): number {
  let empty = 0
  let timed = 0
  for (let call = 1; call < arrivals.length; call++) {
    if (arrivals[call] === EMPTY) continue
    const from = departures[timed] ?? 0
    const span = (arrivals[call] ?? 0) - from
    for (let between = timed + 1; between < call; between++) {
      const time = Math.round(from + (span * (between - timed)) / (call - timed))
      arrivals[between] = time
      departures[between] = time
      empty++
    }
    timed = call
  }
  return empty
}
