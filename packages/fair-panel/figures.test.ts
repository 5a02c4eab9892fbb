import fc from 'fast-check'
import { expect, test } from 'vitest'
import { geometricMean, gini } from './fairness.ts'
import { marginOfError } from './margin.ts'
import { quotasFromPopulation, quotasFromShares } from './quotas.ts'

test('equal chances have a Gini coefficient of 0, and one owner among n has 1 − 1/n', () => {
  expect(gini([0.2, 0.2, 0.2])).toBeCloseTo(0, 12)
  expect(gini([0, 0, 0, 1])).toBeCloseTo(0.75, 12)
})

test('the geometric mean is at most the arithmetic one, and 0 as soon as a chance is', () => {
  expect(geometricMean([0.1, 0.4])).toBeCloseTo(0.2, 12)
  expect(geometricMean([0, 0.4])).toBe(0)
})

test('100 people of a large population give ± 9.8 points, and all of them none', () => {
  expect(marginOfError(100, 1e9)).toBeCloseTo(0.098, 4)
  expect(marginOfError(100, 3000)).toBeCloseTo(0.0964, 4)
  expect(marginOfError(500, 500)).toBe(0)
  expect(() => marginOfError(10, 9)).toThrow(RangeError)
})

test('quotas from shares leave room for a panel whatever the shares', () => {
  const shares = fc.dictionary(fc.string(), fc.integer({ min: 1, max: 1000 }), { minKeys: 1, maxKeys: 12 })
  fc.assert(
    fc.property(
      shares,
      fc.integer({ min: 1, max: 200 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (of, size, tolerance) => {
        const quotas = quotasFromShares('f', of, size, tolerance)
        expect(quotas.reduce((sum, quota) => sum + quota.min, 0)).toBeLessThanOrEqual(size)
        expect(quotas.reduce((sum, quota) => sum + quota.max, 0)).toBeGreaterThanOrEqual(size)
      },
    ),
  )
})

test('quotas from a population follow it, and leave unknown values aside', () => {
  const people = ['w', 'w', 'm', 'm', 'm', 'm', '?'].map((sex, index) => ({ id: String(index), features: { sex } }))
  expect(quotasFromPopulation(people, ['sex'], 30, 0, ['?'])).toEqual([
    { feature: 'sex', value: 'm', min: 20, max: 20 },
    { feature: 'sex', value: 'w', min: 10, max: 10 },
  ])
})
