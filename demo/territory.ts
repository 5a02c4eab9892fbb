import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { toWgs84 } from '#packages/lambert93/index.ts'
import { type Area, isInside } from './geometry.ts'
import { type StreetAddress, spelledOut, streetAddress } from './street-address.ts'

/** A real address with social housing, as the national register counts it. */
export interface SocialAddress {
  readonly key: string
  readonly street: StreetAddress
  readonly dwellings: number
  readonly floors: number
  readonly programme: string
  readonly yearBuilt: number
  readonly lon: number
  readonly lat: number
  readonly quarter: string
  readonly isInPriorityQuarter: boolean
}

/** What is published of a statistical quarter (IRIS); survey estimates, hence decimals. */
export interface Quarter {
  readonly code: string
  readonly name: string
  /** Persons of 18–29, 30–44, 45–59, 60–74, 75 and over. */
  readonly ages: readonly number[]
  /** Persons of 18 and over by occupation group 1 to 8. */
  readonly occupations: readonly number[]
  /** Persons by type of their household, in the order of `HOUSEHOLD_TYPES`. */
  readonly householdPersons: readonly number[]
}

export interface Territory {
  readonly addresses: readonly SocialAddress[]
  readonly quarters: ReadonlyMap<string, Quarter>
  /** Share of women in the priority quarters, 0 to 1. */
  readonly womenShare: number
}

export const COMMUNE = '93010'

const FOLDER = new URL('./territory/', import.meta.url)

const Position = z.array(z.number())
const Polygons = z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(Position))) })
const Areas = z.object({
  features: z.array(z.object({ properties: z.record(z.string(), z.unknown()), geometry: Polygons })),
})
const Register = z.object({
  features: z.array(
    z.object({
      properties: z.object({
        cle: z.string(),
        appartement: z.number(),
        etage: z.number(),
        'Nom.du.Programme': z.string(),
        'Année.de.construction': z.string(),
      }),
      geometry: z.object({ coordinates: z.tuple([z.number(), z.number()]) }),
    }),
  ),
})

/** Reads the public files of the territory. */
export function readTerritory(): Territory {
  const quarters = readQuarters()
  const areas = Areas.parse(json('contours-iris-2022_bondy-et-voisines_wgs84.geojson')).features
  const priority = Areas.parse(json('QPV_bondy_LB93.geojson')).features.map(({ geometry }) => geometry.coordinates)
  const addresses = new Map<string, SocialAddress>()
  for (const { properties, geometry } of Register.parse(json('rpls2022_bondy_LB93.geojson')).features) {
    const street = streetAddress(properties.cle)
    const [x, y] = geometry.coordinates
    const { lon, lat } = toWgs84(x, y)
    const quarter = areas.find((area) => isInside(area.geometry.coordinates, lon, lat))?.properties.CODE_IRIS
    if (!street || addresses.has(spelledOut(street)) || typeof quarter !== 'string' || !quarters.has(quarter)) continue
    addresses.set(spelledOut(street), {
      key: properties.cle,
      street,
      dwellings: properties.appartement,
      floors: properties.etage,
      programme: properties['Nom.du.Programme'],
      yearBuilt: Number(properties['Année.de.construction']),
      lon,
      lat,
      quarter,
      isInPriorityQuarter: priority.some((area: Area) => isInside(area, x, y)),
    })
  }
  return { addresses: [...addresses.values()], quarters, womenShare: readWomenShare() }
}

function readQuarters(): Map<string, Quarter> {
  const households = new Map(ofBondy('RP2016_IRIS_household_IR_Hab_dep93.csv').map((row) => [row.IRIS, row]))
  const names = new Map(rowsOf('iris_2021_bondy.csv', ';').map((row) => [row.CODE_IRIS, row.LIB_IRIS]))
  return new Map(
    ofBondy('RP2016_IRIS_population_IR_Hab_dep93.csv').map((row) => {
      const code = row.IRIS ?? ''
      const number = (column: string) => Number(row[column] ?? households.get(code)?.[column])
      // Published from 15: three of the fifteen ages of the first band are minors, nearly all in the last group.
      const minors = number('P16_POP1529') / 5
      const occupations = [1, 2, 3, 4, 5, 6, 7, 8].map((group) => number(`C16_POP15P_CS${group}`))
      return [
        code,
        {
          code,
          name: names.get(code) ?? code,
          ages: [
            number('P16_POP1529') - minors,
            ...['3044', '4559', '6074', '75P'].map((band) => number(`P16_POP${band}`)),
          ],
          occupations: occupations.map((persons, group) => (group === 7 ? Math.max(persons - minors, 0) : persons)),
          householdPersons: ['MENHSEUL', 'MENFSEUL', 'MENCOUPSENF', 'MENCOUPAENF', 'MENFAMMONO', 'MENSFAM'].map(
            (type) => number(`C16_PMEN_${type}`),
          ),
        },
      ]
    }),
  )
}

/** The census files are those of the whole department, so that quarters can be compared with it. */
function ofBondy(file: string): Record<string, string>[] {
  return rowsOf(file, ',').filter(({ IRIS }) => IRIS?.startsWith(COMMUNE))
}

function readWomenShare(): number {
  const shares = rowsOf('QPV_DEMO_2022_bondy.csv', ';').map((row) => Number(row.TX_F?.replace(',', '.')))
  return shares.reduce((sum, share) => sum + share, 0) / shares.length / 100
}

export function rowsOf(file: string, separator: string): Record<string, string>[] {
  const [header = '', ...lines] = text(file).trim().split(/\r?\n/)
  const columns = header.split(separator)
  return lines.map((line) => {
    const values = line.split(separator)
    return Object.fromEntries(columns.map((column, index) => [column, values[index] ?? '']))
  })
}

function json(file: string): unknown {
  return JSON.parse(text(file))
}

function text(file: string): string {
  return readFileSync(new URL(file, FOLDER), 'utf8').replace(/^\ufeff/, '')
}
