import type { ColumnOptions, Report, ValueReader } from './values/reader.ts'

/** A field of a kind: how its cells are read, and whether a line can do without. */
export interface Field<T> {
  readonly reader: ValueReader<unknown>
  readonly required: boolean
  /** Narrows what the reader gave; undefined when it gave nothing that the field accepts. */
  readonly accept: (value: unknown) => value is T
}

type Fields = Readonly<Record<string, Field<unknown>>>

/** The row that a set of fields makes: null where an optional one is empty. */
export type RowOf<F extends Fields> = { -readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never }

/** A way of naming the columns, as one software or one vintage writes them. */
export interface Dialect<Name extends string = string> {
  readonly id: string
  /** Headers for each field, the surest first; compared without accents, case, spaces and punctuation. */
  readonly headers: Readonly<Partial<Record<Name, readonly string[]>>>
  /** Headers that no other dialect has: each one found speaks for this one. */
  readonly marks?: readonly string[]
  /** What stands between a group and its question in a header: the name is what follows the last one. */
  readonly groupMark?: string
  /** Answers known for this dialect, so that they are not asked. */
  readonly options?: Readonly<Partial<Record<Name, ColumnOptions>>>
}

/** Columns that are never read, and why: minimisation is said to the sender. */
export interface ForbiddenColumns {
  /** Stable word for the message's `reason`: `nationality`, `health`, `income`… */
  readonly reason: string
  readonly headers: readonly string[]
}

/** The values of a line by field, before the kind has looked at them. */
type Values = Readonly<Record<string, unknown>>

export type TableFormat = 'csv' | 'xlsx' | 'geojson'

/** `refuse` a second line of the same key, or keep the first alone and compare the fields that must be the `same`. */
export type Repeats<Name extends string = string> =
  | 'refuse'
  | { readonly keepFirst: true; readonly same: readonly Name[] }

/** What a kind of import declares; `Row` is what each accepted line gives. */
export interface ImportKind<Row> {
  readonly id: string
  readonly formats: readonly TableFormat[]
  readonly fields: Fields
  readonly dialects: readonly Dialect[]
  readonly forbidden: readonly ForbiddenColumns[]
  /** Fields that together name one thing; empty when lines have no key. */
  readonly key: readonly string[]
  /** The key counts only if one of these fields is filled; empty when it always counts. */
  readonly keyNeeds: readonly string[]
  /** What a repeated key means; usually a mistake. */
  readonly repeats: Repeats
  /** Turns the values of a line into its row; undefined refuses the line, after a report. */
  readonly row: (values: Values, report: Report) => Row | undefined
}

export type RowOfKind<K> = K extends ImportKind<infer Row> ? Row : never

/** The field must be filled on every line. */
export function required<T extends string | number | boolean>(reader: ValueReader<T>): Field<T> {
  return { reader, required: true, accept: (value): value is T => value !== undefined && value !== null }
}

/** The field may be empty, or its column absent: null. */
export function optional<T extends string | number | boolean>(reader: ValueReader<T>): Field<T | null> {
  return { reader, required: false, accept: (value): value is T | null => value !== undefined }
}

interface Declaration<F extends Fields> {
  id: string
  formats?: readonly TableFormat[]
  fields: F
  dialects: readonly Dialect<Extract<keyof F, string>>[]
  forbidden?: readonly ForbiddenColumns[]
  key?: readonly Extract<keyof F, string>[]
  keyNeeds?: readonly Extract<keyof F, string>[]
  repeats?: Repeats<Extract<keyof F, string>>
}

/** Declares a kind whose rows are its fields. */
export function importKind<const F extends Fields>(declaration: Declaration<F>): ImportKind<RowOf<F>>
/**
 * Declares a kind whose rows are made of its fields by `finish`, which may also compare fields of a line.
 *
 * @param finish gives the row, or undefined to refuse the line after it reported why
 */
export function importKind<const F extends Fields, Row>(
  declaration: Declaration<F>,
  finish: (values: RowOf<F>, report: Report) => Row | undefined,
): ImportKind<Row>
export function importKind<const F extends Fields, Row>(
  declaration: Declaration<F>,
  finish?: (values: RowOf<F>, report: Report) => Row | undefined,
): ImportKind<Row | RowOf<F>> {
  const { fields, formats = ['csv', 'xlsx'], forbidden = [], key = [], keyNeeds = [], repeats = 'refuse' } = declaration
  const filled = filledBy(fields)
  return {
    ...declaration,
    formats,
    forbidden,
    key,
    keyNeeds,
    repeats,
    row(values, report) {
      if (!filled(values)) return undefined
      return finish ? finish(values, report) : values
    },
  }
}

/** Tells whether every field holds what it accepts: from there on the line has its type. */
function filledBy<F extends Fields>(fields: F) {
  const entries = Object.entries(fields)
  return (values: Values): values is Values & RowOf<F> => {
    for (const [name, field] of entries) if (!field.accept(values[name])) return false
    return true
  }
}
