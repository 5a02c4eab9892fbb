/** What a room declares to have its files read: a kind, and the columns in which its rows wait to be merged. Pure: it runs in a worker. */
import { type CheckOptions, checkRows } from '#packages/intake/check.ts'
import type { Mapping } from '#packages/intake/headers.ts'
import type { ImportKind } from '#packages/intake/kind.ts'
import type { Problem } from '#packages/intake/problem.ts'
import type { Recognised } from '#packages/intake/recognise.ts'
import type { Source } from '#packages/intake/source.ts'
import type { Tally } from '#packages/intake/tally.ts'
import { copyLine } from './copy-line.ts'

export type StagedValue = string | number | boolean | null

/** How one staging column is typed in the database and found in a row. */
export interface StagingColumn<Row> {
  type: 'text' | 'integer' | 'double precision' | 'boolean' | 'date' | 'jsonb'
  value: (row: Row) => StagedValue
}

export interface ReadBatch {
  /** Accepted rows, in PostgreSQL's COPY text format, their line first. */
  copy: string
  rows: number
  problems: readonly Problem[]
  tally: Readonly<Tally>
}

export interface ImportReader {
  kind: ImportKind<unknown>
  /** Names and types of the staging columns, in COPY's order; `line` comes before them. */
  columns: readonly { name: string; type: string }[]
  read(source: Source, recognised: Recognised, mapping: Mapping, options: CheckOptions): AsyncGenerator<ReadBatch>
}

export function importReader<Row>(
  kind: ImportKind<Row>,
  staging: Readonly<Record<string, StagingColumn<Row>>>,
): ImportReader {
  const columns = Object.entries(staging).map(([name, { type, value }]) => ({ name, type, value }))
  return {
    kind,
    columns: columns.map(({ name, type }) => ({ name, type })),
    async *read(source, recognised, mapping, options) {
      for await (const { rows, problems, tally } of checkRows(source, recognised, kind, mapping, options)) {
        let copy = ''
        for (const { line, row } of rows) copy += copyLine(line, columns, row)
        yield { copy, rows: rows.length, problems, tally }
      }
    },
  }
}
