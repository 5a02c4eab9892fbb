import { describe, expect, test } from 'vitest'
import { api, FRACTION } from './api-schools.test-support.ts'
import { betaProbability, betaQuantile, normalQuantile, studentQuantile } from './distributions.ts'
import {
  clopperPearson,
  effectiveSizeOf,
  kornGraubard,
  meanInterval,
  type Proportion,
  proportionInterval,
  reliabilityOf,
  wilson,
} from './intervals.ts'
import { linearisedMean } from './linearised.ts'
import { effectiveSize, trim } from './spread.ts'

const schools = (yes: readonly boolean[]): Proportion => {
  const design = { weights: api.weights, clusters: api.districts, samplingFraction: FRACTION }
  const { value, standardError, degreesOfFreedom } = linearisedMean(
    yes.map((is) => (is ? 1 : 0)),
    design,
  )
  return { proportion: value, standardError, n: 183, degreesOfFreedom }
}

describe("Korn and Graubard's interval, as R's svyciprop gives it", () => {
  test('share of elementary schools', () => {
    const elementary = schools(api.stype.map((type) => type === 'E'))
    expect(elementary.proportion).toBeCloseTo(0.7868852459, 10)
    expect(elementary.standardError).toBeCloseTo(0.04633655365, 10)
    const { lower, upper } = kornGraubard(elementary)
    expect(lower).toBeCloseTo(0.6687850808, 8)
    expect(upper).toBeCloseTo(0.8780530637, 8)
  })

  test('four schools of one district', () => {
    const four = schools(api.weights.map((_, school) => [56, 60, 62, 63].includes(school)))
    expect(four.proportion).toBeCloseTo(0.02185792354, 10)
    const { lower, upper } = kornGraubard(four)
    expect(lower).toBeCloseTo(0.0002161468327, 8)
    expect(upper).toBeCloseTo(0.1375077639, 8)
  })
})

test("a mean's interval has the design's degrees of freedom, as R's confint with degf", () => {
  const { lower, upper } = meanInterval(linearisedMean(api.api00, { weights: api.weights, clusters: api.districts }))
  expect(lower).toBeCloseTo(593.168493261091, 8)
  expect(upper).toBeCloseTo(695.170304553117, 8)
})

test('three and none of thirty: Wilson, and Clopper and Pearson', () => {
  expect(wilson(0.1, 30).lower).toBeCloseTo(0.0345998888, 9)
  expect(wilson(0.1, 30).upper).toBeCloseTo(0.2562108258, 9)
  expect(wilson(0, 30)).toEqual({ lower: 0, upper: expect.closeTo(0.1135133932, 9) })
  expect(clopperPearson(0, 30)).toEqual({ lower: 0, upper: expect.closeTo(0.115703308, 8) })
  expect(clopperPearson(1, 30)).toEqual({ lower: expect.closeTo(1 - 0.115703308, 8), upper: 1 })
})

const panel: Proportion = { proportion: 0.4, standardError: 0.06, n: 100, degreesOfFreedom: 71, effectiveSize: 80 }

describe('the interval to show', () => {
  test('is Wilson’s on the effective size for a panel of a hundred', () => {
    const shown = proportionInterval(panel)
    expect(shown.method).toBe('wilson')
    expect(shown.effectiveSize).toBeCloseTo(66.0, 0)
    expect(shown).toMatchObject(wilson(0.4, shown.effectiveSize))
  })

  test('is Korn and Graubard’s for few people, and when all said the same', () => {
    expect(proportionInterval({ ...panel, n: 20 }).method).toBe('korn-graubard')
    const none = proportionInterval({ ...panel, proportion: 0, standardError: 0 })
    expect(none).toMatchObject({ method: 'korn-graubard', effectiveSize: 80, lower: 0 })
    expect(none.upper).toBeCloseTo(0.0451, 4)
  })

  test('never claims more people than answered', () => {
    expect(effectiveSizeOf({ ...panel, standardError: 0.001 })).toBe(100)
  })

  test('comes with whether it may be shown', () => {
    expect(reliabilityOf({ ...panel, n: 400, standardError: 0.025, degreesOfFreedom: 300 })).toBe('sound')
    expect(reliabilityOf(panel)).toBe('sound')
    expect(reliabilityOf({ ...panel, standardError: 0.08 })).toBe('wide-interval')
    expect(reliabilityOf({ ...panel, n: 25 })).toBe('few-people')
    expect(reliabilityOf({ ...panel, proportion: 0.03, standardError: 0.02 })).toBe('wide-for-its-size')
  })
})

