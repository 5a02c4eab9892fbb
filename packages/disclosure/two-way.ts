import loadHighs, { type Highs } from 'highs'
import { arcAt, type Bound, type Circulation, circulationOf, Unknowns } from './circulation.ts'
import { type GuardOptions, isSmall, type Least, requireCounts, type Shown, sum } from './counts.ts'

export interface ShownTable {
  readonly cells: readonly (readonly Shown[])[]
  readonly rowTotals: readonly Shown[]
  readonly columnTotals: readonly Shown[]
  readonly total: Shown
  readonly hiddenAtLeast: Least
}

/**
 * Hides what must not be read in a two-way table of counts with its totals.
 *
 * Every number of 1 to `threshold` − 1, totals included, is hidden; then further numbers, so that from all that is shown
 * the possible values of each small number still span `threshold` or more. The further numbers are the cheapest set
 * (fewest cells, then smallest counts; a total costs as much as the cells it sums), found for up to 64 numbers by a
 * mixed-integer program whose constraints are cuts added as the flow check finds them violated, and beyond by taking what
 * serves most of those cuts, then showing again whatever is not needed.
 *
 * @param counts rows of integers ≥ 0, all of one length
 * @param threshold smallest count that may be shown, an integer ≥ 1
 * @throws RangeError when the table is empty or ragged, or a number is not such an integer
 * @see Fischetti & Salazar, *Solving the cell suppression problem on tabular data with linear constraints*, 2001
 */
export async function guardTable(
  counts: readonly (readonly number[])[],
  threshold: number,
  options: GuardOptions = {},
): Promise<ShownTable> {
  requireTable(counts, threshold)
  const { sensitive = false, totalIsPublic = false } = options
  const circulation = circulationOf(counts)
  const last = circulation.arcs.length - 1
  const total = arcAt(circulation.arcs, last).count
  if (total > 0 && total < threshold) return shownTable(counts, circulation, new Set(circulation.arcs.keys()), 0)

  const small = [...circulation.arcs.keys()].filter(
    (index) => total > 0 && isSmall(arcAt(circulation.arcs, index).count, threshold, sensitive),
  )
  const fixed = new Set(totalIsPublic ? [last] : [])
  const solver = small.length > 0 ? await highs() : undefined
  for (const least of sensitive ? ([0] as const) : ([1, 0] as const)) {
    const given = givenHidden(circulation, small, fixed, least)
    const problem = { circulation, small, given, fixed, threshold, least, width: counts[0]?.length ?? 0 }
    const hidden = solver ? cheapestHidden(solver, problem) : new Set<number>()
    if (hidden) return shownTable(counts, circulation, hidden, least)
  }
  return shownTable(counts, circulation, new Set([...circulation.arcs.keys()].filter((arc) => !fixed.has(arc))), 0)
}

/**
 * Hidden whatever is chosen: small numbers, and where a hidden number may be zero every zero, because a reader who saw one
 * shown would know that the hidden ones are not.
 */
function givenHidden(
  { arcs }: Circulation,
  small: readonly number[],
  fixed: ReadonlySet<number>,
  least: Least,
): Set<number> {
  const zeros = [...arcs.keys()].filter((index) => least === 0 && arcAt(arcs, index).count === 0 && !fixed.has(index))
  return new Set([...small, ...zeros])
}

function requireTable(counts: readonly (readonly number[])[], threshold: number): void {
  requireCounts(counts.flat(), threshold)
  const width = counts[0]?.length ?? 0
  if (width === 0) throw new RangeError('expected a table with a row and a column')
  const ragged = counts.findIndex((row) => row.length !== width)
  if (ragged >= 0) throw new RangeError(`expected ${width} counts in row ${ragged}, got ${counts[ragged]?.length}`)
}

let loaded: Promise<Highs> | undefined

/** The solver, loaded once (some 50 ms). */
export function highs(): Promise<Highs> {
  loaded ??= loadHighs()
  return loaded
}

interface Problem {
  readonly circulation: Circulation
  /** Numbers to protect. */
  readonly small: readonly number[]
  /** Numbers hidden in any case. */
  readonly given: ReadonlySet<number>
  readonly fixed: ReadonlySet<number>
  readonly threshold: number
  readonly least: Least
  readonly width: number
}

