import { describe, expect, test } from 'vitest'
import { CATALOGUE, indicatorOf } from './catalogue.ts'
import { evaluate } from './evaluate.ts'
import { variablesOf } from './indicator.ts'
import { indexRows, type Row } from './row.ts'

/** Every formula as the field's documents write it: indicator, formula, expression. */
const WRITTEN = `
activity exact P_ACT1564 / P_POP1564
employment exact P_ACTOCC1564 / P_POP1564
unemployment exact P_CHOM1564 / P_ACT1564
unemployment_women exact P_FCHOM1564 / P_FACT1564
unemployment_young exact P_CHOM1524 / P_ACT1524
unemployment_senior exact P_CHOM5564 / P_ACT5564
precarious exact P_SAL15P_CDD + P_SAL15P_INTERIM + P_SAL15P_EMPAID + P_SAL15P_APPR / P_SAL15P
part_time exact P_SAL15P_TP / P_SAL15P
workers_employees exact C_ACT1564_CS5 + C_ACT1564_CS6 / C_ACT1564
workers_employees gsec C_ACTOCC1564_STAT_GSEC15 + C_ACTOCC1564_STAT_GSEC16 / C_ACTOCC1564
${[
  'farmers 11_21',
  'trade 12_22',
  'managers 13_23',
  'intermediate 14_24',
  'employees 15_25',
  'workers 16_26',
  'retired 32',
  'others 40',
]
  .map((entry, index) => {
    const [group, pair] = entry.split(' ')
    const all = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `C_POP15P_CS${n}`).join(' + ')
    return `group_${group} exact C_POP15P_CS${index + 1} / C_POP15P
group_${group} rebuilt C_POP15P_CS${index + 1} / ${all}
group_${group} gsec C_POP15P_STAT_GSEC${pair} / C_POP15P`
  })
  .join('\n')}
commute_foot exact C_ACTOCC15P_MAR / C_ACTOCC15P
commute_foot_bike exact C_ACTOCC15P_MAR + C_ACTOCC15P_VELO / C_ACTOCC15P
commute_transit exact C_ACTOCC15P_TCOM / C_ACTOCC15P
no_diploma exact P_NSCOL15P_DIPLMIN / P_NSCOL15P
low_diploma exact P_NSCOL15P_DIPLMIN + P_NSCOL15P_BEPC / P_NSCOL15P
low_diploma former P_NSCOL15P_DIPLMIN / P_NSCOL15P
schooling_18_24 exact P_SCOL1824 / P_POP1824
qpv_employment exact TX_TOT_EMPL %
qpv_employment_women exact TX_F_EMPL %
qpv_short_contracts exact TX_TOT_EDLIM %
jobseekers exact ABC
jobseekers_women exact ABC_F / ABC
jobseekers_young exact ABC_25 / ABC
jobseekers_senior exact ABC_50 / ABC
jobseekers_low_diploma exact ABC_INFCAPBEP / ABC
jobseekers_rsa exact ABC_RSA / ABC
median_income exact DISP_MED
median_income qpv DISP_Q2
first_quartile exact DISP_Q1
first_quartile qpv DISP_Q1
third_quartile exact DISP_Q3
third_quartile qpv DISP_Q3
first_decile exact DISP_D1
first_decile qpv DISP_D1
ninth_decile exact DISP_D9
ninth_decile qpv DISP_D9
interdecile exact DISP_RD
interdecile qpv DISP_D1D9
s80s20 exact DISP_S80S20
gini exact DISP_GI
poverty exact DISP_TP60 %
poverty qpv TP60 %
part_activity exact DISP_PACT %
part_activity qpv PACT %
part_wages exact DISP_PTSA %
part_unemployment exact DISP_PCHO %
part_pensions exact DISP_PPEN %
part_pensions qpv PPEN %
part_social exact DISP_PPSOC %
part_social qpv PPSOC %
part_family exact DISP_PPFAM %
part_minima exact DISP_PPMINI %
part_housing exact DISP_PPLOGT %
caf_beneficiaries exact A
caf_coverage exact PERCOU / P_POP
caf_coverage qpv PERCOU / POP_MUN
caf_isolated exact AI / A
caf_lone_parents exact AM / A
caf_large_families exact AC3ENF / A
caf_rsa exact ARSAS / A
caf_aah exact AAAH / A
caf_activity_bonus exact APPA / A
caf_housing exact AAL / A
health_cover exact C_C2SNP + C_C2SP / C
population exact P_POP
population rebuilt P_POP0014 + P_POP1529 + P_POP3044 + P_POP4559 + P_POP6074 + P_POP75P
population qpv POP_MUN
${[
  '0_14 P_POP0014',
  '15_29 P_POP1529',
  '60_up P_POP6074+P_POP75P',
  '65_up P_POP65P',
  '75_up P_POP75P',
  '80_up P_POP80P',
]
  .map((entry) => {
    const [age, over = ''] = entry.split(' ')
    const numerator = over.replace('+', ' + ')
    const ages = 'P_POP0014 + P_POP1529 + P_POP3044 + P_POP4559 + P_POP6074 + P_POP75P'
    return `age_${age} exact ${numerator} / P_POP\nage_${age} rebuilt ${numerator} / ${ages}`
  })
  .join('\n')}
ageing exact P_POP65P / P_POP0019 x100
youth exact P_POP0019 / P_POP6074 + P_POP75P
alone_65_79 exact P_POP6579_PSEUL / P_POP6579
alone_80_up exact P_POP80P_PSEUL / P_POP80P
one_person_households exact C_MENPSEUL / C_MEN
lone_parent_families exact C_FAMMONO / C_FAM
lone_parent_households exact C_MENFAMMONO / C_MEN
people_lone_parent exact C_PMEN_MENFAMMONO / C_PMEN
people_lone_parent rebuilt C_PMEN_MENFAMMONO / C_PMEN_MENSFAM + C_PMEN_MENHSEUL + C_PMEN_MENFSEUL + C_PMEN_MENCOUPSENF + C_PMEN_MENCOUPAENF + C_PMEN_MENFAMMONO
people_alone exact C_PMEN_MENHSEUL + C_PMEN_MENFSEUL / C_PMEN
people_alone rebuilt C_PMEN_MENHSEUL + C_PMEN_MENFSEUL / C_PMEN_MENSFAM + C_PMEN_MENHSEUL + C_PMEN_MENFSEUL + C_PMEN_MENCOUPSENF + C_PMEN_MENCOUPAENF + C_PMEN_MENFAMMONO
household_size exact P_PMEN / P_MEN
foreign_nationals exact P_POP_ETR / P_POP
qpv_age_0_24 exact TX_TOT_0A24 %
qpv_age_60_up exact TX_TOT_60ETPLUS %
qpv_youth exact IND_JEUNE
qpv_one_person exact TX_TOT_MEN1 %
qpv_six_or_more exact TX_TOT_MEN6 %
qpv_foreign exact TX_TOT_ET %
dwellings exact P_LOG
social_tenants exact P_RP_LOCHLMV / P_RP
social_tenants rebuilt P_RP_LOCHLMV / P_RPMAISON + P_RPAPPART
owners exact P_RP_PROP / P_RP
flats exact P_RPAPPART / P_RPMAISON + P_RPAPPART
vacancy exact P_LOGVAC / P_LOG
overcrowding exact C_RP_SUROCC_MOD + C_RP_SUROCC_ACC / C_RP_NORME + C_RP_SOUSOCC_MOD + C_RP_SOUSOCC_ACC + C_RP_SOUSOCC_TACC + C_RP_SUROCC_MOD + C_RP_SUROCC_ACC
no_car exact P_RP - P_RP_VOIT1P / P_RP
recent_movers exact P_MEN_ANEM0002 / P_MEN
long_stay exact P_MEN_ANEM10P / P_MEN
years_of_stay exact P_ANEM_RP / P_RP
social_dwellings exact appartement
`
  .trim()
  .split('\n')
  .map((line) => /^(?<id>\S+) (?<formula>\S+) (?<expression>.*)$/.exec(line)?.groups ?? {})

