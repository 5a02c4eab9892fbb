import type { TitledLink } from '#app/ui/choice.ts'
import { m } from '#messages'

type Params = Record<string, string | undefined>

/** The way to the pages under the list of panels. */
export function surveyTrail({ convention }: Params): TitledLink[] {
  return [{ href: `/c/${convention}/survey`, title: m.survey_panels_title() }]
}

/** The way to one person of a panel. */
export function peopleTrail(params: Params): TitledLink[] {
  const { convention, panel } = params
  return [
    ...surveyTrail(params),
    { href: `/c/${convention}/survey/panel/${panel}/people`, title: m.survey_tab_people() },
  ]
}