/**
 * How far the search for the cheapest set goes: numbers that may be hidden, rounds, and branches within a round. Beyond
 * `numbers` the first safe set is taken, from which nothing can be shown again. Never a time, because two machines, or one
 * machine on two days, must hide the same numbers: what one answer hides another would show.
 */
const EFFORT = { numbers: 64, rounds: 6, branches: 200 }

/** The cheapest set of numbers to hide, or undefined when hiding all that may be hidden is not enough. */
function cheapestHidden(solver: Highs, problem: Problem): Set<number> | undefined {
  const candidates = candidatesOf(problem)
  if (violations(problem, new Set(candidates)).length > 0) return undefined
  const costs = new Map(candidates.map((index) => [index, costOf(problem, index)]))
  const cuts: Bound[] = []
  const lossOf = (set: ReadonlySet<number>) => sum([...set].map((arc) => costs.get(arc) ?? 0))
  const improved = (set: ReadonlySet<number>) => withoutIdle(problem, repair(problem, set, costs, cuts), costs)
  let best = improved(problem.given)
  const rounds = candidates.length > EFFORT.numbers ? 0 : EFFORT.rounds
  for (let round = 0; round < rounds; round++) {
    const proposal = solveMaster(solver, problem, costs, cuts)
    if (!proposal || lossOf(proposal) > lossOf(best) - 1e-6) break
    const found = improved(proposal)
    if (lossOf(found) < lossOf(best)) best = found
  }
  return best
}

/** Hides more, what serves most violated cuts first, until nothing small can be worked out; keeps the cuts met on the way. */
function repair(
  problem: Problem,
  proposal: ReadonlySet<number>,
  costs: ReadonlyMap<number, number>,
  cuts: Bound[],
): Set<number> {
  const hidden = new Set(proposal)
  for (;;) {
    const violated = violations(problem, hidden).map((bound) => within(bound, costs))
    if (violated.length === 0) return hidden
    cuts.push(...violated)
    for (let open = violated; open.length > 0; open = open.filter((cut) => !isMet(cut, hidden))) {
      hidden.add(mostUseful(open, costs, hidden))
    }
  }
}

function isMet({ constant, coefficients }: Bound, hidden: ReadonlySet<number>): boolean {
  return sum([...coefficients].map(([arc, room]) => (hidden.has(arc) ? room : 0))) >= constant
}

/** Small numbers, and any other that may be hidden; empty cells only where a hidden count may be zero. */
function candidatesOf({ circulation, given, fixed, least }: Problem): number[] {
  return [...circulation.arcs.keys()].filter(
    (index) => given.has(index) || (!fixed.has(index) && arcAt(circulation.arcs, index).count >= least),
  )
}

function costOf({ circulation, width }: Problem, index: number): number {
  const { arcs } = circulation
  const scale = arcAt(arcs, arcs.length - 1).count + 1
  const share = arcAt(arcs, index).count / scale / arcs.length
  const isRowTotal = index % (width + 1) === width
  const isColumnTotal = index >= arcs.length - width - 1
  const height = arcs.length / (width + 1) - 1
  return (isRowTotal ? width : 1) * (isColumnTotal ? height : 1) + (isRowTotal || isColumnTotal ? 0.5 : 0) + share
}

/** A cut « these must let the number move by `threshold` » for each small number that cannot. */
function violations({ circulation, small, threshold, least }: Problem, hidden: ReadonlySet<number>): Bound[] {
  const unknowns = new Unknowns(circulation, hidden, least)
  return small.flatMap((arc) => {
    const { up, down } = unknowns.movesOf(arc, threshold)
    return up.amount + down.amount < threshold ? [requirement(up.bound(), down.bound(), threshold)] : []
  })
}

function isSafe({ circulation, small, threshold, least }: Problem, hidden: ReadonlySet<number>): boolean {
  const unknowns = new Unknowns(circulation, hidden, least)
  return small.every((arc) => {
    const { up, down } = unknowns.movesOf(arc, threshold)
    return up.amount + down.amount >= threshold
  })
}

