/** What we say no to, and expect: shown beside the field, in words of the catalogue. Anything else thrown is a fault. */

/** `code` is stable and never used again for something else: `room.what-is-wrong`. */
export class Refusal extends Error {
  readonly code: string
  readonly field: string | undefined
  readonly values: Record<string, string | number>
  readonly status: number

  constructor(
    code: string,
    {
      field,
      values = {},
      status = 422,
    }: { field?: string; values?: Record<string, string | number>; status?: number } = {},
  ) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.field = field
    this.values = values
    this.status = status
  }
}
