import type { TableSpec } from './table-query.ts'

export const tableSpec: TableSpec = {
  columns: [
    { key: 'address', sortable: true },
    { key: 'rooms', sortable: true, optional: true },
    { key: 'area', sortable: true, optional: true },
    { key: 'state', optional: true },
    { key: 'code', optional: true, hidden: true },
  ],
  filters: { state: ['occupied', 'vacant', 'works'] },
  sort: 'address',
  pageRows: 8,
}
