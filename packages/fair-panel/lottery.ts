/** The whole way: people and quotas in, a fair and published lottery out. */
import type { Highs } from 'highs'
import { type Fairest, type FairestOptions, fairestLottery, type Objective, type Progress } from './fairest.ts'
import { geometricMean, gini } from './fairness.ts'
import { explained, type QuotaChange, smallestRelaxation } from './infeasible.ts'
import { solver } from './linear-model.ts'
import { PanelError, type StopSignal, stopIfAsked } from './panel-error.ts'
import { listOf } from './panel-list.ts'
import { type Pool, poolOf } from './pool.ts'
import { checkedProblem, type Problem } from './problem.ts'
import { randomFrom } from './random.ts'
import { relaxationOf } from './relaxation.ts'
import { seated } from './seating.ts'
import { splitIntoPanels } from './split.ts'

export interface LotteryOptions {
  objective?: Objective | undefined
  /**
   * `exact`: the optimum of the objective, proven. `frame`: the optimum of its linear relaxation, made into panels
   * directly, for pools of many types; the result tells how far it can be from the optimum. `auto` chooses `frame`
   * when there are more than `EXACT_TYPES` types.
   */
  method?: 'auto' | 'exact' | 'frame' | undefined
  /** Panels of the published list, 1 000 unless told. */
  panels?: number | undefined
  /** Orders the list and decides who takes which turn within a type. Use something nobody could choose, such as the pool's hash. */
  seed?: string | undefined
  signal?: StopSignal | undefined
  onProgress?: ((progress: Progress) => void) | undefined
}

export interface Chance {
  id: string
  /** Chance under the fair lottery; with the method `frame`, the same as `published`. */
  probability: number
  /** Chance in the uniform draw from the published list. */
  published: number
}

export interface Uncoverable {
  id: string
  /** The smallest change of quotas that would let this person in; empty when no change does. */
  blocking: readonly QuotaChange[]
}

export interface Lottery {
  objective: Objective
  method: 'exact' | 'frame'
  /** The problem as it was solved: people by id, quotas in order, minima lowered for unknown values. */
  problem: Problem
  /** In order of id. */
  people: readonly Chance[]
  /** Ids of each panel in order of id; the public number is the position in this list. */
  panels: readonly (readonly string[])[]
  /** Smallest chance of those whom some panel can contain, before the list was made. */
  minimum: number
  /** Smallest chance of the same people in the published list. */
  publishedMinimum: number
  /** No lottery gives everybody coverable more than this. */
  upperBound: number
  uncoverable: readonly Uncoverable[]
  gini: number
  geometricMean: number
  solver: string
  /** Types, real panels considered and inequalities added on the way. */
  effort: { types: number; panels: number; cuts: number }
}

export const EXACT_TYPES = 700
export const LIST_SIZE = 1000

/**
 * The fairest lottery over the panels that meet all quotas, as exact chances and as a list of equally likely panels.
 * The same input gives the same output on every machine.
 *
 * @throws PanelError when the input is wrong (see `checkedProblem`), when no panel exists (`infeasible`, with the
 * reasons and the smallest relaxations in `details`) or when `signal` asked to stop (`cancelled`)
 */
export async function fairLottery(problem: Problem, options: LotteryOptions = {}): Promise<Lottery> {
  const checked = checkedProblem(problem)
  const highs = await solver()
  const { objective = 'leximin', method = 'auto', panels: list = LIST_SIZE, seed = 'palier', signal } = options
  const fair: FairestOptions = { objective, list, random: randomFrom(seed), signal, onProgress: options.onProgress }
  const types = poolOf(checked).types.length
  try {
    stopIfAsked(signal)
    if (method === 'exact' || (method === 'auto' && types <= EXACT_TYPES)) return exactLottery(highs, checked, fair)
    return frameLottery(highs, checked, fair, types)
  } catch (error) {
    const why = error instanceof PanelError && error.code === 'infeasible' ? explained(highs, checked) : undefined
    throw why ?? error
  }
}

function exactLottery(highs: Highs, problem: Problem, options: FairestOptions): Lottery {
  const pool = poolOf(problem)
  const fairest = fairestLottery(highs, pool, options)
  options.onProgress?.({ ...bounds(fairest), stage: 'list', panels: fairest.panels.length, cuts: fairest.cuts })
  const list = listOf(highs, pool, fairest, options)
  return published(highs, pool, fairest, list, 'exact', options)
}

