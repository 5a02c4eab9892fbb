/** What the log may be asked, on its page and for its file. */
import type { ExportColumn } from '#app/platform/export.server.ts'
import type { TableSpec } from '#app/ui/table-query.ts'
import { m } from '#messages'
import type { Entry } from './audit.server.ts'

export const AUDIT_TABLE: TableSpec = {
  columns: [
    { key: 'at', sortable: true },
    { key: 'who' },
    { key: 'act' },
    { key: 'table' },
    { key: 'rows' },
    { key: 'reason' },
    { key: 'position' },
  ],
  filters: { act: 'text', table: 'text', from: 'text', until: 'text' },
  sort: 'at',
  direction: 'descending',
  pageRows: 50,
}

const ACTS: Record<string, () => string> = {
  insert: m.account_act_insert,
  update: m.account_act_update,
  delete: m.account_act_delete,
  look: m.account_act_look,
  export: m.account_act_export,
  'sign-in': m.account_act_sign_in,
  'sign-out': m.account_act_sign_out,
  'sign-out-everywhere': m.account_act_sign_out_everywhere,
}

/** An act in words; one that has none is shown as it is written. */
export function actName(act: string): string {
  return ACTS[act]?.() ?? act
}

export function auditExportColumns(): ExportColumn<Entry>[] {
  return [
    { title: m.account_audit_at(), value: (row) => row.at },
    { title: m.account_audit_chain(), value: (row) => row.chain },
    { title: m.account_audit_position(), value: (row) => row.position },
    { title: m.account_audit_who(), value: (row) => row.who },
    { title: m.account_audit_act(), value: (row) => row.act },
    { title: m.account_audit_table(), value: (row) => row.table },
    { title: m.account_audit_rows(), value: (row) => row.count },
    { title: m.account_audit_ids(), value: (row) => row.ids.join(' ') },
    { title: m.account_audit_reason(), value: (row) => row.reason },
  ]
}
