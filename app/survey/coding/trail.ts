import type { TitledLink } from '#app/ui/choice.ts'
import { m } from '#messages'
import { surveyTrail } from '../trail.ts'

type Params = Record<string, string | undefined>

export function codingHref(convention: string | undefined, ...parts: string[]): string {
  return ['', 'c', convention, 'survey', 'coding', ...parts].join('/')
}

/** The way to one interview as it is coded. */
export function codingTrail(params: Params): TitledLink[] {
  return [...surveyTrail(params), { href: codingHref(params.convention), title: m.survey_coding_title() }]
}

/** The way to one code. */
export function codebookTrail(params: Params): TitledLink[] {
  return [...codingTrail(params), { href: codingHref(params.convention, 'codes'), title: m.survey_codebook() }]
}
