/**
 * The fairest lottery over real panels.
 *
 * Idea: ask the linear relaxation for its fairest vector, which no real lottery can beat, then look for a mixture of
 * real panels that attains it. When there is one, it is optimal and proven so. When there is none, the search ends
 * with weights under which every real panel is lighter than the vector: that inequality is added to the relaxation and
 * the question is asked again. There are finitely many such inequalities, so this ends with the exact optimum.
 * Flanigan, Gölz, Gupta, Hennig, Procaccia (Nature 2021) build the lottery from inside instead, a phase per level;
 * their oracle and their dual are the ones used here.
 */
import type { Highs } from 'highs'
import { type Mixture, mixtureOf, type Nearest, probabilitiesOf } from './mixture.ts'
import { nashOptimum } from './nash.ts'
import { type Oracle, oracleOf } from './oracle.ts'
import { PanelError, type StopSignal, stopIfAsked } from './panel-error.ts'
import type { Pool } from './pool.ts'
import type { Random } from './random.ts'
import { type Cut, type Relaxation, relaxationOf } from './relaxation.ts'
import { splitIntoPanels } from './split.ts'

export type Objective = 'leximin' | 'maximin' | 'nash'

/** Bounds of the smallest probability as they are known so far. */
export interface Progress {
  stage: 'relaxation' | 'panels' | 'proof' | 'list'
  /** Attained by the panels known so far. */
  lower: number
  /** No lottery can do better. */
  upper: number
  panels: number
  cuts: number
}

export interface FairestOptions {
  objective: Objective
  /** Panels of the published list. */
  list: number
  random: Random
  signal?: StopSignal | undefined
  onProgress?: ((progress: Progress) => void) | undefined
}

export interface Fairest {
  /** Probability per head of each type. */
  probabilities: Float64Array
  panels: readonly Int32Array[]
  shares: Float64Array
  /** Types that no panel can contain. */
  uncoverable: ReadonlySet<number>
  /** Proven distance, per head, between the lottery and the optimum. */
  gap: number
  cuts: number
  /** A list of panels made on the way that already averages to the probabilities, when there is one. */
  averaged?: Int32Array[] | undefined
}

const ATTAINED = 1e-7
const PANELS_PER_TYPE = 1.9 // random points surround their mean once there are about two per dimension (Wendel 1962)
const SEEDINGS = 6
const MANY_TYPES = 700
const PROOF_PANELS = 10_000

/** @throws PanelError `infeasible`, `cancelled` or `solver-failed` */
export function fairestLottery(highs: Highs, pool: Pool, options: FairestOptions): Fairest {
  const oracle = oracleOf(highs, pool)
  const mixture = mixtureOf(highs, pool)
  try {
    const first = oracle.best(pool.counts.map(() => 0))
    if (!first) throw new PanelError('infeasible', {}, 'no panel meets all quotas')
    mixture.add(first.panels)
    return searched(highs, pool, oracle, mixture, options)
  } finally {
    oracle.dispose()
    mixture.dispose()
  }
}

