import type { TitledLink } from '#app/ui/choice.ts'
import { m } from '#messages'

type Params = Record<string, string | undefined>

export function mobilisationHref(convention: string | undefined, ...path: string[]): string {
  return ['/c', convention ?? '', 'mobilisation', ...path].join('/')
}

/** The way to the pages under the list of campaigns. */
export function mobilisationTrail({ convention }: Params): TitledLink[] {
  return [{ href: mobilisationHref(convention), title: m.mobilisation_title() }]
}

/** The way to the pages of one campaign. */
export function campaignTrail(params: Params): TitledLink[] {
  return [
    ...mobilisationTrail(params),
    { href: mobilisationHref(params.convention, 'campaigns', params.campaign ?? ''), title: m.mobilisation_campaign() },
  ]
}
