import { type Agreement, alpha } from './alpha.ts'

/** A stretch of text that a coder gave a code: from `start` up to, without, `end`. */
export interface Excerpt {
  readonly code: string
  readonly start: number
  readonly end: number
}

export interface CodeAgreement extends Agreement {
  readonly code: string
  /** Passages in which each coder used the code, in the order of the coders. */
  readonly used: readonly number[]
  /** Places of the passages that some coders gave the code and others did not: what to talk about first. */
  readonly disputed: readonly number[]
}

/**
 * Agreement on each code over the passages of a text (turns or paragraphs): a passage holds a code for a coder who marked
 * any part of it, so that two excerpts that differ by a word agree.
 *
 * @param passages ends of the passages, growing; the first starts at 0
 * @param coders the excerpts of each coder who read the whole text
 * @returns one line a code in alphabetical order of the codes
 * @throws RangeError when ends do not grow
 */
export function agreementByCode(passages: readonly number[], coders: readonly (readonly Excerpt[])[]): CodeAgreement[] {
  passages.forEach((end, index) => {
    if (!(end > (passages[index - 1] ?? 0))) throw new RangeError(`passage ${index} ends at ${end}, before it starts`)
  })
  const codes = [...new Set(coders.flatMap((excerpts) => excerpts.map(({ code }) => code)))].sort()
  return codes.map((code) => {
    const held = passages.map((end, index) => {
      const start = passages[index - 1] ?? 0
      return coders.map((excerpts) =>
        excerpts.some((excerpt) => excerpt.code === code && excerpt.start < end && excerpt.end > start) ? 1 : 0,
      )
    })
    return {
      code,
      ...alpha(held, 'nominal'),
      used: coders.map((_, coder) => held.filter((marks) => marks[coder] === 1).length),
      disputed: held.flatMap((marks, index) => (marks.includes(0) && marks.includes(1) ? [index] : [])),
    }
  })
}
