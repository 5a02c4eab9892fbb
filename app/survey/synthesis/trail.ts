import type { TitledLink } from '#app/ui/choice.ts'
import { m } from '#messages'
import { surveyTrail } from '../trail.ts'

type Params = Record<string, string | undefined>

export function synthesisHref(convention: string | undefined, ...parts: string[]): string {
  return ['', 'c', convention, 'survey', 'synthesis', ...parts].join('/')
}

/** The way to the findings. */
export function synthesisTrail(params: Params): TitledLink[] {
  return [...surveyTrail(params), { href: synthesisHref(params.convention), title: m.survey_synthesis() }]
}

/** The way to one finding. */
export function findingsTrail(params: Params): TitledLink[] {
  return [...synthesisTrail(params), { href: synthesisHref(params.convention, 'findings'), title: m.survey_findings() }]
}

/** The way to one voice behind a finding. */
export function findingTrail(params: Params): TitledLink[] {
  return [
    ...findingsTrail(params),
    { href: synthesisHref(params.convention, 'findings', params.finding ?? ''), title: m.survey_finding() },
  ]
}

/** The way to what is said of one residence: through the list of residences. */
export function residenceTrail({ convention }: Params): TitledLink[] {
  return [{ href: `/c/${convention}/stock`, title: m.survey_residences() }]
}
