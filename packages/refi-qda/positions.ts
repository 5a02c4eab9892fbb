/**
 * Positions in a text: the standard counts Unicode code points, some programs count UTF-16 units, and some count a line
 * end of two characters where others have made it one. A text is kept with single line ends; which count a file uses is
 * judged by the excerpts that it quotes.
 */
export interface Counting {
  readonly unit: 'code-points' | 'utf-16'
  /** Whether a carriage return counts. */
  readonly returns: boolean
}

export const STANDARD: Counting = { unit: 'code-points', returns: false }

const COUNTINGS: readonly Counting[] = [
  STANDARD,
  { unit: 'utf-16', returns: false },
  { unit: 'code-points', returns: true },
  { unit: 'utf-16', returns: true },
]

/** The text with line ends of one character. */
export function withSingleLineEnds(raw: string): string {
  return raw.replaceAll('\r\n', '\n').replaceAll('\r', '\n')
}

/** Where each position of a file lies in the text with single line ends: entry `n` is the offset of position n. */
export function offsets(raw: string, { unit, returns }: Counting): number[] {
  const found: number[] = []
  let offset = 0
  for (let at = 0; at < raw.length; ) {
    const point = raw.codePointAt(at) ?? 0
    const length = point > 0xffff ? 2 : 1
    const swallowed = raw[at] === '\r' && raw[at + 1] === '\n'
    if (swallowed) {
      if (returns) found.push(offset)
    } else {
      found.push(offset)
      if (length === 2 && unit === 'utf-16') found.push(offset + 1)
      offset += length
    }
    at += length
  }
  found.push(offset)
  return found
}

/** Code points before an offset of the text, for each offset: what the standard's file counts. */
export function positions(text: string): number[] {
  const found: number[] = []
  let position = 0
  for (const character of text) {
    found.push(position)
    if (character.length === 2) found.push(position)
    position += 1
  }
  found.push(position)
  return found
}

/** An excerpt as a file tells it: its bounds, and its name, which many programs fill with its first words. */
export interface Quoted {
  readonly start: number
  readonly end: number
  readonly name?: string
}

/** The counting under which most excerpts say what they are named; the standard's when none tells. */
export function countingOf(raw: string, excerpts: readonly Quoted[]): Counting {
  const text = withSingleLineEnds(raw)
  const plain = text === raw && [...raw].length === raw.length
  if (plain) return STANDARD
  const scores = COUNTINGS.map((counting) => {
    const map = offsets(raw, counting)
    return excerpts.filter(({ start, end, name = '' }) => {
      const quote = opening(name)
      return quote.length > 2 && opening(text.slice(map[start], map[end])).startsWith(quote)
    }).length
  })
  return COUNTINGS[scores.indexOf(Math.max(...scores))] ?? STANDARD
}

/** First words, however they are shortened and spaced. */
function opening(text: string): string {
  return text
    .replace(/[…\s]+|\.\.\.$/g, ' ')
    .trim()
    .slice(0, 20)
    .trim()
}
