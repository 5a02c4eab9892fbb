import type { AreaKind, Dataset } from './row.ts'
import type { ReliabilityRuleId, SecrecyRuleId } from './rules.ts'

export const THEMES = ['employment', 'income', 'demography', 'housing'] as const
export type Theme = (typeof THEMES)[number]

/**
 * `share`: 0 to 1. `euros`: a year and consumption unit. `years`, `count`: as they say. `ratio`: times or persons.
 * `index`: per 100.
 */
export type Unit = 'share' | 'euros' | 'years' | 'count' | 'ratio' | 'index'

/** One way to obtain an indicator. Terms are names of variables, subtracted where a minus stands before. */
export interface Formula {
  readonly id: string
  /** `published`: the producer's own figure, which never adds up. `count` and `quotient`: made of counts, which do. */
  readonly kind: 'published' | 'count' | 'quotient'
  /** Files that hold the variables; the first that has them all is used. */
  readonly datasets: readonly Dataset[]
  readonly numerator: readonly string[]
  readonly denominator: readonly string[]
  /** Where the denominator stands in another file of the same vintage. */
  readonly denominatorDataset?: Dataset
  /** Factor on the result: 100 for an index. */
  readonly times: number
  /** What the result is divided by: 100 for a percentage as published. */
  readonly per: number
  readonly from: number
  readonly to?: number
  /** Two values compare only within one series: nomenclatures change. */
  readonly series: string
  /** A denominator rebuilt from an extract, or a near neighbour of what is meant. */
  readonly isApproximate: boolean
  readonly textKey: string
}

export interface Indicator {
  readonly id: string
  readonly theme: Theme
  /** Indicators of one family say nearly the same: a short text takes one of them. */
  readonly family: string
  readonly unit: Unit
  readonly areas: readonly AreaKind[]
  /** In order of preference: the first whose variables are there is used. */
  readonly formulas: readonly Formula[]
  /** Least number of years between two vintages that may be compared. */
  readonly yearsApart: number
  readonly secrecy: SecrecyRuleId
  readonly reliability: ReliabilityRuleId
  /** False where a text chosen by size of difference would single people out, or need a statistician to read. */
  readonly isForText: boolean
  readonly nameKey: string
  readonly definitionKey: string
}

export interface FormulaSpec {
  readonly id?: string
  readonly kind?: Formula['kind']
  readonly datasets: readonly Dataset[]
  readonly numerator: readonly string[]
  readonly denominator?: readonly string[]
  readonly denominatorDataset?: Dataset
  readonly times?: number
  readonly per?: number
  readonly from?: number
  readonly to?: number
  readonly series?: string
  readonly isApproximate?: boolean
}

interface IndicatorSpec {
  readonly id: string
  readonly theme: Theme
  readonly family?: string
  readonly unit?: Unit
  readonly areas?: readonly AreaKind[]
  readonly isForText?: boolean
  readonly formulas: readonly FormulaSpec[]
}

/** Everywhere but in priority neighbourhoods, which have files of their own. */
export const OFFICIAL_AREAS: readonly AreaKind[] = [
  'iris',
  'commune',
  'intercommunality',
  'department',
  'region',
  'metropole',
]

/** Fills in what follows from the rest: message keys, rules of the producer, kind of the formula. */
export function defineIndicator(spec: IndicatorSpec): Indicator {
  const main = spec.formulas[0]?.datasets[0]
  if (!main) throw new RangeError(`${spec.id} has no formula`)
  const nameKey = `territory_ind_${spec.id}`
  return {
    ...spec,
    family: spec.family ?? spec.id,
    unit: spec.unit ?? 'share',
    areas: spec.areas ?? OFFICIAL_AREAS,
    isForText: spec.isForText ?? true,
    formulas: spec.formulas.map((formula) => defineFormula(formula, nameKey)),
    yearsApart: main.startsWith('census-') ? 5 : 1,
    ...rulesOf(main),
    nameKey,
    definitionKey: `${nameKey}_definition`,
  }
}

function defineFormula(spec: FormulaSpec, nameKey: string): Formula {
  const { id = 'exact', denominator = [] } = spec
  return {
    times: 1,
    per: 1,
    from: 2012,
    series: 'main',
    isApproximate: false,
    ...spec,
    id,
    kind: spec.kind ?? (denominator.length > 0 ? 'quotient' : 'count'),
    denominator,
    textKey: `${nameKey}_formula${id === 'exact' ? '' : `_${id}`}`,
  }
}

function rulesOf(dataset: Dataset): { secrecy: SecrecyRuleId; reliability: ReliabilityRuleId } {
  if (dataset.startsWith('census-')) return { secrecy: 'census', reliability: 'sample' }
  if (dataset.startsWith('qpv-')) return { secrecy: 'qpv', reliability: 'register' }
  if (dataset === 'filosofi-disposable') return { secrecy: 'filosofi', reliability: 'register' }
  return { secrecy: dataset === 'caf' ? 'caf' : 'rpls', reliability: 'register' }
}

/** Name of a term's variable and whether it is added or subtracted. */
export function termOf(term: string): { variable: string; sign: 1 | -1 } {
  return term.startsWith('-') ? { variable: term.slice(1), sign: -1 } : { variable: term, sign: 1 }
}

/** Variables that a formula reads, each once, in order. */
export function variablesOf(formula: Formula): string[] {
  return [...new Set([...formula.numerator, ...formula.denominator].map((term) => termOf(term).variable))]
}
