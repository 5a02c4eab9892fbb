import { z } from 'zod'

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

const LONGEST_TEXT = 200
const MOST_PAGES = 100_000
const PAGE_ROWS = 25

const Text = z.string().trim().max(LONGEST_TEXT).catch('')
const Page = z.coerce.number().int().min(1).max(MOST_PAGES).catch(1)
const DirectionText = z.enum(['ascending', 'descending'])

/** Reads a table's state from an address; an unknown column, filter or page falls back to the table's own default. */
export function readTableQuery(spec: TableSpec, search: URLSearchParams): TableQuery {
  const sortable = spec.columns.filter((column) => column.sortable).map((column) => column.key)
  const asked = search.get('sort')
  const sort = asked !== null && sortable.includes(asked) ? asked : (spec.sort ?? null)
  const fallback = sort === spec.sort ? (spec.direction ?? 'ascending') : 'ascending'
  return {
    q: Text.parse(search.get('q') ?? ''),
    sort,
    direction: DirectionText.catch(fallback).parse(search.get('direction')),
    page: Page.parse(search.get('page') ?? 1),
    pageRows: spec.pageRows ?? PAGE_ROWS,
    columns: shownColumns(spec, search.getAll('columns')),
    filters: readFilters(spec, search),
  }
}

function shownColumns(spec: TableSpec, asked: string[]) {
  return spec.columns
    .filter((column) => !column.optional || (asked.length === 0 ? !column.hidden : asked.includes(column.key)))
    .map((column) => column.key)
}

function readFilters(spec: TableSpec, search: URLSearchParams) {
  const filters: Record<string, string> = {}
  for (const [name, allowed] of Object.entries(spec.filters ?? {})) {
    const value = Text.parse(search.get(name) ?? '')
    if (value !== '' && (allowed === 'text' || allowed.includes(value))) filters[name] = value
  }
  return filters
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
  const byDefault = shownColumns(spec, [])
  const same = byDefault.length === query.columns.length && byDefault.every((key) => query.columns.includes(key))
  return same ? [] : query.columns
}
