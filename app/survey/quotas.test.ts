import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bandOf } from './features.ts'
import { type Count, marginOfError, plainProblems, proposeQuotas, warningsOf } from './quotas.ts'

const sexes = (women: number, men: number): Count[] => [
  { feature: 'sex', value: 'F', label: 'F', pool: women },
  { feature: 'sex', value: 'M', label: 'M', pool: men },
]

test('proposeQuotas gives seats in proportion, ten per cent around', () => {
  expect(proposeQuotas(sexes(600, 400), 100, 0.1)).toMatchObject([
    { target: 60, minimum: 54, maximum: 66 },
    { target: 40, minimum: 36, maximum: 44 },
  ])
})

test('quotas proposed from a pool can always be met, feature by feature', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 40 }),
      fc.double({ min: 0, max: 0.3, noNaN: true }),
      fc.integer({ min: 2, max: 100 }),
      (pools, tolerance, wanted) => {
        const size = Math.min(
          wanted,
          pools.reduce((sum, pool) => sum + pool, 0),
        )
        const counts = pools.map((pool, i): Count => ({ feature: 'residence', value: `R${i}`, label: `R${i}`, pool }))
        expect(plainProblems(proposeQuotas(counts, size, tolerance), size)).toEqual([])
      },
    ),
  )
})

test('an occupation that the register hardly knows is followed while recruiting, not held at the draw', () => {
  const counts: Count[] = [
    { feature: 'pcs', value: '5', label: '5', pool: 30 },
    { feature: 'pcs', value: '6', label: '6', pool: 10 },
    { feature: 'pcs', value: 'unknown', label: '?', pool: 60 },
  ]
  expect(proposeQuotas(counts, 100, 0.1)).toMatchObject([
    { target: 75, atDraw: false },
    { target: 25, atDraw: false },
    { target: 0, atDraw: false },
  ])
})

test('quotas that contradict each other are said before any computing', () => {
  const [women, men] = proposeQuotas(sexes(600, 400), 100, 0.1)
  if (!women || !men) throw new Error('two quotas')
  const kinds = (quotas: Parameters<typeof plainProblems>[0]) => plainProblems(quotas, 100).map(({ kind }) => kind)
  expect(
    kinds([
      { ...women, minimum: 80 },
      { ...men, minimum: 36 },
    ]),
  ).toContain('minimum-over-maximum')
  expect(kinds([{ ...women, minimum: 70, maximum: 90 }, men])).toEqual(['minima-over-size'])
  expect(kinds([{ ...women, maximum: 55 }, men])).toEqual(['maxima-under-size'])
  expect(
    kinds([
      { ...women, pool: 40 },
      { ...men, maximum: 60 },
    ]),
  ).toEqual(['minimum-over-pool'])
})

test('a cell where everyone would be taken, or where few people are, is pointed out', () => {
  const few = { feature: 'age', value: '75+', label: '75+', target: 5, atDraw: true } as const
  const warned = (quota: { pool: number; minimum: number; maximum: number }) =>
    warningsOf([{ ...few, ...quota }], 100).map(({ kind }) => kind)
  expect(warned({ pool: 5, minimum: 5, maximum: 6 })).toEqual(['everyone'])
  expect(warned({ pool: 8, minimum: 4, maximum: 6 })).toEqual(['tiny'])
})

test('marginOfError follows the square root of the panel and the size of the pool', () => {
  expect(marginOfError(100, 1e9)).toBeCloseTo(0.098, 4)
  expect(marginOfError(100, 6500)).toBeCloseTo(0.09725, 4)
  expect(marginOfError(50, 50)).toBe(0)
})

test('bandOf puts each age in its band', () => {
  expect([18, 29, 30, 44, 45, 60, 74, 75, 99].map(bandOf)).toEqual([
    ...['18-29', '18-29', '30-44', '30-44', '45-59', '60-74', '60-74', '75+', '75+'],
  ])
})