function searched(highs: Highs, pool: Pool, oracle: Oracle, mixture: Mixture, options: FairestOptions): Fairest {
  const { signal, objective } = options
  const cuts: Cut[] = []
  let uncoverable: Set<number> | undefined
  let seedings = 0
  for (;;) {
    stopIfAsked(signal)
    const vector = relaxedOptimum(highs, pool, uncoverable ?? new Set(), cuts, options)
    report('relaxation', 0, smallest(vector, uncoverable))
    if (objective !== 'maximin' && pool.counts.length > MANY_TYPES) {
      const found = proveByList(highs, pool, vector, options)
      if (found) return found
    }
    const averaged = seedings < SEEDINGS ? seeded(vector) : undefined
    report('panels', 0, smallest(vector, uncoverable))
    if (uncoverable === undefined) {
      uncoverable = uncoverableTypes(pool, oracle, mixture)
      // Leximin gives 0 to people whom the relaxation already excludes; a product with a 0 in it says nothing.
      if (uncoverable.size > 0 && (objective === 'nash' || overrated(vector, uncoverable))) continue
    }
    const upper = smallest(vector, uncoverable)
    const wishes = objective === 'maximin' ? vector.map((p) => Math.min(p, upper)) : vector
    const found = attained(wishes, uncoverable, upper)
    if (found.cut && objective !== 'maximin') {
      cuts.push(found.cut)
      continue
    }
    const { shares, miss } = found.nearest
    const probabilities = probabilitiesOf(pool, mixture.panels, shares)
    const exact = objective === 'maximin' ? probabilities : vector
    // The reported vector is the one the mixture attains; the averaged list is only good for that same vector.
    return {
      probabilities: miss <= ATTAINED ? exact : probabilities,
      panels: mixture.panels,
      shares,
      uncoverable,
      gap: objective === 'maximin' ? found.gap : Math.max(0, miss),
      cuts: cuts.length,
      averaged: objective === 'maximin' ? undefined : averaged,
    }
  }

  function report(stage: Progress['stage'], lower: number, upper: number): void {
    options.onProgress?.({ stage, lower, upper, panels: mixture.panels.length, cuts: cuts.length })
  }

  function seeded(vector: Float64Array): Int32Array[] | undefined {
    seedings++
    let averaged: Int32Array[] | undefined
    const wanted = Math.min(PANELS_PER_TYPE * pool.counts.length, 4000)
    try {
      do {
        averaged = splitIntoPanels(highs, pool, vector, { panels: options.list, random: options.random, signal })
        if (mixture.add(averaged) === 0) break
      } while (seedings === 1 && mixture.panels.length < wanted)
    } catch (error) {
      if (!(error instanceof PanelError) || error.code !== 'rounding-failed') throw error
      const { list: panels, random } = options
      mixture.add(splitIntoPanels(highs, pool, vector, { panels, random, signal, incomplete: true }))
    }
    return averaged
  }

  /** Adds panels until the wishes are met, or proven out of reach. */
  function attained(wishes: Float64Array, excluded: ReadonlySet<number>, upper: number): Attained {
    let centre: Float64Array | undefined
    let reach = 0 // best proven lower bound of the miss
    for (;;) {
      stopIfAsked(signal)
      const nearest = mixture.nearest(wishes)
      report('proof', Math.max(0, upper - nearest.miss), upper - Math.max(0, reach))
      if (nearest.miss <= ATTAINED) return { nearest, gap: Math.max(0, nearest.miss) }
      const weights = nearest.weights.map((weight, type) => (excluded.has(type) ? 0 : weight))
      const wished = wishWeight(weights, wishes)
      const towards = centre
      // Prices halfway to the best ones so far swing less than the latest ones (Wentges 1997).
      const smooth = towards ? weights.map((weight, type) => (weight + (towards[type] ?? 0)) / 2) : weights
      let best = heaviestFor(smooth)
      const better = best.panels.some((panel) => heavier(panel, weights, nearest.heaviest))
      let used = smooth
      if (!better && towards) {
        best = heaviestFor(weights)
        used = weights
      }
      const missed = wishWeight(used, wishes) - best.bound
      if (missed > reach || !centre) {
        reach = Math.max(reach, missed)
        centre = used
      }
      const cut = missed > ATTAINED ? { weights: used, bound: best.bound } : undefined
      const done = used === weights && best.bound <= nearest.heaviest + ATTAINED
      if (done || nearest.miss - reach <= ATTAINED) return { nearest, cut: cut ?? latest(weights, wished), gap: 0 }
      if (objective !== 'maximin' && cut && missed > nearest.miss / 2) return { nearest, cut, gap: nearest.miss }
      if (mixture.add(best.panels) === 0) {
        if (used === weights) return { nearest, cut: cut ?? latest(weights, wished), gap: nearest.miss - reach }
        centre = undefined
      }
    }
  }

  function latest(weights: Float64Array, wished: number): Cut | undefined {
    const { bound } = heaviestFor(weights)
    return wished - bound > ATTAINED ? { weights, bound } : undefined
  }

  function heaviestFor(weights: Float64Array) {
    const best = oracle.best(weights)
    if (!best) throw new PanelError('infeasible', {}, 'no panel meets all quotas')
    return best
  }

  function wishWeight(weights: Float64Array, wishes: Float64Array): number {
    return weights.reduce((sum, weight, type) => sum + weight * (wishes[type] ?? 0) * (pool.counts[type] ?? 0), 0)
  }
}

