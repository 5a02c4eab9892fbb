/** The way to the pages of the territory. */
import type { TitledLink } from '#app/ui/choice.ts'
import { m } from '#messages'

export function territoryHref(convention: string, ...path: string[]): string {
  return ['/c', convention, 'territory', ...path].join('/')
}

/** For a page's `handle`: every page of the territory stands under its first one. */
export function territoryTrail({ convention = '' }: { convention?: string }): TitledLink[] {
  return [{ href: territoryHref(convention), title: m.territory_title() }]
}

export function territoryTabs(convention: string, loads: boolean): TitledLink[] {
  return [
    { href: territoryHref(convention), title: m.territory_tab_overview() },
    { href: territoryHref(convention, 'indicators'), title: m.territory_tab_indicators() },
    { href: territoryHref(convention, 'services'), title: m.territory_tab_services() },
    { href: territoryHref(convention, 'access'), title: m.territory_tab_access() },
    { href: territoryHref(convention, 'transit'), title: m.territory_tab_transit() },
    ...(loads ? [{ href: territoryHref(convention, 'files'), title: m.territory_tab_files() }] : []),
  ]
}
