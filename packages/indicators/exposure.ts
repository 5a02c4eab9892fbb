/** A sum that a reader can do: the total cell equals its parts together. */
export interface Line {
  readonly total: string
  readonly parts: readonly string[]
}

/** A table as a reader sees it: `null` is a hidden cell; a cell that is not in it is taken as known to the reader. */
export type Cells = ReadonlyMap<string, number | null>

/**
 * Hidden cells that a reader can work out: exactly those that the sums determine, whatever combination of lines it
 * takes (a pivot alone in its row of the reduced system), and those that bounds pin down within one line: hidden
 * counts with nothing left for them, or with all of them at the greatest value that is hidden.
 *
 * @param hiddenBelow hidden counts are integers from 0 to this, not included, where the producer says so
 */
export function exposedCells(cells: Cells, lines: readonly Line[], hiddenBelow?: number): string[] {
  const hidden = [...cells].filter(([, value]) => value === null).map(([key]) => key)
  const matrix = lines.map((line) => hidden.map((key) => coefficientOf(line, key)))
  const bySums = pivotsAlone(matrix).map((column) => hidden[column] ?? '')
  const byBounds = lines.flatMap((line) => pinnedIn(line, cells, hiddenBelow))
  return [...new Set([...bySums, ...byBounds])]
}

function coefficientOf(line: Line, key: string): number {
  return line.total === key ? -1 : line.parts.filter((part) => part === key).length
}

const NEARLY_ZERO = 1e-9

/** Columns whose unknown a homogeneous system fixes: after Gauss–Jordan elimination, rows with a single entry. */
function pivotsAlone(given: readonly (readonly number[])[]): number[] {
  const rows = given.map((row) => [...row])
  const width = rows[0]?.length ?? 0
  let rank = 0
  for (let column = 0; column < width; column++) {
    const found = rows.findIndex((row, index) => index >= rank && Math.abs(row[column] ?? 0) > NEARLY_ZERO)
    const pivot = rows[found]
    const displaced = rows[rank]
    if (!pivot || !displaced) continue
    rows[found] = displaced
    rows[rank] = pivot
    eliminate(rows, rank, column)
    rank++
  }
  return rows.slice(0, rank).flatMap((row) => {
    const entries = row.flatMap((entry, column) => (Math.abs(entry) > NEARLY_ZERO ? [column] : []))
    return entries.length === 1 ? entries : []
  })
}

function eliminate(rows: number[][], rank: number, column: number): void {
  const pivot = rows[rank] ?? []
  const lead = pivot[column] ?? 1
  for (const [index, row] of rows.entries()) {
    const factor = (row[column] ?? 0) / lead
    if (index === rank || factor === 0) continue
    for (let at = column; at < row.length; at++) row[at] = (row[at] ?? 0) - factor * (pivot[at] ?? 0)
  }
}

function pinnedIn(line: Line, cells: Cells, hiddenBelow: number | undefined): string[] {
  const total = cells.get(line.total)
  const hidden = line.parts.filter((part) => cells.get(part) === null)
  if (typeof total !== 'number' || hidden.length === 0) return []
  const left = total - line.parts.reduce((sum, part) => sum + (cells.get(part) ?? 0), 0)
  const isNothingLeft = left < 0.5
  const isAllAtTheTop = hiddenBelow !== undefined && Math.abs(left - hidden.length * (hiddenBelow - 1)) < 0.5
  return isNothingLeft || isAllAtTheTop ? hidden : []
}
