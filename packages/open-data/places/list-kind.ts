import { comparable } from '#packages/intake/headers.ts'
import type { ImportKind } from '#packages/intake/kind.ts'
import type { DatasetId, Level } from '../datasets.ts'
import type { OpenDataRow, Place } from '../rows.ts'

/** A file that lists things, one a line, read as a kind of intake; its rows are typed records. */
export interface ListKind {
  readonly dataset: DatasetId
  readonly level: Level
  /** Headers that only this file has together; of several lists, one is enough. */
  readonly tells: readonly (readonly string[])[]
  readonly kind: ImportKind<Listed>
  /** Field that holds the commune, by which lines are told apart in their bytes. */
  readonly communeField?: string
}

export interface Listed {
  readonly row: OpenDataRow
  readonly commune?: string
  readonly place?: Place | null
  /** Of every perimeter: words, not places. */
  readonly always?: true
}

/** How many of its tell-tale headers stand in a header; 0 unless all of one list do. */
export function scoreOf({ tells }: ListKind, header: readonly string[]): number {
  const names = new Set(header.map(comparable))
  const whole = tells.filter((list) => list.every((name) => names.has(comparable(name))))
  return Math.max(0, ...whole.map((list) => list.length))
}