/** A number for each variable that no other has, all above every threshold. */
function numberFor(variable: string): number {
  return [...variable].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) % 9973, 7) + 500
}

function sumOf(expression: string): number {
  const tokens = expression.trim().split(' ')
  return tokens.reduce((sum, token, index) => {
    if (token === '+' || token === '-') return sum
    return sum + (tokens[index - 1] === '-' ? -1 : 1) * numberFor(token)
  }, 0)
}

function worthOf(expression: string): number {
  const [over = '', under] = expression.replace(/ (%|x100)$/, '').split(' / ')
  const quotient = under === undefined ? sumOf(over) : sumOf(over) / sumOf(under)
  if (expression.endsWith('%')) return quotient / 100
  return expression.endsWith('x100') ? quotient * 100 : quotient
}

describe('every formula, as the documents write it', () => {
  test.each(WRITTEN)('$id, $formula: $expression', ({ id = '', formula: formulaId = '', expression = '' }) => {
    const indicator = indicatorOf(id)
    const formula = indicator.formulas.find((one) => one.id === formulaId)
    if (!formula) throw new Error(`${id} has no formula ${formulaId}`)
    const values = Object.fromEntries(variablesOf(formula).map((name) => [name, numberFor(name)]))
    const area = { kind: indicator.areas.find((kind) => kind !== 'iris') ?? 'iris', code: 'x' } as const
    const vintage = formula.to ?? 2022
    const files = [
      ...new Set([...formula.datasets, ...(formula.denominatorDataset ? [formula.denominatorDataset] : [])]),
    ]
    const rows = files.map((dataset): Row => ({ area, dataset, vintage, values }))
    const figure = evaluate(indicator, area, vintage, indexRows(rows))
    expect(figure.value).toBeCloseTo(worthOf(expression), 10)
    expect(figure).toMatchObject({ formula: formulaId, series: formula.series, variables: variablesOf(formula) })
    expect(figure.caution.includes('approximate-formula')).toBe(formulaId === 'rebuilt')
  })

  test('none is left out', () => {
    const inCatalogue = CATALOGUE.flatMap(({ id, formulas }) => formulas.map((formula) => `${id} ${formula.id}`))
    expect(WRITTEN.map(({ id, formula }) => `${id} ${formula}`)).toEqual(inCatalogue)
  })
})

test('the main and the complementary results of the census are never mixed in one quotient', () => {
  for (const { id, formulas } of CATALOGUE) {
    for (const formula of formulas.filter(({ datasets }) => datasets[0]?.startsWith('census-'))) {
      const prefixes = new Set(variablesOf(formula).map((variable) => variable.slice(0, 2)))
      expect({ id, formula: formula.id, prefixes: prefixes.size }).toEqual({ id, formula: formula.id, prefixes: 1 })
    }
  }
})

test('an indicator has one name, and exact formulas come before rebuilt ones', () => {
  const ids = CATALOGUE.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const { formulas } of CATALOGUE) expect(formulas[0]?.isApproximate).toBe(false)
  expect(() => indicatorOf('happiness')).toThrow(RangeError)
})

test('only census vintages must lie five years apart', () => {
  expect(indicatorOf('unemployment').yearsApart).toBe(5)
  expect(indicatorOf('median_income').yearsApart).toBe(1)
})
