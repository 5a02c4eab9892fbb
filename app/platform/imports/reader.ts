/** What a room declares to have its files read: a kind, and the columns in which its rows wait to be merged. Pure: it runs in a worker. */
import { type CheckOptions, checkRows } from '#packages/intake/check.ts'
import type { Mapping } from '#packages/intake/headers.ts'
import { type ImportKind, importKind } from '#packages/intake/kind.ts'
import type { Layout } from '#packages/intake/layout.ts'
import type { Problem } from '#packages/intake/problem.ts'
import type { Recognised } from '#packages/intake/recognise.ts'
import type { Source } from '#packages/intake/source.ts'
import type { Tally } from '#packages/intake/tally.ts'
import { copyLine } from './copy-line.ts'

/** A published file says itself what it is: there are no columns to confirm, and any format may hold it. */
export interface PublishedLayout {
  format: 'published'
  dataset: string
  /** Year or day of the edition; empty where the file does not tell. */
  vintage: string
  /** What its reader needs to open it again. */
  file: unknown
}

/** A file that can be read: plain data, to be stored between the preview and the import. */
export type RecognisedFile = Omit<Recognised, 'layout'> & { layout: Layout | PublishedLayout }

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
  read(
    source: Source,
    recognised: RecognisedFile,
    mapping: Mapping,
    options: CheckOptions,
    scope: unknown,
  ): AsyncGenerator<ReadBatch>
}

/** What a published file turned out to be, and which reader takes it; nothing when it is none. */
export type PublishedRecogniser = (
  source: Source,
) => Promise<{ kind: string; recognised: RecognisedFile } | { refused: readonly Problem[] } | undefined>

export function importReader<Row>(
  kind: ImportKind<Row>,
  staging: Readonly<Record<string, StagingColumn<Row>>>,
): ImportReader {
  const columns = Object.entries(staging).map(([name, { type, value }]) => ({ name, type, value }))
  return {
    kind,
    columns: columns.map(({ name, type }) => ({ name, type })),
    async *read(source, { layout, ...recognised }, mapping, options) {
      if (layout.format === 'published') throw new TypeError(`${kind.id} has columns to read by`)
      const table = { ...recognised, layout }
      for await (const { rows, problems, tally } of checkRows(source, table, kind, mapping, options)) {
        let copy = ''
        for (const { line, row } of rows) copy += copyLine(line, columns, row)
        yield { copy, rows: rows.length, problems, tally }
      }
    },
  }
}

/**
 * Declares the reader of published files: what it finds waits as records, each with the name of its part.
 *
 * @param records problems and counts with the records; `scope` is what the target says of the perimeter
 */
export function publishedReader(
  id: string,
  records: (source: Source, file: PublishedLayout, scope: unknown) => AsyncGenerator<RecordBatch>,
): ImportReader {
  return {
    kind: importKind({ id, formats: [], fields: {}, dialects: [{ id: 'published', headers: {} }] }),
    columns: RECORD_COLUMNS.map(({ name, type }) => ({ name, type })),
    async *read(source, { layout }, _mapping, _options, scope) {
      if (layout.format !== 'published') throw new TypeError(`${id} reads published files`)
      for await (const { records: found, problems, tally } of records(source, layout, scope)) {
        let copy = ''
        for (const { line, ...record } of found) copy += copyLine(line, RECORD_COLUMNS, record)
        yield { copy, rows: found.length, problems, tally }
      }
    },
  }
}

export interface RecordBatch {
  records: readonly { line: number; part: string; record: unknown }[]
  problems: readonly Problem[]
  tally: Readonly<Tally>
}

const RECORD_COLUMNS = [
  { name: 'part', type: 'text' as const, value: ({ part }: { part: string }) => part },
  { name: 'record', type: 'jsonb' as const, value: ({ record }: { record: unknown }) => JSON.stringify(record) },
]
