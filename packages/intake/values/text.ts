/** Characters that show nothing and change how their neighbours are read or compared. */
const INVISIBLE = /[\u00AD\u200B-\u200F\u2028-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/g
/** Joiners and variation marks are part of emoji and of several scripts: not suspect there, yet not in keys. */
const JOINER = /\u200C|\u200D|[\uFE00-\uFE0F]/g
const PLAIN = /^[\x20-\x7E\u00A0-\u00AC\u00AE-\u017F\u2019\u202F]*$/
const CONTROL = /\p{Cc}+/gu
const OTHER_ALPHABETS = /\p{Script=Cyrillic}|\p{Script=Greek}/u

export interface CleanText {
  readonly text: string
  /** Invisible or direction-changing characters, or two alphabets in one word. */
  readonly deceptive: boolean
}

/**
 * A text as it is kept: Unicode NFC, outer and doubled spaces gone, controls and line ends as spaces,
 * direction and zero-width marks taken out. `deceptive` tells that a person should look at it.
 */
export function cleanText(raw: string): CleanText {
  if (PLAIN.test(raw)) return { text: singleSpaced(raw), deceptive: false }
  const visible = raw.normalize('NFC').replace(CONTROL, ' ').replace(INVISIBLE, keepJoiner)
  const deceptive = raw.replace(JOINER, '').search(INVISIBLE) >= 0 || visible.split(' ').some(mixesAlphabets)
  return { text: singleSpaced(visible), deceptive }
}

/** A key as it is compared: as `cleanText`, without any joiner, inner spaces single. */
export function cleanKey(raw: string): CleanText {
  const { text, deceptive } = cleanText(raw)
  const bare = text.replace(JOINER, '')
  return { text: bare, deceptive: deceptive || bare !== text }
}

function keepJoiner(mark: string): string {
  return mark === '\u200C' || mark === '\u200D' ? mark : ''
}

function singleSpaced(text: string): string {
  const trimmed = text.trim()
  return /\s\s/.test(trimmed) ? trimmed.replace(/\s{2,}/g, ' ') : trimmed
}

/** Latin beside Cyrillic or Greek in one word: « Pаris » with a Cyrillic а. A word wholly in one of them is fine. */
function mixesAlphabets(word: string): boolean {
  return OTHER_ALPHABETS.test(word) && /\p{Script=Latin}/u.test(word)
}
