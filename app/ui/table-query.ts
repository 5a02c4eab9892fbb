export type Direction = 'ascending' | 'descending'

/** What one table may be asked; everything else in an address is ignored. */
export interface TableSpec {
  columns: readonly { key: string; sortable?: boolean; optional?: boolean; hidden?: boolean }[]
  /** For each filter its allowed values, or 'text' for a free one. */
  filters?: Readonly<Record<string, readonly string[] | 'text'>>
  sort?: string
  direction?: Direction
  pageRows?: number
}

export interface TableQuery {
  q: string
  sort: string | null
  direction: Direction
  /** From 1. */
  page: number
  pageRows: number
  /** Keys of the columns to show, in the table's order. */
  columns: string[]
  filters: Record<string, string>
}

/** The address of a table's state, shortest form: what equals the default is left out. Starts with `?`. */
export function tableHref(spec: TableSpec, query: TableQuery, change: Partial<TableQuery> = {}): string {
  return `?${writeTableQuery(spec, { ...query, ...change })}`
}

/** The inverse of `readTableQuery`. */
export function writeTableQuery(spec: TableSpec, query: TableQuery): URLSearchParams {
  const search = new URLSearchParams()
  if (query.q !== '') search.set('q', query.q)
  for (const [name, value] of Object.entries(query.filters)) search.set(name, value)
  const byDefault = query.sort === (spec.sort ?? null) && query.direction === (spec.direction ?? 'ascending')
  if (query.sort !== null && !byDefault) {
    search.set('sort', query.sort)
    search.set('direction', query.direction)
  }
  for (const key of chosenColumns(spec, query)) search.append('columns', key)
  if (query.page > 1) search.set('page', String(query.page))
  return search
}

/** The columns to name in an address: none when they are the table's own choice. */
export function chosenColumns(spec: TableSpec, query: TableQuery): string[] {
  const byDefault = columnsByDefault(spec)
  const same = byDefault.length === query.columns.length && byDefault.every((key) => query.columns.includes(key))
  return same ? [] : query.columns
}

/** The columns that a table shows when nobody chose. */
export function columnsByDefault(spec: TableSpec): string[] {
  return spec.columns.filter((column) => !column.optional || !column.hidden).map((column) => column.key)
}
