import type { Graph } from './assembly.ts'
import { CLOSED } from './closed.ts'

/** Parts of a graph between which one cannot walk, the longest first: 0 is the main one. */
export interface Components {
  /** By chain; -1 for those that are not walked. */
  readonly ofChain: Int32Array
  /** By component: metres of ways. */
  readonly metres: Float64Array
}

/** Joins chains that meet where one can pass. A way cut by a closed gate belongs to the side that one is on. */
export function componentsOf(
  graph: Graph,
  isWalked: Uint8Array,
  startHalf: Int32Array,
  endHalf: Int32Array,
): Components {
  const nodes = graph.nodeVertex.length
  const parent = Int32Array.from({ length: nodes + graph.chainWay.length }, (_, index) => index)
  const chains = [...graph.chainWay.keys()].filter((chain) => isWalked[graph.chainWay[chain] ?? 0])
  for (const chain of chains) {
    if (startHalf[chain] !== CLOSED) join(nodes + chain, graph.chainStart[chain] ?? 0)
    if (endHalf[chain] !== CLOSED) join(nodes + chain, graph.chainEnd[chain] ?? 0)
  }
  const lengths = new Map<number, number>()
  for (const chain of chains) {
    const root = rootOf(nodes + chain)
    lengths.set(root, (lengths.get(root) ?? 0) + lengthOf(graph, chain))
  }
  const longestFirst = [...lengths].sort(([a, metres], [b, others]) => others - metres || a - b)
  const numbers = new Map(longestFirst.map(([root], component) => [root, component]))
  const ofChain = new Int32Array(graph.chainWay.length).fill(-1)
  for (const chain of chains) ofChain[chain] = numbers.get(rootOf(nodes + chain)) ?? -1
  return { ofChain, metres: Float64Array.from(longestFirst, ([, metres]) => metres) }

  function rootOf(element: number): number {
    let root = element
    while (parent[root] !== root) {
      parent[root] = parent[parent[root] ?? 0] ?? 0
      root = parent[root] ?? 0
    }
    return root
  }

  function join(a: number, b: number): void {
    parent[rootOf(a)] = rootOf(b)
  }
}

function lengthOf({ chainFirst, metres }: Graph, chain: number): number {
  return metres.subarray(chainFirst[chain], chainFirst[chain + 1]).reduce((total, length) => total + length, 0)
}
