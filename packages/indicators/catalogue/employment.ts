import { defineIndicator, type FormulaSpec, type Indicator } from '../indicator.ts'

/** A quotient of variables of the census file on activity. */
function activity(
  id: string,
  numerator: readonly string[],
  denominator: string,
  more: { family?: string; from?: number } = {},
): Indicator {
  const { family = id, from = 2012 } = more
  const formulas: FormulaSpec[] = [{ datasets: ['census-activity'], numerator, denominator: [denominator], from }]
  return defineIndicator({ id, family, theme: 'employment', formulas })
}

function education(id: string, formulas: readonly Omit<FormulaSpec, 'datasets'>[], family = id): Indicator {
  return defineIndicator({
    id,
    family,
    theme: 'employment',
    formulas: formulas.map((formula) => ({ ...formula, datasets: ['census-education'] })),
  })
}

const SOCIAL_GROUPS = ['CS1', 'CS2', 'CS3', 'CS4', 'CS5', 'CS6', 'CS7', 'CS8'].map((group) => `C_POP15P_${group}`)

/**
 * A social group among those aged 15 and over. The 2022 files give pairs that put active and retired people of a group
 * together: another series, never compared with the one before.
 */
function socialGroup(id: string, group: number, pair: string): Indicator {
  const numerator = [`C_POP15P_CS${group}`]
  const former = { datasets: ['census-population'], series: 'cs', to: 2021 } as const
  const formulas: FormulaSpec[] = [
    { ...former, numerator, denominator: ['C_POP15P'] },
    { ...former, id: 'rebuilt', isApproximate: true, numerator, denominator: SOCIAL_GROUPS },
    {
      id: 'gsec',
      series: 'gsec',
      from: 2022,
      datasets: ['census-population'],
      numerator: [`C_POP15P_STAT_GSEC${pair}`],
      denominator: ['C_POP15P'],
    },
  ]
  return defineIndicator({ id: `group_${id}`, family: 'social_group', theme: 'employment', formulas })
}

function neighbourhood(id: string, formula: Omit<FormulaSpec, 'datasets'>, family = id): Indicator {
  const formulas: FormulaSpec[] = [{ ...formula, datasets: ['qpv-employment'] }]
  const unit = formula.denominator || formula.per ? 'share' : 'count'
  return defineIndicator({ id, family, unit, theme: 'employment', areas: ['qpv'], formulas })
}

const published = (variable: string) => ({ kind: 'published', numerator: [variable], per: 100 }) as const
const ofJobseekers = (variable: string) => ({ numerator: [variable], denominator: ['ABC'] })

const PRECARIOUS = ['P_SAL15P_CDD', 'P_SAL15P_INTERIM', 'P_SAL15P_EMPAID', 'P_SAL15P_APPR']

export const EMPLOYMENT: readonly Indicator[] = [
  activity('activity', ['P_ACT1564'], 'P_POP1564'),
  activity('employment', ['P_ACTOCC1564'], 'P_POP1564'),
  activity('unemployment', ['P_CHOM1564'], 'P_ACT1564'),
  activity('unemployment_women', ['P_FCHOM1564'], 'P_FACT1564', { family: 'unemployment' }),
  activity('unemployment_young', ['P_CHOM1524'], 'P_ACT1524', { family: 'unemployment' }),
  activity('unemployment_senior', ['P_CHOM5564'], 'P_ACT5564', { family: 'unemployment' }),
  activity('precarious', PRECARIOUS, 'P_SAL15P'),
  activity('part_time', ['P_SAL15P_TP'], 'P_SAL15P'),
  defineIndicator({
    id: 'workers_employees',
    family: 'social_group',
    theme: 'employment',
    formulas: [
      {
        datasets: ['census-activity'],
        series: 'cs',
        to: 2021,
        numerator: ['C_ACT1564_CS5', 'C_ACT1564_CS6'],
        denominator: ['C_ACT1564'],
      },
      {
        id: 'gsec',
        datasets: ['census-activity'],
        series: 'gsec',
        from: 2022,
        numerator: ['C_ACTOCC1564_STAT_GSEC15', 'C_ACTOCC1564_STAT_GSEC16'],
        denominator: ['C_ACTOCC1564'],
      },
    ],
  }),
  socialGroup('farmers', 1, '11_21'),
  socialGroup('trade', 2, '12_22'),
  socialGroup('managers', 3, '13_23'),
  socialGroup('intermediate', 4, '14_24'),
  socialGroup('employees', 5, '15_25'),
  socialGroup('workers', 6, '16_26'),
  socialGroup('retired', 7, '32'),
  socialGroup('others', 8, '40'),
  activity('commute_foot', ['C_ACTOCC15P_MAR'], 'C_ACTOCC15P', { family: 'commute_active' }),
  activity('commute_foot_bike', ['C_ACTOCC15P_MAR', 'C_ACTOCC15P_VELO'], 'C_ACTOCC15P', {
    family: 'commute_active',
    from: 2017,
  }),
  activity('commute_transit', ['C_ACTOCC15P_TCOM'], 'C_ACTOCC15P'),
  // Until 2016 the variable DIPLMIN takes in the lower secondary certificate, which has its own since.
  education('no_diploma', [{ from: 2017, numerator: ['P_NSCOL15P_DIPLMIN'], denominator: ['P_NSCOL15P'] }], 'diploma'),
  education(
    'low_diploma',
    [
      { from: 2017, numerator: ['P_NSCOL15P_DIPLMIN', 'P_NSCOL15P_BEPC'], denominator: ['P_NSCOL15P'] },
      { id: 'former', from: 2013, to: 2016, numerator: ['P_NSCOL15P_DIPLMIN'], denominator: ['P_NSCOL15P'] },
    ],
    'diploma',
  ),
  education('schooling_18_24', [{ numerator: ['P_SCOL1824'], denominator: ['P_POP1824'] }]),
  neighbourhood('qpv_employment', published('TX_TOT_EMPL')),
  neighbourhood('qpv_employment_women', published('TX_F_EMPL'), 'qpv_employment'),
  neighbourhood('qpv_short_contracts', published('TX_TOT_EDLIM')),
  neighbourhood('jobseekers', { numerator: ['ABC'] }),
  neighbourhood('jobseekers_women', ofJobseekers('ABC_F')),
  neighbourhood('jobseekers_young', ofJobseekers('ABC_25'), 'jobseekers_age'),
  neighbourhood('jobseekers_senior', ofJobseekers('ABC_50'), 'jobseekers_age'),
  neighbourhood('jobseekers_low_diploma', ofJobseekers('ABC_INFCAPBEP')),
  neighbourhood('jobseekers_rsa', ofJobseekers('ABC_RSA')),
]
