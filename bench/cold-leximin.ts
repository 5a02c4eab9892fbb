/**
 * Leximin as it is usually written (Flanigan et al., Nature 2021, supplementary algorithm 1), for comparison only:
 * one column a round, each linear and each integer programme built anew and solved from nothing. It is given our
 * grouping into types, without which it would not end on any of the large pools.
 */
import type { Highs } from 'highs'
import { FREE, maximise, newModel, solve } from '#packages/fair-panel/linear-model.ts'
import { oracleOf } from '#packages/fair-panel/oracle.ts'
import type { Pool } from '#packages/fair-panel/pool.ts'

const TIGHT = 1e-7
const START_ROUNDS = 60

export interface ColdResult {
  /** Chances of the types fixed so far, per head; unfinished types are absent. */
  fixed: ReadonlyMap<number, number>
  finished: boolean
  seconds: number
  panels: number
  linear: number
  integer: number
}

/** @param limit seconds after which it gives up */
export function coldLeximin(highs: Highs, pool: Pool, limit: number): ColdResult {
  const started = performance.now()
  const seconds = () => (performance.now() - started) / 1000
  const effort = { linear: 0, integer: 0 }
  const panels = startPanels()
  const fixed = new Map<number, number>()
  while (fixed.size < pool.counts.length && seconds() < limit) {
    const dual = master()
    const best = heaviest(dual.weights)
    if (best && best.value > dual.heaviest + TIGHT) {
      panels.push(best.panel)
      continue
    }
    const tight = [...pool.counts.keys()].filter((type) => !fixed.has(type) && (dual.weights[type] ?? 0) > TIGHT)
    if (tight.length === 0) break // weights too small to tell: the plain way has no answer to this
    for (const type of tight) fixed.set(type, dual.level)
  }
  return { fixed, finished: fixed.size === pool.counts.length, seconds: seconds(), panels: panels.length, ...effort }

  function startPanels(): Int32Array[] {
    const found = new Map<string, Int32Array>()
    const weights = new Float64Array(pool.counts.length).fill(1)
    for (let round = 0; round < START_ROUNDS && seconds() < limit; round++) {
      const panel = heaviest(weights)?.panel ?? new Int32Array(pool.counts.length)
      found.set(panel.join(), panel)
      panel.forEach((seats, type) => {
        if (seats > 0) weights[type] = (weights[type] ?? 0) * 0.8
      })
    }
    const met = (type: number) => [...found.values()].some((panel) => (panel[type] ?? 0) > 0)
    for (const type of pool.counts.keys()) {
      if (met(type) || seconds() > limit) continue
      const panel = heaviest(Float64Array.from(pool.counts, (_, other) => (other === type ? 1 : 0)))?.panel
      if (panel) found.set(panel.join(), panel)
    }
    return [...found.values()]
  }

  function heaviest(weights: Float64Array): { panel: Int32Array; value: number } | undefined {
    effort.integer++
    const oracle = oracleOf(highs, pool)
    try {
      const best = oracle.best(weights)
      const panel = best?.panels.at(-1)
      return best && panel ? { panel, value: best.value } : undefined
    } finally {
      oracle.dispose()
    }
  }

  function master(): { level: number; weights: Float64Array; heaviest: number } {
    effort.linear++
    const model = newModel(highs)
    try {
      maximise(highs, model)
      model.addVar(0, FREE)
      model.changeColCost(0, 1)
      for (const _ of panels) model.addVar(0, FREE)
      pool.counts.forEach((count, type) => {
        const inside = panels.flatMap((panel, at) => ((panel[type] ?? 0) > 0 ? [at] : []))
        const level = fixed.get(type)
        const indices = inside.map((at) => at + 1)
        const values = inside.map((at) => panels[at]?.[type] ?? 0)
        if (level === undefined) model.addRow(0, FREE, { indices: [0, ...indices], values: [-count, ...values] })
        else model.addRow(count * (level - 1e-8), FREE, { indices, values })
      })
      const all = panels.map((_, at) => at + 1)
      model.addRow(-FREE, 1, { indices: all, values: all.map(() => 1) })
      const result = solve(highs, model)
      if (!result) return { level: 0, weights: new Float64Array(pool.counts.length), heaviest: 0 }
      const duals = result.rowDuals.map(Math.abs)
      const weights = duals.slice(0, pool.counts.length)
      return { level: result.columns[0] ?? 0, weights, heaviest: duals[pool.counts.length] ?? 0 }
    } finally {
      model.dispose()
    }
  }
}