/** Σ coefficients ≥ constant, from two upper bounds whose sum must reach the threshold; coefficients cut to what counts. */
function requirement(up: Bound, down: Bound, threshold: number): Bound {
  const constant = threshold - up.constant - down.constant
  const coefficients = new Map<number, number>()
  for (const [index, room] of [...up.coefficients, ...down.coefficients]) {
    coefficients.set(index, Math.min((coefficients.get(index) ?? 0) + room, constant))
  }
  return { constant, coefficients }
}

function within({ constant, coefficients }: Bound, costs: ReadonlyMap<number, number>): Bound {
  return { constant, coefficients: new Map([...coefficients].filter(([index]) => costs.has(index))) }
}

function solveMaster(
  solver: Highs,
  { given }: Problem,
  costs: ReadonlyMap<number, number>,
  cuts: readonly Bound[],
): Set<number> | undefined {
  const used = new Set(cuts.flatMap(({ coefficients }) => [...coefficients.keys()]))
  const free = [...used].filter((index) => !given.has(index))
  const needed = (cut: Bound) => cut.constant - sum([...given].map((arc) => cut.coefficients.get(arc) ?? 0))
  const lines = cuts.flatMap((cut, line) => {
    const terms = free.flatMap((arc) => (cut.coefficients.has(arc) ? [`${cut.coefficients.get(arc)} h${arc}`] : []))
    return needed(cut) > 0 ? [` c${line}: ${terms.join(' + ')} >= ${needed(cut)}`] : []
  })
  const objective = free.map((arc) => `${costs.get(arc)?.toFixed(9)} h${arc}`).join(' + ')
  const binaries = free.map((arc) => `h${arc}`).join(' ')
  const answer = solver.solve(`Minimize\n ${objective}\nSubject To\n${lines.join('\n')}\nBinary\n ${binaries}\nEnd\n`, {
    output_flag: false,
    mip_rel_gap: 0,
    mip_max_nodes: EFFORT.branches,
  })
  if (answer.Status !== 'Optimal') return undefined // out of branches: what was found before stands
  return new Set([...given, ...free.filter((arc) => (answer.Columns[`h${arc}`]?.Primal ?? 0) > 0.5)])
}

/** The number that stands in most of the cuts for its cost; on equal terms the cheaper, then the earlier. */
function mostUseful(open: readonly Bound[], costs: ReadonlyMap<number, number>, hidden: ReadonlySet<number>): number {
  const uses = new Map<number, number>()
  for (const { constant, coefficients } of open) {
    for (const [arc, room] of coefficients) {
      if (!hidden.has(arc)) uses.set(arc, (uses.get(arc) ?? 0) + Math.min(room, constant) / constant)
    }
  }
  const worth = (arc: number) => (uses.get(arc) ?? 0) / (costs.get(arc) ?? 1)
  const [first] = [...uses.keys()].sort((one, other) => worth(other) - worth(one) || one - other)
  if (first === undefined) throw new Error('a cut that nothing can meet')
  return first
}

/** Shows again, dearest first, whatever the small numbers do not need hidden. Given any safe set, the answer is safe. */
function withoutIdle(problem: Problem, hidden: ReadonlySet<number>, costs: ReadonlyMap<number, number>): Set<number> {
  const kept = new Set(hidden)
  const dearest = [...hidden].filter((arc) => !problem.given.has(arc))
  dearest.sort((one, other) => (costs.get(other) ?? 0) - (costs.get(one) ?? 0) || one - other)
  for (const arc of dearest) {
    kept.delete(arc)
    if (!isSafe(problem, kept)) kept.add(arc)
  }
  return kept
}

function shownTable(
  counts: readonly (readonly number[])[],
  { arcs }: Circulation,
  hidden: ReadonlySet<number>,
  hiddenAtLeast: Least,
): ShownTable {
  const width = (counts[0]?.length ?? 0) + 1
  const shown = arcs.map(({ count }, index): Shown => (hidden.has(index) ? null : count))
  const rows = [...counts, []].map((_, row) => shown.slice(row * width, (row + 1) * width))
  const totals = rows.at(-1) ?? []
  return {
    cells: rows.slice(0, -1).map((row) => row.slice(0, -1)),
    rowTotals: rows.slice(0, -1).map((row) => row.at(-1) ?? null),
    columnTotals: totals.slice(0, -1),
    total: totals.at(-1) ?? null,
    hiddenAtLeast,
  }
}
