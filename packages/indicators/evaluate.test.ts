import { expect, test } from 'vitest'
import { indicatorOf } from './catalogue.ts'
import { evaluate, vintagesOf } from './evaluate.ts'
import { type Area, type Dataset, indexRows, type Row } from './row.ts'
import type { IndicatorValue } from './value.ts'

const iris: Area = { kind: 'iris', code: '930100101' }

function given(id: string, dataset: Dataset, values: Row['values'], more: Partial<Row> = {}): IndicatorValue {
  const row: Row = { area: iris, dataset, vintage: 2019, values, ...more }
  return evaluate(indicatorOf(id), row.area, row.vintage, indexRows([row]))
}

test.each(['ns', 'nd', 's', 'so', 'by-difference'] as const)(
  'a cell withheld as %s has no value and says so',
  (why) => {
    const figure = given('poverty', 'filosofi-disposable', { DISP_TP60: null }, { withheld: { DISP_TP60: why } })
    expect(figure).toMatchObject({ value: null, withheld: why, numerator: null, denominator: null })
  },
)

test('a cell withheld is hidden even where a number was left in it, and where it has no value at all', () => {
  const left = given('poverty', 'filosofi-disposable', { DISP_TP60: 12 }, { withheld: { DISP_TP60: 's' } })
  expect(left).toMatchObject({ value: null, withheld: 's' })
  expect(given('poverty', 'filosofi-disposable', {}, { withheld: { DISP_TP60: 'nd' } }).withheld).toBe('nd')
})

test('an empty cell is not zero, and a zero is not empty', () => {
  expect(given('unemployment', 'census-activity', { P_CHOM1564: null, P_ACT1564: 900 })).toMatchObject({
    value: null,
    withheld: 'blank',
  })
  expect(given('unemployment', 'census-activity', { P_CHOM1564: 0, P_ACT1564: 900 }).value).toBe(0)
})

test('a row without the variables is absent; a figure that is not made for the area is another matter', () => {
  expect(given('unemployment', 'census-activity', { P_ACT1564: 900 }).withheld).toBe('absent')
  expect(given('jobseekers', 'qpv-employment', { ABC: 900 }).withheld).toBe('not-for-area')
})

test('a note that takes the row back withholds it, a note of doubt is a caution', () => {
  const noted = (note: number) => given('gini', 'filosofi-disposable', { DISP_GI: 0.3, DISP_NOTE: note })
  expect(noted(2)).toMatchObject({ value: null, withheld: 'note' })
  expect(noted(1)).toMatchObject({ value: 0.3, caution: ['fragile'] })
  expect(noted(0)).toMatchObject({ value: 0.3, caution: [] })
})

test('a rate needs a denominator of at least 100, and still shows what it was', () => {
  const few = given('unemployment_young', 'census-activity', { P_CHOM1524: 20, P_ACT1524: 99.9 })
  expect(few).toMatchObject({ value: null, withheld: 'small-denominator', numerator: 20, denominator: 99.9 })
  expect(given('unemployment_young', 'census-activity', { P_CHOM1524: 25, P_ACT1524: 100 }).value).toBe(0.25)
  expect(given('caf_rsa', 'caf', { ARSAS: 0, A: 0 }).withheld).toBe('small-denominator')
})

test('census counts under 200 carry a caution, complete sources do not', () => {
  expect(given('no_car', 'census-housing', { P_RP: 500, P_RP_VOIT1P: 301 }).caution).toEqual(['under-200'])
  expect(given('no_car', 'census-housing', { P_RP: 500, P_RP_VOIT1P: 300 }).caution).toEqual([])
  expect(given('dwellings', 'census-housing', { P_LOG: 150 }).caution).toEqual(['under-200'])
  expect(given('caf_rsa', 'caf', { ARSAS: 20, A: 150 }).caution).toEqual([])
})

test('the precision of an IRIS comes from Insee’s table by size of the count', () => {
  // precision_activite_iris_2016: P16_CHOM1564;…;>23 (under 25);23;17;14;12;10 (150 to 199);9;8;6;<6
  const rate = (unemployed: number) =>
    given('unemployment', 'census-activity', { P_CHOM1564: unemployed, P_ACT1564: 1000 })
  expect(rate(160).precision?.variation).toEqual({ least: 0.1, greatest: 0.1 })
  expect(rate(160).precision?.margin).toBeCloseTo(1.96 * 0.1 * 0.16, 12)
  expect(rate(160).caution).toEqual(['under-200'])
  expect(rate(60).caution).toEqual(['under-200', 'imprecise'])
  expect(rate(20).precision).toEqual({ variation: { least: 0.23, greatest: null }, margin: null })
  expect(rate(1600).precision?.variation).toEqual({ least: 0, greatest: 0.06 })
})

