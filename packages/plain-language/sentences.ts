/** A stretch of a text, in UTF-16 positions: `text.slice(from, to)` gives it back. */
export interface Stretch {
  from: number
  to: number
}

/** Short forms whose full stop ends no sentence. */
const SHORT = /(?:^|[\s(«\u00a0])(?:M|MM|Dr|Pr|St|Ste|art|av|bd|bât|cf|etc|ex|fig|hab|env|p|tél|min|max|[A-ZÀ-Ý])\.$/u

/**
 * The sentences of a text. A line break ends one too, so that titles, lists and the lines of an address are not read as one
 * long sentence; the full stop of « M. », of an initial or of a number does not.
 *
 * @example sentencesOf('Bonjour M. Roy. Venez !') // 'Bonjour M. Roy.', 'Venez !'
 */
export function sentencesOf(text: string): Stretch[] {
  const found: Stretch[] = []
  let from = 0
  const close = (to: number) => {
    const [before = ''] = /^[\s\u00a0\u202f•–-]*/u.exec(text.slice(from, to)) ?? []
    const end = from + text.slice(from, to).trimEnd().length
    if (/\p{L}/u.test(text.slice(from, to))) found.push({ from: from + before.length, to: end })
    from = to
  }
  for (const { 0: mark, index } of text.matchAll(/\n+|[.!?…]+[»”)]*(?=[\s\u00a0]|$)/gu)) {
    const to = index + mark.length
    if (mark === '.' && SHORT.test(text.slice(from, to))) continue
    close(to)
  }
  close(text.length)
  return found
}

/**
 * Words of a sentence as a reader meets them: « l’eau » is two, « rez-de-chaussée » one, « 12 500 € » one, a mail or web
 * address one, a field such as `{nom}` one.
 */
export function wordCount(sentence: string): number {
  const whole = sentence
    .replace(/\{[^}]*\}|\S+@\S+|https?:\/\/\S+|www\.\S+/g, 'x')
    .replace(/(\d)[\u00a0\u202f ](?=\d{3}\b)/g, '$1')
  return whole.match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu)?.length ?? 0
}
