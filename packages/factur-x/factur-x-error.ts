/** What makes a file no invoice that can be read. The code is stable; the sentence is for a terminal. */
export type FacturXErrorCode =
  | 'bad-xml' // not well-formed, with a document type, or nested beyond reason
  | 'not-cii' // well-formed, and something else
  | 'not-cdar' // well-formed, and no message about the life of a document
  | 'profile' // another profile than EN 16931
  | 'missing' // an element that the profile demands; `details.path` says which
  | 'bad-value' // an amount, a date or a code that is none of this profile's, or not carried here
  | 'unknown-status' // none of XP Z12-012 as known here; `details.code` says which
  | 'broken-rules' // refused to write; `details.rules` names the rules

export type FacturXErrorDetails = Readonly<Record<string, unknown>>

/** An expected refusal: `code` and `details` to word it in any language, `message` in plain English. */
export class FacturXError extends Error {
  readonly code: FacturXErrorCode
  readonly details: FacturXErrorDetails

  constructor(code: FacturXErrorCode, details: FacturXErrorDetails, message: string) {
    super(message)
    this.name = 'FacturXError'
    this.code = code
    this.details = details
  }
}
