/** The text of an interview as it is coded: passages, and excerpts in them. Offsets are JavaScript string offsets. Pure. */

export const PARTS = ['verbatim', 'note', 'notes', 'transcript'] as const
export type Part = (typeof PARTS)[number]

/** One stretch that someone wrote down: the note or the exact words of an answer, the notes of the whole, the transcript. */
export interface Passage {
  /** `answer:part`, for the address and the form. */
  key: string
  answerId: string | null
  questionId: string | null
  part: Part
  /** The question that it answers; nothing for notes and transcript. */
  question: string | null
  /** What was ticked, counted or shown on a map to that question: read beside the words, not marked. */
  closed: string
  text: string
}

export interface Excerpt {
  id: string
  key: string
  start: number
  end: number
  codeId: string
  code: string
  colour: string
  coderId: string
  coder: string
}

export function partOf(text: string): Part {
  return PARTS.find((part) => part === text) ?? 'note'
}

export function keyOf(answerId: string | null, part: Part): string {
  return answerId === null ? part : `${answerId}:${part}`
}

/**
 * Where an excerpt begins and ends, told by its first and last words. White space, case and the kind of apostrophe do not count.
 *
 * @param first empty: from the beginning of the text
 * @param last empty: to the end of the text; sought after the first words
 * @returns nothing for words that are not there
 */
export function locateWords(text: string, first: string, last: string): { start: number; end: number } | undefined {
  const from = first.trim() === '' ? { start: 0, end: 0 } : find(text, first, 0)
  if (!from) return undefined
  if (last.trim() === '') return trimmed(text, from.start, text.length)
  const to = find(text, last, from.start)
  return to && trimmed(text, from.start, to.end)
}

function find(text: string, words: string, after: number): { start: number; end: number } | undefined {
  const pattern = words
    .trim()
    .split(/\s+/)
    .map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/['’]/g, "[’']"))
    .join('\\s+')
  const search = new RegExp(pattern, 'giu')
  search.lastIndex = after
  const found = search.exec(text)
  return found ? { start: found.index, end: found.index + found[0].length } : undefined
}

/** The same stretch without the white space at its ends; nothing when nothing is left. */
export function trimmed(text: string, start: number, end: number): { start: number; end: number } | undefined {
  const words = text.slice(start, end)
  const from = start + (words.length - words.trimStart().length)
  const to = from + words.trim().length
  return to > from ? { start: from, end: to } : undefined
}

export interface Segment {
  start: number
  text: string
  excerpts: Excerpt[]
}

/** The text cut wherever an excerpt begins or ends, with the excerpts that hold each piece. */
export function segmentsOf(text: string, excerpts: readonly Excerpt[]): Segment[] {
  const cuts = [...new Set([0, text.length, ...excerpts.flatMap(({ start, end }) => [start, end])])].sort(
    (a, b) => a - b,
  )
  return cuts.slice(0, -1).map((start, at) => {
    const end = cuts[at + 1] ?? text.length
    return {
      start,
      text: text.slice(start, end),
      excerpts: excerpts.filter((excerpt) => excerpt.start < end && excerpt.end > start),
    }
  })
}
