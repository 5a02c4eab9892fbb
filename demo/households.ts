import { apportion } from './apportion.ts'
import type { Dwelling } from './dwellings.ts'
import type { Random } from './random.ts'
import type { Quarter } from './territory.ts'

/** In the order of the published persons by type of household. */
export const HOUSEHOLD_TYPES = [
  'man-alone',
  'woman-alone',
  'couple',
  'couple-with-children',
  'single-parent',
  'others',
] as const
type HouseholdType = (typeof HOUSEHOLD_TYPES)[number]

/** Who a person of age is in the household; `expectedAge` is what ages are matched to. */
interface Place {
  readonly role: 'holder' | 'partner' | 'child' | 'other'
  readonly expectedAge: number
}

export interface Household {
  readonly dwelling: Dwelling
  readonly type: HouseholdType
  readonly adults: readonly Place[]
  readonly minors: number
}

/** Persons of age for one household: with it, 2 930 households make about 6 500. */
const ADULTS_PER_HOUSEHOLD = 2.22

/** Persons in a household of each type, by which published persons are turned into households (our assumption). */
const MEAN_SIZES = [1, 1, 2, 4.2, 3.1, 2.4]

/**
 * Households for the occupied dwellings of one quarter: their types in the proportions published there, larger ones in
 * larger dwellings, and as many grown-up children at home as bring the persons of age to the number wanted.
 */
export function makeHouseholds(quarter: Quarter, dwellings: readonly Dwelling[], random: Random): Household[] {
  const counts = householdCounts(quarter, dwellings.length)
  const types = HOUSEHOLD_TYPES.flatMap((type, index) => Array.from({ length: counts[index] ?? 0 }, () => type))
  const bySize = [...types].map((type) => ({ type, need: ROOMS_WANTED[type] + random.normal() * 0.8 }))
  bySize.sort((one, other) => one.need - other.need)
  const byRooms = [...dwellings].map((dwelling) => ({ dwelling, rooms: dwelling.rooms + random.normal() * 0.5 }))
  byRooms.sort((one, other) => one.rooms - other.rooms)

  const begun = byRooms.map(({ dwelling }, index) => {
    const type = bySize[index]?.type ?? 'others'
    return { dwelling, type, adults: firstAdults(type, random) }
  })
  const wanted = Math.round(dwellings.length * ADULTS_PER_HOUSEHOLD)
  const grown = shareChildren(begun, wanted - begun.reduce((sum, { adults }) => sum + adults.length, 0), random)
  return grown.map((household) => ({ ...household, minors: minorsOf(household, random) }))
}

/** Households of each type that the published persons stand for, for a number of households in all. */
export function householdCounts(quarter: Quarter, households: number): number[] {
  return apportion(
    households,
    quarter.householdPersons.map((persons, type) => persons / (MEAN_SIZES[type] ?? 1)),
  )
}

const ROOMS_WANTED: Record<HouseholdType, number> = {
  'man-alone': 1.8,
  'woman-alone': 2,
  couple: 2.6,
  'couple-with-children': 4,
  'single-parent': 3.2,
  others: 3,
}

/** The persons of age that the type of household implies. */
function firstAdults(type: HouseholdType, random: Random): Place[] {
  const near = (age: number, spread: number) => age + random.normal() * spread
  if (type === 'man-alone') return [{ role: 'holder', expectedAge: near(52, 17) }]
  if (type === 'woman-alone') return [{ role: 'holder', expectedAge: near(60, 18) }]
  if (type === 'single-parent') return [{ role: 'holder', expectedAge: near(46, 9) }]
  const age = type === 'couple' ? near(60, 17) : near(46, 10)
  const partner = type === 'others' ? 'other' : 'partner'
  const two: Place[] = [
    { role: 'holder', expectedAge: age },
    { role: partner, expectedAge: age + random.normal() * 3 },
  ]
  return type === 'others' && random.chance(0.3) ? [...two, { role: 'other', expectedAge: near(40, 15) }] : two
}

type Begun = Omit<Household, 'minors'>

/** At most this many grown-up children at home, and one more only where there is a room for each two. */
const MOST_CHILDREN = 4

/** Gives grown-up children to families, rather to those with older parents and rooms, until `missing` are placed. */
function shareChildren(households: readonly Begun[], missing: number, random: Random): Begun[] {
  const families = households.filter(({ type }) => type === 'couple-with-children' || type === 'single-parent')
  const children = new Map<Begun, number>(families.map((family) => [family, 0]))
  const willing = families.flatMap((family) =>
    Array.from({ length: Math.min(MOST_CHILDREN, family.dwelling.rooms) }, (_, rank) => ({
      family,
      // Parents of about 50 come first; a second and third child at home is rarer than a first.
      order: Math.abs((family.adults[0]?.expectedAge ?? 0) - 52) + rank * 6 + random.unit() * 12,
    })),
  )
  willing.sort((one, other) => one.order - other.order)
  for (const { family } of willing.slice(0, Math.max(missing, 0))) children.set(family, (children.get(family) ?? 0) + 1)
  return households.map((household) => {
    const grown = Array.from({ length: children.get(household) ?? 0 }, (): Place => {
      return { role: 'child', expectedAge: 22 + Math.abs(random.normal()) * 4 }
    })
    return { ...household, adults: [...household.adults, ...grown] }
  })
}

/** Children under 18, who are counted among the occupants and appear nowhere else. */
function minorsOf({ type, adults, dwelling }: Begun, random: Random): number {
  if (type !== 'couple-with-children' && type !== 'single-parent') return 0
  const grown = adults.filter(({ role }) => role === 'child').length
  const drawn = random.weighted(grown > 0 ? [45, 30, 17, 8] : [0, 38, 36, 18, 6, 2])
  return Math.min(drawn, Math.max(dwelling.rooms * 2 - adults.length, grown > 0 ? 0 : 1))
}
