import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { API99, api, SCH_WIDE, STYPES } from './api-schools.test-support.ts'
import { calibrate } from './calibrate.ts'
import { CalibrationError, type CalibrationErrorCode } from './calibration-error.ts'
import type { Method } from './distance.ts'
import { weightedMean } from './estimates.ts'
import { type CategoryMargin, type Margin, scaledTo } from './margins.ts'
import { plainRaking } from './plain-raking.test-support.ts'
import { effectiveSize } from './spread.ts'

const RAKING: Method = { kind: 'raking' }

describe("California's schools, as R's survey calibrates them", () => {
  const cases: [Method, number, number, number][] = [
    [{ kind: 'linear' }, 665.3090712, 0.4185924622, 1.8332948832],
    [RAKING, 665.393796, 0.5342313687, 1.9947612437],
    [{ kind: 'logit', lower: 0.5, upper: 2 }, 665.41484, 0.5781143553, 1.8174556874],
    [{ kind: 'logit', lower: 0.4, upper: 2.2 }, 665.396644, 0.548619269, 1.845825466],
  ]
  test.each(cases)('school type and the index of 1999, %o', (method, mean, least, greatest) => {
    const { weights, factors } = calibrate({ weights: api.weights, margins: [STYPES, API99], method })
    expect(weightedMean(api.api00, weights)).toBeCloseTo(mean, 5)
    expect(Math.min(...factors)).toBeCloseTo(least, 6)
    expect(Math.max(...factors)).toBeCloseTo(greatest, 6)
  })

  test("linear: Kish's size of the weights is the one R gives", () => {
    const { weights } = calibrate({ weights: api.weights, margins: [STYPES, API99], method: { kind: 'linear' } })
    expect(effectiveSize(weights).effective).toBeCloseTo(167.8001, 4)
  })

  test('post-stratification is calibration to one margin, whatever the method', () => {
    for (const method of [RAKING, { kind: 'linear' } as const]) {
      const { weights } = calibrate({ weights: api.weights, margins: [STYPES], method })
      expect(weightedMean(api.api00, weights)).toBeCloseTo(642.3107882, 6)
    }
  })

  test("raking to two margins goes where R's loop goes, which stops within one school of it", () => {
    const margins = [STYPES, SCH_WIDE]
    const loop = plainRaking(api.weights, margins, 1).weights
    const published = [
      50.3301527726748, 29.8704638727345, 36.7921816646831, 49.0700673992951, 39.838509410554, 67.1257826263303,
    ]
    expect([...new Set(loop)].map((weight) => weight.toFixed(10))).toEqual(
      published.map((weight) => weight.toFixed(10)),
    )
    const { weights } = calibrate({ weights: api.weights, margins, method: RAKING })
    expect(weightedMean(api.api00, loop)).toBeCloseTo(641.230246862208, 9)
    expect(weightedMean(api.api00, weights)).toBeCloseTo(641.23025, 3)
    const settled = plainRaking(api.weights, margins, 1e-10).weights
    weights.forEach((weight, unit) => {
      expect(weight).toBeCloseTo(settled[unit] ?? 0, 6)
    })
  })

  test('bounds that R fails to converge in are refused with the category that cannot be met', () => {
    const method = { kind: 'truncated', lower: 0.7, upper: 1.5 } as const
    const error = refusal({ weights: api.weights, margins: [STYPES, API99], method })
    expect(error.code).toBe('infeasible')
    expect(error.details).toMatchObject({ margin: 'stype', category: 'H' })
    expect(error.message).toContain('multiplied by 1.59')
  })
})

