/** The way to the pages of invoices. */
import type { TitledLink } from '#app/ui/choice.ts'
import { m } from '#messages'
import { contractHref, contractTrail } from '../trail.ts'

type Params = Record<string, string | undefined>

export function invoicesHref(convention: string, ...path: string[]): string {
  return contractHref(convention, 'invoices', ...path)
}

export function invoicesTrail(params: Params): TitledLink[] {
  return [...contractTrail(params), { href: invoicesHref(params.convention ?? ''), title: m.convention_tab_invoices() }]
}

export function invoiceTrail(params: Params): TitledLink[] {
  const href = invoicesHref(params.convention ?? '', params.invoice ?? '')
  return [...invoicesTrail(params), { href, title: m.convention_invoice() }]
}

export function billingTrail(params: Params): TitledLink[] {
  const href = invoicesHref(params.convention ?? '', 'settings')
  return [...invoicesTrail(params), { href, title: m.convention_billing() }]
}
