/** What must be said with a figure that is given. */
import { m } from '#messages'
import type { Caution } from '#packages/indicators/value.ts'

const CAUTION_WORDS: Record<Caution, () => string> = {
  'under-200': m.territory_caution_under_200,
  imprecise: m.territory_caution_imprecise,
  'complementary-sample': m.territory_caution_complementary_sample,
  'crosses-commune': m.territory_caution_crosses_commune,
  fragile: m.territory_caution_fragile,
  'approximate-formula': m.territory_caution_approximate_formula,
  incomplete: m.territory_caution_incomplete,
  estimate: m.territory_caution_estimate,
}

export function cautionWord(caution: Caution): string {
  return CAUTION_WORDS[caution]()
}
