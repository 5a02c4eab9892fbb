/** What makes an answer impossible. The code is stable; the sentence is for a developer or a terminal. */
export type TransitErrorCode =
  | 'missing-table' // stops, routes, trips, stop_times, or both calendars, are absent or empty
  | 'no-usable-trip' // every trip had to be set aside
  | 'bad-date' // not a day of the calendar written 2026-10-31
  | 'bad-clock' // not a time of day written 08:30
  | 'no-such-weekday' // the timetable's validity holds no such weekday, or nothing runs on any
  | 'unknown-stop' // a stop of the question that the timetable does not have
  | 'bad-walk' // a walk whose seconds are not a number of 0 or more
  | 'bad-question' // a departure, a limit or a window that is no sensible number

export type TransitErrorDetails = Readonly<Record<string, unknown>>

/** An expected refusal: `code` and `details` to word it in any language, `message` in plain English. */
export class TransitError extends Error {
  readonly code: TransitErrorCode
  readonly details: TransitErrorDetails

  constructor(code: TransitErrorCode, details: TransitErrorDetails, message: string) {
    super(message)
    this.name = 'TransitError'
    this.code = code
    this.details = details
  }
}
