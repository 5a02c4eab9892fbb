/** What the form of a theme holds, against what this form last showed or saved: what others wrote meanwhile is not its doing. Pure. */
import type { FieldRefusal } from '#app/ui/form-answer.ts'
import { type GivenAnswer, keepable, NO_ANSWER, sameAnswer, wrongWord } from '../interviews/answers.ts'
import type { Question } from '../interviews/questions.ts'
import { readAnswer, type Sent } from '../interviews/read-answer.ts'
import type { Wording } from './on-device.ts'

const NOTHING: Wording = { answer: NO_ANSWER, versions: [] }

interface Judged {
  changed: { question: string; basedOn: readonly string[]; answer: GivenAnswer }[]
  /** What was not taken, with the number of its question. */
  refused: (FieldRefusal & { field: string; number: number })[]
}

export function judgeSheet(
  questions: readonly (Question & { number: number })[],
  sent: Sent,
  shown: ReadonlyMap<string, Wording>,
): Judged {
  const judged: Judged = { changed: [], refused: [] }
  for (const question of questions) {
    const before = shown.get(question.id) ?? NOTHING
    const { answer, wrong } = keepable(question, readAnswer(question, sent), before.answer)
    if (!sameAnswer(before.answer, answer))
      judged.changed.push({ question: question.id, basedOn: before.versions, answer })
    for (const { field, code } of wrong)
      judged.refused.push({ field, code, message: wrongWord(question, code), number: question.number })
  }
  return judged
}