/**
 * With very many types the linear model of the mixture takes minutes. A list of panels ten times as long as usual is a
 * proof too: its average is a lottery, and it is nearer to the vector than a ten-thousandth per head.
 */
function proveByList(highs: Highs, pool: Pool, vector: Float64Array, options: FairestOptions): Fairest | undefined {
  const { random, signal, list } = options
  const panels = PROOF_PANELS
  try {
    splitIntoPanels(highs, pool, vector, { panels, random, signal, discard: true })
    const averaged = splitIntoPanels(highs, pool, vector, { panels: list, random, signal })
    const uncoverable = new Set([...vector.keys()].filter((type) => (vector[type] ?? 0) < 1e-9))
    const proven = vector.every((p, type) => uncoverable.has(type) || p * (pool.counts[type] ?? 0) > 1 / panels)
    const shares = new Float64Array(averaged.length).fill(1 / averaged.length)
    const gap = 1 / panels
    return proven ? { probabilities: vector, panels: averaged, shares, uncoverable, gap, cuts: 0, averaged } : undefined
  } catch (error) {
    if (error instanceof PanelError && error.code === 'rounding-failed') return undefined
    throw error
  }
}

interface Attained {
  nearest: Nearest
  gap: number
  cut?: Cut | undefined
}

function heavier(panel: Int32Array, weights: Float64Array, than: number): boolean {
  let sum = 0
  panel.forEach((seats, type) => {
    sum += seats * (weights[type] ?? 0)
  })
  return sum > than + ATTAINED / 10
}

function relaxedOptimum(
  highs: Highs,
  pool: Pool,
  excluded: ReadonlySet<number>,
  cuts: readonly Cut[],
  { objective, signal }: FairestOptions,
): Float64Array {
  if (objective === 'nash') return nashOptimum(highs, pool, excluded, cuts, signal)
  const relaxation: Relaxation = relaxationOf(highs, pool, excluded)
  try {
    for (const cut of cuts) relaxation.cut(cut)
    return relaxation.leximin(signal)
  } finally {
    relaxation.dispose()
  }
}

function overrated(vector: Float64Array, uncoverable: ReadonlySet<number>): boolean {
  return [...uncoverable].some((type) => (vector[type] ?? 0) > 0)
}

function smallest(vector: Float64Array, uncoverable: ReadonlySet<number> | undefined): number {
  return vector.reduce((least, p, type) => (uncoverable?.has(type) ? least : Math.min(least, p)), 1)
}

/** Asks for panels with the people not met yet, until there are none or no panel has any of them. */
function uncoverableTypes(pool: Pool, oracle: Oracle, mixture: Mixture): Set<number> {
  const missing = new Set(pool.counts.keys())
  const meet = (panels: readonly Int32Array[]) => {
    for (const panel of panels) {
      for (const type of missing) if ((panel[type] ?? 0) > 0) missing.delete(type)
    }
  }
  meet(mixture.panels)
  while (missing.size > 0) {
    const best = oracle.best(pool.counts.map((_, type) => (missing.has(type) ? 1 : 0)))
    if (!best || best.value < 0.5) break
    mixture.add(best.panels)
    meet(best.panels)
  }
  return missing
}
