/** What the list of deliverables may be asked. */
import type { TableSpec } from '#app/ui/table-query.ts'

export const DELIVERABLE_TABLE: TableSpec = {
  columns: [
    { key: 'title', sortable: true },
    { key: 'due', sortable: true },
    { key: 'state' },
    { key: 'action', optional: true },
    { key: 'party', optional: true },
    { key: 'evidence', optional: true, hidden: true },
    { key: 'done', optional: true, hidden: true },
  ],
  filters: { state: ['open', 'late', 'done'], mission: ['initial', 'operation'] },
  sort: 'due',
}
