import iconv from 'iconv-lite'
import { csvLine, withComma } from './csv-lines.ts'
import { FICTITIOUS } from './label.ts'
import { DWELLING_HEADER, TENANT_HEADER } from './landlord-files.ts'

/** Dwellings to a residence, and bytes gathered before a chunk is handed on. */
const RESIDENCE = 75
const CHUNK = 256 * 1024

/** About as many bytes as one line of `largeStock` takes, to ask for a file of a size: 500 MB is some 2.6 million dwellings. */
export const LARGE_LINE_BYTES = 191

/**
 * A landlord's export of any size, made as it is read: windows-1252 with semicolons, like the demonstration's own. For
 * benches and memory tests: nothing is kept, so asking for millions of dwellings costs time alone.
 *
 * @param dwellings how many dwellings the landlord has, an integer ≥ 0; one in forty is vacant
 * @param kind `tenants` gives one to four persons of age for each occupied dwelling of the same stock
 */
export async function* largeStock(
  dwellings: number,
  kind: 'dwellings' | 'tenants' = 'dwellings',
): AsyncGenerator<Uint8Array> {
  if (!Number.isSafeInteger(dwellings) || dwellings < 0) {
    throw new RangeError(`expected a number of dwellings of 0 or more, got ${dwellings}`)
  }
  let text = csvLine(kind === 'dwellings' ? DWELLING_HEADER : TENANT_HEADER)
  for (let index = 0; index < dwellings; index++) {
    text += kind === 'dwellings' ? dwellingLine(index) : tenantLines(index)
    if (text.length < CHUNK) continue
    yield iconv.encode(text, 'windows-1252')
    text = ''
  }
  if (text) yield iconv.encode(text, 'windows-1252')
}

function dwellingLine(index: number): string {
  const residence = Math.floor(index / RESIDENCE)
  const within = index % RESIDENCE
  const floor = Math.floor(within / 3) % 9
  const rooms = 1 + (scattered(index) % 5)
  return csvLine([
    `G${String(residence).padStart(6, '0')}`,
    `Résidence n° ${residence + 1}`,
    String.fromCharCode(65 + (within % 3)),
    1 + (Math.floor(within / 27) % 3),
    dwellingCode(index),
    `93${String(index).padStart(10, '0')}`,
    `${1 + (residence % 199)} rue de l'Essai`,
    '93140',
    'Bondy',
    floor === 0 ? 'RDC' : floor,
    `${floor}0${1 + (within % 3)}`,
    `T${rooms}`,
    withComma(16 * rooms + 14 + (scattered(index) % 100) / 10, 2),
    withComma(110 * rooms + 90 + (scattered(index + 1) % 5000) / 100, 2),
    'ABCDEFG'[scattered(index + 2) % 7],
    'ABCDEFG'[scattered(index + 3) % 7],
    '15/03/2024',
    'Collectif gaz',
    isVacant(index) ? 'VACANT' : 'LOUE',
    floor > 4 ? 'OUI' : 'NON',
    'NON',
    1950 + (residence % 70),
    withComma(2.47 + (residence % 40) / 1000, 6),
    withComma(48.89 + (residence % 30) / 1000, 6),
    FICTITIOUS,
  ])
}

function tenantLines(index: number): string {
  if (isVacant(index)) return ''
  const adults = 1 + (scattered(index) % 4)
  let lines = ''
  for (let person = 1; person <= adults; person++) {
    const draw = scattered(index * 4 + person)
    lines += csvLine([
      dwellingCode(index),
      `C${index}`,
      `C${index}-${person}`,
      person === 1 ? 'OUI' : 'NON',
      draw % 2 === 0 ? 'MME' : 'M.',
      `NOM${index}`,
      `Prénom${draw % 500}`,
      `${String(1 + (draw % 28)).padStart(2, '0')}/${String(1 + (draw % 12)).padStart(2, '0')}/${1935 + (draw % 72)}`,
      draw % 5 < 3 ? 1 + (draw % 8) : '',
      `01/${String(1 + (index % 12)).padStart(2, '0')}/${2008 + (scattered(index) % 18)}`,
      adults + (index % 3),
      `06 39 98 ${String(10 + (draw % 90))} ${String(10 + (index % 90))}`,
      draw % 3 === 0 ? `locataire.${index}.${person}@exemple.test` : '',
      '',
      FICTITIOUS,
    ])
  }
  return lines
}

function dwellingCode(index: number): string {
  return `UG${String(index).padStart(9, '0')}`
}

function isVacant(index: number): boolean {
  return index % 40 === 39
}

/** Figures without a pattern to the eye, the same each time (the finaliser of MurmurHash3). */
function scattered(index: number): number {
  const once = Math.imul(index ^ (index >>> 16), 0x85ebca6b)
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35)
  return (twice ^ (twice >>> 16)) >>> 0
}
