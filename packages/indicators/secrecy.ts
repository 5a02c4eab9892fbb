import { type Cells, exposedCells, type Line } from './exposure.ts'
import { RELATIONS } from './relations.ts'
import type { Row } from './row.ts'

/** Rows of one file and vintage shown together, and the variables of them that the table shows or lets compute. */
export interface ShownTable {
  readonly rows: readonly Row[]
  readonly variables: readonly string[]
  /** As in the producer's rule: hidden counts are below this. */
  readonly hiddenBelow?: number
}

/**
 * Hides what would let a reader find a hidden cell: a commune's total minus its other IRIS, a row's total minus its
 * other parts, and any combination of these. Takes the smallest cell first, one at a time, until nothing can be found.
 * Rows come back with the further cells withheld as `by-difference`: figures evaluated from them obey.
 *
 * An IRIS without a row protects nothing: a reader may take it as empty.
 *
 * @throws RangeError when the rows are not of one file and vintage
 */
export function guardTable(table: ShownTable): Row[] {
  const { rows, hiddenBelow } = table
  const [first] = rows
  if (rows.some(({ dataset, vintage }) => dataset !== first?.dataset || vintage !== first.vintage)) {
    throw new RangeError('expected rows of one file and vintage')
  }
  const cells = new Map(rows.flatMap((row) => cellsOf(row, table.variables)))
  const lines = linesOf(table)
  const withheld = new Set<string>()
  for (let exposed = exposedCells(cells, lines, hiddenBelow); exposed.length > 0; ) {
    const next = cheapestBeside(exposed, cells, lines)
    if (next === undefined) break
    cells.set(next, null)
    withheld.add(next)
    exposed = exposedCells(cells, lines, hiddenBelow)
  }
  return rows.map((row) => withhold(row, table.variables, withheld))
}

function cellsOf(row: Row, variables: readonly string[]): [string, number | null][] {
  const there = variables.filter((variable) => variable in row.values || variable in (row.withheld ?? {}))
  return there.map((variable) => [
    cellKey(row, variable),
    row.withheld && variable in row.withheld ? null : (row.values[variable] ?? null),
  ])
}

function cellKey(row: Row, variable: string): string {
  return `${row.area.kind} ${row.area.code} ${variable}`
}

function linesOf({ rows, variables }: ShownTable): Line[] {
  const byCommune = rows
    .filter(({ area }) => area.kind === 'commune')
    .flatMap((commune) => {
      const inside = rows.filter(({ area }) => area.kind === 'iris' && area.code.startsWith(commune.area.code))
      if (inside.length === 0) return []
      return variables.map((variable) => ({
        total: cellKey(commune, variable),
        parts: inside.map((row) => cellKey(row, variable)),
      }))
    })
  const byRow = rows.flatMap((row) =>
    RELATIONS.filter(
      ({ datasets, total, parts }) =>
        datasets.includes(row.dataset) && [total, ...parts].every((variable) => variables.includes(variable)),
    ).map(({ total, parts }) => ({ total: cellKey(row, total), parts: parts.map((part) => cellKey(row, part)) })),
  )
  return [...byCommune, ...byRow]
}

/** The smallest shown cell, not empty, that stands in a line with one of the exposed; undefined when none is left. */
function cheapestBeside(exposed: readonly string[], cells: Cells, lines: readonly Line[]): string | undefined {
  const beside = lines
    .map(({ total, parts }) => [total, ...parts])
    .filter((keys) => keys.some((key) => exposed.includes(key)))
  const shownIn = (key: string) => cells.get(key) ?? 0
  const candidates = [...new Set(beside.flat())].filter((key) => shownIn(key) > 0)
  const isTotal = (key: string) => Number(lines.some(({ total }) => total === key))
  const byLoss = (a: string, b: string) => shownIn(a) - shownIn(b) || isTotal(a) - isTotal(b) || a.localeCompare(b)
  return candidates.sort(byLoss)[0]
}

function withhold(row: Row, variables: readonly string[], withheld: ReadonlySet<string>): Row {
  const further = variables.filter((variable) => withheld.has(cellKey(row, variable)))
  if (further.length === 0) return row
  return {
    ...row,
    values: { ...row.values, ...Object.fromEntries(further.map((variable) => [variable, null])) },
    withheld: {
      ...row.withheld,
      ...Object.fromEntries(further.map((variable) => [variable, 'by-difference' as const])),
    },
  }
}
