import { bestPerFamily, inBalance } from './choice.ts'
import type { Comparison } from './compare.ts'
import type { Change, Evolution } from './evolution.ts'
import type { Indicator, Theme, Unit } from './indicator.ts'
import { isAlike, rankAmong } from './ranks.ts'
import type { Area } from './row.ts'
import type { Caution, IndicatorValue } from './value.ts'

/** What is known of a quarter by one indicator. */
export interface Subject {
  readonly indicator: Indicator
  readonly own: IndicatorValue
  /** In order of preference: the first that may be told is. */
  readonly comparisons: readonly Comparison[]
  /** Figures of areas of the same kind, such as the IRIS of the commune: they say which differences are large. */
  readonly peers: readonly IndicatorValue[]
  readonly evolution?: Evolution
}

/** A word of a sentence: a message, a name as given, or a number to be written in the reader's way. */
export type FactValue =
  | { readonly kind: 'message'; readonly key: string; readonly values?: Readonly<Record<string, string>> }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number; readonly unit: Unit | 'points' | 'percent' | 'year' | 'rank' }

export interface Fact {
  readonly messageKey: FactMessage
  readonly theme: Theme
  readonly family: string
  readonly indicator: string
  readonly values: Readonly<Record<string, FactValue>>
  /** Ids of the figures that the sentence says, for its trace. */
  readonly figures: readonly string[]
  /** To be said with the sentence. */
  readonly caution: readonly Caution[]
  /** Difference in standard deviations of the peers. */
  readonly strength: number
}

/** Sentences by kind, with what each asks for. Areas are messages `territory_area_<kind>`. */
export const FACT_MESSAGES = {
  territory_fact_share_above: ['indicator', 'area', 'value', 'reference_area', 'reference', 'points'],
  territory_fact_share_below: ['indicator', 'area', 'value', 'reference_area', 'reference', 'points'],
  territory_fact_number_above: ['indicator', 'area', 'value', 'reference_area', 'reference', 'percent'],
  territory_fact_number_below: ['indicator', 'area', 'value', 'reference_area', 'reference', 'percent'],
  territory_fact_rank: ['indicator', 'area', 'value', 'place', 'of'],
  territory_fact_share_rose: ['indicator', 'area', 'value', 'year', 'former', 'former_year', 'points'],
  territory_fact_share_fell: ['indicator', 'area', 'value', 'year', 'former', 'former_year', 'points'],
  territory_fact_number_rose: ['indicator', 'area', 'value', 'year', 'former', 'former_year', 'percent'],
  territory_fact_number_fell: ['indicator', 'area', 'value', 'year', 'former', 'former_year', 'percent'],
  territory_fact_euros_rose: ['indicator', 'area', 'value', 'year', 'former', 'former_year', 'percent'],
  territory_fact_euros_fell: ['indicator', 'area', 'value', 'year', 'former', 'former_year', 'percent'],
} as const
export type FactMessage = keyof typeof FACT_MESSAGES

interface Sized {
  readonly points: number | null
  readonly relative: number | null
}

/** Differences under half a standard deviation are not worth a sentence. Own rule. */
const LEAST_STRENGTH = 0.5

/** Fewer peers than this do not make a standard deviation. Own rule. */
const LEAST_PEERS = 5

/** Places from either end that are worth a sentence. Own rule. */
const NEAR_END = 3

/**
 * The most telling facts on a quarter: the largest differences in standard deviations of its peers, one per family of
 * indicators, themes in turn. Nothing is said of a figure that is withheld, capped, imprecise, on fewer than 200, or that
 * differs by less than its margin; no sentence gives a cause.
 *
 * @param most greatest number of facts
 * @returns facts in the order in which to read them: the strongest of each theme, then the second ones, …
 */
export function tellingFacts(subjects: readonly Subject[], most = 8): Fact[] {
  const facts = subjects.filter(({ indicator }) => indicator.isForText).flatMap(factsOn)
  return inBalance(bestPerFamily(facts.filter(({ strength }) => strength >= LEAST_STRENGTH)), most)
}

function factsOn(subject: Subject): Fact[] {
  const spread = spreadOf(subject)
  if (spread === undefined || !isTellable(subject.own)) return []
  const comparison = subject.comparisons.find((one) => isTellable(one.reference) && isClear(one))
  const change = subject.evolution?.change
  return [
    ...(comparison ? [comparedFact(subject, comparison, spread)] : rankFacts(subject, spread)),
    ...(change && isTellable(change.from) && isClear(change) ? [changeFact(subject, change, spread)] : []),
  ]
}

