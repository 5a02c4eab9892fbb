/** What the list of residences may be asked, on its page and for its file. */
import type { TableSpec } from '#app/ui/table-query.ts'

export const RESIDENCE_TABLE: TableSpec = {
  columns: [
    { key: 'name', sortable: true },
    { key: 'address', optional: true },
    { key: 'dwellings', sortable: true },
    { key: 'vacancy', sortable: true, optional: true },
    { key: 'sieves', sortable: true, optional: true },
  ],
  sort: 'name',
}

export const DWELLING_TABLE: TableSpec = {
  columns: [
    { key: 'code', sortable: true },
    { key: 'address', sortable: true },
    { key: 'stairway', optional: true },
    { key: 'floor', sortable: true },
    { key: 'door', optional: true },
    { key: 'rooms', sortable: true },
    { key: 'area', sortable: true, optional: true },
    { key: 'energy', sortable: true, optional: true },
    { key: 'status', sortable: true },
  ],
  filters: {
    status: ['occupied', 'vacant-offered', 'vacant-technical', 'unknown'],
    energy: ['A', 'B', 'C', 'D', 'E', 'F', 'G'],
  },
  sort: 'code',
}

/** Whoever meets tenants without drawing or asking them has no need of their age and occupation. */
export function tenantTable(seesProfile: boolean): TableSpec {
  const profile = [
    { key: 'born', sortable: true },
    { key: 'pcs', optional: true },
  ]
  return {
    columns: [
      { key: 'name', sortable: true },
      { key: 'dwelling', sortable: true },
      { key: 'role' },
      ...(seesProfile ? profile : []),
      { key: 'entered', sortable: true, optional: true },
    ],
    sort: 'name',
  }
}
