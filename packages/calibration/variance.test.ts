import { describe, expect, test } from 'vitest'
import { API99, api, FRACTION, SCH_WIDE, STYPES } from './api-schools.test-support.ts'
import { calibrate } from './calibrate.ts'
import { CalibrationError } from './calibration-error.ts'
import { groupMean, weightedMean, weightedTotal } from './estimates.ts'
import { linearisedMean, linearisedTotal } from './linearised.ts'
import { plainRaking } from './plain-raking.test-support.ts'
import { bootstrap, calibrateReplicates, estimate, jackknife, replicated } from './replicates.ts'

const districts = { clusters: api.districts }
const drawn = { ...districts, samplingFraction: FRACTION }
const meanOf2000 = (weights: Float64Array) => weightedMean(api.api00, weights)
const totalOf2000 = (weights: Float64Array) => weightedTotal(api.api00, weights)

describe("standard errors of California's schools, as R's survey gives them", () => {
  test('mean and total of the cluster sample, by linearisation', () => {
    const mean = linearisedMean(api.api00, { weights: api.weights, ...drawn })
    expect(mean.value).toBeCloseTo(644.169398907104, 9)
    expect(mean.standardError).toBeCloseTo(23.5422406937812, 9)
    expect(mean.degreesOfFreedom).toBe(14)
    const apart = linearisedMean(api.enroll, { weights: api.weights, ...districts })
    expect(apart.standardError).toBeCloseTo(45.6458729407598, 9)
    const total = linearisedTotal(api.enroll, { weights: api.weights, ...districts })
    expect(total.value).toBeCloseTo(3404940.13452911, 4)
    expect(total.standardError).toBeCloseTo(941610.74091198, 4)
  })

  test.each([
    ['linear', 3.441753116, 385_524],
    ['raking', 3.437753539, 387_619],
  ] as const)('calibrated to school type and the index of 1999, %s', (kind, error, ofTotal) => {
    const margins = [STYPES, API99]
    const { weights } = calibrate({ weights: api.weights, margins, method: { kind } })
    const design = { ...drawn, weights, calibration: { base: api.weights, margins } }
    expect(linearisedMean(api.api00, design).standardError).toBeCloseTo(error, 6)
    expect(Math.round(linearisedTotal(api.enroll, design).standardError)).toBe(ofTotal)
  })

  test('post-stratified: what is calibrated to has no error left', () => {
    const { weights } = calibrate({ weights: api.weights, margins: [STYPES], method: { kind: 'linear' } })
    const design = { weights, ...districts, calibration: { base: api.weights, margins: [STYPES] } }
    expect(linearisedMean(api.api00, design).standardError).toBeCloseTo(24.1610605814973, 7)
    const middle = api.stype.map((type) => (type === 'M' ? 1 : 0))
    expect(linearisedTotal(middle, design).value).toBeCloseTo(1018, 6)
    expect(linearisedTotal(middle, design).standardError).toBeLessThan(1e-6)
  })

  test('jackknife (JK1): mean and total', () => {
    const panel = replicated(api.weights, jackknife(183, districts))
    expect(estimate(panel, meanOf2000).standardError).toBeCloseTo(26.5997137220988, 9)
    expect(estimate(panel, totalOf2000).standardError).toBeCloseTo(907398.705597438, 4)
  })

  test('jackknife, each replicate post-stratified', () => {
    const input = { weights: api.weights, margins: [STYPES], method: { kind: 'raking' } as const }
    const panel = calibrateReplicates(input, jackknife(183, districts))
    expect(estimate(panel, meanOf2000).value).toBeCloseTo(642.310788211584, 6)
    expect(estimate(panel, meanOf2000).standardError).toBeCloseTo(27.2066268255349, 5)
    expect(estimate(panel, totalOf2000).standardError / 168517.846557353).toBeCloseTo(1, 7)
  })

  test("jackknife, each replicate raked: R's figures where its loop stops, and close by where it would end", () => {
    const margins = [STYPES, SCH_WIDE]
    const factors = jackknife(183, districts)
    const raked = (base: ArrayLike<number>) => plainRaking(base, margins, 0, 4).weights
    const base = replicated(api.weights, factors)
    const asR = { ...base, weights: raked(api.weights), replicates: base.replicates.map(raked) }
    expect(estimate(asR, meanOf2000).standardError).toBeCloseTo(27.1442128318128, 8)
    expect(estimate(asR, totalOf2000).standardError).toBeCloseTo(168131.254280259, 3)
    const panel = calibrateReplicates({ weights: api.weights, margins, method: { kind: 'raking' } }, factors)
    expect(estimate(panel, meanOf2000).standardError / 27.1442128318128).toBeCloseTo(1, 4)
  })
})

test('the jackknife of a mean of simple draws is its usual standard error', () => {
  const y = [3, 1, 4, 1, 5, 9, 2, 6]
  const panel = replicated(
    y.map(() => 1),
    jackknife(y.length),
  )
  const mean = y.reduce((a, b) => a + b, 0) / y.length
  const usual = Math.sqrt(y.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (y.length - 1) / y.length)
  expect(estimate(panel, (w) => weightedMean(y, w)).standardError).toBeCloseTo(usual, 12)
})

describe('bootstrap', () => {
  const strata = api.districts.map((district) => (Number(district) > 400 ? 'high' : 'low'))

  test('agrees with the formula for a total, strata or not', () => {
    for (const design of [districts, { ...districts, strata }]) {
      const formula = linearisedTotal(api.api00, { weights: api.weights, ...design })
      const panel = replicated(api.weights, bootstrap(183, { ...design, seed: 'palier', replicates: 2000 }))
      const found = estimate(panel, totalOf2000)
      expect(found.standardError / formula.standardError).toBeCloseTo(1, 1)
      expect(found.degreesOfFreedom).toBe(formula.degreesOfFreedom)
    }
  })

  test('leaves some weight to everybody, so that thin categories can be calibrated in each replicate', () => {
    const values = ['rare', ...Array.from({ length: 59 }, () => 'common')]
    const margins = [{ name: 'kind', values, totals: { rare: 40, common: 560 } }]
    const weights = values.map(() => 10)
    const input = { weights, margins, method: { kind: 'raking' } as const }
    const replicates = bootstrap(60, { seed: 'palier', replicates: 50 })
    expect(Math.min(...replicates.factors.map((factors) => Math.min(...factors)))).toBeGreaterThan(0.28)
    expect(calibrateReplicates(input, replicates).replicates).toHaveLength(50)
    expect(() => calibrateReplicates(input, jackknife(60))).toThrow('replicate 0: nobody answered in « rare » of kind')
  })

  test('the same seed draws the same, another draws another', () => {
    const draw = (seed: string) => bootstrap(20, { seed, replicates: 3 }).factors
    expect(draw('a')).toEqual(draw('a'))
    expect(draw('a')).not.toEqual(draw('b'))
  })
})

test('the mean of a group is a ratio of totals', () => {
  expect(groupMean([1, 0, 1, 5], [1, 1, 1, 0], [2, 1, 1, 9])).toBeCloseTo(0.75, 12)
})

test('a stratum of one cluster, a list too short and too few replicates are refused', () => {
  expect(() => jackknife(3, { strata: ['a', 'a', 'b'] })).toThrow('the stratum « b » has one cluster')
  expect(() => jackknife(3, { clusters: ['a'] })).toThrow(CalibrationError)
  expect(() => bootstrap(3, { seed: '', replicates: 1 })).toThrow('2 replicates')
  expect(() => linearisedTotal([1, 2], { weights: [1, 1], samplingFraction: 2 })).toThrow('from 0 to 1')
})
