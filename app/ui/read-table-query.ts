import { z } from 'zod'
import { pageNumber } from './page-number.ts'
import { columnsByDefault, type TableQuery, type TableSpec } from './table-query.ts'

const LONGEST_TEXT = 200
const PAGE_ROWS = 25

const Text = z.string().trim().max(LONGEST_TEXT).catch('')
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
    page: pageNumber(search),
    pageRows: spec.pageRows ?? PAGE_ROWS,
    columns: shownColumns(spec, search.getAll('columns')),
    filters: readFilters(spec, search),
  }
}

function shownColumns(spec: TableSpec, asked: string[]) {
  if (asked.length === 0) return columnsByDefault(spec)
  return spec.columns.filter(({ key, optional }) => !optional || asked.includes(key)).map(({ key }) => key)
}

function readFilters(spec: TableSpec, search: URLSearchParams) {
  const filters: Record<string, string> = {}
  for (const [name, allowed] of Object.entries(spec.filters ?? {})) {
    const value = Text.parse(search.get(name) ?? '')
    if (value !== '' && (allowed === 'text' || allowed.includes(value))) filters[name] = value
  }
  return filters
}
