import fc from 'fast-check'
import { expect, test } from 'vitest'
import { infeasibilityInWords, infeasibilityOf } from './infeasible.ts'
import { group, invented } from './invented.test-support.ts'
import { solver } from './linear-model.ts'
import { checkedProblem, type Problem, type Quota } from './problem.ts'
import { applied } from './replacement.ts'

const highs = await solver()
const diagnosed = (problem: Problem) => infeasibilityOf(highs, checkedProblem(problem))

test('quotas that a panel can meet are not complained about', () => {
  expect(diagnosed(invented({ people: 60, size: 12, values: [2, 3], tolerance: 0.1, seed: 1 }))).toBeUndefined()
})

test('a minimum above the people available is said in numbers, and the way out is one change', () => {
  const people = [...group('a', 5, { area: 'north' }), ...group('b', 1, { area: 'south' })]
  const found = diagnosed({ people, quotas: [quota('area', 'north', 0, 4), quota('area', 'south', 2, 4)], size: 4 })
  expect(found?.reasons).toEqual([{ code: 'too-few-people', feature: 'area', value: 'south', min: 2, available: 1 }])
  expect(found?.relaxations[0]).toEqual([{ feature: 'area', value: 'south', min: 2, max: 4, newMin: 1, newMax: 4 }])
})

test('minima above and maxima below the panel size are told by feature', () => {
  const people = [...group('a', 5, { area: 'north', sex: 'w' }), ...group('b', 5, { area: 'south', sex: 'm' })]
  const quotas = [
    quota('area', 'north', 3, 4),
    quota('area', 'south', 3, 4),
    quota('sex', 'w', 0, 1),
    quota('sex', 'm', 0, 1),
  ]
  expect(diagnosed({ people, quotas, size: 5 })?.reasons).toEqual([
    { code: 'minima-above-size', feature: 'area', sum: 6, size: 5 },
    { code: 'maxima-below-size', feature: 'sex', sum: 2, size: 5 },
  ])
})

test('categories that contradict each other are named, and no others', () => {
  const people = [
    ...group('a', 10, { area: 'north', sex: 'w', age: 'old' }),
    ...group('b', 10, { area: 'south', sex: 'm', age: 'young' }),
  ]
  const quotas = [
    ...[quota('area', 'north', 3, 4), quota('area', 'south', 0, 4)],
    ...[quota('sex', 'w', 0, 2), quota('sex', 'm', 0, 4)],
    ...[quota('age', 'old', 0, 4), quota('age', 'young', 0, 4)],
  ]
  const found = diagnosed({ people, quotas, size: 4 })
  expect(found?.reasons).toEqual([])
  expect(found?.conflict.map(({ feature, value, side }) => `${feature} ${value} ${side}`).sort()).toEqual([
    'area north min',
    'sex w max',
  ])
  expect(found?.relaxations).toHaveLength(2)
  expect(infeasibilityInWords(found ?? { reasons: [], conflict: [], relaxations: [] })).toContain(
    'area = north (at least 3)',
  )
})

test('a feature that must never be relaxed and hard limits are respected', () => {
  const people = [...group('a', 10, { area: 'north', sex: 'w' }), ...group('b', 10, { area: 'south', sex: 'm' })]
  const quotas = [
    quota('area', 'north', 3, 4),
    quota('area', 'south', 0, 4),
    { ...quota('sex', 'w', 0, 2), maxFlex: 3 },
    quota('sex', 'm', 0, 4),
  ]
  const found = diagnosed({ people, quotas, size: 4, neverRelax: ['area'] })
  expect(found?.relaxations[0]).toEqual([{ feature: 'sex', value: 'w', min: 0, max: 2, newMin: 0, newMax: 3 }])
  expect(found?.relaxations.flat().every((change) => change.feature === 'sex')).toBe(true)
})

test('too few households for the household limit is a reason of its own', () => {
  const people = group('a', 6, { area: 'north' }).map((person, index) => ({ ...person, household: `h${index % 2}` }))
  const found = diagnosed({ people, quotas: [quota('area', 'north', 0, 6)], size: 3, householdLimit: 1 })
  expect(found?.reasons).toEqual([{ code: 'households-too-few', seats: 2, size: 3 }])
  expect(found?.relaxations).toEqual([])
})

test('every way out leads to a panel', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: -3, max: 3 }), (seed, shift) => {
      const problem = invented({ people: 25, size: 8, values: [2, 3, 3], tolerance: 0, seed })
      const quotas = problem.quotas.map((one, index) =>
        index === 0 ? { ...one, min: Math.max(0, one.min + shift), max: Math.max(0, one.max + shift) } : one,
      )
      const found = diagnosed({ ...problem, quotas })
      for (const way of found?.relaxations ?? [])
        expect(diagnosed({ ...problem, quotas: applied(quotas, way) })).toBeUndefined()
    }),
    { numRuns: 40, seed: 4 },
  )
})

function quota(feature: string, value: string, min: number, max: number): Quota {
  return { feature, value, min, max }
}
