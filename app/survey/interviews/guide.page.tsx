import { Link, redirect } from 'react-router'
import { z } from 'zod'
import { read, submit } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { Actions } from '#app/ui/actions.tsx'
import { LinkButton, SubmitButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/guide.page.ts'
import { guideOf, moveQuestion, moveTheme } from './guides.server.ts'
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

const Moved = z.object({
  /** `up` or `down`, then what moves: a question's key, or a theme. */
  question: z
    .string()
    .regex(/^(?:up|down):/)
    .optional(),
  theme: z
    .string()
    .regex(/^(?:up|down):/)
    .optional(),
})

export async function action(args: Route.ActionArgs) {
  const { convention, guide } = args.params
  return submit(args, Moved, async (tx, { question, theme }) => {
    if (question) await moveQuestion(tx, guide, afterColon(question), question.startsWith('up') ? -1 : 1)
    if (theme) await moveTheme(tx, guide, afterColon(theme), theme.startsWith('up') ? -1 : 1)
    return redirect(`/c/${convention}/survey/guides/${guide}`)
  })
}

function afterColon(text: string): string {
  return text.slice(text.indexOf(':') + 1)
}

export default function GuidePage({ loaderData: { here, guide, mayWrite }, actionData }: Route.ComponentProps) {
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
      {actionData && <Form answer={actionData}>{null}</Form>}
      {byTheme(questions).map(({ theme, questions: own }, at, themes) => (
        <Section
          key={theme}
          title={theme}
          act={
            mayWrite && (
              <Mover
                name="theme"
                value={theme}
                words={m.survey_move_theme({ theme })}
                isFirst={at === 0}
                isLast={at === themes.length - 1}
              />
            )
          }
        >
          <ol start={own[0]?.number}>
            {own.map((question, rank) => (
              <li key={question.key} value={question.number}>
                <div className="beside">
                  <div>
                    {mayWrite ? (
                      <Link to={`${here}/questions/${question.key}`}>{question.wording}</Link>
                    ) : (
                      question.wording
                    )}
                    <div className="soft">
                      {[
                        kindWord(question.kind),
                        [...question.prompts, ...choicesOf(question)].join(' · '),
                        conditionWord(question, questions),
                      ]
                        .filter(Boolean)
                        .join(' – ')}
                    </div>
                  </div>
                  {mayWrite && (
                    <Mover
                      name="question"
                      value={question.key}
                      words={m.survey_move_question({ number: question.number })}
                      isFirst={rank === 0}
                      isLast={rank === own.length - 1}
                    />
                  )}
                </div>
              </li>
            ))}
          </ol>
        </Section>
      ))}
    </Page>
  )
}

interface MoverProps {
  name: 'question' | 'theme'
  value: string
  words: string
  isFirst: boolean
  isLast: boolean
}

/** Up and down by one place. */
function Mover({ name, value, words, isFirst, isLast }: MoverProps) {
  return (
    <Form layout="line">
      {!isFirst && (
        <SubmitButton kind="quiet" name={name} value={`up:${value}`}>
          <span aria-hidden="true">↑</span> <span className="unseen">{m.survey_move_up({ what: words })}</span>
        </SubmitButton>
      )}
      {!isLast && (
        <SubmitButton kind="quiet" name={name} value={`down:${value}`}>
          <span aria-hidden="true">↓</span> <span className="unseen">{m.survey_move_down({ what: words })}</span>
        </SubmitButton>
      )}
    </Form>
  )
}
