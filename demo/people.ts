import { apportion } from './apportion.ts'
import type { Household } from './households.ts'
import type { Random } from './random.ts'
import type { Quarter } from './territory.ts'

type Sex = 'F' | 'M'

export interface Person {
  readonly household: Household
  readonly role: Household['adults'][number]['role']
  /** Completed years on the day of the demonstration. */
  readonly age: number
  readonly sex: Sex
  /** Group of occupation, 1 to 8. */
  readonly occupation: number
}

/** First and last age of the published bands; ages over 75 thin out. */
export const AGE_BANDS = [
  [18, 29],
  [30, 44],
  [45, 59],
  [60, 74],
  [75, 96],
] as const

/** Women for one man by age band, before the whole is brought to the published share (our assumption). */
const WOMEN_BY_BAND = [0.5, 0.52, 0.51, 0.54, 0.63]

interface Draft {
  readonly household: Household
  readonly role: Person['role']
  readonly expectedAge: number
  age: number
  sex: Sex
}

/**
 * The persons of age of one quarter's households. Their ages and occupations add up to the published margins exactly
 * (largest remainder), women to the published share; who gets what then follows the place in the household.
 */
export function makePeople(
  quarter: Quarter,
  households: readonly Household[],
  womenShare: number,
  random: Random,
): Person[] {
  const drafts = households.flatMap((household) =>
    household.adults.map(({ role, expectedAge }): Draft => ({ household, role, expectedAge, age: 0, sex: 'F' })),
  )
  giveAges(drafts, quarter, random)
  partGenerations(drafts)
  giveSexes(drafts, Math.round(drafts.length * womenShare), random)
  const occupations = giveOccupations(drafts, quarter, random)
  return drafts.map(({ household, role, age, sex }, index) => ({
    household,
    role,
    age,
    sex,
    occupation: occupations[index] ?? 8,
  }))
}

/** The ages that the margins ask for, handed out in the order of the ages expected. */
function giveAges(drafts: Draft[], quarter: Quarter, random: Random): void {
  const counts = apportion(drafts.length, quarter.ages)
  const ages = AGE_BANDS.flatMap(([first, last], band) =>
    Array.from({ length: counts[band] ?? 0 }, () => {
      const isOldest = band === AGE_BANDS.length - 1
      return isOldest ? first + Math.floor((last - first + 1) * random.unit() ** 2) : random.between(first, last)
    }),
  )
  ages.sort((one, other) => one - other)
  const inOrder = [...drafts].sort((one, other) => one.expectedAge - other.expectedAge)
  for (const [index, draft] of inOrder.entries()) draft.age = ages[index] ?? 40
}

/** Sixteen years at least between a parent and a child: where they are missing, the child's age goes to a household where they are not. */
const GENERATION = 16

function partGenerations(drafts: Draft[]): void {
  const parents = new Map<Household, number>()
  for (const { household, role, age } of drafts) {
    if (role !== 'child') parents.set(household, Math.min(age, parents.get(household) ?? 999))
  }
  const limit = ({ household }: Draft) => (parents.get(household) ?? 999) - GENERATION
  const children = drafts.filter(({ role }) => role === 'child')
  const ages = children.map(({ age }) => age).sort((one, other) => one - other)
  // Youngest parents choose first, the youngest ages first: if any sharing keeps the generations apart, this one does.
  children.sort((one, other) => limit(one) - limit(other))
  for (const [index, child] of children.entries()) child.age = ages[index] ?? child.age
}

function giveSexes(drafts: Draft[], women: number, random: Random): void {
  const free: Draft[] = []
  const holders = new Map<Household, Sex>()
  for (const draft of drafts) {
    const fixed = fixedSex(draft, holders.get(draft.household), random)
    if (draft.role === 'holder') holders.set(draft.household, fixed ?? 'F')
    if (fixed) draft.sex = fixed
    else free.push(draft)
  }
  const isFree = new Set(free)
  const already = drafts.filter((draft) => !isFree.has(draft) && draft.sex === 'F').length
  const left = Math.min(Math.max(women - already, 0), free.length)
  const bands = AGE_BANDS.map(([first, last]) => random.shuffled(free.filter(({ age }) => age >= first && age <= last)))
  const weights = bands.map((band, index) => band.length * (WOMEN_BY_BAND[index] ?? 0.5))
  const shares = left > 0 ? apportion(left, weights) : []
  const inBand = bands.flatMap((band, index) =>
    band.map((draft, rank) => ({ draft, isOver: rank >= (shares[index] ?? 0) })),
  )
  for (const { draft, isOver } of inBand) draft.sex = isOver ? 'M' : 'F'
  // A band with fewer persons than women due to it leaves some over: they go to whoever is still free.
  let over = left - free.filter(({ sex }) => sex === 'F').length
  for (const { draft } of inBand) if (over > 0 && draft.sex === 'M') [draft.sex, over] = ['F', over - 1]
}

/** Whoever lives alone, is a couple or a single parent has a sex that the kind of household says; others are free. */
function fixedSex({ household, role }: Draft, holder: Sex | undefined, random: Random): Sex | undefined {
  if (household.type === 'man-alone') return 'M'
  if (household.type === 'woman-alone') return 'F'
  if (role === 'partner') return random.chance(0.015) ? holder : holder === 'F' ? 'M' : 'F'
  if (role !== 'holder') return undefined
  if (household.type === 'single-parent') return random.chance(0.84) ? 'F' : 'M'
  return random.chance(household.type === 'others' ? 0.45 : 0.35) ? 'F' : 'M'
}

/** Retired first to the oldest, « other inactive » mostly to the youngest and to the old who are not retired, the rest by chance. */
function giveOccupations(drafts: readonly Draft[], quarter: Quarter, random: Random): number[] {
  const counts = apportion(drafts.length, quarter.occupations)
  const byAge = drafts.map(({ age }, index) => ({ index, order: age + random.normal() * 4, age }))
  byAge.sort((one, other) => other.order - one.order)
  const occupations: number[] = drafts.map(() => 0)
  const retired = byAge.filter(({ age }) => age >= 55).slice(0, counts[6])
  for (const { index } of retired) occupations[index] = 7
  const left = random.shuffled(byAge.filter(({ index }) => occupations[index] === 0))
  left.sort((one, other) => idleness(other.age) - idleness(one.age))
  const inactive = counts[7] ?? 0
  // A quarter with more retired than persons of 55 gives the rest to whoever is left, so that the margins hold.
  const working = counts.flatMap((count, group) => {
    const due = group === 7 ? 0 : group === 6 ? count - retired.length : count
    return Array.from({ length: due }, () => group + 1)
  })
  const drawn = random.shuffled(working)
  for (const [rank, { index }] of left.entries())
    occupations[index] = rank < inactive ? 8 : (drawn[rank - inactive] ?? 8)
  return occupations
}

function idleness(age: number): number {
  if (age >= 62) return 3
  return age < 22 ? 2 : age < 25 ? 1 : 0
}
