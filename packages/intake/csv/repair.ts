/** What windows-1252 shows for the bytes 0x80–0x9F; the other bytes show the character of their own number. */
const SHOWN_1252 = new Map(
  Array.from(new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 32 }, (_, i) => 0x80 + i)), (c, i) => [
    c,
    0x80 + i,
  ]),
)
const CONTINUATION = `[\\u0080-\\u00BF${[...SHOWN_1252.keys()].join('')}]`

/**
 * A UTF-8 character of two or three bytes, each shown as a windows-1252 character: « Ã¨ », « Å“ », « â€™ ».
 * Only the leads of French letters and punctuation: « LOCALITÉ» must not look damaged.
 */
const DAMAGED = new RegExp(`[ÂÃÅ]${CONTINUATION}|â${CONTINUATION}{2}`)
const ALL_DAMAGED = new RegExp(DAMAGED, 'g')

/** Whether accents were encoded twice: « AchÃ¨res ». Ordinary French never has these pairs. */
export function isDoubleEncoded(text: string): boolean {
  return DAMAGED.test(text)
}

/** « AchÃ¨res » → « Achères »; what does not make a UTF-8 character stays as it is. */
export function repairDoubleEncoded(text: string): string {
  return text.replace(ALL_DAMAGED, (pair) => {
    const bytes = Uint8Array.from(pair, (character) => SHOWN_1252.get(character) ?? character.charCodeAt(0))
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    } catch {
      return pair
    }
  })
}
