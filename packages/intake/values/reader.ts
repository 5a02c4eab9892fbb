import type { ProblemCode, ProblemParams, Severity } from '../problem.ts'
import { type Cell, cellText } from '../table.ts'

/** Answers to what a column leaves open; asked once, or given by the header dialect. */
export interface ColumnOptions {
  /** The decimal mark, when `1.234` or `1,234` may mean thousands. */
  readonly decimal?: ',' | '.' | undefined
  /** Which comes first in `03/04/2025`. */
  readonly dates?: 'day-first' | 'month-first' | undefined
  /** Years of two digits up to this one are 20xx, others 19xx; without it they are refused. */
  readonly pivotYear?: number | undefined
}

/** Tells what is wrong with the cell being read; without a severity, the usual one of the code. */
export type Report = (code: ProblemCode, params?: ProblemParams, severity?: Severity) => void

/** What the preview calls the column's content. */
export type ValueType = 'text' | 'key' | 'integer' | 'decimal' | 'date' | 'year' | 'code' | 'choice' | 'contact'

/** Reads one kind of value. Never throws on bad data: it reports, and gives undefined. */
export interface ValueReader<T> {
  readonly type: ValueType
  read(cell: Cell, options: ColumnOptions, report: Report): T | undefined
}

// What files write where a value is not available: it is absence, never zero.
const ABSENT = /^(?:n[dscr]|n\.[dscr]\.|n\/a|-+|—|\?)$/i

/**
 * The trimmed text of a cell that must hold a value, or undefined when there is nothing to read: faulty cells
 * are reported here. With `marks`, what stands for « not available » counts as nothing.
 */
export function written(cell: Cell, report: Report, marks: boolean): string | undefined {
  if (typeof cell === 'object') {
    report(cell.fault, cell.params)
    return undefined
  }
  const text = cellText(cell).trim()
  if (text === '' || (marks && ABSENT.test(text))) return undefined
  if (text.charCodeAt(0) === 35 && isErrorCell(text)) {
    report('error_cell')
    return undefined
  }
  return text
}

const ERROR_CELL = /^#(?:N\/A|REF!|VALUE!|VALEUR!|NAME\?|NOM\?|DIV\/0!|NUM!|NOMBRE!|NULL!|NUL!|SPILL!|CALC!|####*)$/i

/** Whether a text is how spreadsheets show an error, in English or French. */
export function isErrorCell(text: string): boolean {
  return ERROR_CELL.test(text)
}
