/** The basic table of GSM 03.38 (3GPP TS 23.038, 6.2.1), without the escape sign. */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
/** Its extension table: each sign takes two places. */
const EXTENDED = new Set('^{}\\[]~|€\f')

const LONGEST = { 'gsm-7': { alone: 160, joined: 153 }, 'ucs-2': { alone: 70, joined: 67 } } as const

export interface Segments {
  readonly alphabet: 'gsm-7' | 'ucs-2'
  /** Places used: septets, or UTF-16 code units. */
  readonly units: number
  /** How many messages the sender pays for; none for an empty text. */
  readonly segments: number
  /** Signs that GSM-7 lacks, each once: what makes the text longer. */
  readonly costly: readonly string[]
}

/**
 * How many messages a text takes on the network.
 *
 * A text goes in GSM-7 when every sign is in its tables, else as a whole in UCS-2. A sign of the extension table, or a pair of
 * UTF-16 code units, is not cut between two messages.
 *
 * @param text as it will be sent
 * @see 3GPP TS 23.038 (alphabets), TS 23.040 9.2.3.24.1 (joined messages: 153 and 67 places)
 * @example segmentsOf('€'.repeat(80)).units // 160
 */
export function segmentsOf(text: string): Segments {
  const signs = [...text]
  const costly = [...new Set(signs.filter((sign) => !BASIC.has(sign) && !EXTENDED.has(sign)))]
  const alphabet = costly.length === 0 ? 'gsm-7' : 'ucs-2'
  const widths = signs.map((sign) => (alphabet === 'ucs-2' ? sign.length : EXTENDED.has(sign) ? 2 : 1))
  const units = widths.reduce((sum, width) => sum + width, 0)
  return { alphabet, units, segments: segmentsFor(widths, units, LONGEST[alphabet]), costly }
}

function segmentsFor(widths: readonly number[], units: number, { alone, joined }: { alone: number; joined: number }) {
  if (units === 0) return 0
  if (units <= alone) return 1
  let segments = 1
  let used = 0
  for (const width of widths) {
    if (used + width > joined) {
      segments++
      used = 0
    }
    used += width
  }
  return segments
}

const PLAIN: Record<string, string> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '«\u00a0': '"',
  '\u00a0»': '"',
  '«': '"',
  '»': '"',
  '…': '...',
  '–': '-',
  '—': '-',
  '\u00a0': ' ',
  '\u202f': ' ',
}

/** The text with typewriter's signs for the printer's: nobody misses them, and they would double the cost. Letters stay as they are. */
export function plainSigns(text: string): string {
  return text.replace(/«\u00a0|\u00a0»|[’‘“”«»…–—\u00a0\u202f]/g, (sign) => PLAIN[sign] ?? sign)
}
