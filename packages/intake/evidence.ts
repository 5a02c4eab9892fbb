import type { RawRecord } from './table.ts'
import { dateEvidence } from './values/date.ts'
import { decimalEvidence } from './values/number.ts'
import type { ColumnOptions } from './values/reader.ts'

/** What the values of a column tell of how they are written, whatever they mean. */
export interface ColumnEvidence {
  readonly decimal?: ',' | '.'
  readonly dates?: 'day-first' | 'month-first'
  /** Values that can be read in two ways; they matter only if nothing else in the column decides. */
  readonly ambiguousNumber?: string
  readonly ambiguousDate?: string
}

/** Collects the evidence of each column from records of the table's beginning. */
export function columnEvidence(records: readonly RawRecord[], columns: number): ColumnEvidence[] {
  const found: { -readonly [K in keyof ColumnEvidence]: ColumnEvidence[K] }[] = Array.from(
    { length: columns },
    () => ({}),
  )
  for (const { cells } of records) {
    for (const [at, column] of found.entries()) {
      const cell = cells[at]
      if (typeof cell !== 'string' || cell === '' || cell.length > 30) continue
      const mark = decimalEvidence(cell)
      if (mark === 'ambiguous') column.ambiguousNumber ??= cell
      else if (mark) column.decimal ??= mark
      const order = dateEvidence(cell)
      if (order === 'ambiguous') column.ambiguousDate ??= cell
      else if (order) column.dates ??= order
    }
  }
  return found
}

/** The options of a column: what the caller answered, then what the dialect knows, then what its values tell. */
export function columnOptions(
  answered: ColumnOptions | undefined,
  known: ColumnOptions | undefined,
  evidence: ColumnEvidence | undefined,
): ColumnOptions {
  return {
    decimal: answered?.decimal ?? known?.decimal ?? evidence?.decimal,
    dates: answered?.dates ?? known?.dates ?? evidence?.dates,
    pivotYear: answered?.pivotYear ?? known?.pivotYear,
  }
}
