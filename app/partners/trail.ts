/** The way to the pages of the partners. */
import type { TitledLink } from '#app/ui/choice.ts'
import { m } from '#messages'

export function partnersHref(convention: string, ...path: string[]): string {
  return ['/c', convention, 'partners', ...path].join('/')
}

interface Params {
  convention?: string
}

export function partnersTrail({ convention = '' }: Params): TitledLink[] {
  return [{ href: partnersHref(convention), title: m.partners_title() }]
}

export function meetingsTrail(params: Params): TitledLink[] {
  const { convention = '' } = params
  return [...partnersTrail(params), { href: partnersHref(convention, 'meetings'), title: m.partners_tab_meetings() }]
}

/** For the pages about one meeting. */
export function meetingTrail(params: Params & { meeting?: string }): TitledLink[] {
  const { convention = '', meeting = '' } = params
  return [
    ...meetingsTrail(params),
    { href: partnersHref(convention, 'meetings', meeting), title: m.partners_the_meeting() },
  ]
}

export function objectivesTrail(params: Params): TitledLink[] {
  const { convention = '' } = params
  return [
    ...partnersTrail(params),
    { href: partnersHref(convention, 'objectives'), title: m.partners_tab_objectives() },
  ]
}

export function organisationsTrail(params: Params): TitledLink[] {
  const { convention = '' } = params
  return [
    ...partnersTrail(params),
    { href: partnersHref(convention, 'organisations'), title: m.partners_tab_organisations() },
  ]
}

export function partnersTabs(convention: string, seesOrganisations: boolean): TitledLink[] {
  return [
    { href: partnersHref(convention), title: m.partners_tab_overview() },
    { href: partnersHref(convention, 'meetings'), title: m.partners_tab_meetings() },
    { href: partnersHref(convention, 'actions'), title: m.partners_tab_actions() },
    { href: partnersHref(convention, 'committee'), title: m.partners_tab_committee() },
    { href: partnersHref(convention, 'objectives'), title: m.partners_tab_objectives() },
    ...(seesOrganisations
      ? [{ href: partnersHref(convention, 'organisations'), title: m.partners_tab_organisations() }]
      : []),
  ]
}
