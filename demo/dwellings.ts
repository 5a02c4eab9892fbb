import type { Random } from './random.ts'
import type { Residence } from './residences.ts'
import type { SocialAddress } from './territory.ts'

export type Status = 'occupied' | 'vacant-offered' | 'vacant-technical'

export interface Dwelling {
  readonly code: string
  readonly rplsId: string
  readonly residence: Residence
  readonly building: string
  readonly stairway: string
  readonly address: SocialAddress
  readonly floor: number
  readonly door: string
  readonly rooms: number
  readonly area: number
  readonly rentCents: number
  readonly yearBuilt: number
  /** Energy and greenhouse-gas classes with the day of the diagnosis; about one dwelling in eight has none. */
  readonly energy: { readonly class: string; readonly ghg: string; readonly on: string } | undefined
  readonly heating: string
  readonly funding: string
  readonly hasLift: boolean
  readonly isAccessible: boolean
  readonly status: Status
}

/** Share of dwellings that nobody lives in, and among these the share that is being repaired. */
const VACANCY = { share: 0.025, technical: 0.4 }

const CLASSES = ['A', 'B', 'C', 'D', 'E', 'F', 'G']

/** Chances of the classes A to G by the age of the building: the older, the worse, unless it has been renovated. */
const ENERGY_BY_AGE: readonly { until: number; chances: readonly number[] }[] = [
  { until: 1974, chances: [0, 2, 14, 43, 29, 9, 3] },
  { until: 1999, chances: [0, 3, 24, 46, 21, 5, 1] },
  { until: 2012, chances: [1, 12, 50, 31, 6, 0, 0] },
  { until: 9999, chances: [22, 48, 28, 2, 0, 0, 0] },
]

/** Square metres of a dwelling by number of rooms, before some spread. */
const AREAS = [0, 30, 46, 63, 77, 92, 108]

/** Makes the dwellings of some residences, one for each that the register counts at the address. */
export function makeDwellings(residences: readonly Residence[], random: Random): Dwelling[] {
  const all = residences.flatMap((residence, rank) => dwellingsOf(residence, rank + 1, random))
  const vacant = random.shuffled(all.map((_, index) => index)).slice(0, Math.round(all.length * VACANCY.share))
  const status = new Map(
    vacant.map((index): [number, Status] => [
      index,
      random.chance(VACANCY.technical) ? 'vacant-technical' : 'vacant-offered',
    ]),
  )
  return all.map((dwelling, index) => ({ ...dwelling, status: status.get(index) ?? 'occupied' }))
}

function dwellingsOf(residence: Residence, rank: number, random: Random): Dwelling[] {
  const heating = random.pick([
    'Collectif gaz',
    'Collectif gaz',
    'Réseau de chaleur',
    'Individuel gaz',
    'Individuel électrique',
  ])
  const letters = CLASSES[random.weighted(chancesFor(residence.buildings[0]?.stairways[0]?.yearBuilt ?? 1970))] ?? 'D'
  let number = 0
  return residence.buildings.flatMap(({ code: building, stairways }) =>
    stairways.flatMap((address, entrance) => {
      const hasLift = address.floors >= 5 || (address.yearBuilt >= 2000 && address.floors >= 3)
      return floorsOf(address).map(({ floor, door }): Dwelling => {
        number += 1
        const rooms = 1 + random.weighted([6, 19, 38, 27, 8, 2])
        const area = Math.round(((AREAS[rooms] ?? 60) + random.normal() * 4.5) * 100) / 100
        return {
          code: `${String(rank).padStart(2, '0')}${building}${String(number).padStart(4, '0')}`,
          rplsId: `93010${residence.code.replace(/\D/g, '')}${String(number).padStart(5, '0')}`,
          residence,
          building,
          stairway: String(entrance + 1),
          address,
          floor,
          door,
          rooms,
          area,
          rentCents: Math.round(area * (610 + 2.4 * Math.max(address.yearBuilt - 1950, 0) + random.normal() * 25)),
          yearBuilt: address.yearBuilt,
          energy: random.chance(0.12) ? undefined : energyOf(letters, heating, random),
          heating,
          funding: address.yearBuilt < 1977 ? '10' : random.pick(['13', '13', '13', '16']),
          hasLift,
          isAccessible: (hasLift && address.yearBuilt >= 1980) || (floor === 0 && random.chance(0.35)),
          status: 'occupied',
        }
      })
    }),
  )
}

function chancesFor(yearBuilt: number): readonly number[] {
  return ENERGY_BY_AGE.find(({ until }) => yearBuilt <= until)?.chances ?? []
}

/** Two to four doors on each floor, the same on all but the last one filled. */
function floorsOf({ dwellings, floors }: SocialAddress): { floor: number; door: string }[] {
  const doors = Math.ceil(dwellings / (floors + 1))
  return Array.from({ length: dwellings }, (_, index) => {
    const floor = Math.floor(index / doors)
    return { floor, door: `${floor}${String((index % doors) + 1).padStart(2, '0')}` }
  })
}

/** Dwellings of a residence are alike: mostly its class, else a neighbouring one; electricity emits less than gas. */
function energyOf(usual: string, heating: string, random: Random) {
  const step = random.weighted([14, 70, 16]) - 1
  const rank = Math.min(Math.max(CLASSES.indexOf(usual) + step, 0), 6)
  const emits = heating.includes('gaz') ? rank : Math.max(rank - 2, 0)
  const year = random.between(2021, 2025)
  const on = `${year}-${String(random.between(year === 2021 ? 7 : 1, 12)).padStart(2, '0')}-${String(random.between(1, 28)).padStart(2, '0')}`
  return { class: CLASSES[Math.max(rank, emits)] ?? 'D', ghg: CLASSES[emits] ?? 'D', on }
}
