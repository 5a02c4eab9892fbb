import type { Highs } from 'highs'
import { type GuardOptions, isSmall, type Shown } from './counts.ts'
import { highs, type ShownTable } from './two-way.ts'

/** What an attentive reader can work out of one hidden number: it lies between `low` and `high`. */
export interface Interval {
  readonly row: number
  readonly column: number
  readonly low: number
  readonly high: number
}

/**
 * What a reader can work out of each hidden number of a published table, by the least and the greatest value it takes in
 * all tables that have the shown numbers (two linear programs each). Knows nothing of how the numbers were hidden.
 *
 * @returns one interval per hidden number; row = number of rows stands for the column totals, column = number of
 *   columns for the row totals; `high` is Infinity when nothing bounds it
 */
export async function intervalsOf(table: ShownTable): Promise<Interval[]> {
  const grid = gridOf(table)
  const program = programOf(grid, table.hiddenAtLeast)
  const solver = await highs()
  return grid.flatMap((line, row) =>
    line.flatMap((shown, column) => {
      if (shown !== null) return []
      const name = `x${row}_${column}`
      const low = extreme(solver, `Minimize\n ${name}\n${program}`)
      return [{ row, column, low, high: extreme(solver, `Maximize\n ${name}\n${program}`) }]
    }),
  )
}

/**
 * The hidden numbers of a guarded table that a reader can still work out too well: a small one known to within less than
 * `threshold`, or any one known exactly. Empty for every answer of `guardTable`.
 */
export async function exposedIn(
  counts: readonly (readonly number[])[],
  table: ShownTable,
  threshold: number,
  options: GuardOptions = {},
): Promise<Interval[]> {
  const isSmallAt = ({ row, column }: Interval) => {
    const lines = row === counts.length ? counts : counts.slice(row, row + 1)
    const parts = lines.flatMap((line) => (column === line.length ? line : [line[column] ?? 0]))
    return isSmall(
      parts.reduce((sum, count) => sum + count, 0),
      threshold,
      options.sensitive ?? false,
    )
  }
  const found = await intervalsOf(table)
  return found.filter((interval) => interval.high - interval.low < (isSmallAt(interval) ? threshold : 1) - 1e-6)
}

function gridOf({ cells, rowTotals, columnTotals, total }: ShownTable): Shown[][] {
  return [...cells.map((line, row) => [...line, rowTotals[row] ?? null]), [...columnTotals, total]]
}

function programOf(grid: readonly (readonly Shown[])[], least: number): string {
  const width = grid[0]?.length ?? 0
  const name = (row: number, column: number) => `x${row}_${column}`
  const rows = grid.map((line, row) => line.map((_, column) => name(row, column)))
  const columns = Array.from({ length: width }, (_, column) => grid.map((_, row) => name(row, column)))
  const relations = [...rows, ...columns].map((names) => ` ${names.slice(0, -1).join(' + ')} - ${names.at(-1)} = 0`)
  const bounds = grid.flatMap((line, row) =>
    line.map((shown, column) =>
      shown === null ? ` ${name(row, column)} >= ${least}` : ` ${name(row, column)} = ${shown}`,
    ),
  )
  return `Subject To\n${relations.join('\n')}\nBounds\n${bounds.join('\n')}\nEnd\n`
}

function extreme(solver: Highs, program: string): number {
  const answer = solver.solve(program, { output_flag: false })
  if (answer.Status === 'Optimal') return answer.ObjectiveValue
  if (answer.Status === 'Unbounded' || answer.Status === 'Primal infeasible or unbounded')
    return Number.POSITIVE_INFINITY
  throw new Error(`no table has these numbers: ${answer.Status}`)
}
