import { expect, test } from 'vitest'
import { bondyIris, bondyRows } from './bondy.test-support.ts'
import { indicatorOf } from './catalogue.ts'
import { evaluate } from './evaluate.ts'
import { type Area, indexRows } from './row.ts'
import { sumOverIris } from './sums.ts'
import type { IndicatorValue } from './value.ts'

const rows = indexRows(bondyRows)
const flamiche: Area = { kind: 'iris', code: '930100101' }
const bondy: Area = { kind: 'commune', code: '93010' }
const blanqui: Area = { kind: 'qpv', code: 'QP093012' }
const seineSaintDenis: Area = { kind: 'department', code: '93' }
const ileDeFrance: Area = { kind: 'region', code: '11' }
const metropole: Area = { kind: 'metropole', code: '1' }

const percent = ({ value }: IndicatorValue) => `${((value ?? Number.NaN) * 100).toFixed(1)} %`
const number = ({ value }: IndicatorValue, digits = 0) => (value ?? Number.NaN).toFixed(digits)
const figure = (id: string, area: Area, vintage: number) => evaluate(indicatorOf(id), area, vintage, rows)
const summed = (id: string) => sumOverIris(indicatorOf(id), bondy, bondyIris, 2016, rows)

test('figures of Filosofi 2019 are those that Insee publishes', () => {
  // BASE_TD_FILO_DISP_IRIS_2019: 930100101;La Flamiche;93010;Bondy;36,7;11220;15260;…
  expect(percent(figure('poverty', flamiche, 2019))).toBe('36.7 %')
  expect(number(figure('median_income', flamiche, 2019))).toBe('15260')
  // FILO2019_DISP_COM: 93010;Bondy;19564;54740;34574,0;11870;16680;…
  expect(number(figure('median_income', bondy, 2019))).toBe('16680')
  // FILO2019_DISP_DEP: 93;Seine-Saint-Denis;600389;1598442;1027920,0;12570;18070;…
  expect(number(figure('median_income', seineSaintDenis, 2019))).toBe('18070')
  // FILO2019_DISP_REG: 11;Île-de-France;5001831;11997450;8042224,7;16240;24060;…
  expect(number(figure('median_income', ileDeFrance, 2019))).toBe('24060')
  // FILO2019_DISP_METROPOLE: 1;France métropolitaine;27937964;62973019;43338321,3;16090;21930;…
  expect(number(figure('median_income', metropole, 2019))).toBe('21930')
})

test('the interdecile ratio published for Bondy is that of its published deciles', () => {
  // FILO2019_DISP_COM: 93010;Bondy;…;8640 (D1);…;30450 (D9);3,5 (RD)
  const published = figure('interdecile', bondy, 2019)
  const ninth = figure('ninth_decile', bondy, 2019).value ?? 0
  const first = figure('first_decile', bondy, 2019).value ?? 1
  expect(number(published, 1)).toBe('3.5')
  expect((ninth / first).toFixed(1)).toBe('3.5')
})

test('figures of priority neighbourhoods are those published, or recomputed from their counts', () => {
  // QPV_DEMO_2022: QP093012;Blanqui;4 094;…;38,8 (0 to 24);…;31,4 (one person);…;1 357 (A);3 312 (PERCOU);331 (AM);…
  expect(number(figure('population', blanqui, 2022))).toBe('4094')
  expect(percent(figure('qpv_age_0_24', blanqui, 2022))).toBe('38.8 %')
  expect(percent(figure('qpv_one_person', blanqui, 2022))).toBe('31.4 %')
  expect(percent(figure('caf_coverage', blanqui, 2022))).toBe('80.9 %') // 3 312 ÷ 4 094
  // QPV_REVN_2022: QP093012;Blanqui;…;14 240 (DISP_Q2);…;43,2 (TP60);…;1 357 (A);398;402 (ARSAS);146
  expect(number(figure('median_income', blanqui, 2022))).toBe('14240')
  expect(percent(figure('poverty', blanqui, 2022))).toBe('43.2 %')
  expect(percent(figure('caf_rsa', blanqui, 2022))).toBe('29.6 %') // 402 ÷ 1 357
  expect(percent(figure('health_cover', blanqui, 2022))).toBe('29.2 %') // (1 264 + 63) ÷ 4 546
  // QPV_IPRO_2022: QP093012;Blanqui;53,1;49,7;49,2;20,4;…;631 (ABC);307;324;202 (ABC_RSA);…;73 (ABC_25);…
  expect(percent(figure('qpv_employment', blanqui, 2022))).toBe('53.1 %')
  expect(percent(figure('jobseekers_rsa', blanqui, 2022))).toBe('32.0 %') // 202 ÷ 631
  expect(percent(figure('jobseekers_young', blanqui, 2022))).toBe('11.6 %') // 73 ÷ 631
})

