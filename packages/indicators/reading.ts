import { type Formula, type Indicator, termOf, variablesOf } from './indicator.ts'
import type { Area, Dataset, Row, RowIndex } from './row.ts'
import { SECRECY_RULES, type SecrecyRule } from './rules.ts'
import type { Withheld } from './value.ts'

/** What a formula finds in the rows of one area. */
export interface Reading {
  readonly formula: Formula
  readonly dataset: Dataset
  /** Set when a variable is there but hidden: no other formula may then stand in. */
  readonly hidden?: Withheld
  readonly numerator: number
  readonly denominator: number | null
  /** Variable of the largest term of the numerator: the one whose precision counts. */
  readonly leading: string
  readonly isFragile: boolean
}

/** Keeps to one formula, and to one file, so that two areas are read alike. */
export interface Pinned {
  readonly formula: string
  readonly dataset: Dataset
}

/**
 * Reads the first formula whose variables are all in the area's own rows. A hidden variable is found, not missing: what
 * the producer hides is never rebuilt by another formula.
 */
export function readFirst(
  indicator: Indicator,
  area: Pick<Area, 'kind' | 'code'>,
  vintage: number,
  rows: RowIndex,
  pinned?: Pinned,
): Reading | undefined {
  for (const formula of indicator.formulas) {
    if (pinned && formula.id !== pinned.formula) continue
    if (vintage < formula.from || vintage > (formula.to ?? vintage)) continue
    for (const dataset of formula.datasets) {
      if (pinned && dataset !== pinned.dataset) continue
      const over = rows.rowOf(dataset, area, vintage)
      const under = rows.rowOf(formula.denominatorDataset ?? dataset, area, vintage)
      const reading = over && under && read(formula, over, under, SECRECY_RULES[indicator.secrecy])
      if (reading) return reading
    }
  }
  return undefined
}

function read(formula: Formula, over: Row, under: Row, rule: SecrecyRule): Reading | undefined {
  const rowOf = (variable: string) =>
    formula.numerator.some((term) => termOf(term).variable === variable) ? over : under
  const variables = variablesOf(formula)
  const isThere = (variable: string) =>
    variable in rowOf(variable).values || variable in (rowOf(variable).withheld ?? {})
  if (!variables.every(isThere)) return undefined

  const hiding = variables.find((variable) => valueIn(rowOf(variable), variable) === null)
  const notes = (rule.note?.variables ?? []).map((variable) => over.values[variable])
  const hasNote = (codes: readonly number[] = []) =>
    notes.some((note) => typeof note === 'number' && codes.includes(note))
  const why = hasNote(rule.note?.withheld) ? 'note' : hiding && (rowOf(hiding).withheld?.[hiding] ?? 'blank')
  return {
    formula,
    dataset: over.dataset,
    ...(why && { hidden: why }),
    numerator: sumOf(formula.numerator, over),
    denominator: formula.denominator.length > 0 ? sumOf(formula.denominator, under) : null,
    leading: leadingIn(formula.numerator, over),
    isFragile: hasNote(rule.note?.caution),
  }
}

function valueIn(row: Row, variable: string): number | null {
  if (row.withheld && variable in row.withheld) return null
  return row.values[variable] ?? null
}

function sumOf(terms: readonly string[], row: Row): number {
  return terms.reduce((sum, term) => {
    const { variable, sign } = termOf(term)
    return sum + sign * (valueIn(row, variable) ?? Number.NaN) // NaN: only where the reading is hidden, and then unused
  }, 0)
}

function leadingIn(terms: readonly string[], row: Row): string {
  const names = terms.map((term) => termOf(term).variable)
  return names.reduce(
    (best, name) => ((valueIn(row, name) ?? 0) > (valueIn(row, best) ?? 0) ? name : best),
    names[0] ?? '',
  )
}
