import { plain } from './plain.ts'

/** Abbreviations of ways and of the words in their names, as found in landlords', tax and postal files. */
const WORDS: Record<string, string> = {
  all: 'allee',
  allees: 'allee',
  av: 'avenue',
  ave: 'avenue',
  bd: 'boulevard',
  bld: 'boulevard',
  blvd: 'boulevard',
  boul: 'boulevard',
  che: 'chemin',
  chem: 'chemin',
  chm: 'chemin',
  crs: 'cours',
  esp: 'esplanade',
  fbg: 'faubourg',
  fg: 'faubourg',
  imp: 'impasse',
  lot: 'lotissement',
  pas: 'passage',
  pass: 'passage',
  pl: 'place',
  plc: 'place',
  prom: 'promenade',
  qu: 'quai',
  res: 'residence',
  resid: 'residence',
  rte: 'route',
  sq: 'square',
  sqr: 'square',
  snt: 'sente',
  vla: 'villa',
  voi: 'voie',
  cdt: 'commandant',
  col: 'colonel',
  dr: 'docteur',
  gal: 'general',
  gen: 'general',
  mal: 'marechal',
  pdt: 'president',
  pt: 'pont',
  pte: 'porte',
  prof: 'professeur',
  sgt: 'sergent',
  st: 'saint',
  ste: 'sainte',
  sts: 'saints',
}

const RANKS: Record<string, string> = { b: 'bis', t: 'ter', q: 'quater' }
const LINKS = new Set(['de', 'du', 'des', 'la', 'le', 'les', 'l', 'd', 'et', 'a', 'au', 'aux'])

/**
 * What two spellings of one street address have in common: accents, case, marks, abbreviations and linking words gone.
 * « 12 bis, av. du Mal de Lattre » and « 12B AVENUE MARECHAL LATTRE » have the same key.
 *
 * The first word that is a way (R, AV, CHE…) is read as one; R stands for rue only there, and the house number loses its
 * leading zeros. Two different streets can share a key only if they differ in linking words alone.
 *
 * @param address number and way, without postal code and town
 * @example addressKey('12 bis, av. du Mal de Lattre') // '12 bis avenue marechal lattre'
 */
export function addressKey(address: string): string {
  const words = plain(apart(address)).split(' ').filter(Boolean)
  const number = words.findIndex((word) => !/^\d+$/.test(word))
  const figures = number < 0 ? words : words.slice(0, number)
  const rest = number < 0 ? [] : words.slice(number)
  const rank = figures.length > 0 ? rankOf(rest) : undefined
  const way = (rank ? rest.slice(1) : rest).map((word, place) =>
    place === 0 && word === 'r' ? 'rue' : (WORDS[word] ?? word),
  )
  const names = way.filter((word, place) => place === 0 || !LINKS.has(word))
  return [...figures.map((figure) => figure.replace(/^0+(?=\d)/, '')), ...(rank ? [rank] : []), ...names].join(' ')
}

/** « bis » whether written out or as the letter B alone after the number; never a letter that starts the street's name. */
function rankOf(words: readonly string[]): string | undefined {
  const [first = '', second] = words
  if (/^(bis|ter|quater)$/.test(first)) return first
  return second === undefined ? undefined : RANKS[first]
}

/** Puts apart what files glue together: « 12B », « 71RUEDE VERSAILLES ». */
function apart(address: string): string {
  return address
    .replace(/(\d)(?=\p{L})/gu, '$1 ')
    .replace(/^([\d\s-]*)(RUE|AVENUE|ALLEE|ALLÉE|PLACE|BOULEVARD|VILLA|SQUARE)(?=(?:DES?|DU|LA|LE)\b)/iu, '$1$2 ')
}
