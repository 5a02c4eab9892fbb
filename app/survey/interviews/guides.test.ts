import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { ROLES } from '#app/platform/permissions.ts'
import { type House, test } from '../../../test/house.ts'
import { isAsked, onlyAsked } from './answers.ts'
import { guidePdf } from './guide-print.server.ts'
import {
  addQuestion,
  changeQuestion,
  createGuide,
  guideOf,
  moveQuestion,
  moveTheme,
  removeQuestion,
} from './guides.server.ts'
import { byTheme, type Question } from './questions.ts'

const lead = (house: House) => house.as('operator-lead')

const GARDEN = {
  theme: 'Les projets et opportunités',
  kind: 'single' as const,
  wording: 'Viendriez-vous à un jardin partagé ?',
  prompts: [],
  choices: ['Oui', 'Non'],
  least: null,
  most: null,
  conditions: [],
  conditionRule: 'all' as const,
}

async function tenantGuide(house: House): Promise<string> {
  return lead(house)((tx) => createGuide(tx, { name: 'Enquête de proximité', audience: 'tenant' }))
}

/** An interview with a caretaker, put in by hand: the version is then in use. */
async function used(house: House, versionId: string): Promise<void> {
  const { conventionId, memberId } = house.actorOf('operator-lead')
  await house.owner.query(
    `insert into survey_interview (convention_id, id, version_id, caretaker_id, held_on, entered_from, interviewer_id, consent, notice, entered_by)
     values ($1, $2, $3, $4, '2026-03-02', 'paper', $5, 'spoken', '2026-1', $5)`,
    [conventionId, randomUUID(), versionId, house.actorOf('caretaker').memberId, memberId],
  )
}

test('a tenants’ guide starts from the four themes, with their prompts and a question that depends on another', async ({
  house,
}) => {
  const guide = await lead(house)(async (tx) =>
    guideOf(tx, await createGuide(tx, { name: 'Guide', audience: 'tenant' })),
  )
  expect(new Set(guide.questions.map(({ theme }) => theme)).size).toBe(5)
  expect(guide.questions.filter(({ kind, theme }) => kind === 'open' && theme !== 'Pour finir')).toHaveLength(24)
  const [decides] = guide.questions.flatMap(({ conditions }) => conditions)
  expect(guide.questions.find(({ key }) => key === decides?.key)?.choices).toContain(decides?.value)
})

test('a question is added at the end of its theme, changed and removed; one that another depends on stays', async ({
  house,
}) => {
  const id = await tenantGuide(house)
  await lead(house)((tx) => addQuestion(tx, id, GARDEN))
  const { questions } = await lead(house)((tx) => guideOf(tx, id))
  const at = questions.findIndex(({ wording }) => wording === GARDEN.wording)
  expect(questions[at + 1]?.theme).toBe('Pour finir')
  const added = questions[at]?.key ?? ''
  await lead(house)((tx) => changeQuestion(tx, id, added, { ...GARDEN, choices: ['Oui', 'Non', 'Peut-être'] }))
  await lead(house)((tx) => removeQuestion(tx, id, added))
  const decides = questions.flatMap(({ conditions }) => conditions)[0]?.key ?? ''
  await expect(lead(house)((tx) => removeQuestion(tx, id, decides))).rejects.toMatchObject({
    code: 'survey.question-decides',
  })
  const later = questions.at(-2)?.key ?? ''
  await expect(
    lead(house)((tx) =>
      changeQuestion(tx, id, questions[0]?.key ?? '', { ...GARDEN, conditions: [{ key: later, value: 'Oui' }] }),
    ),
  ).rejects.toMatchObject({ code: 'survey.condition-not-before' })
})

test('questions and themes move by one place; a question never comes before one that decides it', async ({ house }) => {
  const id = await tenantGuide(house)
  const order = async () => (await lead(house)((tx) => guideOf(tx, id))).questions.map(({ key }) => key)
  const { questions } = await lead(house)((tx) => guideOf(tx, id))
  const [first = '', second = '', ...rest] = questions.map(({ key }) => key)
  await lead(house)((tx) => moveQuestion(tx, id, first, 1))
  expect(await order()).toEqual([second, first, ...rest])
  await lead(house)((tx) => moveQuestion(tx, id, second, -1)) // the first of its theme stays
  expect(await order()).toEqual([second, first, ...rest])
  const [life, relations] = byTheme(questions)
  await lead(house)((tx) => moveTheme(tx, id, relations?.theme ?? '', -1))
  expect((await order()).slice(0, relations?.questions.length)).toEqual(relations?.questions.map(({ key }) => key))
  await lead(house)((tx) => moveTheme(tx, id, life?.theme ?? '', -1))
  expect(await order()).toEqual([second, first, ...rest])
  const dependent = questions.find(({ conditions }) => conditions.length > 0)
  const before = questions[questions.findIndex(({ key }) => key === dependent?.key) - 1]
  expect(dependent?.conditions[0]?.key).toBe(before?.key)
  await expect(lead(house)((tx) => moveQuestion(tx, id, dependent?.key ?? '', -1))).rejects.toMatchObject({
    code: 'survey.order-breaks-condition',
  })
})

