import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { m } from '#messages'
import { formatNumber } from './format.ts'
import { Pagination } from './pagination.tsx'
import { type TableQuery, type TableSpec, tableHref } from './table-query.ts'
import { TableTools, type ToolsProps } from './table-tools.tsx'

export interface Column<Row> {
  /** The same key as in the table's `TableSpec`. */
  key: string
  title: string
  cell: (row: Row) => ReactNode
  /** Aligned on its digits. */
  number?: boolean
}

export interface DataTableProps<Row> extends Omit<ToolsProps, 'columns'> {
  caption: string
  spec: TableSpec
  query: TableQuery
  /** The first shown column names its row. */
  columns: Column<Row>[]
  rows: Row[]
  rowKey: (row: Row) => string
  /** Rows that match, on all pages. */
  total: number
  /** What stands in place of an empty table that nobody filtered. */
  empty: ReactNode
}

/** Rows that the server sorted, filtered and cut: every control is a link or a plain form. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, spec, query, columns, rows, rowKey, total, empty, filters, search, exportPath, exportsMap } = props
  const asked = query.q !== '' || Object.keys(query.filters).length > 0
  if (total === 0 && !asked) return empty
  const shown = columns.filter(({ key }) => query.columns.includes(key))
  return (
    <div className="section">
      <TableTools {...{ spec, query, columns, filters, search, exportPath, exportsMap }} />
      {total === 0 ? (
        <p role="status">
          {m.ui_table_no_match()} <Link to="?">{m.ui_table_clear()}</Link>
        </p>
      ) : (
        <div className="table-scroll">
          <table className="table cards">
            <caption>
              {caption} <span className="soft">{m.ui_table_rows({ count: total, written: formatNumber(total) })}</span>
            </caption>
            <thead>
              <tr data-title={m.ui_table_sort()}>
                {shown.map((column) => (
                  <ColumnHead key={column.key} {...{ column, spec, query }} />
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={rowKey(row)}>
                  {shown.map((column, index) => (
                    <Cell key={column.key} column={column} naming={index === 0} value={column.cell(row)} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Pagination
        page={query.page}
        pages={Math.ceil(total / query.pageRows)}
        hrefOf={(page) => tableHref(spec, query, { page })}
      />
    </div>
  )
}

interface HeadProps<Row> {
  column: Column<Row>
  spec: TableSpec
  query: TableQuery
}

function ColumnHead<Row>({ column, spec, query }: HeadProps<Row>) {
  const sortable = spec.columns.find(({ key }) => key === column.key)?.sortable
  const sorted = query.sort === column.key ? query.direction : undefined
  const next = sorted === 'ascending' ? 'descending' : 'ascending'
  return (
    <th scope="col" className={column.number ? 'number' : undefined} aria-sort={sortable ? sorted : undefined}>
      {sortable ? (
        <Link to={tableHref(spec, query, { sort: column.key, direction: next, page: 1 })} preventScrollReset>
          <span>{column.title}</span>
          <span aria-hidden="true">{sorted === 'ascending' ? '↑' : sorted === 'descending' ? '↓' : '↕'}</span>
        </Link>
      ) : (
        column.title
      )}
    </th>
  )
}

function Cell<Row>({ column, naming, value }: { column: Column<Row>; naming: boolean; value: ReactNode }) {
  if (naming) return <th scope="row">{value}</th>
  return (
    <td className={column.number ? 'number' : undefined} data-title={column.title}>
      {value}
    </td>
  )
}
