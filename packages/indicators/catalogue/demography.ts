import { defineIndicator, type FormulaSpec, type Indicator, OFFICIAL_AREAS, type Unit } from '../indicator.ts'
import type { Dataset } from '../row.ts'

/** The six broad ages add up to the population: they stand in for it in files cut down to them. */
const BROAD_AGES = ['P_POP0014', 'P_POP1529', 'P_POP3044', 'P_POP4559', 'P_POP6074', 'P_POP75P']

function ageShare(id: string, numerator: readonly string[]): Indicator {
  const datasets: Dataset[] = ['census-population']
  const formulas: FormulaSpec[] = [
    { datasets, numerator, denominator: ['P_POP'] },
    { id: 'rebuilt', isApproximate: true, datasets, numerator, denominator: BROAD_AGES },
  ]
  return defineIndicator({ id, family: 'age', theme: 'demography', formulas })
}

function families(id: string, numerator: readonly string[], denominator: string, family = id): Indicator {
  const formulas: FormulaSpec[] = [{ datasets: ['census-families'], numerator, denominator: [denominator] }]
  return defineIndicator({ id, family, theme: 'demography', formulas })
}

const HOUSEHOLD_KINDS = ['MENHSEUL', 'MENFSEUL', 'MENSFAM', 'MENCOUPSENF', 'MENCOUPAENF', 'MENFAMMONO']
const PEOPLE_BY_HOUSEHOLD = HOUSEHOLD_KINDS.map((kind) => `C_PMEN_${kind}`)

/** Persons by the kind of household they live in; extracts have the kinds without their total. */
function peopleIn(id: string, numerator: readonly string[], family: string): Indicator {
  const datasets: Dataset[] = ['census-families', 'census-households']
  const formulas: FormulaSpec[] = [
    { datasets, numerator, denominator: ['C_PMEN'] },
    { id: 'rebuilt', isApproximate: true, datasets, numerator, denominator: PEOPLE_BY_HOUSEHOLD },
  ]
  return defineIndicator({ id, family, theme: 'demography', formulas })
}

function neighbourhood(id: string, variable: string, unit: Unit, more: { family: string; isForText?: boolean }) {
  const formulas: FormulaSpec[] = [
    {
      kind: 'published',
      datasets: ['qpv-demography'],
      numerator: [variable],
      per: unit === 'share' ? 100 : 1,
    },
  ]
  return defineIndicator({ id, unit, theme: 'demography', areas: ['qpv'], formulas, ...more })
}

export const DEMOGRAPHY: readonly Indicator[] = [
  defineIndicator({
    id: 'population',
    theme: 'demography',
    unit: 'count',
    areas: [...OFFICIAL_AREAS, 'qpv'],
    formulas: [
      { datasets: ['census-population'], numerator: ['P_POP'] },
      { id: 'rebuilt', isApproximate: true, datasets: ['census-population'], numerator: BROAD_AGES },
      { id: 'qpv', datasets: ['qpv-demography'], numerator: ['POP_MUN'] },
    ],
  }),
  ageShare('age_0_14', ['P_POP0014']),
  ageShare('age_15_29', ['P_POP1529']),
  ageShare('age_60_up', ['P_POP6074', 'P_POP75P']),
  ageShare('age_65_up', ['P_POP65P']),
  ageShare('age_75_up', ['P_POP75P']),
  ageShare('age_80_up', ['P_POP80P']),
  defineIndicator({
    id: 'ageing',
    family: 'age',
    theme: 'demography',
    unit: 'index',
    formulas: [{ datasets: ['census-population'], numerator: ['P_POP65P'], denominator: ['P_POP0019'], times: 100 }],
  }),
  defineIndicator({
    id: 'youth',
    family: 'age',
    theme: 'demography',
    unit: 'ratio',
    formulas: [{ datasets: ['census-population'], numerator: ['P_POP0019'], denominator: ['P_POP6074', 'P_POP75P'] }],
  }),
  families('alone_65_79', ['P_POP6579_PSEUL'], 'P_POP6579', 'alone_old'),
  families('alone_80_up', ['P_POP80P_PSEUL'], 'P_POP80P', 'alone_old'),
  families('one_person_households', ['C_MENPSEUL'], 'C_MEN', 'alone'),
  families('lone_parent_families', ['C_FAMMONO'], 'C_FAM', 'lone_parents'),
  families('lone_parent_households', ['C_MENFAMMONO'], 'C_MEN', 'lone_parents'),
  peopleIn('people_lone_parent', ['C_PMEN_MENFAMMONO'], 'lone_parents'),
  peopleIn('people_alone', ['C_PMEN_MENHSEUL', 'C_PMEN_MENFSEUL'], 'alone'),
  defineIndicator({
    id: 'household_size',
    theme: 'demography',
    unit: 'ratio',
    formulas: [{ datasets: ['census-housing'], numerator: ['P_PMEN'], denominator: ['P_MEN'] }],
  }),
  defineIndicator({
    id: 'foreign_nationals',
    theme: 'demography',
    isForText: false,
    formulas: [{ datasets: ['census-population'], numerator: ['P_POP_ETR'], denominator: ['P_POP'] }],
  }),
  neighbourhood('qpv_age_0_24', 'TX_TOT_0A24', 'share', { family: 'age' }),
  neighbourhood('qpv_age_60_up', 'TX_TOT_60ETPLUS', 'share', { family: 'age' }),
  neighbourhood('qpv_youth', 'IND_JEUNE', 'ratio', { family: 'age' }),
  neighbourhood('qpv_one_person', 'TX_TOT_MEN1', 'share', { family: 'alone' }),
  neighbourhood('qpv_six_or_more', 'TX_TOT_MEN6', 'share', { family: 'household_size' }),
  neighbourhood('qpv_foreign', 'TX_TOT_ET', 'share', { family: 'foreign_nationals', isForText: false }),
]