function isTellable({ value, bound, caution, unit }: IndicatorValue): boolean {
  if (value === null || bound !== undefined || unit === 'count') return false
  return !caution.some((sign) => ['under-200', 'imprecise', 'fragile', 'incomplete'].includes(sign))
}

/** A difference beyond chance, with a size that can be said. */
function isClear({ points, relative, isWithinMargin }: Pick<Change, 'isWithinMargin'> & Sized): boolean {
  return !isWithinMargin && (points !== null || relative !== null)
}

/** Standard deviation of the peers that were read alike; undefined when they are too few or all equal. */
function spreadOf({ own, peers }: Subject): number | undefined {
  const values = valuesAlike(own, peers)
  const mean = meanOf(values)
  const spread = Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)))
  return values.length >= LEAST_PEERS && spread > 0 ? spread : undefined
}

function valuesAlike(own: IndicatorValue, peers: readonly IndicatorValue[]): number[] {
  return peers.filter((peer) => isAlike(own, peer)).flatMap(({ value }) => (value === null ? [] : [value]))
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function comparedFact(subject: Subject, comparison: Comparison, spread: number): Fact {
  const { own } = subject
  const { reference } = comparison
  const difference = comparison.difference ?? 0
  const isAbove = difference > 0
  const isShare = comparison.points !== null
  const share = isAbove ? 'territory_fact_share_above' : 'territory_fact_share_below'
  const number = isAbove ? 'territory_fact_number_above' : 'territory_fact_number_below'
  return {
    ...frameOf(subject, [own, reference]),
    messageKey: isShare ? share : number,
    values: {
      ...valuesOf(subject),
      reference_area: areaWord(reference.area),
      reference: numberOf(reference.value, own.unit),
      ...sizeOf(comparison),
    },
    strength: Math.abs(difference) / spread,
  }
}

/** Where nothing wider has the figure: its place among its peers, if near either end. An estimate has no place. */
function rankFacts(subject: Subject, spread: number): Fact[] {
  const rank = rankAmong(subject.own, subject.peers)
  if (!rank || rank.tiedWith.length > 0 || subject.own.area.kind === 'catchment') return []
  if (Math.min(rank.place - 1, rank.of - rank.place) >= NEAR_END) return []
  const far = Math.abs((subject.own.value ?? 0) - meanOf(valuesAlike(subject.own, subject.peers)))
  return [
    {
      ...frameOf(subject, [subject.own]),
      messageKey: 'territory_fact_rank',
      values: { ...valuesOf(subject), place: numberOf(rank.place, 'rank'), of: numberOf(rank.of, 'count') },
      strength: far / spread,
    },
  ]
}

function changeFact(subject: Subject, change: Change, spread: number): Fact {
  const { from, to, difference, points } = change
  const rose = difference > 0
  const euros = rose ? 'territory_fact_euros_rose' : 'territory_fact_euros_fell'
  const share = rose ? 'territory_fact_share_rose' : 'territory_fact_share_fell'
  const number = rose ? 'territory_fact_number_rose' : 'territory_fact_number_fell'
  return {
    ...frameOf(subject, [to, from]),
    messageKey: to.unit === 'euros' ? euros : points === null ? number : share,
    values: {
      ...valuesOf(subject),
      value: numberOf(to.value, to.unit),
      year: numberOf(to.vintage, 'year'),
      former: numberOf(from.value, from.unit),
      former_year: numberOf(from.vintage, 'year'),
      ...sizeOf(change),
    },
    strength: Math.abs(difference) / spread,
  }
}

function frameOf({ indicator }: Subject, figures: readonly IndicatorValue[]) {
  return {
    theme: indicator.theme,
    family: indicator.family,
    indicator: indicator.id,
    figures: figures.map(({ id }) => id),
    caution: [...new Set(figures.flatMap(({ caution }) => caution))],
  }
}

function valuesOf({ indicator, own }: Subject): Record<string, FactValue> {
  return {
    indicator: { kind: 'message', key: indicator.nameKey },
    area: areaWord(own.area),
    value: numberOf(own.value, own.unit),
  }
}

function areaWord(area: Area): FactValue {
  return { kind: 'message', key: `territory_area_${area.kind}`, values: { name: area.name ?? area.code } }
}

/** A sentence gives the size of a difference without its sign: « more » or « less » is in the words. */
function sizeOf({ points, relative }: Sized): Record<string, FactValue> {
  if (points !== null) return { points: numberOf(Math.abs(points), 'points') }
  return { percent: numberOf(Math.abs(relative ?? 0) * 100, 'percent') }
}

function numberOf(number: number | null, unit: Extract<FactValue, { kind: 'number' }>['unit']): FactValue {
  return { kind: 'number', number: number ?? 0, unit }
}
