/** From people interviewed and the population they were drawn from to weights. Pure: the same people give the same weights. */

import { calibrate } from '#packages/calibration/calibrate.ts'
import { CalibrationError } from '#packages/calibration/calibration-error.ts'
import type { Method } from '#packages/calibration/distance.ts'
import type { CategoryMargin } from '#packages/calibration/margins.ts'
import { bootstrap, calibrateReplicates, type ReplicatedWeights, replicated } from '#packages/calibration/replicates.ts'
import { classWeights, responseClasses } from '#packages/calibration/response-classes.ts'
import { effectiveSize, trim } from '#packages/calibration/spread.ts'
import { AGE_BANDS, type Feature, UNKNOWN } from '../features.ts'

export type Profile = Partial<Record<Feature, string>>

/** What was done with one feature: its categories, joined where too few answered, or why it is left out. */
export interface MarginSaid {
  feature: Feature
  groups: { values: string[]; respondents: number; population: number }[]
  leftOut: 'unknown' | 'one-group' | 'too-many' | null
}

/** Someone of the panel who was asked and could have answered. */
export interface EligiblePerson {
  id: string
  /** What the register knew. */
  profile: Profile
  answered: boolean
}

/** What was done about those who did not answer. */
export interface NonresponseSaid {
  kind: 'classes' | 'none'
  count: number
  classes: { of: Record<string, string[]>; asked: number; answered: number; rate: number; factor: number }[]
  meanChange: number
}

export interface Weighted {
  panel: ReplicatedWeights
  base: Float64Array
  method: 'logit' | 'logit-wide' | 'raking' | 'none'
  margins: MarginSaid[]
  nonresponse: NonresponseSaid
  population: number
  trimmed: number
  effective: number
  designEffect: number
  leastFactor: number
  greatestFactor: number
}

/** Fewer respondents than this in a category, and its weights would rest on too few people. */
const FEWEST = 5
/** Numbers to meet at once: beyond, a panel of a hundred is torn between them. */
const MOST_NUMBERS = 15
/** A register that does not know more than this share says nothing of the rest. */
const MOST_UNKNOWN = 0.3
/** A base weight above this many times the mean is cut before calibration. */
const TRIM_AT = 5
const ORDER: readonly Feature[] = ['age', 'sex', 'pcs', 'residence']

/** Tried in this order, the first that can be met is taken, and said. */
const METHODS: { name: Weighted['method']; method: Method }[] = [
  { name: 'logit', method: { kind: 'logit', lower: 0.4, upper: 2.5 } },
  { name: 'logit-wide', method: { kind: 'logit', lower: 0.3, upper: 3 } },
  { name: 'raking', method: { kind: 'raking' } },
]

/**
 * Weights of the people interviewed, with replicates for the variance.
 *
 * @param probabilities chance of each to be in the panel, above 0
 * @param profiles of those interviewed, and of the whole population they were drawn from, both as the register knew them
 * @param asked everyone of the panel who could have answered, to share out the weight of those who did not; null to leave that to calibration
 * @param people ids of those interviewed, as in `asked`
 * @param households who shares one with another counts as one draw
 * @throws CalibrationError `no-units` when nobody was interviewed
 * @see panel.md's order: base weight, response classes, trimming, calibration (Deville & Särndal 1992), replicates (Rao, Wu & Yue 1992)
 */
