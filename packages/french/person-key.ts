import { plain } from './plain.ts'

const PARTICLES = new Set([
  'de',
  'du',
  'des',
  'd',
  'la',
  'le',
  'les',
  'l',
  'van',
  'von',
  'den',
  'der',
  'el',
  'al',
  'ben',
  'bin',
  'ould',
])
const TITLES = new Set([
  'm',
  'mr',
  'mme',
  'mlle',
  'monsieur',
  'madame',
  'mademoiselle',
  'epouse',
  'ep',
  'nee',
  'ne',
  'veuve',
  'vve',
])

/**
 * What two spellings of one person's name have in common, for search: accents, case, hyphens, apostrophes, titles and
 * particles gone, words in alphabetical order, so that « Le Goff, Anne-Marie » and « anne marie LEGOFF » meet.
 * A particle is glued to the word it goes with (« El Amrani », « ELAMRANI »), and kept when it stands alone at the end.
 *
 * For finding, never for deciding that two persons are one.
 *
 * @example personKey('Mme Anne-Marie Le Goff') // 'anne legoff marie'
 */
export function personKey(name: string): string {
  const words = plain(name).split(' ').filter(Boolean)
  const known = words.filter((word) => !TITLES.has(word))
  const kept: string[] = []
  let waiting = ''
  for (const word of known) {
    if (PARTICLES.has(word)) waiting += word
    else {
      kept.push(waiting + word)
      waiting = ''
    }
  }
  if (waiting) kept.push(waiting)
  return kept.sort().join(' ')
}
