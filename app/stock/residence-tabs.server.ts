/** The tabs of a residence: its own pages, and those that later rooms offer about it. */
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { type Capability, may } from '#app/platform/permissions.ts'
import type { TitledLink } from '#app/ui/choice.ts'
import { m } from '#messages'
import { stockHref } from './trail.ts'

/** A later room's page about one residence. */
export interface ResidenceTab {
  /** Last part of its address, below the residence's. */
  path: string
  title: () => string
  needs: Capability
}

let offered: readonly ResidenceTab[] = []

/** Called once by the process: what other rooms say of a residence. */
export function offerResidenceTabs(tabs: readonly ResidenceTab[]): void {
  offered = tabs
}

export function residenceTabs({ actor }: ActorTx, convention: string, id: string): TitledLink[] {
  must(actor, 'stock.read')
  const href = (...path: string[]) => stockHref(convention, 'residences', id, ...path)
  return [
    { href: href(), title: m.stock_tab_figures() },
    { href: href('dwellings'), title: m.stock_dwellings() },
    ...(may(actor, 'stock.tenant.read') ? [{ href: href('tenants'), title: m.stock_tenants() }] : []),
    ...offered
      .filter(({ needs }) => may(actor, needs))
      .map(({ path, title }) => ({ href: href(path), title: title() })),
  ]
}
