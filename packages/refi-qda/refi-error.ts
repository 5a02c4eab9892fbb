/** What makes a file no REFI-QDA file that can be taken in whole. The code is stable; the sentence is for a terminal. */
export type RefiErrorCode =
  | 'archive' // not a zip, damaged, encrypted, or unsafe to unpack; `details.problem` says which
  | 'no-project' // a zip without project.qde
  | 'bad-xml' // not well-formed, not UTF-8, or nested beyond reason
  | 'doctype' // declares a document type, which could unfold without end
  | 'too-large' // a text or the project's description is beyond reason
  | 'not-refi' // well-formed, and something else
  | 'missing-attribute' // an element without what it must have
  | 'bad-guid' // not eight-four-four-four-twelve
  | 'duplicate-guid' // two things of one name
  | 'bad-number' // a position or a time that is no whole number of 0 or more
  | 'unknown-reference' // a code, source, variable, note or selection that the file does not hold
  | 'missing-source' // a source that the file names and does not hold
  | 'bad-file-name' // a name that other tools could not open
  | 'bad-position' // an excerpt that ends before it begins, or outside of its text (when writing)

export type RefiErrorDetails = Readonly<Record<string, unknown>>

/** An expected refusal: `code` and `details` to word it in any language, `message` in plain English. */
export class RefiError extends Error {
  readonly code: RefiErrorCode
  readonly details: RefiErrorDetails

  constructor(code: RefiErrorCode, details: RefiErrorDetails, message: string) {
    super(message)
    this.name = 'RefiError'
    this.code = code
    this.details = details
  }
}
