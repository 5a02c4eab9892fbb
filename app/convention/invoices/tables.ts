/** What the list of invoices may be asked. */
import type { TableSpec } from '#app/ui/table-query.ts'
import { INVOICE_KINDS, INVOICE_STATES } from './choices.ts'

export const INVOICE_TABLE: TableSpec = {
  columns: [
    { key: 'number', sortable: true },
    { key: 'buyer' },
    { key: 'state' },
    { key: 'issued', sortable: true },
    { key: 'due', sortable: true },
    { key: 'amount', sortable: true },
    { key: 'left', optional: true },
    { key: 'status', optional: true, hidden: true },
    { key: 'subject', optional: true, hidden: true },
  ],
  filters: { state: INVOICE_STATES, kind: INVOICE_KINDS },
  sort: 'issued',
  direction: 'descending',
}
