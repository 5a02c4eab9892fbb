import type { Cell, RawRecord } from '../table.ts'
import type { Area } from './plan.ts'

/** Gives a merged cell's value to each row it covers, downwards only: across columns it would fill other fields. */
export class Unmerger {
  readonly #byFirstRow = new Map<number, Area[]>()
  #open: { readonly area: Area; readonly value: Cell }[] = []

  constructor(areas: readonly Area[]) {
    for (const area of areas)
      this.#byFirstRow.set(area.firstRow, [...(this.#byFirstRow.get(area.firstRow) ?? []), area])
  }

  /** The row with the values of the merged cells that cover it; rows must come in order. */
  fill(row: RawRecord): RawRecord {
    this.#open = this.#open.filter(({ area }) => area.lastRow >= row.line)
    const filled = this.#open.length === 0 ? row : { line: row.line, cells: this.#filled(row.cells) }
    for (const area of this.#byFirstRow.get(row.line) ?? []) {
      const value = row.cells[area.firstColumn]
      if (value !== undefined && value !== '') this.#open.push({ area, value })
    }
    return filled
  }

  #filled(cells: readonly Cell[]): Cell[] {
    const filled = [...cells]
    for (const { area, value } of this.#open) {
      while (filled.length <= area.firstColumn) filled.push('')
      if (filled[area.firstColumn] === '') filled[area.firstColumn] = value
    }
    return filled
  }
}
