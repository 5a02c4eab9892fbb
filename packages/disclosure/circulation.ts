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

/** An upper bound of a move, whatever is hidden: Σ coefficient·(arc is hidden) + constant. */
export interface Bound {
  readonly constant: number
  readonly coefficients: ReadonlyMap<number, number>
}

export interface Move {
  readonly amount: number
  /** Why it is no more: the cut that the flow fills. */
  bound(): Bound
}

/**
 * The circulation with some numbers hidden, to ask how far each can move. Built once for a set of hidden numbers; each
 * question then costs one or two small flows.
 */
export class Unknowns {
  readonly #circulation: Circulation
  readonly #least: number
  readonly #hidden: ReadonlySet<number>
  readonly #around: readonly (readonly number[])[]
  readonly #ahead: Float64Array
  readonly #back: Float64Array

  /** @param least what a hidden number is known to be at least */
  constructor(circulation: Circulation, hidden: ReadonlySet<number>, least: number) {
    this.#circulation = circulation
    this.#least = least
    this.#hidden = hidden
    this.#ahead = new Float64Array(circulation.arcs.length)
    this.#back = new Float64Array(circulation.arcs.length)
    const around: number[][] = Array.from({ length: circulation.nodes }, () => [])
    for (const index of hidden) {
      const { tail, head } = arcAt(circulation.arcs, index)
      around[tail]?.push(index)
      around[head]?.push(index)
    }
    this.#around = around
  }

  /** How far the number of `arc` can rise and fall; amounts are cut off at `enough`: further is not asked. */
  movesOf(arc: number, enough: number): { up: Move; down: Move } {
    const { tail, head, count } = arcAt(this.#circulation.arcs, arc)
    const room = Math.max(count - this.#least, 0)
    const up = this.#push(arc, head, tail, enough)
    const down = this.#push(arc, tail, head, Math.min(room, enough))
    const capped: Move = { amount: down.amount, bound: () => ({ constant: room, coefficients: new Map() }) }
    return { up, down: down.amount >= Math.min(room, enough) ? capped : down }
  }

  /** Maximum flow by shortest augmenting paths (Edmonds & Karp), leaving `without` aside, up to `enough`. */
  #push(without: number, from: number, to: number, enough: number): Move {
    this.#ahead.fill(0)
    this.#back.fill(0)
    for (const index of this.#hidden) {
      if (index === without) continue
      this.#ahead[index] = enough
      this.#back[index] = Math.max(arcAt(this.#circulation.arcs, index).count - this.#least, 0)
    }
    let amount = 0
    for (;;) {
      const reached = this.#search(from, to)
      if (amount >= enough || !reached.has(to)) {
        return { amount: Math.min(amount, enough), bound: () => this.#cut(reached, without) }
      }
      amount += this.#augment(from, to, reached)
    }
  }

  /** For each node reached from `from`, the arc that led to it (-1 for the start). */
  #search(from: number, to: number): Map<number, number> {
    const reached = new Map([[from, -1]])
    for (const node of reached.keys()) {
      if (node === to) break
      for (const index of this.#around[node] ?? []) {
        const { tail, head } = arcAt(this.#circulation.arcs, index)
        const next = tail === node ? head : tail
        const room = tail === node ? this.#ahead[index] : this.#back[index]
        if ((room ?? 0) > 0 && !reached.has(next)) reached.set(next, index)
      }
    }
    return reached
  }

  #augment(from: number, to: number, reached: ReadonlyMap<number, number>): number {
    const path: { index: number; room: Float64Array; other: Float64Array }[] = []
    for (let node = to; node !== from; ) {
      const index = reached.get(node) ?? -1
      const { tail, head } = arcAt(this.#circulation.arcs, index)
      const isAhead = head === node
      path.push({
        index,
        room: isAhead ? this.#ahead : this.#back,
        other: isAhead ? this.#back : this.#ahead,
      })
      node = isAhead ? tail : head
    }
    const step = Math.min(...path.map(({ index, room }) => room[index] ?? 0))
    for (const { index, room, other } of path) {
      room[index] = (room[index] ?? 0) - step
      other[index] = (other[index] ?? 0) + step
    }
    return step
  }

  /** Whatever is hidden, no more than this crosses from the nodes reached to the others. */
  #cut(side: ReadonlyMap<number, number>, without: number): Bound {
    const coefficients = new Map<number, number>()
    for (const [index, { tail, head, count }] of this.#circulation.arcs.entries()) {
      if (index === without || side.has(tail) === side.has(head)) continue
      const room = side.has(tail) ? Number.POSITIVE_INFINITY : count - this.#least
      if (room > 0) coefficients.set(index, room)
    }
    return { constant: 0, coefficients }
  }
}

export function arcAt(arcs: readonly Arc[], index: number): Arc {
  const arc = arcs[index]
  if (!arc) throw new RangeError(`no arc ${index}`)
  return arc
}
