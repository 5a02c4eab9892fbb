/** What a member's first page says: what awaits them, and how far the convention is. Each room's own rows, nothing kept here. */
import { sql } from 'kysely'
import { contractAwaits } from '#app/convention/awaiting.server.ts'
import { approvalsAwaited } from '#app/mobilisation/approvals.server.ts'
import { partnersAwait } from '#app/partners/awaiting.server.ts'
import type { ActorTx } from '#app/platform/database.server.ts'
import { may } from '#app/platform/permissions.ts'
import { coverage } from '#app/stock/coverage.server.ts'
import { countsByResidence } from '#app/stock/residences.server.ts'
import { visitsOf } from '#app/survey/interviews/visits.server.ts'
import { panelsOf } from '#app/survey/panels.server.ts'
import { formatNumber } from '#app/ui/format.ts'
import { m } from '#messages'
import { openInvitations } from './invitations.server.ts'

export interface NextStep {
  href: string
  title: string
  about: string
}

export interface Progress {
  residences: number
  uncovered: number
  dwellings: number
  hasTenants: boolean
  files: { open: number; last: { id: string; name: string; at: string } | null }
  panels: Awaited<ReturnType<typeof panelsOf>>
}

/** How far the convention is, for those who see the whole of its stock; nothing for the others. */
export async function progressOf(tx: ActorTx): Promise<Progress | null> {
  if (!may(tx.actor, 'stock.coverage.read')) return null
  const residences = await coverage(tx)
  const counts = await countsByResidence(tx)
  return {
    residences: residences.length,
    uncovered: residences.filter(({ covered }) => covered.length === 0).length,
    dwellings: counts.reduce((sum, { dwellings }) => sum + dwellings, 0),
    hasTenants: counts.some(({ persons }) => persons > 0),
    files: await filesOf(tx),
    panels: await panelsOf(tx),
  }
}

