import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { exposedIn, intervalsOf } from './check.ts'
import { circulationOf, Unknowns } from './circulation.ts'
import { guardTable, highs } from './two-way.ts'

beforeAll(async () => {
  await highs()
})

const table = (height: number, width: number) =>
  fc.array(
    fc.array(fc.oneof(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 60 })), {
      minLength: width,
      maxLength: width,
    }),
    { minLength: height, maxLength: height },
  )
const anyTable = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 6 }))
  .chain(([height, width]) => table(height, width))
const options = fc.record({ sensitive: fc.boolean(), totalIsPublic: fc.boolean() })

test('a small cell takes three others with it, the fewest that close a loop', async () => {
  const shown = await guardTable(
    [
      [3, 30, 40],
      [20, 25, 50],
      [60, 70, 80],
    ],
    5,
  )
  expect(shown.cells.flat().filter((cell) => cell === null)).toHaveLength(4)
  expect(shown.cells[0]?.[0]).toBeNull()
  expect(shown.cells[1]?.slice(0, 2)).toEqual([null, null])
  expect(shown.total).toBe(378)
})

test('a table without small counts is shown as it is', async () => {
  const shown = await guardTable([[10, 20]], 5)
  expect(shown).toEqual({ cells: [[10, 20]], rowTotals: [30], columnTotals: [10, 20], total: 30, hiddenAtLeast: 1 })
})

describe('for any table', () => {
  test('two linear programs per hidden number find none that can be worked out', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anyTable, fc.constantFrom(3, 5, 11), options, async (counts, k, how) => {
        const total = counts.flat().reduce((sum, count) => sum + count, 0)
        fc.pre(!how.totalIsPublic || total >= k)
        const shown = await guardTable(counts, k, how)
        for (const cell of [shown.cells, shown.rowTotals, shown.columnTotals, shown.total].flat(2)) {
          expect(cell === null || cell === 0 || cell >= k).toBe(true)
        }
        if (how.totalIsPublic) expect(shown.total).toBe(total)
        const single = counts.flat().length === 1
        if (!single) expect(await exposedIn(counts, shown, k, how)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  test('the flows find the same intervals as the linear programs', async () => {
    await fc.assert(
      fc.asyncProperty(table(3, 4), fc.constantFrom(5, 11), async (counts, k) => {
        const shown = await guardTable(counts, k)
        const grid = [
          ...shown.cells.map((line, row) => [...line, shown.rowTotals[row] ?? null]),
          [...shown.columnTotals, shown.total],
        ]
        const circulation = circulationOf(counts)
        const hidden = new Set(grid.flat().flatMap((cell, index) => (cell === null ? [index] : [])))
        const unknowns = new Unknowns(circulation, hidden, shown.hiddenAtLeast)
        for (const { row, column, low, high } of await intervalsOf(shown)) {
          const index = row * 5 + column
          const count = circulation.arcs[index]?.count ?? 0
          const { up, down } = unknowns.movesOf(index, 1000)
          expect(up.amount).toBe(Math.min(1000, Math.round(high - count)))
          expect(down.amount).toBe(Math.round(count - low))
        }
      }),
      { numRuns: 40 },
    )
  })
})

test('the cheapest set is found, as trying every set shows', async () => {
  await fc.assert(
    fc.asyncProperty(table(2, 3), async (counts) => {
      fc.pre(counts.flat().every((count) => count > 0))
      const shown = await guardTable(counts, 5)
      fc.pre(![shown.rowTotals, shown.columnTotals, shown.total].flat().includes(null))
      const ours = shown.cells.flat().filter((cell) => cell === null).length
      const circulation = circulationOf(counts)
      const inner = [0, 1, 2, 4, 5, 6]
      const small = inner.filter((index) => (circulation.arcs[index]?.count ?? 0) < 5)
      for (let choice = 0; choice < 64; choice++) {
        const hidden = new Set(inner.filter((_, bit) => (choice >> bit) & 1))
        if (!small.every((index) => hidden.has(index))) continue
        const unknowns = new Unknowns(circulation, hidden, 1)
        const isSafe = small.every((index) => {
          const { up, down } = unknowns.movesOf(index, 5)
          return up.amount + down.amount >= 5
        })
        if (isSafe) expect(ours).toBeLessThanOrEqual(hidden.size)
      }
    }),
    { numRuns: 60 },
  )
})

test('an age pyramid of two by sixteen is ready well before a reader notices', async () => {
  const pyramid = [0, 1].map((sex) => Array.from({ length: 16 }, (_, band) => (band * 7 + sex * 3) % 23))
  await guardTable(pyramid, 5)
  const start = performance.now()
  for (let turn = 0; turn < 5; turn++) await guardTable(pyramid, 5)
  // Some 25 ms alone; the bound leaves room for a machine that runs other tests meanwhile.
  expect((performance.now() - start) / 5).toBeLessThan(150)
})

test('forty residences by eight groups are protected too, each time by the same cells', async () => {
  const residences = Array.from({ length: 40 }, (_, row) =>
    Array.from({ length: 8 }, (_, group) => (row * 13 + group * 29) % 37),
  )
  const shown = await guardTable(residences, 5)
  expect(await exposedIn(residences, shown, 5)).toEqual([])
  expect(await guardTable(residences, 5)).toEqual(shown)
})

test('a ragged or empty table is refused', async () => {
  await expect(guardTable([[1, 2], [3]], 5)).rejects.toThrow('row 1')
  await expect(guardTable([], 5)).rejects.toThrow(RangeError)
})
