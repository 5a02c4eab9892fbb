import { mergeBands } from './bands.ts'
import { guardCounts } from './one-way.ts'
import { guardTable } from './two-way.ts'

const some = (size: number, salt: number) => Array.from({ length: size }, (_, index) => (index * 7 + salt * 3) % 23)
const tables = (height: number, width: number) => Array.from({ length: height }, (_, row) => some(width, row))

async function time(name: string, turns: number, work: () => unknown): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await work()
  const start = performance.now()
  for (let turn = 0; turn < turns; turn++) await work()
  console.log(`${name}: ${((performance.now() - start) / turns).toFixed(2)} ms`)
}

await time('list of 40 residences', 1000, () => guardCounts(some(40, 1), 11))
await time('bands of a pyramid of 2 × 16', 1000, () =>
  mergeBands(
    some(16, 1).map((women, band) => [women, band]),
    5,
  ),
)
await time('table of 2 × 16, a third of it small', 10, () => guardTable(tables(2, 16), 5))
await time('table of 40 × 5, half of it small', 3, () => guardTable(tables(40, 5), 11))
