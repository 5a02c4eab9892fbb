import { verifyChains } from '#app/platform/audit-chain.server.ts'
import { Page } from '#app/ui/page.tsx'
import { readTableQuery } from '#app/ui/read-table-query.ts'
import { Tabs } from '#app/ui/tabs.tsx'
import { m } from '#messages'
import type { Route } from './+types/installation-audit.page.ts'
import { administer } from './administration.server.ts'
import { administrationTabs } from './administration-tabs.ts'
import { auditChoices, auditHeads, auditOf, INSTALLATION } from './audit.server.ts'
import { AUDIT_TABLE } from './audit-table.ts'
import { AuditView } from './audit-view.tsx'

export const meta = () => [{ title: `${m.account_room_audit()} – Palier` }]

export function loader(asked: Route.LoaderArgs) {
  const { searchParams } = new URL(asked.request.url)
  const query = readTableQuery(AUDIT_TABLE, searchParams)
  return administer(asked, async (tx) => ({
    query,
    choices: await auditChoices(tx, INSTALLATION),
    entries: await auditOf(tx, INSTALLATION, query),
    heads: await auditHeads(tx, INSTALLATION),
    checked: searchParams.has('check') ? await verifyChains(tx) : null,
    exportPath: '/administration/audit/export',
  }))
}

export default function InstallationAudit({ loaderData }: Route.ComponentProps) {
  return (
    <Page title={m.account_installation_audit()} lead={m.account_audit_lead()}>
      <Tabs label={m.account_administration()} tabs={administrationTabs()} />
      <AuditView {...loaderData} />
    </Page>
  )
}