function bounds({ probabilities, uncoverable, gap }: Fairest): { lower: number; upper: number } {
  const lower = probabilities.reduce((least, p, type) => (uncoverable.has(type) ? least : Math.min(least, p)), 1)
  return { lower, upper: lower + gap }
}

/** Tries without household patterns, which would make nearly every person a type, then with them, then exactly. */
function frameLottery(highs: Highs, problem: Problem, options: FairestOptions, types: number): Lottery {
  for (const households of problem.householdLimit === undefined
    ? (['exact'] as const)
    : (['loose', 'exact'] as const)) {
    try {
      return relaxedLottery(highs, poolOf(problem, households), options)
    } catch (error) {
      if (!(error instanceof PanelError) || error.code !== 'rounding-failed') throw error
    }
  }
  options.onProgress?.({ stage: 'proof', lower: 0, upper: 1, panels: 0, cuts: types })
  return exactLottery(highs, problem, options)
}

function relaxedLottery(highs: Highs, pool: Pool, options: FairestOptions): Lottery {
  const { list: panels, random, signal } = options
  const relaxation = relaxationOf(highs, pool, new Set())
  try {
    const probabilities = relaxation.leximin(signal)
    const uncoverable = new Set([...pool.counts.keys()].filter((type) => (probabilities[type] ?? 0) < 1e-9))
    const fairest = { probabilities, panels: [], shares: new Float64Array(), uncoverable, gap: 0, cuts: 0 }
    options.onProgress?.({ ...bounds(fairest), lower: 0, stage: 'list', panels: 0, cuts: 0 })
    const list = splitIntoPanels(highs, pool, probabilities, { panels, random, signal })
    return published(highs, pool, fairest, list, 'frame', options)
  } finally {
    relaxation.dispose()
  }
}

function published(
  highs: Highs,
  pool: Pool,
  fairest: Fairest,
  list: readonly Int32Array[],
  method: Lottery['method'],
  { objective, random }: FairestOptions,
): Lottery {
  const { problem, types } = pool
  const seats = seated(pool, list, random)
  const turns = new Int32Array(problem.people.length)
  for (const panel of seats) for (const person of panel) turns[person] = (turns[person] ?? 0) + 1
  const fair = new Float64Array(problem.people.length)
  const covered = new Uint8Array(problem.people.length).fill(1)
  types.forEach(({ members }, type) => {
    for (const person of members) {
      fair[person] = fairest.probabilities[type] ?? 0
      if (fairest.uncoverable.has(type)) covered[person] = 0
    }
  })
  const share = (person: number) => (turns[person] ?? 0) / list.length
  const chance = (person: number) => (method === 'frame' ? share(person) : Math.min(1, fair[person] ?? 0))
  const people = problem.people.map(({ id }, person) => ({ id, probability: chance(person), published: share(person) }))
  const coverable = people.filter((_, person) => covered[person] === 1)
  const { upper } = bounds(fairest)
  const minimum = least(coverable.map((person) => person.probability))
  const chances = coverable.map((person) => person.probability)
  return {
    objective: method === 'frame' ? 'leximin' : objective,
    method,
    problem,
    people,
    panels: seats.map((panel) => panel.map((person) => problem.people[person]?.id ?? '')),
    minimum,
    publishedMinimum: least(coverable.map((person) => person.published)),
    upperBound: objective === 'nash' && method === 'exact' ? relaxedMinimum(highs, pool, fairest.uncoverable) : upper,
    uncoverable: uncoverablePeople(highs, pool, fairest.uncoverable),
    gini: gini(chances),
    geometricMean: geometricMean(chances),
    solver: `HiGHS ${highs.version.string}`,
    effort: { types: types.length, panels: fairest.panels.length, cuts: fairest.cuts },
  }
}

function least(values: readonly number[]): number {
  return values.reduce((smallest, value) => Math.min(smallest, value), 1)
}

function relaxedMinimum(highs: Highs, pool: Pool, uncoverable: ReadonlySet<number>): number {
  const relaxation = relaxationOf(highs, pool, uncoverable)
  try {
    return relaxation.maximin()
  } finally {
    relaxation.dispose()
  }
}

function uncoverablePeople(highs: Highs, pool: Pool, uncoverable: ReadonlySet<number>): Uncoverable[] {
  return [...uncoverable].flatMap((type) => {
    const blocking = smallestRelaxation(highs, pool, type)
    return (pool.types[type]?.members ?? []).map((person) => ({ id: pool.problem.people[person]?.id ?? '', blocking }))
  })
}
