/** What a careful reader would say of a text in French before it goes to tenants. */
import { plain } from '../french/plain.ts'
import { HARD_WORDS } from './hard-words.ts'
import { type Stretch, sentencesOf, wordCount } from './sentences.ts'
import { frenchTypography } from './typography.ts'

/** Above this many words a sentence is hard to hold. The European rules ask for 12 to 15; a letter is forgiven a little more. */
export const LONG_SENTENCE_WORDS = 20

export type Remark = Stretch & { found: string } & (
    | { kind: 'long-sentence'; words: number }
    | { kind: 'hard-word'; instead: string }
    | { kind: 'acronym' }
    | { kind: 'percentage' }
    | { kind: 'double-negative' }
    | { kind: 'all-capitals' }
    | { kind: 'typography'; instead: string }
  )

/**
 * Remarks on a text, in the order of the text: sentences of more than 20 words, words of offices with plainer ones, acronyms
 * that nobody explained, percentages, double negatives, words shouted in capitals, and typography.
 *
 * A remark proposes; it never says that a text is good. Only its readers can.
 *
 * @param text in French, as typed; fields of a template are written `{nom}` and are never remarked on
 * @returns each with the stretch of the text that it is about (UTF-16 positions)
 * @see Inclusion Europe, *Information for all: European standards for making information easy to read and understand*, 2009
 */
export function remarksOn(text: string): Remark[] {
  const masked = text.replace(/\{[^}]*\}|https?:\/\/\S+|www\.\S+|\S+@\S+/g, (kept) => '\ue002'.repeat(kept.length))
  return [
    ...longSentences(text),
    ...hardWords(text, masked),
    ...acronyms(masked),
    ...matches(masked, /\d+(?:,\d+)?[ \u00a0\u202f]?%/g, 'percentage'),
    ...matches(masked, DOUBLE_NEGATIVE, 'double-negative'),
    ...matches(masked, CAPITALS, 'all-capitals'),
    ...typography(text),
  ].sort((one, other) => one.from - other.from || one.to - other.to)
}

function longSentences(text: string): Remark[] {
  return sentencesOf(text).flatMap(({ from, to }) => {
    const found = text.slice(from, to)
    const words = wordCount(found)
    return words > LONG_SENTENCE_WORDS ? [{ kind: 'long-sentence' as const, from, to, found, words }] : []
  })
}

const HEADWORDS = HARD_WORDS.map(([headword, instead]) => ({
  instead,
  words: headword.split(' ').length,
  pattern: new RegExp(`(?<= )${patternOf(headword)}(?= )`, 'g'),
})).sort((one, other) => other.words - one.words)

// The star survives `plain`, which keeps letters and figures only.
function patternOf(headword: string): string {
  return plain(headword.replaceAll('*', 'zzz')).replaceAll('zzz', '[a-z]*')
}

/** The longest headword wins: « veuillez agréer » is one remark, not two. */
function hardWords(text: string, masked: string): Remark[] {
  const words = [...masked.matchAll(/[\p{L}\p{N}]+/gu)].map(({ 0: word, index }) => ({ word, from: index }))
  const starts: number[] = []
  let line = ' '
  words.forEach(({ word }) => {
    starts.push(line.length)
    line += `${plain(word)} `
  })
  const taken = new Set<number>()
  return HEADWORDS.flatMap(({ pattern, instead }) =>
    [...line.matchAll(pattern)].flatMap(({ 0: match, index }): Remark[] => {
      const first = starts.indexOf(index)
      const last = first + match.split(' ').length - 1
      const [begin, end] = [words[first], words[last]]
      if (!begin || !end || taken.has(first)) return []
      for (let at = first; at <= last; at++) taken.add(at)
      const [from, to] = [begin.from, end.from + end.word.length]
      return [{ kind: 'hard-word', from, to, found: text.slice(from, to), instead }]
    }),
  )
}

/** Known by everyone, or not words at all. */
const KNOWN = new Set([
  'RER',
  'SMS',
  'TV',
  'OK',
  'WC',
  'PDF',
  'QR',
  'BP',
  'CS',
  'TSA',
  'ET',
  'OU',
  'DE',
  'LA',
  'LE',
  'DU',
  'AU',
  'EN',
  'UN',
  'II',
  'III',
  'IV',
  'VI',
  'XX',
  'XXI',
])

/** An acronym is remarked on once, where it first stands, unless its name stands beside it in brackets or before them. */
function acronyms(masked: string): Remark[] {
  const seen = new Set<string>()
  const calm = masked.replace(CAPITALS, (shouted) => '\ue002'.repeat(shouted.length))
  return [...calm.matchAll(/(?<![\p{L}\d])\p{Lu}{2,6}(?![\p{L}\d])/gu)].flatMap(({ 0: found, index }) => {
    if (KNOWN.has(found) || seen.has(found)) return []
    seen.add(found)
    const [from, to] = [index, index + found.length]
    const explained = /^[ \u00a0]\(/.test(masked.slice(to)) || /\p{L}[ \u00a0]\($/u.test(masked.slice(0, from))
    return explained ? [] : [{ kind: 'acronym' as const, from, to, found }]
  })
}

/** A long word, or two words and more, that shout. */
const CAPITALS = /(?<![\p{L}\d])(?:\p{Lu}{2,}(?:[ \u00a0]\p{Lu}{2,})+|\p{Lu}{7,})(?![\p{L}\d])/gu

const DOUBLE_NEGATIVE =
  /(?<!\p{L})(?:(?:ne|n’|n')[ \u00a0]?\p{L}+[ \u00a0](?:pas|jamais|point)[ \u00a0](?:sans|impossible|inutile|interdit|inconnu|rare)|sans[ \u00a0](?:ne|n’)[ \u00a0]?)(?!\p{L})/giu

function matches(masked: string, pattern: RegExp, kind: 'percentage' | 'double-negative' | 'all-capitals'): Remark[] {
  return [...masked.matchAll(pattern)].map(({ 0: found, index }) => ({
    kind,
    from: index,
    to: index + found.length,
    found,
  }))
}

/** Line by line, since what typography changes does not keep positions: the words around each change are shown. */
function typography(text: string): Remark[] {
  return [...text.matchAll(/[^\n]+/g)].flatMap(({ 0: line, index }): Remark[] => {
    const better = frenchTypography(line)
    if (better === line) return []
    const [first, last] = difference(line, better)
    const from = line.lastIndexOf(' ', Math.max(0, first - 1)) + 1
    const nextSpace = line.indexOf(' ', line.length - last + 1)
    const to = nextSpace < 0 ? line.length : nextSpace
    const kept = line.length - to
    return [
      {
        kind: 'typography',
        from: index + from,
        to: index + to,
        found: line.slice(from, to),
        instead: better.slice(from, better.length - kept),
      },
    ]
  })
}

/** Characters that two lines share at their start, and at their end. */
function difference(one: string, other: string): [first: number, last: number] {
  const most = Math.min(one.length, other.length)
  let first = 0
  while (first < most && one[first] === other[first]) first++
  let last = 0
  while (last < most - first && one.at(-1 - last) === other.at(-1 - last)) last++
  return [first, last]
}
