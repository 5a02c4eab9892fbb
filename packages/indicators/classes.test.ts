import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Classed, type Classes, naturalClasses, quantileClasses } from './classes.ts'

const areas = fc
  .array(fc.option(fc.integer({ min: 0, max: 12 }), { freq: 6 }), { minLength: 1, maxLength: 12 })
  .map((values) => values.map((value, index): Classed => ({ code: `i${index}`, value })))
const most = fc.integer({ min: 1, max: 5 })
const methods = [
  ['quantiles', quantileClasses],
  ['natural breaks', naturalClasses],
] as const

const valuesOf = (given: readonly Classed[]) => given.flatMap(({ value }) => (value === null ? [] : [value]))
const squares = (values: readonly number[]) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
}

/** All ways to cut the different values, in order, into `wanted` runs. */
function cuts(distinct: readonly number[], wanted: number): number[][][] {
  if (wanted === 1) return [[[...distinct]]]
  return distinct
    .slice(1, distinct.length - wanted + 2)
    .flatMap((_, index) =>
      cuts(distinct.slice(index + 1), wanted - 1).map((rest) => [distinct.slice(0, index + 1), ...rest]),
    )
}

/** Least cost over all cuts, by trying them. */
function leastCost(given: readonly Classed[], wanted: number, cost: (values: readonly number[]) => number): number {
  const values = valuesOf(given)
  const distinct = [...new Set(values)].sort((a, b) => a - b)
  const costs = cuts(distinct, wanted).map((runs) =>
    runs.reduce((sum, run) => sum + cost(values.filter((value) => run.includes(value))), 0),
  )
  return Math.min(...costs)
}

function costOf({ classes }: Classes, given: readonly Classed[], cost: (values: readonly number[]) => number): number {
  const ofCodes = (codes: readonly string[]) => valuesOf(given.filter(({ code }) => codes.includes(code)))
  return classes.reduce((sum, { codes }) => sum + cost(ofCodes(codes)), 0)
}

describe.each(methods)('%s', (_name, classesOf) => {
  test('every area is in one class or withheld; equal values are together; classes ascend', () => {
    fc.assert(
      fc.property(areas, most, (given, k) => {
        const { classes, withheld } = classesOf(given, k)
        expect([...classes.flatMap(({ codes }) => codes), ...withheld].sort()).toEqual(
          given.map(({ code }) => code).sort(),
        )
        expect(withheld).toEqual(given.filter(({ value }) => value === null).map(({ code }) => code))
        expect(classes).toHaveLength(Math.min(k, new Set(valuesOf(given)).size))
        for (const [rank, { least, greatest }] of classes.entries()) {
          expect(least).toBeLessThanOrEqual(greatest)
          expect(least).toBeGreaterThan(classes[rank - 1]?.greatest ?? -1)
        }
      }),
    )
  })

  test('more than five classes, none, or a number that is none is refused', () => {
    expect(() => classesOf([], 6)).toThrow(RangeError)
    expect(() => classesOf([], 0)).toThrow(RangeError)
    expect(() => classesOf([{ code: 'i', value: Number.NaN }])).toThrow(RangeError)
    expect(classesOf([{ code: 'i', value: null }])).toEqual({ classes: [], withheld: ['i'] })
  })
})

test('natural breaks have the least squared distance from the means of all cuts', () => {
  fc.assert(
    fc.property(areas, most, (given, k) => {
      const found = naturalClasses(given, k)
      if (found.classes.length === 0) return
      expect(costOf(found, given, squares)).toBeCloseTo(leastCost(given, found.classes.length, squares), 8)
    }),
  )
})

test('quantiles are as near to equal numbers as ties allow', () => {
  fc.assert(
    fc.property(areas, most, (given, k) => {
      const found = quantileClasses(given, k)
      if (found.classes.length === 0) return
      const share = valuesOf(given).length / found.classes.length
      const uneven = (values: readonly number[]) => (values.length - share) ** 2
      expect(costOf(found, given, uneven)).toBeCloseTo(leastCost(given, found.classes.length, uneven), 8)
    }),
  )
})

test('three groups far apart are found, and large values lose no digits', () => {
  const values = [1, 2, 3, 101, 102, 201, 202, 203].map((value) => value + 1e9)
  const { classes } = naturalClasses(
    values.map((value, index) => ({ code: `i${index}`, value })),
    3,
  )
  expect(classes.map(({ codes }) => codes.length)).toEqual([3, 2, 3])
})
