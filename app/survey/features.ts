/** What a panel is representative by. Values are codes; their words are in the catalogue, but for residences, which have their own names. */
import { m } from '#messages'

export const FEATURES = ['residence', 'age', 'sex', 'pcs'] as const
export type Feature = (typeof FEATURES)[number]

export const AGE_BANDS = ['18-29', '30-44', '45-59', '60-74', '75+'] as const
export const SEXES = ['F', 'M'] as const
/** The six groups of PCS 2020, then retired people and others without an occupation, as the census counts them. */
export const PCS = ['1', '2', '3', '4', '5', '6', '7', '8'] as const
export const UNKNOWN = 'unknown'

export const FEATURE_VALUES: Record<Exclude<Feature, 'residence'>, readonly string[]> = {
  age: [...AGE_BANDS, UNKNOWN],
  sex: [...SEXES, UNKNOWN],
  pcs: [...PCS, UNKNOWN],
}

const BAND_STARTS = [75, 60, 45, 30] as const

/** Band of an age in whole years; someone below the first band is in it: who may be drawn is decided elsewhere. */
export function bandOf(age: number): (typeof AGE_BANDS)[number] {
  const index = BAND_STARTS.findIndex((start) => age >= start)
  return AGE_BANDS[index === -1 ? 0 : AGE_BANDS.length - 1 - index] ?? '18-29'
}

export function isFeature(name: string): name is Feature {
  return FEATURES.some((feature) => feature === name)
}

export function featureWord(feature: string): string {
  const words: Record<Feature, () => string> = {
    residence: m.survey_feature_residence,
    age: m.survey_feature_age,
    sex: m.survey_feature_sex,
    pcs: m.survey_feature_pcs,
  }
  return isFeature(feature) ? words[feature]() : feature
}

/** A value in words; a residence is said by the name kept with its quota. */
export function valueWord(feature: string, value: string, label = value): string {
  if (value === UNKNOWN) return m.survey_value_unknown()
  if (feature === 'age')
    return value === '75+' ? m.survey_age_oldest() : m.survey_age_band({ band: value.replace('-', ' – ') })
  if (feature === 'sex') return value === 'F' ? m.survey_sex_f() : m.survey_sex_m()
  if (feature === 'pcs') return pcsWord(value)
  return label
}

const PCS_WORDS: Record<(typeof PCS)[number], () => string> = {
  1: m.survey_pcs_1,
  2: m.survey_pcs_2,
  3: m.survey_pcs_3,
  4: m.survey_pcs_4,
  5: m.survey_pcs_5,
  6: m.survey_pcs_6,
  7: m.survey_pcs_7,
  8: m.survey_pcs_8,
}

export function pcsWord(value: string): string {
  const code = PCS.find((pcs) => pcs === value)
  return code ? PCS_WORDS[code]() : m.survey_value_unknown()
}
