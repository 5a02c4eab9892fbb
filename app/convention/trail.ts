/** The way to the pages of the contract. */
import { may, type Role } from '#app/platform/permissions.ts'
import type { TitledLink } from '#app/ui/choice.ts'
import { m } from '#messages'

type Params = Record<string, string | undefined>

export function contractHref(convention: string, ...path: string[]): string {
  return ['/c', convention, 'convention', ...path].join('/')
}

/** For a page's `handle`: every page of the contract stands under its first one. */
export function contractTrail({ convention = '' }: Params): TitledLink[] {
  return [{ href: contractHref(convention), title: m.convention_title() }]
}

export function deliverablesTrail(params: Params): TitledLink[] {
  const href = contractHref(params.convention ?? '', 'deliverables')
  return [...contractTrail(params), { href, title: m.convention_tab_deliverables() }]
}

export function deliverableTrail(params: Params): TitledLink[] {
  const href = contractHref(params.convention ?? '', 'deliverables', params.deliverable ?? '')
  return [...deliverablesTrail(params), { href, title: m.convention_deliverable() }]
}

export function actionTrail(params: Params): TitledLink[] {
  const href = contractHref(params.convention ?? '', 'actions', params.action ?? '')
  return [...contractTrail(params), { href, title: m.convention_action() }]
}

export function partiesTrail(params: Params): TitledLink[] {
  const href = contractHref(params.convention ?? '', 'parties')
  return [...contractTrail(params), { href, title: m.convention_tab_parties() }]
}

export function scheduleTrail(params: Params): TitledLink[] {
  const href = contractHref(params.convention ?? '', 'schedule')
  return [...contractTrail(params), { href, title: m.convention_tab_schedule() }]
}

export function amendmentsTrail(params: Params): TitledLink[] {
  const href = contractHref(params.convention ?? '', 'amendments')
  return [...contractTrail(params), { href, title: m.convention_tab_amendments() }]
}

export function amendmentTrail(params: Params): TitledLink[] {
  const href = contractHref(params.convention ?? '', 'amendments', params.amendment ?? '')
  return [...amendmentsTrail(params), { href, title: m.convention_amendment() }]
}

export function contractTabs(convention: string, who: { roles: readonly Role[] }): TitledLink[] {
  return [
    { href: contractHref(convention), title: m.convention_tab_missions() },
    { href: contractHref(convention, 'deliverables'), title: m.convention_tab_deliverables() },
    { href: contractHref(convention, 'schedule'), title: m.convention_tab_schedule() },
    ...(may(who, 'convention.invoice.read')
      ? [{ href: contractHref(convention, 'invoices'), title: m.convention_tab_invoices() }]
      : []),
    { href: contractHref(convention, 'parties'), title: m.convention_tab_parties() },
    { href: contractHref(convention, 'amendments'), title: m.convention_tab_amendments() },
  ]
}
