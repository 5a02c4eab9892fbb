import type { TitledLink } from '#app/ui/choice.ts'
import { m } from '#messages'
import { surveyTrail } from '../trail.ts'

type Params = Record<string, string | undefined>

export function estimatesHref(convention: string | undefined, ...parts: string[]): string {
  return ['', 'c', convention, 'survey', 'estimates', ...parts].join('/')
}

/** The way to one set of figures. */
export function estimatesTrail(params: Params): TitledLink[] {
  return [...surveyTrail(params), { href: estimatesHref(params.convention), title: m.survey_estimates() }]
}

/** The way to one figure. */
export function figureTrail(params: Params): TitledLink[] {
  return [
    ...estimatesTrail(params),
    { href: estimatesHref(params.convention, params.estimate ?? ''), title: m.survey_estimate() },
  ]
}
