/** What was answered in an interview, written down question by question as one goes. */
import { sql } from 'kysely'
import * as z from 'zod/mini'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { boundsOf, type GivenAnswer, isBlank, keepable, NO_ANSWER, sameAnswer } from './answers.ts'
import { GivenPlace } from './given-place.ts'
import type { Question } from './questions.ts'

const MOST_ANSWERS = 200
const Place = z.nullable(GivenPlace)

/** The place of an answer as its row has it. */
export function placeKept(column: unknown): GivenPlace | null {
  return Place.parse(column)
}

/** What was answered, by question. */
export async function answersOf(tx: ActorTx, interviewId: string): Promise<Map<string, GivenAnswer>> {
  must(tx.actor, 'survey.interview.read')
  const rows = await tx
    .selectFrom('survey_answer')
    .select(['question_id', 'chosen', 'number', 'day', 'place', 'note', 'verbatim'])
    .where('interview_id', '=', interviewId)
    .limit(MOST_ANSWERS)
    .execute()
  return new Map(rows.map(({ question_id, place, ...answer }) => [question_id, { ...answer, place: placeKept(place) }]))
}

export type Given = { question: Question; answer: GivenAnswer }

/** Keeps the answers to some questions of one interview; a blank one is taken out. What is unchanged stays untouched. */
export async function keepAnswers(tx: ActorTx, interviewId: string, given: readonly Given[]): Promise<void> {
  must(tx.actor, 'survey.interview.write')
  await mustBeOpen(tx, interviewId)
  const before = await answersOf(tx, interviewId)
  const changed = given.filter(({ question, answer }) => !sameAnswer(before.get(question.id) ?? NO_ANSWER, answer))
  for (const { question, answer } of changed) mustBeRight(question, answer)
  const blank = changed.filter(({ answer }) => isBlank(answer)).map(({ question }) => question.id)
  if (blank.length > 0)
    await tx
      .deleteFrom('survey_answer')
      .where('interview_id', '=', interviewId)
      .where('question_id', 'in', blank)
      .execute()
  const written = changed.filter(({ answer }) => !isBlank(answer))
  if (written.length === 0) return
  await tx
    .insertInto('survey_answer')
    .values(
      written.map(({ question, answer: { place, ...answer } }) => ({
        convention_id: tx.actor.conventionId,
        interview_id: interviewId,
        question_id: question.id,
        written_by: tx.actor.memberId,
        ...answer,
        place: place && JSON.stringify(place),
      })),
    )
    .onConflict((on) =>
      on.columns(['convention_id', 'interview_id', 'question_id']).doUpdateSet((row) => ({
        chosen: row.ref('excluded.chosen'),
        number: row.ref('excluded.number'),
        day: row.ref('excluded.day'),
        place: row.ref('excluded.place'),
        note: row.ref('excluded.note'),
        verbatim: row.ref('excluded.verbatim'),
        written_by: row.ref('excluded.written_by'),
        written_at: sql`now()`,
      })),
    )
    .execute()
}

/** Refuses a wrong answer beside its field. */
export function mustBeRight(question: Question, answer: GivenAnswer): void {
  const [wrong] = keepable(question, answer, NO_ANSWER).wrong
  if (wrong) throw new Refusal(wrong.code, { field: wrong.field, values: boundsOf(question) })
}

/** Locked, so that an answer and the end of the interview come one after the other. */
export async function mustBeOpen(tx: ActorTx, interviewId: string): Promise<void> {
  const row = await tx
    .selectFrom('survey_interview')
    .select(['completed_at', 'withdrawn_at'])
    .where(sql<boolean>`id::text = ${interviewId}`)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new Refusal('platform.not-found', { status: 404 })
  if (row.completed_at !== null || row.withdrawn_at !== null)
    throw new Refusal('survey.interview-closed', { status: 409 })
}
