/** Words around indicators that a page needs in the browser too. */
import { m } from '#messages'
import type { Theme } from '#packages/indicators/indicator.ts'
import type { Area, AreaKind } from '#packages/indicators/row.ts'

export const THEMES = ['employment', 'income', 'demography', 'housing'] as const satisfies readonly Theme[]

export const THEME_WORDS: Record<Theme, () => string> = {
  employment: m.territory_theme_employment,
  income: m.territory_theme_income,
  demography: m.territory_theme_demography,
  housing: m.territory_theme_housing,
}

const AREA_WORDS: Record<AreaKind, (values: { name: string }) => string> = {
  iris: m.territory_area_iris,
  qpv: m.territory_area_qpv,
  commune: m.territory_area_commune,
  intercommunality: m.territory_area_intercommunality,
  department: m.territory_area_department,
  region: m.territory_area_region,
  metropole: m.territory_france,
  catchment: m.territory_area_catchment,
}

/** An area as a reader calls it: its own name, else its kind with its code. */
export function areaWord({ kind, code, name }: Area): string {
  return kind === 'metropole' ? m.territory_france() : (name ?? AREA_WORDS[kind]({ name: code }))
}