test('a sum has the precision of its largest term, and other areas or files have none', () => {
  const contracts = { P_SAL15P_CDD: 150, P_SAL15P_INTERIM: 30, P_SAL15P_EMPAID: 5, P_SAL15P_APPR: 40, P_SAL15P: 900 }
  // precision_activite_iris_2016: P16_SAL15P_CDD, 200 to 299: 9
  expect(given('precarious', 'census-activity', contracts).precision?.variation.greatest).toBe(0.09)
  const commune = given('precarious', 'census-activity', contracts, { area: { kind: 'commune', code: '93010' } })
  expect(commune.precision).toBeUndefined()
  expect(given('vacancy', 'census-housing', { P_LOGVAC: 300, P_LOG: 900 }).precision).toBeUndefined()
})

test('rates that the producer caps say so', () => {
  const poverty = (percent: number) => given('poverty', 'filosofi-disposable', { DISP_TP60: percent })
  expect(poverty(5)).toMatchObject({ value: 0.05, bound: 'at-most' })
  expect(poverty(95)).toMatchObject({ value: 0.95, bound: 'at-least' })
  expect(poverty(5.1).bound).toBeUndefined()
})

test('a neighbourhood in two communes says so', () => {
  const area: Area = { kind: 'qpv', code: 'QP093013', communes: ['Bondy', 'Villemomble'] }
  expect(given('jobseekers', 'qpv-employment', { ABC: 433 }, { area }).caution).toEqual(['crosses-commune'])
})

test('only census variables beginning with C come from the smaller sample', () => {
  const area: Area = { kind: 'qpv', code: 'QP093012' }
  const insured = given('health_cover', 'qpv-income', { C_C2SNP: 1264, C_C2SP: 63, C: 4546 }, { area })
  expect(insured.caution).toEqual([])
  const families = given('lone_parent_families', 'census-families', { C_FAMMONO: 300, C_FAM: 900 })
  expect(families.caution).toEqual(['complementary-sample'])
})

test('a hidden variable is never rebuilt by another formula', () => {
  const houses = { P_RPMAISON: 200, P_RPAPPART: 400, P_RP_LOCHLMV: 300 }
  expect(given('social_tenants', 'census-housing', houses)).toMatchObject({ formula: 'rebuilt', value: 0.5 })
  const hidden = given('social_tenants', 'census-housing', { ...houses, P_RP: null })
  expect(hidden).toMatchObject({ formula: 'exact', value: null, withheld: 'blank' })
})

test('the nomenclature of 2022 is not read in files of before, nor the former one after', () => {
  const both = { C_POP15P: 1000, C_POP15P_CS6: 300, C_POP15P_STAT_GSEC16_26: 350 }
  const workers = (vintage: number) => given('group_workers', 'census-population', both, { vintage })
  expect(workers(2021)).toMatchObject({ series: 'cs', value: 0.3, caution: ['complementary-sample'] })
  expect(workers(2022)).toMatchObject({ series: 'gsec', value: 0.35 })
})

test('a denominator from another file must be of the same vintage', () => {
  const funds: Row = { area: iris, dataset: 'caf', vintage: 2020, values: { PERCOU: 1102 } }
  const census = (vintage: number): Row => ({
    area: iris,
    dataset: 'census-population',
    vintage,
    values: { P_POP: 2000 },
  })
  const coverage = (vintage: number) =>
    evaluate(indicatorOf('caf_coverage'), iris, 2020, indexRows([funds, census(vintage)]))
  expect(coverage(2016).withheld).toBe('absent')
  expect(coverage(2020).value).toBe(0.551)
})

test('two rows for one area, file and year are refused', () => {
  const row: Row = { area: iris, dataset: 'caf', vintage: 2020, values: { A: 1 } }
  expect(() => indexRows([row, { ...row, values: { A: 2 } }])).toThrow(/two rows for caf 2020 iris 930100101/)
})

test('the vintages offered are those in which a formula holds', () => {
  const rows = [2012, 2016, 2022].map(
    (vintage): Row => ({ area: iris, dataset: 'census-activity', vintage, values: {} }),
  )
  expect(vintagesOf(indicatorOf('commute_foot_bike'), 'iris', indexRows(rows))).toEqual([2022])
  expect(vintagesOf(indicatorOf('commute_foot'), 'iris', indexRows(rows))).toEqual([2012, 2016, 2022])
})
