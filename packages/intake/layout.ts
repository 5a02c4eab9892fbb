import type { CsvShape } from './csv/parser.ts'
import type { Encoding } from './encoding.ts'
import type { Area, ZipPlan } from './xlsx/plan.ts'

/** How a text table is written. */
export interface CsvLayout extends CsvShape {
  readonly format: 'csv'
  readonly encoding: Encoding
  /** Bytes of the byte order mark. */
  readonly bom: number
  /** Accents encoded twice: `no`, `found` and undecided, `repair` them, or `keep` them as they are. */
  readonly doubleEncoded: 'no' | 'found' | 'repair' | 'keep'
}

/** Which sheet of a workbook, and what is needed to read it. */
export interface XlsxLayout extends ZipPlan {
  readonly format: 'xlsx'
  readonly sheet: string
  /** Cells merged over several rows of the table. */
  readonly merged: readonly Area[]
  /** Whether a merged value stands for each of its rows. */
  readonly unmerge: boolean
}

/** Coordinates as given: they are not converted here. */
export interface GeojsonLayout {
  readonly format: 'geojson'
  readonly crs: Crs
  /** Whether latitude is written first and must be exchanged. */
  readonly swap: boolean
}

export type Crs = 'wgs84' | 'lambert93'

/** How to read the file: plain data, so that it can be stored between the preview and the import. */
export type Layout = CsvLayout | XlsxLayout | GeojsonLayout
