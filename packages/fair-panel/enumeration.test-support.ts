/** The slow, obvious way: every panel is listed, and each level of leximin is proven person type by person type. */
import type { Highs } from 'highs'
import { FREE, maximise, newModel, solve } from './linear-model.ts'
import type { Pool } from './pool.ts'

export function enumeratedPanels(pool: Pool): number[][] {
  let panels: number[][] = [[]]
  for (const cap of pool.caps) {
    panels = panels.flatMap((panel) => Array.from({ length: cap + 1 }, (_, seats) => [...panel, seats]))
    panels = panels.filter((panel) => panel.reduce((sum, seats) => sum + seats, 0) <= pool.problem.size)
  }
  return panels.filter((panel) =>
    pool.rows.every(({ types, lower, upper }) => {
      const sum = types.reduce((total, type) => total + (panel[type] ?? 0), 0)
      return sum >= lower && sum <= upper
    }),
  )
}

export function enumeratedLeximin(highs: Highs, pool: Pool, panels: readonly number[][]): Float64Array {
  const fixed = new Map<number, number>()
  while (fixed.size < pool.counts.length) {
    const open = [...pool.counts.keys()].filter((type) => !fixed.has(type))
    const level = best(highs, pool, panels, fixed, open)
    // A type is at its level when it alone cannot be lifted while the other open ones stay at the level.
    for (const type of open) {
      const held = new Map([
        ...fixed,
        ...open.filter((other) => other !== type).map((other) => [other, level] as const),
      ])
      if (best(highs, pool, panels, held, [type]) < level + 1e-7) fixed.set(type, level)
    }
  }
  return Float64Array.from(pool.counts, (_, type) => fixed.get(type) ?? 0)
}

function best(
  highs: Highs,
  pool: Pool,
  panels: readonly number[][],
  fixed: ReadonlyMap<number, number>,
  open: readonly number[],
): number {
  const model = newModel(highs)
  try {
    maximise(highs, model)
    model.addVar(0, 1)
    model.changeColCost(0, 1)
    for (const _ of panels) model.addVar(0, FREE)
    const all = panels.map((_, panel) => panel + 1)
    model.addRow(1, 1, { indices: all, values: all.map(() => 1) })
    const row = (type: number) => all.map((column) => (panels[column - 1]?.[type] ?? 0) / (pool.counts[type] ?? 1))
    for (const [type, level] of fixed) model.addRow(level - 1e-9, FREE, { indices: all, values: row(type) })
    for (const type of open) model.addRow(0, FREE, { indices: [0, ...all], values: [-1, ...row(type)] })
    return solve(highs, model)?.columns[0] ?? Number.NaN
  } finally {
    model.dispose()
  }
}
