/** What is wrong, or must be said, about a timetable that can be used all the same. Codes are stable. */
export type ProblemCode =
  // — a trip is set aside —
  | 'unknown-stop' // it calls at a stop that is not among the stops
  | 'unknown-route'
  | 'unknown-service' // its service has neither a calendar nor a date
  | 'too-few-calls' // fewer than two
  | 'duplicate-sequence' // two calls with the same stop_sequence
  | 'missing-end-time' // no time at its first or last call
  | 'bad-time' // a time that is negative, over a week or no number
  | 'descending-times' // it leaves before it arrives
  | 'bad-headway' // a frequency that is no interval
  // — a row is left out —
  | 'unknown-trip' // stop_times or frequencies of a trip that is not among the trips
  | 'duplicate-id' // the same stop, route or trip twice: the first stands
  | 'bad-date' // a calendar row whose dates are no days, or in the wrong order
  | 'bad-transfer' // of an unknown stop or with a negative time
  // — it is used, and this must be said —
  | 'interpolated-times' // empty times, spread evenly between the timed calls around them
  | 'headway-based' // a trip of which only the interval is promised
  | 'out-of-validity' // the day asked is outside what the calendars cover
  | 'no-service' // nothing runs on the day asked

export type ProblemDetails = Readonly<Record<string, string | number>>

export interface Problem {
  readonly code: ProblemCode
  /** How often. */
  readonly count: number
  /** The first few. */
  readonly examples: readonly ProblemDetails[]
}

const EXAMPLES = 5

/** Counts problems by code, so that ten thousand faulty rows make one line with its examples. */
export class ProblemTally {
  readonly #found = new Map<ProblemCode, { count: number; examples: ProblemDetails[] }>()

  note(code: ProblemCode, details: ProblemDetails): void {
    const entry = this.#found.get(code) ?? { count: 0, examples: [] }
    this.#found.set(code, entry)
    entry.count++
    if (entry.examples.length < EXAMPLES) entry.examples.push(details)
  }

  /** In the order of their first appearance. */
  list(): Problem[] {
    return [...this.#found].map(([code, { count, examples }]) => ({ code, count, examples }))
  }
}
