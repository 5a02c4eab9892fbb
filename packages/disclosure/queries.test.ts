import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergeBands } from './bands.ts'
import { sum } from './counts.ts'
import { mayCount, mayCountBeside, toNearestFive } from './queries.ts'
import { INSIDE_OPERATOR, OUTSIDE_OPERATOR, thresholdFrom } from './thresholds.ts'

test('a group may be counted when neither it nor the rest is small', () => {
  expect(mayCount(20, 30, OUTSIDE_OPERATOR)).toBe(true)
  expect(mayCount(20, 10, OUTSIDE_OPERATOR)).toBe(false)
  expect(mayCount(4, 300, INSIDE_OPERATOR)).toBe(false)
  expect(mayCount(50, 0, OUTSIDE_OPERATOR)).toBe(true)
})

test('women, then women but the few of 75 and over, is one question too many', () => {
  const women = new Set(Array.from({ length: 40 }, (_, id) => id))
  const younger = new Set([...women].slice(0, 37))
  expect(mayCountBeside(women, [], 5)).toBe(true)
  expect(mayCountBeside(younger, [women], 5)).toBe(false)
})

test('one who left and one who joined are two, though the size stays', () => {
  const before = new Set(Array.from({ length: 40 }, (_, id) => id))
  const after = new Set([...before].map((id) => (id === 7 ? 99 : id)))
  expect(mayCountBeside(after, [before], 11)).toBe(false)
  expect(mayCountBeside(new Set(before), [before], 11)).toBe(true)
})

test('no subtraction of one allowed count from another gives a count of 1 to threshold − 1', () => {
  const people = Array.from({ length: 30 }, (_, id) => id)
  const query = fc.tuple(
    fc.integer({ min: 0, max: 29 }),
    fc.integer({ min: 0, max: 29 }),
    fc.integer({ min: 1, max: 3 }),
  )
  fc.assert(
    fc.property(fc.array(query, { maxLength: 25 }), fc.constantFrom(5, 11), (queries, k) => {
      const shown: Set<number>[] = [new Set(people)]
      for (const [from, to, step] of queries) {
        const group = new Set(people.filter((id) => id >= from && id <= to && (id - from) % step === 0))
        if (mayCountBeside(group, shown, k)) shown.push(group)
      }
      for (const group of shown) {
        expect(group.size === 0 || group.size >= k).toBe(true)
        for (const other of shown.filter((larger) => [...group].every((id) => larger.has(id)))) {
          const left = other.size - group.size
          expect(left === 0 || left >= k).toBe(true)
        }
      }
    }),
  )
})

test('a convention can only raise the threshold', () => {
  expect(thresholdFrom(INSIDE_OPERATOR)).toBe(5)
  expect(thresholdFrom(OUTSIDE_OPERATOR, 5)).toBe(11)
  expect(thresholdFrom(INSIDE_OPERATOR, 20)).toBe(20)
  expect(() => thresholdFrom(5, 0)).toThrow(RangeError)
})

test('rounding goes to the nearest five', () => {
  expect([12, 13, 17, 18, 0].map(toNearestFive)).toEqual([10, 15, 15, 20, 0])
})

test('bands are merged as little as needed, and nobody is lost', () => {
  const band = fc.tuple(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 0, max: 15 }))
  fc.assert(
    fc.property(fc.array(band, { minLength: 1, maxLength: 16 }), fc.constantFrom(5, 11), (bands, k) => {
      const merged = mergeBands(bands, k)
      for (const { counts } of merged) for (const count of counts) expect(count === 0 || count >= k).toBe(true)
      if (merged.length === 0) return
      for (const series of [0, 1]) {
        expect(sum(merged.map(({ counts }) => counts[series] ?? 0))).toBe(sum(bands.map((one) => one[series] ?? 0)))
      }
      expect(merged.flatMap(({ first, last }) => [first, last + 1])).toEqual(
        [0, ...merged.flatMap(({ last }) => [last + 1, last + 1])].slice(0, -1),
      )
    }),
  )
})

test('bands that are large enough stay as they are', () => {
  expect(
    mergeBands(
      [
        [5, 6],
        [7, 8],
        [9, 5],
      ],
      5,
    ),
  ).toHaveLength(3)
  expect(mergeBands([[2], [2]], 5)).toEqual([])
})
