import { expect, test } from 'vitest'
import { NO_ANSWER } from '../interviews/answers.ts'
import type { Question } from '../interviews/questions.ts'
import type { Wording } from './on-device.ts'
import { judgeSheet } from './sheet.ts'

const ASKED: Omit<Question, 'id' | 'key' | 'kind'> = {
  theme: 'Ici',
  wording: 'Combien ?',
  prompts: [],
  choices: [],
  least: null,
  most: null,
  conditions: [],
  conditionRule: 'all',
}
const open = { ...ASKED, id: 'open', key: 'open', kind: 'open' as const, number: 1 }
const yes = { ...ASKED, id: 'yes', key: 'yes', kind: 'single' as const, choices: ['Oui', 'Non'], number: 2 }
const count = { ...ASKED, id: 'count', key: 'count', kind: 'number' as const, least: 0, most: 20, number: 3 }
const free = { ...ASKED, id: 'free', key: 'free', kind: 'number' as const, number: 4 }
const QUESTIONS = [open, yes, count, free]

const said = (answer: Partial<Wording['answer']>, ...versions: string[]): Wording => ({
  answer: { ...NO_ANSWER, ...answer },
  versions,
})

test('only what was changed in this form is written, over what this form showed', () => {
  const shown = new Map([
    ['open', said({ note: 'Calme.' }, 'a')],
    ['count', said({ number: 3 }, 'b')],
  ])
  const sent = { 'note-open': 'Calme, le soir.', 'number-count': '3' }
  // A colleague's tick that came meanwhile is not in `shown`: what is blank here says nothing of it.
  expect(judgeSheet(QUESTIONS, sent, shown)).toEqual({
    changed: [{ question: 'open', basedOn: ['a'], answer: { ...NO_ANSWER, note: 'Calme, le soir.' } }],
    refused: [],
  })
  const blanked = judgeSheet(QUESTIONS, { 'number-count': '' }, shown).changed
  expect(blanked.map(({ question, answer }) => [question, answer])).toEqual([
    ['open', NO_ANSWER],
    ['count', NO_ANSWER],
  ])
})

test('a number that cannot be read or is out of bounds is refused beside its field; its notes are kept, and it stays as it was', () => {
  const shown = new Map([['count', said({ number: 3 }, 'b')]])
  for (const [typed, code] of [
    ['environ 12', 'survey.answer-not-a-number'],
    ['Infinity', 'survey.answer-not-a-number'],
    ['21', 'survey.answer-out-of-bounds'],
  ]) {
    const { changed, refused } = judgeSheet(
      QUESTIONS,
      { 'number-count': typed, 'note-count': 'Avec les voisins.', 'verbatim-count': 'Une douzaine !' },
      shown,
    )
    expect(changed.map(({ answer }) => answer)).toEqual([
      { ...NO_ANSWER, number: 3, note: 'Avec les voisins.', verbatim: 'Une douzaine !' },
    ])
    expect(refused).toEqual([{ field: 'number-count', code, message: expect.stringMatching(/^Écrivez/), number: 3 }])
  }
  expect(judgeSheet([free], { 'number-free': '99999999999999' }, new Map()).refused).toHaveLength(1)
})

test('a note that is too long stays as it was, and the rest of its answer is kept', () => {
  const shown = new Map([['yes', said({ note: 'Avant.' }, 'c')]])
  const { changed, refused } = judgeSheet([yes], { 'chosen-yes': 'Oui', 'note-yes': 'a'.repeat(8001) }, shown)
  expect(changed.map(({ answer }) => answer)).toEqual([{ ...NO_ANSWER, chosen: ['Oui'], note: 'Avant.' }])
  expect(refused.map(({ field, code }) => [field, code])).toEqual([['note-yes', 'survey.answer-too-long']])
})
