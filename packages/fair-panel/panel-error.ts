/** What can be wrong with what the caller asked. The code is stable; the sentence is for a developer or a terminal. */
export type PanelErrorCode =
  | 'no-people' // nobody in the pool
  | 'duplicate-person' // two people with one id
  | 'panel-size' // not a whole number from 1 to the number of people
  | 'household-limit' // not a whole number from 1
  | 'no-quotas' // a feature of a quota that no person has
  | 'quota-bounds' // min, max or their hard limits are not whole numbers in order
  | 'duplicate-quota' // the same feature and value twice
  | 'unknown-value' // a person's value that has no quota in its feature
  | 'missing-value' // a person without a value for a feature
  | 'infeasible' // no panel meets all quotas
  | 'cancelled' // the caller's signal
  | 'solver-failed' // numbers went wrong inside the solver
  | 'rounding-failed' // no list of panels could be made
  | 'draw-number' // not a number of the published list
  | 'bad-file' // an input file that cannot be read
  | 'worker-failed' // the thread ended without an answer

export type PanelErrorDetails = Readonly<Record<string, unknown>>

/** An expected refusal: `code` and `details` to word it in any language, `message` in plain English. */
export class PanelError extends Error {
  readonly code: PanelErrorCode
  readonly details: PanelErrorDetails

  constructor(code: PanelErrorCode, details: PanelErrorDetails, message: string) {
    super(message)
    this.name = 'PanelError'
    this.code = code
    this.details = details
  }
}

/** An `AbortSignal`, or anything that can say whether it is time to stop. */
export interface StopSignal {
  readonly aborted: boolean
}

/** Stops the work where it stands when the caller has asked for it. */
export function stopIfAsked(signal: StopSignal | undefined): void {
  if (signal?.aborted) throw new PanelError('cancelled', {}, 'the draw was cancelled')
}
