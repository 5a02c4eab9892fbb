/** The answers to one theme as its form sends them, by the page or at each pause. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { ActorTx } from '#app/platform/database.server.ts'
import { keepWordings } from '../device/versions.server.ts'
import { interviewOf } from './interviews.server.ts'
import { readAnswer } from './read-answer.ts'

export const AnswersForm = z.record(
  z.string().max(60),
  z.union([z.string().max(20_000), z.array(z.string().max(500)).max(30)]),
)
export type AnswersForm = z.infer<typeof AnswersForm>

/**
 * Keeps what was changed in the form that was sent: a question that is not in it, or is as the form showed it, stays as it is. What others
 * wrote there meanwhile stays beside it.
 */
export async function keepForm(tx: ActorTx, interviewId: string, sent: AnswersForm): Promise<void> {
  const { id, questions } = await interviewOf(tx, interviewId, 'survey.interview.entry')
  const text = (name: string) => [sent[name] ?? []].flat()[0]
  const named = [sent.question ?? []].flat()
  const written = questions
    .filter((question) => named.includes(question.id))
    .map((question) => ({ question, answer: readAnswer(question, sent), base: text(`base-${question.id}`) }))
  await keepWordings(tx, id, text('form') ?? randomUUID(), written)
}
