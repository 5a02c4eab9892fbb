import { verifyChains } from '#app/platform/audit-chain.server.ts'
import { must } from '#app/platform/database.server.ts'
import { read } from '#app/platform/page.server.ts'
import { Page } from '#app/ui/page.tsx'
import { readTableQuery } from '#app/ui/read-table-query.ts'
import { m } from '#messages'
import type { Route } from './+types/audit.page.ts'
import { auditChoices, auditHeads, auditOf } from './audit.server.ts'
import { AUDIT_TABLE } from './audit-table.ts'
import { AuditView } from './audit-view.tsx'

export const meta: Route.MetaFunction = () => [{ title: `${m.account_room_audit()} – Palier` }]

export function loader(asked: Route.LoaderArgs) {
  const { searchParams } = new URL(asked.request.url)
  const query = readTableQuery(AUDIT_TABLE, searchParams)
  return read(asked, async (tx) => {
    must(tx.actor, 'audit.read')
    const { conventionId, conventionCode } = tx.actor
    return {
      query,
      choices: await auditChoices(tx, conventionId),
      entries: await auditOf(tx, conventionId, query),
      heads: await auditHeads(tx, conventionId),
      checked: searchParams.has('check') ? await verifyChains(tx) : null,
      exportPath: `/c/${conventionCode}/audit/export`,
    }
  })
}

export default function Audit({ loaderData }: Route.ComponentProps) {
  return (
    <Page title={m.account_room_audit()} lead={m.account_audit_lead()}>
      <AuditView {...loaderData} />
    </Page>
  )
}