describe("the example of R's sampling, `calib`", () => {
  const first = [1, 1, 1, 1, 1, 0, 0, 0, 0, 0]
  const amounts = (lists: readonly (readonly [readonly number[], number])[]): Margin[] =>
    lists.map(([values, total], index) => ({ name: `x${index + 1}`, values, total }))
  const numbers = Array.from({ length: 10 }, (_, index) => index + 1)
  const weights = numbers.map(() => 5)
  const published = amounts([
    [first, 24],
    [first.map((x) => 1 - x), 26],
    [numbers, 280],
  ])

  test.each<Method>([
    { kind: 'linear' },
    RAKING,
    { kind: 'truncated', lower: 0.75, upper: 1.2 },
    { kind: 'logit', lower: 0.75, upper: 1.2 },
  ])('%o gives 0.96 to the first five units and 1.04 to the others', (method) => {
    const { factors } = calibrate({ weights, margins: published, method })
    first.forEach((x, unit) => {
      expect(factors[unit]).toBeCloseTo(x === 1 ? 0.96 : 1.04, 7)
    })
  })

  // Solved apart, by a dense Newton method in double precision with numpy.
  const solved: [Method, number[]][] = [
    [
      { kind: 'logit', lower: 0.75, upper: 1.2 },
      [
        0.7726873849, 0.8263689173, 0.9481644083, 1.0883182969, 1.1644609926, 0.8227544706, 0.9417437799, 1.0833678446,
        1.1625116836, 1.1896222212,
      ],
    ],
    [{ kind: 'linear' }, [0.76, 0.86, 0.96, 1.06, 1.16, 0.84, 0.94, 1.04, 1.14, 1.24]],
    [
      RAKING,
      [
        0.7774310483, 0.8595692263, 0.9503855761, 1.0507969756, 1.1618171737, 0.842216969, 0.9311999951, 1.0295843741,
        1.1383633902, 1.2586352715,
      ],
    ],
  ]
  test.each(solved)('other totals, %o: the factors of an independent solver', (method, expected) => {
    const everybody = numbers.map(() => 1)
    const margins = amounts([
      [everybody, 50],
      [first, 24],
      [numbers, 290],
    ])
    const { factors } = calibrate({ weights, margins, method })
    factors.forEach((factor, unit) => {
      expect(factor).toBeCloseTo(expected[unit] ?? 0, 8)
    })
  })
})

const sexes: CategoryMargin = { name: 'sex', values: ['f', 'f', 'm', 'm'], totals: { f: 60, m: 40 } }
const ages: CategoryMargin = { name: 'age', values: ['old', 'young', 'old', 'young'], totals: { old: 30, young: 70 } }
const weights = [25, 25, 25, 25]

test('two people to two margins, solved by hand: shares multiply', () => {
  const { weights: found, constraints, thin } = calibrate({ weights, margins: [sexes, ages], method: RAKING })
  expect([...found]).toEqual([18, 42, 12, 28].map((weight) => expect.closeTo(weight, 7)))
  expect(constraints).toBe(3)
  expect(thin).toContainEqual({ margin: 'age', category: 'old', units: 2 })
})