export function weigh(people: {
  probabilities: readonly number[]
  profiles: readonly Profile[]
  households: readonly string[]
  population: readonly Profile[]
  asked: readonly EligiblePerson[] | null
  people: readonly string[]
  seed: string
}): Weighted {
  const { probabilities, profiles, households, population, seed } = people
  if (probabilities.length === 0) throw new CalibrationError('no-units', {}, 'nobody was interviewed')
  const raw = probabilities.map(weightOf)
  const classes = people.asked ? shareOut(people.asked, people.people) : null
  const { scaled, base, mean } = based(
    raw.map((weight, at) => weight * (classes?.factors[at] ?? 1)),
    population.length,
  )
  const plan = planMargins(profiles, population)
  const replicates = bootstrap(base.length, { seed, clusters: [...households] })
  const { panel, method } = firstThatHolds(base, plan.margins, replicates)
  const factors = Array.from(panel.weights, (weight, at) => weight / (base[at] ?? 1))
  const size = effectiveSize(panel.weights)
  return {
    panel,
    base,
    method,
    margins: plan.said,
    nonresponse: {
      kind: classes ? 'classes' : 'none',
      count: classes?.said.length ?? 0,
      classes: classes?.said ?? [],
      meanChange: classes ? changeFrom(panel.weights, without(raw, plan.margins, population.length, method)) : 0,
    },
    population: population.length,
    trimmed: scaled.filter((weight) => weight > TRIM_AT * mean).length,
    effective: size.effective,
    designEffect: size.designEffect,
    leastFactor: Math.min(...factors),
    greatestFactor: Math.max(...factors),
  }
}

const weightOf = (probability: number) => 1 / Math.max(probability, 1e-6)

/** Weights that add up to the population, none far above the others. */
function based(weights: readonly number[], population: number) {
  const scale = population / weights.reduce((sum, weight) => sum + weight, 0)
  const scaled = weights.map((weight) => weight * scale)
  const mean = population / weights.length
  return { scaled, base: trim(scaled, TRIM_AT * mean), mean }
}

/**
 * Each who answered also stands for those of their class who did not. Rates are by heads: one person of a tiny chance to be drawn
 * would else decide the rate of a whole class.
 *
 * @see Little & Vartivarian, *On weighting the rates in non-response weights*, Statistics in Medicine 22 (2003)
 */
function shareOut(asked: readonly EligiblePerson[], people: readonly string[]) {
  const persons = asked.map(({ profile, answered }) => ({
    answered,
    known: Object.fromEntries(
      ORDER.flatMap((feature) => (profile[feature] === undefined ? [] : [[feature, profile[feature]]])),
    ),
  }))
  if (!persons.some(({ answered }) => answered)) return null
  const { classes, classOf } = responseClasses(persons, { ordered: { age: [...AGE_BANDS, UNKNOWN] } })
  const shared = classWeights(persons, classOf)
  const byId = new Map(asked.map(({ id }, at) => [id, shared[at]]))
  return {
    factors: people.map((id) => byId.get(id) ?? 1),
    said: classes.map(({ of, asked: many, answered, rate }) => ({
      of: Object.fromEntries(Object.entries(of).map(([feature, values]) => [feature, [...values]])),
      asked: many,
      answered,
      rate,
      factor: 1 / rate,
    })),
  }
}

/** The weights as they would be without classes, by the same method. */
function without(
  raw: readonly number[],
  margins: readonly CategoryMargin[],
  population: number,
  method: Weighted['method'],
): Float64Array {
  const { base } = based(raw, population)
  const chosen = METHODS.find(({ name }) => name === method)
  if (!chosen) return base
  try {
    return calibrate({ weights: base, margins, method: chosen.method }).weights
  } catch (error) {
    if (!(error instanceof CalibrationError)) throw error
    return base
  }
}

function changeFrom(weights: Float64Array, before: Float64Array): number {
  return weights.reduce((sum, weight, at) => sum + Math.abs(weight / (before[at] ?? weight) - 1), 0) / weights.length
}

function firstThatHolds(
  weights: Float64Array,
  margins: readonly CategoryMargin[],
  replicates: ReturnType<typeof bootstrap>,
): { panel: ReplicatedWeights; method: Weighted['method'] } {
  if (margins.length > 0)
    for (const { name, method } of METHODS) {
      try {
        return { panel: calibrateReplicates({ weights, margins, method }, replicates), method: name }
      } catch (error) {
        if (!(error instanceof CalibrationError)) throw error
      }
    }
  return { panel: replicated(weights, replicates), method: 'none' }
}

