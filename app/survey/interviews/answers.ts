/** What was answered to a question of a guide: read, judged and put in words the same way on the page and on the phone. Pure. */
import { formatDate, formatNumber } from '#app/ui/format.ts'
import { LONGEST_NOTE } from './answer-limits.ts'
import { type Condition, choicesOf, type Question } from './questions.ts'

export interface GivenAnswer {
  chosen: string[]
  number: number | null
  day: string | null
  note: string
  /** The exact words, apart from what was noted of them. */
  verbatim: string
}

export const NO_ANSWER: GivenAnswer = { chosen: [], number: null, day: null, note: '', verbatim: '' }

export function isBlank({ chosen, number, day, note, verbatim }: GivenAnswer): boolean {
  return chosen.length === 0 && number === null && day === null && note.trim() === '' && verbatim.trim() === ''
}

export function sameAnswer(a: GivenAnswer, b: GivenAnswer): boolean {
  return (
    a.number === b.number &&
    a.day === b.day &&
    a.note === b.note &&
    a.verbatim === b.verbatim &&
    a.chosen.length === b.chosen.length &&
    a.chosen.every((choice) => b.chosen.includes(choice))
  )
}

/** Whether a question is asked, after what was ticked to the questions that decide it. */
export function isAsked(
  { conditions, conditionRule }: Pick<Question, 'conditions' | 'conditionRule'>,
  chosenByKey: ReadonlyMap<string, readonly string[]>,
): boolean {
  const holds = ({ key, value }: Condition) => (chosenByKey.get(key) ?? []).includes(value)
  return conditionRule === 'all' || conditions.length === 0 ? conditions.every(holds) : conditions.some(holds)
}

/** Why an answer cannot be kept as it is, by the code of the refusal; nothing when it can. */
export function wrongIn(question: Question, { chosen, number, day, note, verbatim }: GivenAnswer): string | undefined {
  const { kind, least, most } = question
  const offered = choicesOf(question)
  if (chosen.some((choice) => !offered.includes(choice))) return 'survey.answer-not-offered'
  if (chosen.length > 1 && kind !== 'multiple') return 'survey.answer-one-only'
  if (number !== null && kind !== 'number') return 'survey.answer-not-offered'
  if (number !== null && (number < (least ?? number) || number > (most ?? number))) return 'survey.answer-out-of-bounds'
  if (day !== null && kind !== 'date') return 'survey.answer-not-offered'
  if (note.length > LONGEST_NOTE || verbatim.length > LONGEST_NOTE) return 'survey.answer-too-long'
  return undefined
}

/** The closed part of an answer, in words. */
export function closedAnswerWord({ chosen, number, day }: GivenAnswer): string {
  return [...chosen, number === null ? '' : formatNumber(number), day === null ? '' : formatDate(day)]
    .filter(Boolean)
    .join(', ')
}

/** A sent form: a name that was sent several times has several texts. */
type Sent = Readonly<Record<string, string | readonly string[] | undefined>>

/** The answer to one question as a form holds it; `undefined` when its number cannot be read. */
export function readAnswer({ id, kind }: Question, sent: Sent): GivenAnswer | undefined {
  const text = (name: string) => [sent[`${name}-${id}`] ?? ''].flat()[0]?.trim() ?? ''
  const written = text('number').replace(',', '.')
  const number = kind === 'number' && written !== '' ? Number(written) : null
  if (Number.isNaN(number)) return undefined
  const day = text('day')
  return {
    chosen: [sent[`chosen-${id}`] ?? []].flat().filter((choice) => choice !== ''),
    number,
    day: kind === 'date' && /^\d{4}-\d\d-\d\d$/.test(day) ? day : null,
    note: text('note'),
    verbatim: text('verbatim'),
  }
}
