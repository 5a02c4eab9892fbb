/** A rectangle of cells, columns and rows from 0 and 1 as in the sheet: `A1` is column 0, row 1. */
export interface Area {
  readonly firstColumn: number
  readonly lastColumn: number
  readonly firstRow: number
  readonly lastRow: number
}

/** What reading a sheet needs, found once at recognition. */
export interface ZipPlan {
  /** Name of the entry that holds the sheet. */
  readonly part: string
  readonly date1904: boolean
}
