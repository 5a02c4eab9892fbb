import { DEMOGRAPHY } from './catalogue/demography.ts'
import { EMPLOYMENT } from './catalogue/employment.ts'
import { HOUSING } from './catalogue/housing.ts'
import { INCOME } from './catalogue/income.ts'
import type { Indicator } from './indicator.ts'

/** Every indicator, theme after theme, in the order in which a reader meets them. */
export const CATALOGUE: readonly Indicator[] = [...EMPLOYMENT, ...INCOME, ...DEMOGRAPHY, ...HOUSING]

const BY_ID = new Map(CATALOGUE.map((indicator) => [indicator.id, indicator]))

/** @throws RangeError when no indicator has this id */
export function indicatorOf(id: string): Indicator {
  const found = BY_ID.get(id)
  if (!found) throw new RangeError(`no indicator is called ${id}`)
  return found
}
