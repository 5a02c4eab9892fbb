/** What makes weights impossible. The code is stable; the sentence is for a developer or a terminal. */
export type CalibrationErrorCode =
  | 'no-units' // nobody answered
  | 'bad-weight' // a base weight that is not a number of 0 or more, or all of them 0
  | 'bad-value' // an amount or a total that is not a number, or a list that is not as long as the weights
  | 'bad-bounds' // bounds of the factors that do not enclose 1, or are not in order
  | 'duplicate-margin' // two margins of one name
  | 'unknown-category' // a unit's category that its margin does not count
  | 'empty-category' // the register counts someone where nobody answered
  | 'zero-category' // somebody answered where the register counts nobody
  | 'totals-disagree' // two margins do not count the same population
  | 'inconsistent' // a margin follows from the others, and its total does not
  | 'infeasible' // no weights within the bounds meet the margins: proven
  | 'not-converged' // no weights found; what is not met is named
  | 'lonely-cluster' // a stratum of one cluster has no variance
  | 'bad-replicates' // fewer replicates than two, or draws that are not a whole number of 1 or more
  | 'bad-limit' // a trimming limit that cannot hold the weights
  | 'bad-level' // a confidence level that is not between 0 and 1
  | 'bad-proportion' // a proportion outside of 0 to 1, or an error or a size that is no sensible number

export type CalibrationErrorDetails = Readonly<Record<string, unknown>>

/** An expected refusal: `code` and `details` to word it in any language, `message` in plain English. */
export class CalibrationError extends Error {
  readonly code: CalibrationErrorCode
  readonly details: CalibrationErrorDetails

  constructor(code: CalibrationErrorCode, details: CalibrationErrorDetails, message: string) {
    super(message)
    this.name = 'CalibrationError'
    this.code = code
    this.details = details
  }
}
