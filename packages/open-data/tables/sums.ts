import type { DatasetId } from '../datasets.ts'
import { CodePerimeter, type ComparedTerritory, type Perimeter } from '../perimeter.ts'
import type { AreaRow } from '../rows.ts'
import { departmentOf } from '../territory-codes.ts'
import type { FigureColumn } from './table-plan.ts'

/**
 * Census counts by IRIS add up to those of larger territories. Nothing else here does: medians and rates do not, and
 * adding up CAF's or Filosofi's figures around hidden cells would give wrong totals.
 */
export function isAdditive(dataset: DatasetId): boolean {
  return dataset.startsWith('census-')
}

interface Sum {
  readonly territory: ComparedTerritory
  readonly values: Record<string, number | null>
  readonly communes: Set<string>
  areas: number
}

/** Adds up the figures of territories to compare with, from the lines of the same file and vintage. */
export class Sums {
  readonly #sums: readonly Sum[]
  readonly #figures: readonly FigureColumn[]
  readonly #own: CodePerimeter

  constructor(territories: readonly ComparedTerritory[], figures: readonly FigureColumn[], perimeter: Perimeter) {
    this.#sums = territories.map((territory) => ({ territory, values: {}, communes: new Set(), areas: 0 }))
    this.#figures = figures
    this.#own = new CodePerimeter(perimeter)
  }

  /** Counts an area in every territory that holds its commune. A figure missing once is missing in the sum. */
  add(commune: string, { area, values }: AreaRow) {
    if (area.kind !== 'iris') return
    for (const sum of this.#sums) {
      if (!sum.territory.holds(commune)) continue
      sum.areas++
      sum.communes.add(commune)
      for (const { variable } of this.#figures) {
        const [before, value = null] = [sum.values[variable], values[variable]]
        sum.values[variable] = before === null || value === null ? null : (before ?? 0) + value
      }
    }
  }

  /**
   * The sums of the territories that the file holds. A department is left out when no commune of it beyond the
   * perimeter's is there, a region or the country when a whole department is missing.
   */
  *rows(): Generator<AreaRow> {
    for (const { territory, values, communes, areas } of this.#sums) {
      if (areas === 0 || !this.#holdsAll(territory, communes)) continue
      const { kind, code } = territory
      yield { record: 'area', area: { kind, code }, values, sumOf: { areas, communes: communes.size } }
    }
  }

  #holdsAll({ kind, departments = [] }: ComparedTerritory, communes: ReadonlySet<string>): boolean {
    const held = new Set(Array.from(communes, departmentOf))
    if (!departments.every((department) => held.has(department))) return false
    return kind === 'commune' || [...communes].some((code) => !this.#own.isOwn(code))
  }
}