async function filesOf(tx: ActorTx): Promise<Progress['files']> {
  const open = await tx
    .selectFrom('import')
    .select(sql<number>`count(*)`.as('count'))
    .where('committed_at', 'is', null)
    .where('discarded_at', 'is', null)
    .executeTakeFirstOrThrow()
  const last = await tx
    .selectFrom('import')
    .select(['id', 'file_name as name', sql<Date>`committed_at`.as('at')])
    .where('committed_at', 'is not', null)
    .where('undone_at', 'is', null)
    .orderBy('committed_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return { open: open.count, last: last ? { ...last, at: last.at.toISOString() } : null }
}

/** What this member can do next, first things first; empty when nothing awaits them. */
export async function nextSteps(tx: ActorTx, progress: Progress | null): Promise<NextStep[]> {
  const here = `/c/${tx.actor.conventionCode}`
  return [
    ...(await visitSteps(tx, here)),
    ...(await contractSteps(tx, here)),
    ...(await partnerSteps(tx, here)),
    ...(await approvalSteps(tx, here)),
    ...(progress ? [...fileSteps(tx, here, progress), ...panelSteps(tx, here, progress)] : []),
    ...(await invitationSteps(tx, here)),
  ]
}

/** Someone who should have come out of a home by now comes before anything else. */
async function visitSteps(tx: ActorTx, here: string): Promise<NextStep[]> {
  if (!may(tx.actor, 'survey.interview.decide')) return []
  return (await visitsOf(tx))
    .filter(({ is_overdue }) => is_overdue)
    .map(({ who }) => ({
      href: `${here}/survey/board`,
      title: m.account_next_visit({ who }),
      about: m.account_next_visit_why(),
    }))
}

/** What is to be invoiced, is late, or waits for a signature. */
async function contractSteps(tx: ActorTx, here: string): Promise<NextStep[]> {
  const awaits = await contractAwaits(tx)
  if (!awaits) return []
  const contract = `${here}/convention`
  const late = may(tx.actor, 'convention.contract.change') ? m.account_next_late : m.account_next_late_see
  return counted([
    [awaits.toSign, `${contract}/amendments`, m.account_next_own_sign, m.account_next_own_sign_why],
    [awaits.toHaveSigned, `${contract}/amendments`, m.account_next_sign, m.account_next_sign_why],
    [awaits.toInvoice, `${contract}/invoices`, m.account_next_invoice, m.account_next_invoice_why],
    [awaits.refusedInvoices, `${contract}/invoices?state=refused`, m.account_next_refused, m.account_next_refused_why],
    [awaits.lateInvoices, `${contract}/invoices?state=late`, m.account_next_unpaid, m.account_next_unpaid_why],
    [awaits.lateDeliverables, `${contract}/deliverables?state=late`, late, m.account_next_late_why],
  ])
}

async function partnerSteps(tx: ActorTx, here: string): Promise<NextStep[]> {
  const awaits = await partnersAwait(tx)
  if (!awaits) return []
  const partners = `${here}/partners`
  return counted([
    [awaits.toMinute, `${partners}/meetings?state=held`, m.account_next_minutes, m.account_next_minutes_why],
    [awaits.minutes, `${partners}/meetings?state=minuted`, m.account_next_read, m.account_next_read_why],
    [awaits.objectives, `${partners}/objectives`, m.account_next_objectives, m.account_next_objectives_why],
    [awaits.lateActions, `${partners}/actions?state=late`, m.account_next_actions, m.account_next_actions_why],
  ])
}

async function approvalSteps(tx: ActorTx, here: string): Promise<NextStep[]> {
  const count = await approvalsAwaited(tx)
  return counted([[count, `${here}/mobilisation`, m.account_next_approve, m.account_next_approve_why]])
}

type Counted = [count: number, href: string, title: () => string, about: (said: { count: number }) => string]

/** Those of which there is at least one. */
function counted(steps: Counted[]): NextStep[] {
  return steps.flatMap(([count, href, title, about]) =>
    count > 0 ? [{ href, title: title(), about: about({ count }) }] : [],
  )
}

function fileSteps({ actor }: ActorTx, here: string, progress: Progress): NextStep[] {
  const { residences, uncovered, hasTenants, files } = progress
  const steps: NextStep[] = []
  if (may(actor, 'import.run')) {
    const href = `${here}/imports/new`
    if (residences === 0) steps.push({ href, title: m.account_next_dwellings(), about: m.account_next_dwellings_why() })
    else if (!hasTenants) steps.push({ href, title: m.account_next_tenants(), about: m.account_next_tenants_why() })
    if (files.open > 0) {
      const about = m.account_next_files_why({ count: files.open })
      steps.push({ href: `${here}/imports`, title: m.account_next_files(), about })
    }
  }
  if (may(actor, 'stock.coverage.change') && uncovered > 0) {
    const about = m.account_next_coverage_why({ count: uncovered, total: formatNumber(residences) })
    steps.push({ href: `${here}/stock/coverage`, title: m.account_next_coverage(), about })
  }
  return steps
}

function panelSteps({ actor }: ActorTx, here: string, { hasTenants, panels }: Progress): NextStep[] {
  const [newest] = panels
  const draws = may(actor, 'survey.panel.draw')
  if (!newest) {
    if (!draws || !hasTenants) return []
    return [{ href: `${here}/survey/panel/new`, title: m.account_next_panel(), about: m.account_next_panel_why() }]
  }
  const href = `${here}/survey/panel/${newest.id}`
  const step = (path: string, about: string) => [
    { href: `${href}${path}`, title: m.account_next_panel_named({ name: newest.name }), about },
  ]
  if (newest.stage === 'drawn') {
    if (!may(actor, 'survey.contact.record')) return step('/result', m.account_next_result())
    return [{ href: `${here}/survey/field`, title: m.account_next_field(), about: m.account_next_field_why() }]
  }
  if (newest.stage === 'numbered') return step('/draw', m.account_next_confirm())
  if (!draws) return []
  return newest.stage === 'draft' ? step('', m.account_next_draft()) : step('/draw', m.account_next_draw())
}

async function invitationSteps(tx: ActorTx, here: string): Promise<NextStep[]> {
  if (!may(tx.actor, 'member.invite')) return []
  const expired = (await openInvitations(tx)).filter((invitation) => invitation.expired).length
  if (expired === 0) return []
  const about = m.account_next_invitations_why({ count: expired })
  return [{ href: `${here}/members`, title: m.account_next_invitations(), about }]
}

/** The residences of someone who sees no others; nothing for whoever sees the whole stock, or none of it. */
export async function ownResidences(tx: ActorTx) {
  if (!may(tx.actor, 'stock.read') || may(tx.actor, 'stock.coverage.read')) return null
  return tx.selectFrom('stock_residence').select(['id', 'name', 'address']).orderBy('name').limit(200).execute()
}

/** Names of those who conduct the mission: whom to ask. */
export async function leadsOf(tx: ActorTx): Promise<string[]> {
  const rows = await tx
    .selectFrom('member')
    .select('display_name as name')
    .where(sql<boolean>`'operator-lead' = any (roles)`)
    .where('ended_at', 'is', null)
    .where('convention_id', '=', tx.actor.conventionId)
    .orderBy('display_name')
    .limit(5)
    .execute()
  return rows.map(({ name }) => name)
}
