import { defineIndicator, type FormulaSpec, type Indicator, type Unit } from '../indicator.ts'
import type { Dataset } from '../row.ts'

const datasets: Dataset[] = ['census-housing']

function housing(
  id: string,
  numerator: readonly string[],
  denominator: readonly string[],
  more: { family?: string; unit?: Unit } = {},
): Indicator {
  return defineIndicator({ id, theme: 'housing', formulas: [{ datasets, numerator, denominator }], ...more })
}

const HOUSES_AND_FLATS = ['P_RPMAISON', 'P_RPAPPART']
const OVERCROWDED = ['C_RP_SUROCC_MOD', 'C_RP_SUROCC_ACC']
const ROOMY = ['C_RP_NORME', 'C_RP_SOUSOCC_MOD', 'C_RP_SOUSOCC_ACC', 'C_RP_SOUSOCC_TACC']

/** Main homes are houses, flats and a few others: their sum without the others is a little short of the whole. */
const SOCIAL_TENANTS: readonly FormulaSpec[] = [
  { datasets, numerator: ['P_RP_LOCHLMV'], denominator: ['P_RP'] },
  { id: 'rebuilt', isApproximate: true, datasets, numerator: ['P_RP_LOCHLMV'], denominator: HOUSES_AND_FLATS },
]

export const HOUSING: readonly Indicator[] = [
  defineIndicator({
    id: 'dwellings',
    theme: 'housing',
    unit: 'count',
    formulas: [{ datasets, numerator: ['P_LOG'] }],
  }),
  defineIndicator({ id: 'social_tenants', family: 'tenure', theme: 'housing', formulas: SOCIAL_TENANTS }),
  housing('owners', ['P_RP_PROP'], ['P_RP'], { family: 'tenure' }),
  housing('flats', ['P_RPAPPART'], HOUSES_AND_FLATS),
  housing('vacancy', ['P_LOGVAC'], ['P_LOG']),
  housing('overcrowding', OVERCROWDED, [...ROOMY, ...OVERCROWDED]),
  housing('no_car', ['P_RP', '-P_RP_VOIT1P'], ['P_RP']),
  housing('recent_movers', ['P_MEN_ANEM0002'], ['P_MEN'], { family: 'stay' }),
  housing('long_stay', ['P_MEN_ANEM10P'], ['P_MEN'], { family: 'stay' }),
  housing('years_of_stay', ['P_ANEM_RP'], ['P_RP'], { family: 'stay', unit: 'years' }),
  defineIndicator({
    id: 'social_dwellings',
    theme: 'housing',
    unit: 'count',
    areas: ['iris', 'commune', 'qpv'],
    formulas: [{ datasets: ['rpls'], numerator: ['appartement'] }],
  }),
]
