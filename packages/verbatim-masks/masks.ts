/** Suggestions of what to mask in someone's words, before anyone outside of the team reads them. */

export type MaskKind = 'name' | 'place' | 'age' | 'phone' | 'mail' | 'home' | 'date' | 'sensitive'

/** A stretch from `start` up to, without, `end` (string offsets). */
export interface Mask {
  readonly start: number
  readonly end: number
  readonly kind: MaskKind
  /** What may stand there; undefined where only another wording helps. */
  readonly instead?: string
}

export interface Known {
  /** Family and first names of a register. */
  readonly names: readonly string[]
  /** Residences, streets, quarters. */
  readonly places: readonly string[]
}

const MONTHS = 'janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre'
const NUMBER = String.raw`\d{1,3}(?:er|re|e|è|ème)?|premier|première|deuxième|troisième|quatrième|cinquième|sixième|septième|huitième|neuvième|dixième`
const SENSITIVE = [
  'cancer',
  'diabète',
  'diabétique',
  'dépression',
  'dépressif',
  'dépressive',
  'alzheimer',
  'handicap',
  'handicapé',
  'handicapée',
  'hôpital',
  'psychiatre',
  'alcool',
  'alcoolique',
  'drogue',
  'prison',
  'garde à vue',
  'police',
  'musulman',
  'musulmane',
  'catholique',
  'juif',
  'juive',
  'mosquée',
  'église',
  'synagogue',
  'sans-papiers',
  'expulsion',
  'tutelle',
  'curatelle',
]

const PATTERNS: readonly { kind: MaskKind; pattern: RegExp; instead?: (found: string) => string }[] = [
  { kind: 'mail', pattern: /[\p{L}\d._%+-]+@[\p{L}\d.-]+\.\p{L}{2,}/gu, instead: () => '[adresse]' },
  {
    kind: 'phone',
    pattern: /(?<!\d)(?:\+33|0)\s?[1-9](?:[\s.\u00a0\u202f-]?\d{2}){4}(?!\d)/gu,
    instead: () => '[téléphone]',
  },
  {
    kind: 'place',
    pattern:
      /(?<!\d)\d{1,4}(?:\s?(?:bis|ter))?,?\s(?:rue|avenue|boulevard|allée|impasse|place|chemin|square|quai|cité)\s(?:(?:de|du|des|la|le|les|l’|l'|d’|d')\s?)*[\p{Lu}\d][\p{L}-]*(?:[\s-]\p{Lu}[\p{L}-]*)*/gu,
    instead: () => '[adresse]',
  },
  { kind: 'age', pattern: /(?<![\d,])\d{1,3}\s?ans(?!\s(?:que|après|avant|plus tard))/gu, instead: ageBand },
  {
    kind: 'home',
    pattern: new RegExp(`(?:au\\s)?(?:${NUMBER})\\s?étage|(?<!\\p{L})rez-de-chaussée`, 'giu'),
    instead: () => 'à un étage',
  },
  {
    kind: 'home',
    pattern:
      /(?<!\p{L})(?:porte|appartement|escalier|bâtiment|hall|logement)\s(?:n°\s?)?(?:\d+\p{L}?|\p{Lu})(?!\p{L})/gu,
    instead: () => '[logement]',
  },
  {
    kind: 'home',
    pattern:
      /(?<!\p{L})(?:au|du)\s(?:premier|deuxième|troisième|quatrième|cinquième|sixième|septième|huitième|neuvième|dixième)(?=[\s\u00a0\u202f]*(?:[,.;:!?)»]|$)|\s(?:où|et|sans|avec|à|de|je|on)(?!\p{L}))/giu,
    instead: (found) => (/^du/i.test(found) ? 'd’un étage' : 'à un étage'),
  },
  {
    kind: 'date',
    pattern: new RegExp(
      `(?<!\\d)(?:\\d{1,2}|1er)\\s(?:${MONTHS})(?:\\s\\d{4})?|(?<!\\d)\\d{1,2}/\\d{1,2}/\\d{2,4}(?!\\d)`,
      'giu',
    ),
    instead: () => 'récemment',
  },
  {
    kind: 'name',
    pattern:
      /(?<=(?<!\p{L})(?:M\.|Mme|Mlle|[Mm]onsieur|[Mm]adame|[Mm]ademoiselle|[Dd]octeur|Dr)\s)\p{Lu}[\p{L}’'-]*(?:\s\p{Lu}[\p{L}’'-]*)*/gu,
    instead: () => '[nom]',
  },
  { kind: 'sensitive', pattern: wordsOf(SENSITIVE) },
  // Inside of a sentence a capital begins a name; after a full stop it may begin any word.
  { kind: 'name', pattern: /(?<=[\p{Ll}\d,;:)»]\s)\p{Lu}[\p{Ll}’'-]{2,}/gu, instead: () => '[nom]' },
]

/**
 * What to mask, in the order of the text; stretches do not overlap, and what the caller knows comes first.
 *
 * @param text someone's words, in French
 * @returns suggestions; an empty list says nothing of whether the speaker can be recognised
 */
export function suggestMasks(text: string, known: Known = { names: [], places: [] }): Mask[] {
  const found: Mask[] = []
  const add = (mask: Mask) => {
    if (!found.some(({ start, end }) => start < mask.end && mask.start < end)) found.push(mask)
  }
  for (const mask of knownIn(text, known.places, 'place', '[lieu]')) add(mask)
  for (const mask of knownIn(text, known.names, 'name', '[nom]')) add(mask)
  for (const { kind, pattern, instead } of PATTERNS)
    for (const match of text.matchAll(pattern)) {
      const [words] = match
      add({
        start: match.index,
        end: match.index + words.length,
        kind,
        ...(instead ? { instead: instead(words) } : {}),
      })
    }
  return found.sort((a, b) => a.start - b.start)
}

/** The words with what is suggested in its place; what has no other word stays. */
export function masked(text: string, masks: readonly Mask[]): string {
  let words = ''
  let at = 0
  for (const { start, end, instead } of masks) {
    words += text.slice(at, start) + (instead ?? text.slice(start, end))
    at = end
  }
  return words + text.slice(at)
}

function ageBand(found: string): string {
  const age = Number.parseInt(found, 10)
  if (age >= 75) return '75 ans et plus'
  if (age < 18) return 'moins de 18 ans'
  const from = Math.floor(age / 10) * 10
  return `${from} à ${from + 9} ans`
}

/** Names as they are written with a capital; accents and case of the rest do not count. */
function knownIn(text: string, words: readonly string[], kind: MaskKind, instead: string): Mask[] {
  const plainText = plain(text)
  return words
    .filter((word) => word.trim().length >= 3)
    .flatMap((word) => {
      const pattern = new RegExp(
        `(?<![a-z0-9])${plain(word.trim()).replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![a-z0-9])`,
        'g',
      )
      return [...plainText.matchAll(pattern)]
        .filter(({ index }) => kind !== 'name' || /\p{Lu}/u.test(text.charAt(index)))
        .map(({ index }) => ({ start: index, end: index + word.trim().length, kind, instead }))
    })
}

/** Letter by letter, so that offsets stay. */
function plain(text: string): string {
  return Array.from({ length: text.length }, (_, at) => {
    const letter = text.charAt(at)
    const bare = letter.normalize('NFD').charAt(0).toLowerCase()
    return bare === '’' ? "'" : bare
  }).join('')
}

function wordsOf(list: readonly string[]): RegExp {
  return new RegExp(`(?<!\\p{L})(?:${list.join('|')})s?(?!\\p{L})`, 'giu')
}
