import { askedFormat, exportTable } from '#app/platform/export.server.ts'
import { readTableQuery } from '#app/ui/read-table-query.ts'
import { m } from '#messages'
import type { Route } from './+types/installation-audit-export.page.ts'
import { administer } from './administration.server.ts'
import { auditOf, INSTALLATION } from './audit.server.ts'
import { AUDIT_TABLE, auditExportColumns } from './audit-table.ts'

export function loader(asked: Route.LoaderArgs) {
  const query = readTableQuery(AUDIT_TABLE, new URL(asked.request.url).searchParams)
  return administer(asked, async (tx) => {
    const { rows } = await auditOf(tx, INSTALLATION, query, { all: true })
    return exportTable(tx, askedFormat(asked.request) ?? 'csv', {
      name: m.account_file_audit(),
      rows,
      columns: auditExportColumns(),
    })
  })
}
