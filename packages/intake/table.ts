import type { ProblemCode, ProblemParams } from './problem.ts'

/** A cell that holds no value one can read: an error of the spreadsheet, a formula never computed. */
export interface FaultyCell {
  readonly fault: ProblemCode
  /** What the file shows there, for the message. */
  readonly text: string
  readonly params?: ProblemParams
}

/** A cell as found: text from a text file; a number or a boolean where the file itself is typed. Dates come as ISO text. */
export type Cell = string | number | boolean | FaultyCell

/** A record of the table before any mapping. */
export interface RawRecord {
  /** Physical line where it starts (CSV), row of the sheet (XLSX) or number of the feature (GeoJSON), from 1. */
  readonly line: number
  readonly cells: readonly Cell[]
}

/** The text of a cell as a person would read it in the file. */
export function cellText(cell: Cell | undefined): string {
  if (cell === undefined) return ''
  if (typeof cell === 'string') return cell
  return typeof cell === 'object' ? cell.text : String(cell)
}

/** Whether nothing is written in any cell: blank lines and tails of separators. */
export function isBlank(cells: readonly Cell[]): boolean {
  for (const cell of cells) if (typeof cell !== 'string' || cell.trim() !== '') return false
  return true
}