test('shares of beneficiaries are recomputed from the family funds’ counts', () => {
  // data_CAF_2020_IRIS: 930100101;0;378 (A);1102;116;66 (AM);…;83 (ARSAS)
  expect(percent(figure('caf_rsa', flamiche, 2020))).toBe('22.0 %')
  expect(percent(figure('caf_lone_parents', flamiche, 2020))).toBe('17.5 %')
})

test('figures of the census of 2016 at La Flamiche come from extracts, and say so', () => {
  // RP2016_IRIS_population: 930100101,Bondy,H,542.12…,363.17…,463.51…,330.23…,228.19…,81.28…
  const population = figure('population', flamiche, 2016)
  expect(number(population)).toBe('2009')
  expect(population).toMatchObject({ formula: 'rebuilt', caution: ['approximate-formula'] })
  expect(percent(figure('age_0_14', flamiche, 2016))).toBe('27.0 %')
  // RP2016_IRIS_housing: 930100101,Bondy,H,205.80…,463.88…,95.60…
  const socialTenants = figure('social_tenants', flamiche, 2016)
  expect(percent(socialTenants)).toBe('14.3 %')
  expect(socialTenants.caution).toEqual(['under-200', 'approximate-formula'])
  // RP2016_IRIS_household: 930100101,Bondy,H,14.08…,77.30…,76.66…,257.38…,1324.64…,233.44…
  const loneParents = figure('people_lone_parent', flamiche, 2016)
  expect(percent(loneParents)).toBe('11.8 %')
  expect(loneParents.caution).toEqual(['complementary-sample', 'approximate-formula'])
})

test('Bondy as the sum of its IRIS is labelled so, and adds up', () => {
  const population = summed('population')
  expect(number(population)).toBe('53167') // sum of the six ages over the 21 rows of RP2016_IRIS_population
  expect(population.method).toBe('summed-iris')
  expect(percent(summed('age_0_14'))).toBe('23.4 %')
  expect(percent(summed('age_60_up'))).toBe('17.8 %')
  expect(percent(summed('social_tenants'))).toBe('40.2 %') // 7 782.17 ÷ 19 381.36
  expect(percent(summed('flats'))).toBe('69.3 %')
})

test('what Insee and the family funds hide stays hidden', () => {
  // BASE_TD_FILO_DISP_IRIS_2019: 930100102;La Terre Saint-Blaise;93010;Bondy;;11190;14580;…
  const terre: Area = { kind: 'iris', code: '930100102' }
  expect(figure('poverty', terre, 2019)).toMatchObject({ value: null, withheld: 'blank' })
  expect(number(figure('median_income', terre, 2019))).toBe('14580')
  // data_CAF_2020_IRIS: 930100102;5;;;…
  expect(figure('caf_rsa', terre, 2020)).toMatchObject({ value: null, withheld: 'note' })
  // data_CAF_2020_IRIS: 930100301;0;409;1252; ; ;…
  expect(figure('caf_isolated', { kind: 'iris', code: '930100301' }, 2020).withheld).toBe('blank')
  // FILO2019_DISP_COM has no column TP60, and the IRIS cannot stand in for it.
  expect(figure('poverty', bondy, 2019).withheld).toBe('absent')
  expect(sumOverIris(indicatorOf('poverty'), bondy, bondyIris, 2019, rows).withheld).toBe('not-additive')
  // The park has no row at all.
  expect(figure('population', { kind: 'iris', code: '930100108' }, 2016).withheld).toBe('absent')
})

test('a sum over IRIS names those that have no row, and is refused where a count is hidden', () => {
  const withPark = sumOverIris(indicatorOf('population'), bondy, [...bondyIris, '930100108'], 2016, rows)
  expect(withPark.missing).toEqual(['930100108'])
  expect(withPark.caution).toContain('incomplete')
  expect(number(withPark)).toBe('53167')
  const funds = sumOverIris(indicatorOf('caf_isolated'), bondy, bondyIris, 2020, rows)
  expect(funds).toMatchObject({ value: null, withheld: 'part-withheld', missing: ['930100102', '930100301'] })
  expect(sumOverIris(indicatorOf('population'), bondy, bondyIris, 2021, rows).withheld).toBe('absent')
})
