/** The answers to one theme as its form sends them, by the page or at each pause. */
import { z } from 'zod'
import type { ActorTx } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { replaceWordings } from '../device/versions.server.ts'
import { type Given, keepAnswers } from './answers.server.ts'
import { interviewOf } from './interviews.server.ts'
import { withKnownPlace } from './place-book.server.ts'
import { readAnswer } from './read-answer.ts'

export const AnswersForm = z.record(
  z.string().max(60),
  z.union([z.string().max(20_000), z.array(z.string().max(500)).max(30)]),
)
export type AnswersForm = z.infer<typeof AnswersForm>

/** Keeps every answer of the form that was sent: a question that is not in it stays as it is. */
export async function keepForm(tx: ActorTx, interviewId: string, sent: AnswersForm): Promise<void> {
  const { id, questions } = await interviewOf(tx, interviewId, 'survey.interview.entry')
  const named = [sent.question ?? []].flat()
  const given: Given[] = []
  for (const question of questions.filter(({ id: one }) => named.includes(one))) {
    const answer = readAnswer(question, sent)
    if (!answer) throw new Refusal('survey.answer-not-a-number', { field: `number-${question.id}` })
    given.push({ question, answer: await withKnownPlace(tx, answer) })
  }
  await keepAnswers(tx, id, given)
  await replaceWordings(tx, id, given)
}
