import type { TableSpec } from '#app/ui/table-query.ts'

/** What the list of imports may be asked. */
export const IMPORT_TABLE: TableSpec = {
  columns: [
    { key: 'file' },
    { key: 'kind', optional: true },
    { key: 'state' },
    { key: 'received' },
    { key: 'by', optional: true },
    { key: 'added' },
    { key: 'changed', optional: true },
    { key: 'aside', optional: true },
  ],
}