/** The register's margins that this many answers can bear. */
export function planMargins(
  profiles: readonly Profile[],
  population: readonly Profile[],
): { margins: CategoryMargin[]; said: MarginSaid[] } {
  const margins: CategoryMargin[] = []
  const said: MarginSaid[] = []
  let numbers = 1
  for (const feature of ORDER) {
    if (!population.some((profile) => profile[feature] !== undefined)) continue
    const one = groupsOf(feature, profiles, population)
    const fits = numbers + one.groups.length - 1 <= MOST_NUMBERS
    const leftOut = one.leftOut ?? (fits ? null : 'too-many')
    said.push({ ...one, leftOut })
    if (leftOut !== null) continue
    numbers += one.groups.length - 1
    margins.push(marginOf(feature, one.groups, profiles))
  }
  return { margins, said }
}

function groupsOf(feature: Feature, profiles: readonly Profile[], population: readonly Profile[]): MarginSaid {
  const inPopulation = countBy(feature, population)
  const answered = countBy(feature, profiles)
  const unknown = (inPopulation.get(UNKNOWN) ?? 0) / population.length
  if (unknown > MOST_UNKNOWN) return { feature, groups: [], leftOut: 'unknown' }
  const values = [...new Set([...inPopulation.keys(), ...answered.keys()])].sort((a, b) => rankOf(feature, a, b))
  const groups = joined(
    values.map((value) => ({
      values: [value],
      respondents: answered.get(value) ?? 0,
      population: inPopulation.get(value) ?? 0,
    })),
    feature === 'age',
  )
  return { feature, groups, leftOut: groups.length < 2 ? 'one-group' : null }
}

function rankOf(feature: Feature, a: string, b: string): number {
  const bands: readonly string[] = AGE_BANDS
  return feature === 'age' ? bands.indexOf(a) - bands.indexOf(b) : a.localeCompare(b)
}

type Group = MarginSaid['groups'][number]

/** Ages are joined to their neighbours; other small categories with each other, then with the smallest that is enough. */
function joined(groups: readonly Group[], inOrder: boolean): Group[] {
  const isThin = ({ respondents, population }: Group) => respondents < FEWEST || population === 0
  if (!inOrder) {
    const thin = groups.filter(isThin)
    if (thin.length === 0) return [...groups]
    const rest = together(thin)
    const kept = groups.filter((group) => !isThin(group)).sort((a, b) => a.respondents - b.respondents)
    const [smallest, ...others] = kept
    return isThin(rest) && smallest ? [...others, together([smallest, rest])] : [...kept, rest]
  }
  const at = groups.findIndex(isThin)
  if (at === -1 || groups.length < 2) return [...groups]
  const before = groups[at - 1]
  const after = groups[at + 1]
  const toBefore = before && (!after || before.respondents <= after.respondents)
  const from = toBefore ? at - 1 : at
  const pair = groups.slice(from, from + 2)
  return joined([...groups.slice(0, from), together(pair), ...groups.slice(from + 2)], true)
}

function together(groups: readonly Group[]): Group {
  return {
    values: groups.flatMap(({ values }) => values),
    respondents: groups.reduce((sum, { respondents }) => sum + respondents, 0),
    population: groups.reduce((sum, { population }) => sum + population, 0),
  }
}

/** Those of whom the register does not know it are a category as well: it does not know it of the ones interviewed either. */
function marginOf(feature: Feature, groups: readonly Group[], profiles: readonly Profile[]): CategoryMargin {
  const nameOf = (group: Group) => group.values.join('+')
  const groupOf = new Map(groups.flatMap((group) => group.values.map((value) => [value, nameOf(group)] as const)))
  return {
    name: feature,
    values: profiles.map((profile) => groupOf.get(profile[feature] ?? UNKNOWN) ?? ''),
    totals: Object.fromEntries(groups.map((group) => [nameOf(group), group.population])),
  }
}

function countBy(feature: Feature, profiles: readonly Profile[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const profile of profiles) {
    const value = profile[feature] ?? UNKNOWN
    counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return counts
}
