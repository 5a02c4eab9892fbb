import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sum } from './counts.ts'
import { guardCounts } from './one-way.ts'

const counts = fc.array(fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 200 })), {
  minLength: 1,
  maxLength: 16,
})
const threshold = fc.constantFrom(2, 5, 11)

test('a single small count takes the smallest other with it', () => {
  expect(guardCounts([3, 40, 25], 5).counts).toEqual([null, 40, null])
})

test('two small counts that sum to little are not left alone together', () => {
  expect(guardCounts([1, 2, 40, 25], 5).counts).toEqual([null, null, 40, null])
})

test('small counts that hide one another need nothing more', () => {
  expect(guardCounts([4, 4, 4, 40], 5)).toEqual({ counts: [null, null, null, 40], total: 52, hiddenAtLeast: 1 })
})

test('a total that gives the only small counts away is hidden, unless it is public: then empty cells are', () => {
  expect(guardCounts([4, 4, 4, 0], 11)).toEqual({ counts: [null, null, null, 0], total: null, hiddenAtLeast: 1 })
  const kept = guardCounts([4, 4, 4, 0], 11, { totalIsPublic: true })
  expect(kept).toEqual({ counts: [null, null, null, null], total: 12, hiddenAtLeast: 0 })
})

test('for a sensitive attribute, nobody and everybody are hidden too', () => {
  expect(guardCounts([0, 12], 5, { sensitive: true }).counts).toEqual([null, null])
})

test('a population under the threshold shows nothing', () => {
  expect(guardCounts([0, 3], 5)).toEqual({ counts: [null, null], total: null, hiddenAtLeast: 0 })
})

describe('for any counts', () => {
  const options = fc.record({ sensitive: fc.boolean(), totalIsPublic: fc.boolean() })

  test('no small count is shown, and no hidden one can be told from the total to within the threshold', () => {
    fc.assert(
      fc.property(counts, threshold, options, (given, k, how) => {
        const shown = guardCounts(given, k, how)
        for (const count of shown.counts) expect(count === null || count === 0 || count >= k).toBe(true)
        const hidden = given.filter((_, index) => shown.counts[index] === null)
        if (hidden.length === 0 || shown.total === null) return
        const unknown = shown.total - sum(shown.counts.map((count) => count ?? 0))
        expect(hidden.length).toBeGreaterThan(1)
        expect(unknown - hidden.length * shown.hiddenAtLeast).toBeGreaterThanOrEqual(k)
      }),
    )
  })

  test('no choice with fewer hidden counts, or as many smaller ones, would protect as well', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 8 }), threshold, (given, k) => {
        const shown = guardCounts(given, k)
        if (shown.total === null) return
        const loss = (hidden: readonly number[]) => hidden.length * 1000 + sum(hidden)
        const ours = loss(given.filter((_, index) => shown.counts[index] === null))
        for (let choice = 0; choice < 2 ** given.length; choice++) {
          const hidden = given.filter((_, index) => (choice >> index) & 1)
          const left = given.filter((_, index) => !((choice >> index) & 1))
          const hidesSmall = left.every((count) => count === 0 || count >= k) && !hidden.includes(0)
          const isSafe = hidden.length === 0 || (hidden.length > 1 && sum(hidden) - hidden.length >= k)
          if (hidesSmall && isSafe) expect(ours).toBeLessThanOrEqual(loss(hidden))
        }
      }),
      { numRuns: 60 },
    )
  })
})

test('forty residences take less than a millisecond', () => {
  const residences = Array.from({ length: 40 }, (_, index) => (index * 37) % 90)
  guardCounts(residences, 11)
  const start = performance.now()
  for (let turn = 0; turn < 100; turn++) guardCounts(residences, 11)
  expect((performance.now() - start) / 100).toBeLessThan(1)
})

test('what is not a count is refused', () => {
  expect(() => guardCounts([1.5], 5)).toThrow(RangeError)
  expect(() => guardCounts([1], 0)).toThrow('threshold')
})
