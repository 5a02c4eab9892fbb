/**
 * Which nodes can be taken out of a graph, and which arcs appear between their neighbours when they are: the part of
 * shortest paths that depends on how ways meet, and not on who walks or how fast.
 *
 * Taking out node after node is Gaussian elimination where `+` stands for multiplication and `min` for addition: once
 * each elimination has written its way round on the arcs between its neighbours, a shortest path goes up through the
 * order and down again, and a search is two sweeps over arrays without any queue.
 *
 * @see Dibbelt, Strasser, Wagner, "Customizable contraction hierarchies", ACM J. Exp. Algorithmics 21 (2016);
 * Delling, Goldberg, Nowatzyk, Werneck, "PHAST", J. Parallel Distrib. Comput. 73 (2013) for the downward sweep.
 * We differ: the order is by least degree instead of nested dissection, which serves up to a city.
 */
export interface Elimination {
  /** Place in the order, by node; nodes are called by it below. */
  readonly rank: Int32Array
  readonly order: Int32Array
  /** By rank (one more): the first of its arcs in `higher`. */
  readonly first: Int32Array
  /** By arc: the later neighbour, ascending within a node. */
  readonly higher: Int32Array
  /** By chain: the arc between its two nodes, -1 for a loop. */
  readonly chainArc: Int32Array
}

/**
 * @param starts one node of each chain, `ends` the other
 * @param order nodes in an order to start with; those left out follow it. By least degree when none is given.
 */
export function eliminationOf(
  nodes: number,
  starts: Int32Array,
  ends: Int32Array,
  order?: readonly number[] | undefined,
): Elimination {
  const neighbours = neighboursOf(nodes, starts, ends)
  const whole = Int32Array.from(order ? new Set([...order, ...neighbours.keys()]) : byLeastDegree(neighbours))
  const rank = new Int32Array(nodes)
  whole.forEach((node, place) => {
    rank[node] = place
  })
  const { first, higher } = arcsOf(neighbours, whole, rank)
  const chainArc = Int32Array.from(starts, (start, chain) => {
    const [a, b] = [rank[start] ?? 0, rank[ends[chain] ?? 0] ?? 0]
    return a === b ? -1 : arcBetween(first, higher, Math.min(a, b), Math.max(a, b))
  })
  return { rank, order: whole, first, higher, chainArc }
}

function neighboursOf(nodes: number, starts: Int32Array, ends: Int32Array): Set<number>[] {
  const neighbours = Array.from({ length: nodes }, () => new Set<number>())
  starts.forEach((start, chain) => {
    const end = ends[chain] ?? 0
    if (start === end) return
    neighbours[start]?.add(end)
    neighbours[end]?.add(start)
  })
  return neighbours
}

/** Always takes out the node with the fewest neighbours, the one that has waited longest among equals. */
function byLeastDegree(given: readonly ReadonlySet<number>[]): number[] {
  const neighbours = given.map((set) => new Set(set))
  const queues: { nodes: number[]; head: number }[] = []
  const isOut = new Uint8Array(neighbours.length)
  const order: number[] = []
  let least = 0
  for (const node of neighbours.keys()) enqueue(node)
  while (order.length < neighbours.length) {
    const queue = queues[least]
    if (!queue || queue.head === queue.nodes.length) {
      least++
      continue
    }
    const node = queue.nodes[queue.head++] ?? 0
    if (!isOut[node] && neighbours[node]?.size === least) takeOut(node)
  }
  return order

  function enqueue(node: number): void {
    const degree = neighbours[node]?.size ?? 0
    while (queues.length <= degree) queues.push({ nodes: [], head: 0 })
    queues[degree]?.nodes.push(node)
    least = Math.min(least, degree)
  }

  function takeOut(node: number): void {
    isOut[node] = 1
    order.push(node)
    const left = [...(neighbours[node] ?? [])]
    for (const one of left) {
      const around = neighbours[one]
      around?.delete(node)
      for (const other of left) if (other !== one) around?.add(other)
    }
    for (const one of left) enqueue(one)
  }
}

/** Later neighbours of each node: those it has, and those that its elimination and earlier ones left it. */
function arcsOf(neighbours: readonly ReadonlySet<number>[], order: Int32Array, rank: Int32Array) {
  const inherited = Array.from(order, (): Int32Array[] => [])
  const first = new Int32Array(order.length + 1)
  const rows: Int32Array[] = []
  order.forEach((node, place) => {
    const later = new Set<number>()
    for (const neighbour of neighbours[node] ?? []) later.add(rank[neighbour] ?? 0)
    for (const row of inherited[place] ?? []) for (const other of row) later.add(other)
    const row = Int32Array.from(later)
      .filter((other) => other > place)
      .sort()
    rows.push(row)
    first[place + 1] = (first[place] ?? 0) + row.length
    const next = row[0]
    if (next !== undefined) inherited[next]?.push(row)
    inherited[place] = []
  })
  const higher = new Int32Array(first.at(-1) ?? 0)
  rows.forEach((row, place) => {
    higher.set(row, first[place])
  })
  return { first, higher }
}

function arcBetween(first: Int32Array, higher: Int32Array, low: number, high: number): number {
  let [left, right] = [first[low] ?? 0, first[low + 1] ?? 0]
  while (left < right) {
    const middle = (left + right) >> 1
    if ((higher[middle] ?? 0) < high) left = middle + 1
    else right = middle
  }
  return left
}
