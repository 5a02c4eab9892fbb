import type { Layout } from '#packages/intake/layout.ts'
import type { Problem } from '#packages/intake/problem.ts'
import type { DatasetId, Level } from './datasets.ts'
import type { Crs } from './projections/crs.ts'

export type Container = 'table' | 'geojson' | 'shapefile' | 'osm-xml' | 'osm-pbf' | 'gtfs'

/** How a table is written. */
export interface TableWriting {
  readonly layout: Layout
  readonly header: readonly string[]
  /** Line of the header, from 1. */
  readonly headerLine: number
  /** Decimal mark of the whole table; undefined when its first lines hold no decimals. */
  readonly decimal?: ',' | '.'
  /** Whether an accent of the beginning decided the encoding. */
  readonly encodingSettled: boolean
}

/** A public file that can be read: plain data, to be stored between the preview and the reading. */
export interface RecognisedOpenData {
  readonly dataset: DatasetId
  readonly container: Container
  readonly level: Level
  /** Year of the data. */
  readonly vintage?: number
  /** What told the year: the columns, the content, or only the file's name. */
  readonly vintageFrom?: 'columns' | 'content' | 'name'
  /** Names inside archives that lead to the table. */
  readonly inside: readonly string[]
  readonly table?: TableWriting
  readonly crs?: Crs
  /** Variables of the data set that indicators need and that the file does not hold. */
  readonly missing: readonly string[]
  /** First codes or names, for the preview. */
  readonly sample: readonly string[]
  /** Warnings of the file as a whole. */
  readonly problems: readonly Problem[]
}

export type OpenDataRecognition =
  | { readonly recognised: RecognisedOpenData; readonly refused?: never }
  | { readonly refused: readonly Problem[]; readonly recognised?: never }
