import { defineIndicator, type FormulaSpec, type Indicator, OFFICIAL_AREAS, type Unit } from '../indicator.ts'
import type { Dataset } from '../row.ts'

const EVERYWHERE = [...OFFICIAL_AREAS, 'qpv'] as const

/** Good in a table; in a sentence the median and the interdecile ratio say the same more plainly. */
const FOR_TABLES = ['first_quartile', 'third_quartile', 'first_decile', 'ninth_decile', 's80s20', 'gini']

/** A figure as Filosofi publishes it; the files on priority neighbourhoods name it otherwise or do not have it. */
function filosofi(id: string, unit: Unit, variable: string, qpvVariable?: string, family = id): Indicator {
  const published = { kind: 'published', per: unit === 'share' ? 100 : 1 } as const
  const formulas: FormulaSpec[] = [
    { ...published, datasets: ['filosofi-disposable'], numerator: [variable] },
    ...(qpvVariable
      ? [{ ...published, id: 'qpv', datasets: ['qpv-income'], numerator: [qpvVariable] } satisfies FormulaSpec]
      : []),
  ]
  return defineIndicator({
    id,
    family,
    unit,
    theme: 'income',
    areas: qpvVariable ? EVERYWHERE : OFFICIAL_AREAS,
    isForText: !FOR_TABLES.includes(id),
    formulas,
  })
}

/** A share of the family funds' beneficiaries; the neighbourhood files repeat these counts. */
function ofBeneficiaries(id: string, family: string, variable: string, qpvDataset?: Dataset): Indicator {
  const datasets: Dataset[] = qpvDataset ? ['caf', qpvDataset] : ['caf']
  const areas = qpvDataset ? EVERYWHERE : OFFICIAL_AREAS
  const formulas: FormulaSpec[] = [{ datasets, numerator: [variable], denominator: ['A'] }]
  return defineIndicator({ id, family, theme: 'income', areas, formulas })
}

export const INCOME: readonly Indicator[] = [
  filosofi('median_income', 'euros', 'DISP_MED', 'DISP_Q2', 'income_level'),
  filosofi('first_quartile', 'euros', 'DISP_Q1', 'DISP_Q1', 'income_level'),
  filosofi('third_quartile', 'euros', 'DISP_Q3', 'DISP_Q3', 'income_level'),
  filosofi('first_decile', 'euros', 'DISP_D1', 'DISP_D1', 'income_level'),
  filosofi('ninth_decile', 'euros', 'DISP_D9', 'DISP_D9', 'income_level'),
  filosofi('interdecile', 'ratio', 'DISP_RD', 'DISP_D1D9', 'inequality'),
  filosofi('s80s20', 'ratio', 'DISP_S80S20', undefined, 'inequality'),
  filosofi('gini', 'ratio', 'DISP_GI', undefined, 'inequality'),
  filosofi('poverty', 'share', 'DISP_TP60', 'TP60'),
  filosofi('part_activity', 'share', 'DISP_PACT', 'PACT', 'income_parts'),
  filosofi('part_wages', 'share', 'DISP_PTSA', undefined, 'income_parts'),
  filosofi('part_unemployment', 'share', 'DISP_PCHO'),
  filosofi('part_pensions', 'share', 'DISP_PPEN', 'PPEN', 'income_parts'),
  filosofi('part_social', 'share', 'DISP_PPSOC', 'PPSOC', 'benefits'),
  filosofi('part_family', 'share', 'DISP_PPFAM', undefined, 'benefits'),
  filosofi('part_minima', 'share', 'DISP_PPMINI', undefined, 'benefits'),
  filosofi('part_housing', 'share', 'DISP_PPLOGT', undefined, 'benefits'),
  defineIndicator({
    id: 'caf_beneficiaries',
    theme: 'income',
    unit: 'count',
    areas: EVERYWHERE,
    formulas: [{ datasets: ['caf', 'qpv-demography', 'qpv-income'], numerator: ['A'] }],
  }),
  defineIndicator({
    id: 'caf_coverage',
    theme: 'income',
    areas: EVERYWHERE,
    formulas: [
      {
        datasets: ['caf'],
        numerator: ['PERCOU'],
        denominator: ['P_POP'],
        denominatorDataset: 'census-population',
      },
      { id: 'qpv', datasets: ['qpv-demography'], numerator: ['PERCOU'], denominator: ['POP_MUN'] },
    ],
  }),
  ofBeneficiaries('caf_isolated', 'caf_household', 'AI', 'qpv-demography'),
  ofBeneficiaries('caf_lone_parents', 'caf_household', 'AM', 'qpv-demography'),
  ofBeneficiaries('caf_large_families', 'caf_household', 'AC3ENF', 'qpv-demography'),
  ofBeneficiaries('caf_rsa', 'caf_benefit', 'ARSAS', 'qpv-income'),
  ofBeneficiaries('caf_aah', 'caf_benefit', 'AAAH', 'qpv-income'),
  ofBeneficiaries('caf_activity_bonus', 'caf_benefit', 'APPA', 'qpv-income'),
  ofBeneficiaries('caf_housing', 'caf_benefit', 'AAL'),
  defineIndicator({
    id: 'health_cover',
    theme: 'income',
    areas: ['qpv'],
    formulas: [{ datasets: ['qpv-income'], numerator: ['C_C2SNP', 'C_C2SP'], denominator: ['C'] }],
  }),
]
