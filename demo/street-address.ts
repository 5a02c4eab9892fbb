import { plain } from '#packages/french/plain.ts'

export interface StreetAddress {
  readonly number: string
  /** « bis », « ter » or nothing. */
  readonly rank: string
  readonly way: string
  readonly name: string
}

const WAYS: Record<string, string> = {
  rue: 'rue',
  av: 'avenue',
  ave: 'avenue',
  avenue: 'avenue',
  all: 'allée',
  allee: 'allée',
  pl: 'place',
  place: 'place',
  rte: 'route',
  villa: 'villa',
}

const KEY = /^(\d+)\s*(BIS|TER)?\s*(RUE|AVENUE|AVE|AV|ALLEE|ALLÉE|ALL|PLACE|PL|RTE|VILLA)\s*(.+)$/i

/** Streets that the register spells in several ways, or cuts short. */
const SPELLINGS: Record<string, string> = {
  'a polissard': 'Auguste Polissard',
  'a thomas': 'Albert Thomas',
  'e vaillant': 'Édouard Vaillant',
  'edouard vaillant': 'Édouard Vaillant',
  'gaston deferre': 'Gaston Defferre',
  'h barbusse': 'Henri Barbusse',
  'jean jaures': 'Jean Jaurès',
  'l a blanqui': 'Louis Auguste Blanqui',
  'louis blanqui': 'Louis Auguste Blanqui',
  'r salengro': 'Roger Salengro',
  's buisson': 'Suzanne Buisson',
  'leon jouhaux': 'Léon Jouhaux',
  'leon blum': 'Léon Blum',
  'paul eluard': 'Paul Éluard',
  'francois villon': 'François Villon',
  'des anemones': 'des Anémones',
  'des orchidees': 'des Orchidées',
  'des paquerettes': 'des Pâquerettes',
  'des pensees': 'des Pensées',
  'des primeveres': 'des Primevères',
  'des freres darty': 'des Frères Darty',
  'de l egalite': "de l'Égalité",
  'du sgt bobillot': 'du Sergent Bobillot',
  'de la terre st blaise': 'de la Terre Saint-Blaise',
  'de la terre saint blaise': 'de la Terre Saint-Blaise',
}

/**
 * The street address behind a key of the register aggregated by address (« 12RUEGUILLAUME APOLLINAIRE »,
 * « 4PLG. LYSSANDRE »), or undefined for keys that name no single door (« 1-3-5RUEDU BREUIL », « …TAS.BAT.E2 »).
 */
export function streetAddress(key: string): StreetAddress | undefined {
  const [, number = '', rank = '', way = '', rest = ''] = KEY.exec(key.trim()) ?? []
  const words = plain(rest).split(' ')
  const isTwice = WAYS[words[0] ?? ''] !== undefined
  const name = (isTwice ? rest.trim().replace(/^\S+\s*/, '') : rest).replace(/\s+/g, ' ').trim()
  if (!number || !name || /\bBAT|N°|\d|\bAPT|PAVILLON/i.test(name)) return undefined
  return {
    number: String(Number(number)),
    rank: rank.toLowerCase(),
    way: WAYS[plain(way)] ?? way.toLowerCase(),
    name: SPELLINGS[plain(name)] ?? capitalised(name),
  }
}

export function spelledOut({ number, rank, way, name }: StreetAddress): string {
  return [number, rank, way, name].filter(Boolean).join(' ')
}

function capitalised(name: string): string {
  return name
    .toLowerCase()
    .replace(/\p{L}+/gu, (word) => (SMALL.has(word) ? word : word.charAt(0).toUpperCase() + word.slice(1)))
}

const SMALL = new Set(['de', 'du', 'des', 'la', 'le', 'les', 'l', 'd'])
