import { must } from '#app/platform/database.server.ts'
import { askedFormat, exportTable } from '#app/platform/export.server.ts'
import { read } from '#app/platform/page.server.ts'
import { readTableQuery } from '#app/ui/read-table-query.ts'
import { m } from '#messages'
import type { Route } from './+types/audit-export.page.ts'
import { auditOf } from './audit.server.ts'
import { AUDIT_TABLE, auditExportColumns } from './audit-table.ts'

export function loader(asked: Route.LoaderArgs) {
  const query = readTableQuery(AUDIT_TABLE, new URL(asked.request.url).searchParams)
  return read(asked, async (tx) => {
    must(tx.actor, 'audit.read')
    const { rows } = await auditOf(tx, tx.actor.conventionId, query, { all: true })
    return exportTable(tx, askedFormat(asked.request) ?? 'csv', {
      name: m.account_file_audit(),
      rows,
      columns: auditExportColumns(),
    })
  })
}
