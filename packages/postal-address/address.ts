/** A French postal address as it is printed for the sorting machines: six lines at most, 38 characters at most on each. */

/** Longest line that the norm allows, spaces included. */
export const LINE_CHARACTERS = 38

export interface Recipient {
  /** MME, M. or nothing. */
  civility: string
  firstName: string
  lastName: string
  /** Stairway, floor, door: inside the building. */
  inside: readonly string[]
  /** Building, residence: outside it. */
  outside: readonly string[]
  /** Number and way. */
  street: string
  postcode: string
  town: string
}

export type AddressProblem = 'no-name' | 'no-street' | 'postcode' | 'no-town' | 'too-long'

/** Kinds of way and of place with their official short forms, used only where a line is too long. */
const SHORT: readonly (readonly [RegExp, string])[] = (
  [
    ['ALLEE', 'ALL'],
    ['AVENUE', 'AV'],
    ['BOULEVARD', 'BD'],
    ['CHEMIN', 'CHE'],
    ['FAUBOURG', 'FG'],
    ['IMPASSE', 'IMP'],
    ['LOTISSEMENT', 'LOT'],
    ['PLACE', 'PL'],
    ['RESIDENCE', 'RES'],
    ['ROUTE', 'RTE'],
    ['SQUARE', 'SQ'],
    ['APPARTEMENT', 'APP'],
    ['BATIMENT', 'BAT'],
    ['ESCALIER', 'ESC'],
    ['ETAGE', 'ETG'],
    ['SAINTE', 'STE'],
    ['SAINT', 'ST'],
    ['GENERAL', 'GAL'],
    ['MARECHAL', 'MAL'],
    ['COMMANDANT', 'CDT'],
    ['DOCTEUR', 'DR'],
    ['PRESIDENT', 'PDT'],
    ['PROFESSEUR', 'PR'],
  ] as const
).map(([long, short]) => [new RegExp(`\\b${long}\\b`), short])

/**
 * The lines of an address, the recipient first, the town last; empty lines close up.
 *
 * Capitals without accents or marks; where a line is longer than 38 characters its words are shortened by the official list,
 * one after the other. A line that is still too long is a problem: it is never cut.
 *
 * @returns `lines`, and what is wrong with the address; print it only when nothing is
 * @see AFNOR NF Z 10-011, 2013
 * @example addressLines({ civility: 'MME', firstName: 'Jeanne', lastName: 'Martin', … }).lines[0] // 'MME JEANNE MARTIN'
 */
export function addressLines(recipient: Recipient): { lines: string[]; problems: AddressProblem[] } {
  const { civility, firstName, lastName, inside, outside, street, postcode, town } = recipient
  const lines = [
    [civility, firstName, lastName],
    inside,
    outside,
    [street],
    [postcode, town.replace(/^\s*\d{5}\s*/, '')],
  ]
    .map((words) => fitted(printed(words.join(' '))))
    .filter((line) => line !== '')
  const problems: AddressProblem[] = []
  if (lastName.trim() === '') problems.push('no-name')
  if (printed(street) === '') problems.push('no-street')
  if (!/^(?!00)\d{5}$/.test(postcode)) problems.push('postcode')
  if (!/[A-Z]/.test(printed(town))) problems.push('no-town')
  if (lines.some((line) => line.length > LINE_CHARACTERS)) problems.push('too-long')
  return { lines, problems }
}

/** Capitals, no accents, no marks but the hyphen and the apostrophe of names; « 12bis » is set apart. */
function printed(words: string): string {
  return words
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('œ', 'oe')
    .replaceAll('Œ', 'OE')
    .replaceAll('æ', 'ae')
    .replaceAll('’', "'")
    .toUpperCase()
    .replace(/(?<=\d)(?=(?:BIS|TER|QUATER)\b)/g, ' ')
    .replace(/[^A-Z0-9'-]+/g, ' ')
    .trim()
}

function fitted(line: string): string {
  let shorter = line
  for (const [long, short] of SHORT) {
    if (shorter.length <= LINE_CHARACTERS) break
    shorter = shorter.replace(long, short)
  }
  return shorter
}
