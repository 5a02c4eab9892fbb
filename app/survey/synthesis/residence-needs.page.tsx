import { Link } from 'react-router'
import { read } from '#app/platform/page.server.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { Tabs } from '#app/ui/tabs.tsx'
import { m } from '#messages'
import type { Route } from './+types/residence-needs.page.ts'
import { NEEDS } from './choices.ts'
import { residenceNeeds } from './residence-needs.server.ts'
import { residenceTrail, synthesisHref } from './trail.ts'
import { needWord } from './words.ts'

export const handle = { trail: residenceTrail }

export const meta = ({ loaderData }: Route.MetaArgs) => [
  { title: `${m.survey_needs_tab()} · ${loaderData?.residence.name ?? ''} · Palier` },
]

export async function loader(args: Route.LoaderArgs) {
  const { convention, residence } = args.params
  return read(args, async (tx) => ({ convention, ...(await residenceNeeds(tx, convention, residence)) }))
}

/** What was found in the interviews that is to be learnt, done or mended in this residence. */
export default function ResidenceNeeds({ loaderData }: Route.ComponentProps) {
  const { convention, residence, tabs, inside, needs } = loaderData
  return (
    <Page title={residence.name} lead={residence.address}>
      <Tabs label={m.survey_residence_tabs()} tabs={tabs} />
      <p>{inside ? m.survey_residence_needs_inside() : m.survey_residence_needs_published()}</p>
      {needs.length === 0 && (
        <EmptyState title={m.survey_residence_needs_none()}>
          {inside ? m.survey_residence_needs_none_next() : m.survey_residence_needs_none_wait()}
        </EmptyState>
      )}
      {NEEDS.filter((kind) => needs.some((need) => need.kind === kind)).map((kind) => (
        <Section key={kind} title={needWord(kind)}>
          <ul>
            {needs
              .filter((need) => need.kind === kind)
              .map(({ wording, finding, findingId }) => (
                <li key={`${wording} ${finding}`}>
                  <span lang="fr">{wording}</span>
                  <br />
                  {findingId === null ? (
                    <span className="soft">{m.survey_need_from({ finding })}</span>
                  ) : (
                    <Link to={synthesisHref(convention, 'findings', findingId)}>{m.survey_need_from({ finding })}</Link>
                  )}
                </li>
              ))}
          </ul>
        </Section>
      ))}
      <p>
        <Link to={synthesisHref(convention)}>{m.survey_synthesis()}</Link>
      </p>
    </Page>
  )
}
