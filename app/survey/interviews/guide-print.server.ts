/** The paper twin of a guide: questions, prompts, boxes and lines to write on. */
import type { ActorTx } from '#app/platform/database.server.ts'
import { pdfOf } from '#app/platform/documents/document.server.ts'
import { m } from '#messages'
import { getLocale } from '#messages/runtime.js'
import { guideOf } from './guides.server.ts'
import { audienceWord, byTheme, choicesOf, conditionWord } from './questions.ts'

export async function guidePdf(tx: ActorTx, guideId: string, now = new Date()): Promise<Buffer> {
  const guide = await guideOf(tx, guideId)
  const { operator_name, is_demonstration } = await tx
    .selectFrom('convention')
    .select(['operator_name', 'is_demonstration'])
    .where('id', '=', tx.actor.conventionId)
    .executeTakeFirstOrThrow()
  return pdfOf(
    'app/survey/interviews/guide.typ',
    {
      language: getLocale(),
      title: guide.name,
      sender: operator_name,
      about: m.survey_guide_about({ audience: audienceWord(guide.audience), version: guide.version }),
      notice: is_demonstration ? m.ui_demonstration() : null,
      pageWord: m.survey_page_word(),
      intro: m.survey_print_intro(),
      header: [
        m.survey_print_interview(),
        m.survey_print_date(),
        m.survey_print_minutes(),
        m.survey_print_interviewers(),
        m.survey_print_consent(),
      ],
      themes: byTheme(guide.questions).map(({ theme, questions }) => ({
        theme,
        questions: questions.map((question) => ({
          wording: m.survey_print_question({ number: question.number, wording: question.wording }),
          condition: conditionWord(question, guide.questions) ?? null,
          prompts: question.prompts.join(' · '),
          choices: choicesOf(question),
          lines: question.kind === 'open' ? 4 : choicesOf(question).length > 0 ? 0 : 1,
        })),
      })),
      end: m.survey_print_end(),
    },
    now,
  )
}
