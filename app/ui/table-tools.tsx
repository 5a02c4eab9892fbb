import { Form } from 'react-router'
import { m } from '#messages'
import type { Choice } from './choice.ts'
import { Menu } from './menu.tsx'
import { chosenColumns, type TableQuery, type TableSpec, writeTableQuery } from './table-query.ts'

interface TableFilter {
  name: string
  label: string
  choices: Choice[]
  /** What no choice means, when that is not « all ». */
  otherwise?: string
}

export interface ToolsProps {
  spec: TableSpec
  query: TableQuery
  columns: { key: string; title: string }[]
  /** Label of the search field; without it there is none. */
  search?: string | undefined
  filters?: TableFilter[] | undefined
  /** Address that gives what is filtered as a file; `format=csv` or `xlsx` is added to the table's state. */
  exportPath?: string | undefined
  /** The same rows can also be had as a map for other programs. */
  exportsMap?: boolean | undefined
}

/** Search, filters, columns and export of a table: one form read from the address, links for the files. */
export function TableTools({ spec, query, columns, search, filters = [], exportPath, exportsMap }: ToolsProps) {
  const optional = columns.filter(({ key }) => spec.columns.find((column) => column.key === key)?.optional)
  const controls = (search ? 1 : 0) + filters.length + optional.length
  return (
    <div className="table-tools">
      {controls > 0 && (
        // The key gives the fields the address's values anew when a link changed it.
        <Form className="table-tools" key={writeTableQuery(spec, query).toString()} preventScrollReset>
          {query.sort && query.sort !== spec.sort && <input type="hidden" name="sort" value={query.sort} />}
          {query.direction !== (spec.direction ?? 'ascending') && (
            <input type="hidden" name="direction" value={query.direction} />
          )}
          {search && <SearchField label={search} value={query.q} />}
          {filters.map((filter) => (
            <Filter key={filter.name} {...filter} value={query.filters[filter.name] ?? ''} />
          ))}
          {optional.length > 0 && <ColumnChoice columns={optional} query={query} spec={spec} />}
          <button type="submit" className="button">
            {m.ui_table_apply()}
          </button>
        </Form>
      )}
      {exportPath && (
        <ExportLinks
          path={exportPath}
          state={writeTableQuery(spec, { ...query, page: 1 })}
          exportsMap={exportsMap ?? false}
        />
      )}
    </div>
  )
}

function SearchField({ label, value }: { label: string; value: string }) {
  return (
    <div className="field wide">
      <label htmlFor="table-q">{label}</label>
      <input className="input" type="search" id="table-q" name="q" defaultValue={value} autoComplete="off" />
    </div>
  )
}

function Filter({ name, label, choices, value, otherwise }: TableFilter & { value: string }) {
  return (
    <div className="field">
      <label htmlFor={`table-${name}`}>{label}</label>
      <select className="input" id={`table-${name}`} name={name} defaultValue={value}>
        <option value="">{otherwise ?? m.ui_table_all()}</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  )
}

function ColumnChoice(props: { columns: { key: string; title: string }[]; query: TableQuery; spec: TableSpec }) {
  const { columns, query, spec } = props
  const fixed = spec.columns.find(({ optional }) => !optional)
  return (
    <Menu summary={m.ui_table_columns()}>
      {/* Names at least one column, so that none of the optional ones is a choice too. */}
      {fixed && <input type="hidden" name="columns" value={fixed.key} />}
      {columns.map(({ key, title }) => (
        <label className="choice" key={key}>
          <input type="checkbox" name="columns" value={key} defaultChecked={query.columns.includes(key)} />
          <span>{title}</span>
        </label>
      ))}
      {chosenColumns(spec, query).length > 0 && <p className="small soft">{m.ui_table_columns_chosen()}</p>}
    </Menu>
  )
}

function ExportLinks({ path, state, exportsMap }: { path: string; state: URLSearchParams; exportsMap: boolean }) {
  const href = (format: string) => `${path}?${new URLSearchParams([...state, ['format', format]])}`
  return (
    <p className="actions export small">
      <span className="soft">{m.ui_table_export()}</span>
      <a href={href('csv')} download>
        CSV
      </a>
      <a href={href('xlsx')} download>
        XLSX
      </a>
      {exportsMap && (
        <a href={href('geojson')} download>
          GeoJSON
        </a>
      )}
    </p>
  )
}
