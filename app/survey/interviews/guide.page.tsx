import { Link } from 'react-router'
import { read } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { Actions } from '#app/ui/actions.tsx'
import { LinkButton } from '#app/ui/button.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/guide.page.ts'
import { guideOf } from './guides.server.ts'
import { audienceWord, byTheme, choicesOf, conditionWord, kindWord } from './questions.ts'
import { guidesTrail } from './trail.ts'

export const handle = { trail: guidesTrail }

export const meta = ({ loaderData }: Route.MetaArgs) => [{ title: `${loaderData?.guide.name ?? ''} · Palier` }]

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => ({
    here: `/c/${args.params.convention}/survey/guides/${args.params.guide}`,
    guide: await guideOf(tx, args.params.guide),
    mayWrite: may(tx.actor, 'survey.guide.write'),
  }))
}

export default function GuidePage({ loaderData: { here, guide, mayWrite } }: Route.ComponentProps) {
  const { questions } = guide
  return (
    <Page
      title={guide.name}
      lead={m.survey_guide_about({ audience: audienceWord(guide.audience), version: guide.version })}
    >
      <Actions>
        <LinkButton to={`${here}/print.pdf`} kind="primary" download>
          {m.survey_guide_print()}
        </LinkButton>
        {mayWrite && <LinkButton to={`${here}/questions/new`}>{m.survey_question_add()}</LinkButton>}
      </Actions>
      {mayWrite && <p className="soft">{m.survey_guide_versions()}</p>}
      {byTheme(questions).map(({ theme, questions: own }) => (
        <Section key={theme} title={theme}>
          <ol start={own[0]?.number}>
            {own.map((question) => (
              <li key={question.id} value={question.number}>
                {mayWrite ? <Link to={`${here}/questions/${question.key}`}>{question.wording}</Link> : question.wording}{' '}
                <span className="soft">
                  {[
                    kindWord(question.kind),
                    [...question.prompts, ...choicesOf(question)].join(' · '),
                    conditionWord(question, questions),
                  ]
                    .filter(Boolean)
                    .join(' – ')}
                </span>
              </li>
            ))}
          </ol>
        </Section>
      ))}
    </Page>
  )
}