describe('what cannot be met is named', () => {
  const cases: [CalibrationErrorCode, string, Margin[], Method?, number[]?][] = [
    ['no-units', 'nobody answered', [], RAKING, []],
    ['bad-weight', 'unit 1', [sexes], RAKING, [1, -1, 1, 1]],
    ['bad-weight', 'every base weight', [sexes], RAKING, [0, 0, 0, 0]],
    ['bad-value', 'sex has 4 values for 2 units', [sexes], RAKING, [1, 1]],
    ['bad-value', 'rent holds NaN', [{ name: 'rent', values: [1, 2, Number.NaN, 3], total: 10 }]],
    ['bad-value', 'a total of sex is -1', [{ ...sexes, totals: { f: -1, m: 101 } }]],
    ['bad-bounds', 'got 1.1 and 2', [sexes], { kind: 'logit', lower: 1.1, upper: 2 }],
    ['duplicate-margin', 'sex', [sexes, sexes]],
    ['unknown-category', '« m » of sex', [{ ...sexes, totals: { f: 100 } }]],
    ['empty-category', '« other » of sex', [{ ...sexes, totals: { f: 60, m: 39, other: 1 } }]],
    ['zero-category', '« m » of sex', [{ ...sexes, totals: { f: 100, m: 0 } }]],
    ['totals-disagree', 'sex counts 100 and age 90', [sexes, scaledTo(ages, 90)]],
    [
      'inconsistent',
      'heads follows from the other margins, which make it 100, not 90',
      [sexes, { name: 'heads', values: [1, 1, 1, 1], total: 90 }],
    ],
    [
      'infeasible',
      '« f » of sex needs its weights multiplied by 1.2',
      [sexes],
      { kind: 'truncated', lower: 0.5, upper: 1.1 },
    ],
  ]
  test.each(cases)('%s: %s', (code, words, margins, method = RAKING, base = weights) => {
    const error = refusal({ weights: base, margins, method })
    expect(error.code).toBe(code)
    expect(error.message).toContain(words)
  })

  test.each<Method>([
    { kind: 'logit', lower: 0.5, upper: 1.5 },
    { kind: 'truncated', lower: 0.5, upper: 1.5 },
  ])('margins that each could be met, and not together, are proven infeasible: %o', (method) => {
    const margins = [{ ...sexes, totals: { f: 70, m: 30 } }, ages]
    const error = refusal({ weights, margins, method })
    expect(error.code).toBe('infeasible')
    expect(error.details.unmet).not.toHaveLength(0)
  })

  test('raking that would need a cell where nobody answered names what stays unmet', () => {
    const diagonal = { ...ages, values: ['old', 'old', 'young', 'young'] }
    const error = refusal({ weights, margins: [sexes, diagonal], method: RAKING })
    expect(error.code).toBe('inconsistent')
    const one = refusal({
      weights,
      margins: [
        { ...sexes, values: ['f', 'm', 'm', 'm'] },
        { ...ages, values: ['old', 'old', 'young', 'young'] },
      ],
      method: RAKING,
    })
    expect(one.code).toBe('not-converged')
    expect(one.message).toContain('furthest off')
  })
})

test('whatever the sample, weights meet every margin and stay within their bounds', () => {
  const sample = fc.array(
    fc.record({
      a: fc.integer({ min: 0, max: 2 }),
      b: fc.integer({ min: 0, max: 3 }),
      w: fc.double({ min: 1, max: 20, noNaN: true }),
      g: fc.double({ min: 0.7, max: 1.6, noNaN: true }),
    }),
    { minLength: 20, maxLength: 60 },
  )
  fc.assert(
    fc.property(
      sample,
      fc.constantFrom<Method>(
        { kind: 'linear' },
        RAKING,
        { kind: 'logit', lower: 0.3, upper: 3 },
        { kind: 'truncated', lower: 0.3, upper: 3 },
      ),
      (units, method) => {
        const total = (name: 'a' | 'b') => {
          const totals: Record<string, number> = {}
          for (const unit of units) totals[unit[name]] = (totals[unit[name]] ?? 0) + unit.w * unit.g
          return { name, values: units.map((unit) => String(unit[name])), totals }
        }
        const margins = [total('a'), total('b')]
        const { weights: found, factors } = calibrate({ weights: units.map(({ w }) => w), margins, method })
        for (const { values, totals } of margins) {
          for (const [category, wanted] of Object.entries(totals)) {
            const met = found.reduce((sum, weight, unit) => sum + (values[unit] === category ? weight : 0), 0)
            expect(Math.abs(met / wanted - 1)).toBeLessThan(1e-6)
          }
        }
        if ('lower' in method)
          for (const factor of factors) expect(factor >= method.lower && factor <= method.upper).toBe(true)
        if (method.kind === 'raking') expect(found.every((weight) => weight > 0)).toBe(true)
      },
    ),
    { numRuns: 60, endOnFailure: true },
  )
})

function refusal(input: Parameters<typeof calibrate>[0]): CalibrationError {
  try {
    calibrate(input)
  } catch (error) {
    if (error instanceof CalibrationError) return error
    throw error
  }
  throw new Error('expected a refusal')
}
