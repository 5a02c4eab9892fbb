/**
 * The permanent database of facilities, whose rows are not among the public files found: invented, in the producer's format. Places stand
 * near real addresses with social housing, as many of each type as a commune of this size would have.
 */
import { toLambert93 } from '#packages/lambert93/index.ts'
import { csvBytes, csvLine } from './csv-lines.ts'
import { randomOf } from './random.ts'
import type { SocialAddress } from './territory.ts'

/** Type code of the editions since 2023, and how many. */
const TYPES: Readonly<Record<string, number>> = {
  B207: 17, // bakery
  B105: 5, // supermarket
  B201: 6, // mini-market
  B202: 9, // grocer
  B204: 6, // butcher
  D307: 15, // pharmacy
  D265: 26, // doctor
  D281: 18, // nurse
  D277: 12, // dentist
  A206: 3, // post office
  A203: 6, // bank
  A501: 22, // hairdresser
  A504: 30, // restaurant
  D502: 9, // nursery
  F120: 4, // gym
  F111: 5, // playing field
}

const HEADER = [
  'AN',
  'DCIRIS',
  'DEP',
  'DEPCOM',
  'DOM',
  'LAMBERT_X',
  'LAMBERT_Y',
  'QUALITE_XY',
  'REG',
  'SDOM',
  'TYPEQU',
  'UU2020',
]
const WITHIN_METRES = 70

export function equipmentCsv(addresses: readonly SocialAddress[], seed: string): Uint8Array {
  const rows = Object.entries(TYPES).flatMap(([type, count]) => {
    const random = randomOf(seed, `equipment ${type}`)
    return Array.from({ length: count }, () => {
      const { lon, lat, quarter } = random.pick(addresses)
      const { x, y } = toLambert93(lon, lat)
      const [east, north] = [
        random.between(-WITHIN_METRES, WITHIN_METRES),
        random.between(-WITHIN_METRES, WITHIN_METRES),
      ]
      const place = [(x + east).toFixed(2), (y + north).toFixed(2)]
      return [
        '2024',
        quarter,
        '93',
        '93010',
        type.slice(0, 1),
        ...place,
        'Bonne',
        '11',
        type.slice(0, 2),
        type,
        '00851',
      ]
    })
  })
  return csvBytes([HEADER, ...rows].map(csvLine), 'utf8-with-bom')
}
