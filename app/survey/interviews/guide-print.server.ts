/** The paper twin of a guide: questions, prompts, boxes and lines to write on. */
import type { ActorTx } from '#app/platform/database.server.ts'
import { pdfOf } from '#app/platform/documents/document.server.ts'
import { letterPaper } from '#app/platform/documents/letter-paper.server.ts'
import { may } from '#app/platform/permissions.ts'
import { baseMapOf } from '#app/territory/base-map.server.ts'
import { residencesOf } from '#app/territory/residences.server.ts'
import { mapSvg } from '#app/ui/map-picture.server.ts'
import { m } from '#messages'
import { guideOf } from './guides.server.ts'
import { audienceWord, byTheme, choicesOf, conditionWord, type Question } from './questions.ts'

function linesOf(question: Question): number {
  if (question.kind === 'open') return 4
  return choicesOf(question).length > 0 || question.kind === 'place' ? 0 : 1
}

/** Narrow, so that lines and words are large enough on half a page. */
const MAP_WIDTH = 560

/** The commune with its residences, to put a cross on; nothing where no streets were loaded, or for whoever may not see them. */
async function groundMap(tx: ActorTx): Promise<string | null> {
  if (!may(tx.actor, 'territory.read')) return null
  const layers = await baseMapOf(tx, ['green', 'water', 'line'])
  if (layers.length === 0) return null
  const points = (await residencesOf(tx)).map(({ id, name, lon, lat }) => ({
    id,
    title: name,
    longitude: lon,
    latitude: lat,
  }))
  return mapSvg({ layers, points, attribution: m.territory_attribution_short(), around: 'points', width: MAP_WIDTH })
}

export async function guidePdf(tx: ActorTx, guideId: string, now = new Date()): Promise<Buffer> {
  const guide = await guideOf(tx, guideId)
  return pdfOf(
    'app/survey/interviews/guide.typ',
    {
      ...(await letterPaper(tx)),
      title: guide.name,
      about: m.survey_guide_about({ audience: audienceWord(guide.audience), version: guide.version }),
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
          lines: linesOf(question),
          isPlace: question.kind === 'place',
        })),
      })),
      place: { label: m.survey_print_place(), says: m.survey_print_place_says(), map: m.survey_print_map() },
      map: guide.questions.some(({ kind }) => kind === 'place') ? await groundMap(tx) : null,
      end: m.survey_print_end(),
    },
    now,
  )
}
