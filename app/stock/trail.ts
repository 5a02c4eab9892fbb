/** The way to the pages of the stock. */
import type { TitledLink } from '#app/ui/choice.ts'
import { m } from '#messages'

export function stockHref(convention: string, ...path: string[]): string {
  return ['/c', convention, 'stock', ...path].join('/')
}

/** For a page's `handle`: every page of the stock stands under its list of residences. */
export function stockTrail({ convention = '' }: { convention?: string }): TitledLink[] {
  return [{ href: stockHref(convention), title: m.stock_title() }]
}

export function stockTabs(convention: string, seesProfile: boolean, seesCoverage: boolean): TitledLink[] {
  return [
    { href: stockHref(convention), title: m.stock_tab_residences() },
    ...(seesProfile ? [{ href: stockHref(convention, 'profile'), title: m.stock_tab_profile() }] : []),
    ...(seesProfile ? [{ href: stockHref(convention, 'vacancy'), title: m.stock_tab_vacancy() }] : []),
    ...(seesCoverage ? [{ href: stockHref(convention, 'coverage'), title: m.stock_tab_coverage() }] : []),
  ]
}