test('a question with several conditions is asked when all hold, or any one', async ({ house }) => {
  const id = await tenantGuide(house)
  await lead(house)(async (tx) => {
    await addQuestion(tx, id, GARDEN)
    await addQuestion(tx, id, { ...GARDEN, wording: 'Aimez-vous le bruit ?' })
  })
  const { questions } = await lead(house)((tx) => guideOf(tx, id))
  const [garden, noise] = questions.filter(({ theme, kind }) => theme === GARDEN.theme && kind === 'single')
  const conditions = [garden, noise].map((question) => ({ key: question?.key ?? '', value: 'Oui' }))
  const said = (...answers: string[]) => new Map(conditions.map(({ key }, at) => [key, [answers[at] ?? '']]))
  await lead(house)((tx) => addQuestion(tx, id, { ...GARDEN, wording: 'Et donc ?', conditions }))
  const asked = (await lead(house)((tx) => guideOf(tx, id))).questions.find(({ wording }) => wording === 'Et donc ?')
  if (!asked) throw new Error('not kept')
  expect(isAsked(asked, said('Oui', 'Non'))).toBe(false)
  expect(isAsked(asked, said('Oui', 'Oui'))).toBe(true)
  expect(isAsked({ ...asked, conditionRule: 'any' }, said('Non', 'Oui'))).toBe(true)
  expect(isAsked({ ...asked, conditionRule: 'any' }, said('Non', 'Non'))).toBe(false)
  expect(isAsked({ conditions: [], conditionRule: 'all' }, said())).toBe(true)
})

test('answers to what a corrected answer no longer calls for are not counted, nor those that they called for', () => {
  const answer = (key: string, chosen: string, after?: string) => ({
    key,
    chosen: [chosen],
    conditions: after === undefined ? [] : [{ key: after, value: 'oui' }],
    conditionRule: 'all' as const,
  })
  const kept = (first: string) =>
    onlyAsked([answer('a', first), answer('b', 'oui', 'a'), answer('c', 'oui', 'b'), answer('d', 'non')]).map(
      ({ key }) => key,
    )
  expect(kept('oui')).toEqual(['a', 'b', 'c', 'd'])
  expect(kept('non')).toEqual(['a', 'd'])
})

test('a version that an interview uses is frozen, for the owner of the tables too; a change opens the next one', async ({
  house,
}) => {
  const id = await lead(house)((tx) => createGuide(tx, { name: 'Gardiens', audience: 'caretaker' }))
  const first = await lead(house)((tx) => guideOf(tx, id))
  await used(house, first.version_id)
  for (const statement of [
    `update survey_question set wording = 'Autre chose ?' where version_id = '${first.version_id}'`,
    `delete from survey_question where version_id = '${first.version_id}'`,
    `insert into survey_question (convention_id, version_id, position, theme, kind, wording)
     select convention_id, id, 99, 'x', 'open', 'Et encore ?' from survey_guide_version where id = '${first.version_id}'`,
  ])
    await expect(house.owner.query(statement), statement).rejects.toThrow(/frozen/)
  const [asked] = first.questions
  await lead(house)((tx) => changeQuestion(tx, id, asked?.key ?? '', { ...GARDEN, theme: asked?.theme ?? '' }))
  const second = await lead(house)((tx) => guideOf(tx, id))
  expect(second.version).toBe(2)
  expect(second.questions.map(({ key }: Question) => key)).toEqual(first.questions.map(({ key }) => key))
  expect(second.questions[0]?.wording).toBe(GARDEN.wording)
})

test('the lead alone writes guides; another convention sees none; the pilot reads them', async ({ house }) => {
  const id = await tenantGuide(house)
  expect((await house.as('landlord-pilot')((tx) => guideOf(tx, id))).name).toBe('Enquête de proximité')
  for (const role of ['operator-animator', 'landlord-pilot'] as const)
    await expect(house.as(role)((tx) => addQuestion(tx, id, GARDEN))).rejects.toMatchObject({ status: 403 })
  await expect(house.elsewhere('operator-lead')((tx) => guideOf(tx, id))).rejects.toMatchObject({ status: 404 })
  const { rows } = await house.as('caretaker')((tx) =>
    sql<{ n: number }>`select count(*)::int as n from survey_question`.execute(tx),
  )
  expect(rows[0]?.n).toBe(0)
})

test('what a caretaker says in an interview has no reader but the operator', async ({ house }) => {
  const id = await lead(house)((tx) => createGuide(tx, { name: 'Gardiens, bis', audience: 'caretaker' }))
  const { version_id, questions } = await lead(house)((tx) => guideOf(tx, id))
  await used(house, version_id)
  await house.owner.query(
    `insert into survey_answer (convention_id, interview_id, question_id, note, written_by)
     select convention_id, id, $2, 'Le local est trop petit.', entered_by from survey_interview where version_id = $1`,
    [version_id, questions[0]?.id],
  )
  for (const table of ['survey_interview', 'survey_answer'])
    for (const role of ROLES) {
      const { rows } = await house.as(role)((tx) =>
        sql.raw<{ seen: boolean }>(`select count(*) > 0 as seen from ${table}`).execute(tx),
      )
      expect(rows[0]?.seen, `${table}, ${role}`).toBe(role === 'operator-lead' || role === 'operator-animator')
    }
})

test('the guide to print is a tagged PDF', async ({ house }) => {
  const id = await tenantGuide(house)
  const pdf = (await lead(house)((tx) => guidePdf(tx, id))).toString('latin1')
  expect(pdf).toContain('/StructTreeRoot')
  expect(pdf).toContain('pdfuaid:part')
})