test.each([20, 60, 100])(
  'of %i people drawn simply, the interval to show holds the truth 93 times in 100 or more, whatever it is',
  (n) => {
    for (let truth = 0.02; truth < 0.985; truth += 0.04) {
      let chance = (1 - truth) ** n // of nobody saying yes, then of one more each time
      let covered = 0
      for (let yes = 0; yes <= n; yes++) {
        const proportion = yes / n
        const standardError = Math.sqrt((proportion * (1 - proportion)) / (n - 1))
        const { lower, upper } = proportionInterval({ proportion, standardError, n, degreesOfFreedom: n - 1 })
        if (lower <= truth && truth <= upper) covered += chance
        chance *= ((n - yes) / (yes + 1)) * (truth / (1 - truth))
      }
      expect(covered).toBeGreaterThan(0.93)
    }
  },
)

test('nonsense is refused', () => {
  expect(() => wilson(1.2, 30)).toThrow('1.2 of 30')
  expect(() => wilson(0.5, 0)).toThrow('0.5 of 0')
  expect(() => wilson(0.5, 30, 95)).toThrow('between 0 and 1')
})

test('quantiles are those that SciPy computes', () => {
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14)
  expect(normalQuantile(1e-10)).toBeCloseTo(-6.361340902404056, 13)
  expect(normalQuantile(1e-200)).toBeCloseTo(-30.205594179144, 9)
  expect(studentQuantile(0.975, 14)).toBeCloseTo(2.144786687917804, 12)
  expect(studentQuantile(0.995, 2.5)).toBeCloseTo(7.163728138948783, 11)
  expect(studentQuantile(0.025, Infinity)).toBeCloseTo(-1.959963984540054, 14)
  expect(betaQuantile(0.025, 0.3, 40.2) / 7.993984566692078e-8).toBeCloseTo(1, 10)
  expect(betaQuantile(0.975, 3.7, 80)).toBeCloseTo(0.0971604338187225, 12)
  expect(betaProbability(0.5, 2, 2)).toBeCloseTo(0.5, 14)
})

describe('weights', () => {
  test('Kish’s effective size', () => {
    expect(effectiveSize([1, 1, 2, 0])).toEqual({
      n: 3,
      effective: expect.closeTo(16 / 6, 12),
      designEffect: expect.closeTo(1.125, 12),
    })
    expect(() => effectiveSize([0])).toThrow('no weight')
  })

  test('trimmed as R’s trimWeights trims the stratified schools: 44.21 to 40, the others 4.21 more', () => {
    const strata: [number, number][] = [
      [100, 44.2099990844727],
      [50, 15.1000003814697],
      [50, 20.3600006103516],
    ]
    const trimmed = trim(
      strata.flatMap(([schools, weight]) => Array<number>(schools).fill(weight)),
      40,
    )
    expect(trimmed[0]).toBe(40)
    expect(trimmed[100]).toBeCloseTo(19.3099994659424, 10)
    expect(trimmed[199]).toBeCloseTo(24.5699996948242, 10)
  })

  test('trimming keeps the sum, goes on until all are under the limit, and refuses a limit that cannot be', () => {
    const trimmed = trim([10, 5.5, 1, 1.5], 6)
    expect(Math.max(...trimmed)).toBe(6)
    expect(trimmed.reduce((a, b) => a + b, 0)).toBeCloseTo(18, 12)
    expect(() => trim([10, 2], 5)).toThrow('no weights under 5')
    expect([...trim([5, 5], 5)]).toEqual([5, 5])
  })
})
