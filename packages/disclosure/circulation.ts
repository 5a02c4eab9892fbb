/**
 * A two-way table with its margins, seen as a circulation: one node per row and per column (the totals are a row and a
 * column too), one arc per number, and « parts add up to totals » is « what enters a node leaves it ». Numbers that are
 * shown cannot move. How far a hidden number can move is then a maximum flow, exact in integers, and the minimum cut
 * says which further numbers would have to be hidden for it to move more.
 *
 * @see Fischetti & Salazar, *Models and algorithms for the 2-dimensional cell suppression problem*, 1999
 */
export interface Arc {
  readonly tail: number
  readonly head: number
  readonly count: number
}

export interface Circulation {
  readonly nodes: number
  /** Row by row; the last of each row is its total, the last row holds the column totals and the grand total. */
  readonly arcs: readonly Arc[]
}

export function circulationOf(counts: readonly (readonly number[])[]): Circulation {
  const height = counts.length
  const width = counts[0]?.length ?? 0
  const columnNode = (column: number) => height + 1 + column
  const arcs: Arc[] = []
  for (let row = 0; row <= height; row++) {
    for (let column = 0; column <= width; column++) {
      const part = row === height ? counts : counts.slice(row, row + 1)
      const values = part.map((line) => (column === width ? line : [line[column] ?? 0]))
      const count = values.flat().reduce((sum, value) => sum + value, 0)
      // A total runs against its parts: cells leave the row and enter the column, totals bring them back.
      const isMargin = (row === height) !== (column === width)
      const ends = isMargin ? [columnNode(column), row] : [row, columnNode(column)]
      arcs.push({ tail: ends[0] ?? 0, head: ends[1] ?? 0, count })
    }
  }
  return { nodes: height + width + 2, arcs }
}

/** An upper bound of a move: Σ coefficient·(arc is hidden) + constant. */
export interface Bound {
  readonly constant: number
  readonly coefficients: ReadonlyMap<number, number>
}

export interface Move {
  readonly amount: number
  readonly bound: Bound
}

/**
 * How far the count of `arc` can rise, and fall, when `hidden` numbers are unknown and at least `least`.
 * Amounts are cut off at `enough`: further is not asked.
 */
export function movesOf(
  { nodes, arcs }: Circulation,
  hidden: ReadonlySet<number>,
  arc: number,
  least: number,
  enough: number,
): { up: Move; down: Move } {
  const { tail, head, count } = arcAt(arcs, arc)
  const run = (from: number, to: number) => push(nodes, arcs, hidden, arc, from, to, least, enough)
  const room = Math.max(count - least, 0)
  const down = run(tail, head)
  const capped = { amount: room, bound: { constant: room, coefficients: new Map<number, number>() } }
  return { up: run(head, tail), down: down.amount >= room ? capped : down }
}

/** Maximum flow by shortest augmenting paths (Edmonds & Karp), leaving `without` aside; tables here have few nodes. */
function push(
  nodes: number,
  arcs: readonly Arc[],
  hidden: ReadonlySet<number>,
  without: number,
  from: number,
  to: number,
  least: number,
  enough: number,
): Move {
  const ahead = arcs.map((_, index) => (hidden.has(index) && index !== without ? enough : 0))
  const back = arcs.map((arc, index) => (hidden.has(index) && index !== without ? Math.max(arc.count - least, 0) : 0))
  const around = neighbours(nodes, arcs, hidden)
  let amount = 0
  for (;;) {
    const reached = search(from, to, arcs, around, ahead, back)
    const path = pathTo(to, from, reached, arcs)
    if (amount >= enough || !path) {
      return { amount: Math.min(amount, enough), bound: cutBound(arcs, reached, without, least, enough) }
    }
    const step = Math.min(...path.map(({ index, isAhead }) => (isAhead ? ahead : back)[index] ?? 0))
    for (const { index, isAhead } of path) {
      ahead[index] = (ahead[index] ?? 0) + (isAhead ? -step : step)
      back[index] = (back[index] ?? 0) + (isAhead ? step : -step)
    }
    amount += step
  }
}

/** For each node reached from `from`, the arc that led to it (-1 for the start). */
function search(
  from: number,
  to: number,
  arcs: readonly Arc[],
  around: readonly (readonly number[])[],
  ahead: readonly number[],
  back: readonly number[],
): Map<number, number> {
  const reached = new Map([[from, -1]])
  for (const node of reached.keys()) {
    if (node === to) break
    for (const index of around[node] ?? []) {
      const { tail, head } = arcAt(arcs, index)
      const next = tail === node ? head : tail
      const room = tail === node ? ahead[index] : back[index]
      if ((room ?? 0) > 0 && !reached.has(next)) reached.set(next, index)
    }
  }
  return reached
}

function pathTo(to: number, from: number, reached: ReadonlyMap<number, number>, arcs: readonly Arc[]) {
  if (!reached.has(to)) return undefined
  const path: { index: number; isAhead: boolean }[] = []
  for (let node = to; node !== from; ) {
    const index = reached.get(node) ?? -1
    const { tail, head } = arcAt(arcs, index)
    path.push({ index, isAhead: head === node })
    node = head === node ? tail : head
  }
  return path
}

/** Whatever is hidden, no more than this crosses from the nodes reached to the others. */
function cutBound(
  arcs: readonly Arc[],
  side: ReadonlyMap<number, number>,
  without: number,
  least: number,
  enough: number,
): Bound {
  const coefficients = new Map<number, number>()
  for (const [index, { tail, head, count }] of arcs.entries()) {
    if (index === without || side.has(tail) === side.has(head)) continue
    const room = side.has(tail) ? enough : Math.min(count - least, enough)
    if (room > 0) coefficients.set(index, room)
  }
  return { constant: 0, coefficients }
}

function neighbours(nodes: number, arcs: readonly Arc[], hidden: ReadonlySet<number>): number[][] {
  const around: number[][] = Array.from({ length: nodes }, () => [])
  for (const index of hidden) {
    const { tail, head } = arcAt(arcs, index)
    around[tail]?.push(index)
    around[head]?.push(index)
  }
  return around
}

export function arcAt(arcs: readonly Arc[], index: number): Arc {
  const arc = arcs[index]
  if (!arc) throw new RangeError(`no arc ${index}`)
  return arc
}
