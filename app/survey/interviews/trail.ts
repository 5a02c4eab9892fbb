import type { TitledLink } from '#app/ui/choice.ts'
import { m } from '#messages'
import { surveyTrail } from '../trail.ts'

type Params = Record<string, string | undefined>

export function guidesTrail(params: Params): TitledLink[] {
  return [...surveyTrail(params), { href: `/c/${params.convention}/survey/guides`, title: m.survey_guides_title() }]
}

/** The way to one question of a guide. */
export function guideTrail(params: Params): TitledLink[] {
  return [
    ...guidesTrail(params),
    { href: `/c/${params.convention}/survey/guides/${params.guide}`, title: m.survey_guide() },
  ]
}

export function interviewsTrail(params: Params): TitledLink[] {
  return [
    ...surveyTrail(params),
    { href: `/c/${params.convention}/survey/interviews`, title: m.survey_interviews_title() },
  ]
}

/** The way to what one does with an interview. */
export function interviewTrail(params: Params): TitledLink[] {
  return [
    ...interviewsTrail(params),
    { href: `/c/${params.convention}/survey/interviews/${params.interview}`, title: m.survey_interview() },
  ]
}
