/** What was answered to a question of a guide: read, judged and put in words the same way on the page and on the phone. Pure. */
import { formatDate, formatNumber } from '#app/ui/format.ts'
import { m } from '#messages'
import { LARGEST_NUMBER, LONGEST_NOTE } from './answer-limits.ts'
import type { GivenPlace } from './given-place.ts'
import { samePlace } from './places.ts'
import { type Condition, choicesOf, type Question } from './questions.ts'

export interface GivenAnswer {
  chosen: string[]
  number: number | null
  day: string | null
  place: GivenPlace | null
  note: string
  /** The exact words, apart from what was noted of them. */
  verbatim: string
}

export const NO_ANSWER: GivenAnswer = { chosen: [], number: null, day: null, place: null, note: '', verbatim: '' }

export function isBlank({ chosen, number, day, place, note, verbatim }: GivenAnswer): boolean {
  const isUnchosen = chosen.length === 0 && number === null && day === null && place === null
  return isUnchosen && note.trim() === '' && verbatim.trim() === ''
}

export function sameAnswer(a: GivenAnswer, b: GivenAnswer): boolean {
  return (
    a.number === b.number &&
    a.day === b.day &&
    samePlace(a.place, b.place) &&
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

/**
 * The answers of one interview to questions that were asked of it: a question stays answered after the answer that called for it was
 * corrected, and so do those that it called for in turn.
 *
 * @param answers in the order of the guide, in which a condition is on a question before
 */
export function onlyAsked<
  Answer extends Pick<Question, 'key' | 'conditions' | 'conditionRule'> & { chosen: readonly string[] },
>(answers: readonly Answer[]): Answer[] {
  const chosenByKey = new Map<string, readonly string[]>()
  return answers.filter((answer) => {
    const counts = isAsked(answer, chosenByKey)
    if (counts) chosenByKey.set(answer.key, answer.chosen)
    return counts
  })
}

const WRONG_WORDS = {
  'survey.answer-not-a-number': m.refusal_survey_answer_not_a_number,
  'survey.answer-not-offered': m.refusal_survey_answer_not_offered,
  'survey.answer-one-only': m.refusal_survey_answer_one_only,
  'survey.answer-out-of-bounds': m.refusal_survey_answer_out_of_bounds,
  'survey.answer-too-long': m.refusal_survey_answer_too_long,
}
type WrongAnswer = keyof typeof WRONG_WORDS

/** What to do about a wrong answer, in words. */
export function wrongWord(question: Question, code: WrongAnswer): string {
  return WRONG_WORDS[code](boundsOf(question))
}

export function boundsOf({ least, most }: Question): { least: number; most: number } {
  return { least: least ?? -LARGEST_NUMBER, most: most ?? LARGEST_NUMBER }
}

/** Why an answer cannot be kept as it is, by the code of the refusal; nothing when it can. */
export function wrongIn(question: Question, answer: GivenAnswer): WrongAnswer | undefined {
  const { chosen, number, day, place, note, verbatim } = answer
  const { kind } = question
  const offered = choicesOf(question)
  if (chosen.some((choice) => !offered.includes(choice))) return 'survey.answer-not-offered'
  if (chosen.length > 1 && kind !== 'multiple') return 'survey.answer-one-only'
  if (number !== null && kind !== 'number') return 'survey.answer-not-offered'
  if (number !== null && !Number.isFinite(number)) return 'survey.answer-not-a-number'
  const bounds = boundsOf(question)
  if (number !== null && (number < bounds.least || number > bounds.most)) return 'survey.answer-out-of-bounds'
  if (day !== null && kind !== 'date') return 'survey.answer-not-offered'
  if (place !== null && kind !== 'place') return 'survey.answer-not-offered'
  if (note.length > LONGEST_NOTE || verbatim.length > LONGEST_NOTE) return 'survey.answer-too-long'
  return undefined
}

/** As much of an answer as can be kept: a part that is wrong stays as it was before. With what is wrong, by field. */
export function keepable(
  question: Question,
  { chosen, number, day, place, note, verbatim }: GivenAnswer,
  before: GivenAnswer,
): { answer: GivenAnswer; wrong: { field: string; code: WrongAnswer }[] } {
  const parts = [
    { name: question.kind === 'number' ? 'number' : 'chosen', part: { chosen, number, day, place } },
    { name: 'note', part: { note } },
    { name: 'verbatim', part: { verbatim } },
  ]
  const wrong = []
  let answer = before
  for (const { name, part } of parts) {
    const next = { ...answer, ...part }
    const code = wrongIn(question, next)
    if (code) wrong.push({ field: `${name}-${question.id}`, code })
    else answer = next
  }
  return { answer, wrong }
}

/** The closed part of an answer, in words. */
export function closedAnswerWord({ chosen, number, day, place }: Omit<GivenAnswer, 'note' | 'verbatim'>): string {
  return [
    ...chosen,
    number === null ? '' : formatNumber(number),
    day === null ? '' : formatDate(day),
    place === null ? '' : placeWord(place),
  ]
    .filter(Boolean)
    .join(', ')
}

const DEGREES = { minimumFractionDigits: 3, maximumFractionDigits: 4 }

function placeWord({ kind, name, lon, lat }: GivenPlace): string {
  if (kind !== 'point') return name
  if (name !== '') return m.survey_place_near({ name })
  return m.survey_place_at({ lat: formatNumber(lat, DEGREES), lon: formatNumber(lon, DEGREES) })
}
