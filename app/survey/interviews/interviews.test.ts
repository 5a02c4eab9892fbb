import { randomUUID } from 'node:crypto'
import { beforeAll, expect } from 'vitest'
import type { ActorTx } from '#app/platform/database.server.ts'
import { ROLES, type Role } from '#app/platform/permissions.ts'
import { readTableQuery } from '#app/ui/read-table-query.ts'
import { type House, test } from '../../../test/house.ts'
import { settlePanel } from '../../../test/panel.ts'
import { chooseWording, shownOf, standingOf } from '../device/versions.server.ts'
import { keepForm } from './answer-form.server.ts'
import { answersOf, keepAnswers } from './answers.server.ts'
import { NO_ANSWER } from './answers.ts'
import { closingNotesOf, keepClosingNotes } from './closing-notes.server.ts'
import { createGuide, guideOf } from './guides.server.ts'
import { INTERVIEW_TABLE } from './interview-table.ts'
import {
  beginInterview,
  finishInterview,
  interviewOf,
  interviewsOf,
  letCount,
  type NewInterview,
  reopenInterview,
  withdrawInterview,
} from './interviews.server.ts'

const SAID = 'On se salue, mais on ne se parle pas.'
const ENDING = {
  minutes: 50,
  place: 'home' as const,
  notes: 'Bon accueil.',
  partial: false,
  agreesQuotation: true,
  agreesRecall: false,
  agreesAudio: false,
  agreesPhoto: false,
}

let settled: Promise<{ people: string[]; tenants: string; caretakers: string }> | undefined
beforeAll(() => {
  settled = undefined
})

function scene(house: House) {
  settled ??= (async () => ({
    people: await settlePanel(house, 12),
    tenants: await house.as('operator-lead')((tx) => createGuide(tx, { name: 'Locataires', audience: 'tenant' })),
    caretakers: await house.as('operator-lead')((tx) => createGuide(tx, { name: 'Gardiens', audience: 'caretaker' })),
  }))()
  return settled
}

async function begun(house: House, change: Partial<NewInterview> = {}): Promise<string> {
  const { tenants } = await scene(house)
  const id = randomUUID()
  await house.as('operator-animator')((tx) =>
    beginInterview(tx, {
      id,
      guideId: tenants,
      personId: null,
      caretakerId: null,
      from: 'visit',
      heldOn: '2026-03-02',
      place: 'home',
      interviewerId: tx.actor.memberId,
      secondId: null,
      consent: 'spoken',
      signature: null,
      agreesQuotation: false,
      agreesRecall: false,
      agreesAudio: false,
      agreesPhoto: false,
      ...change,
    }),
  )
  return id
}

/** The interview of the nth person of the panel, with a word noted to the first question. */
async function told(house: House, nth: number): Promise<string> {
  const { people } = await scene(house)
  const id = await begun(house, { personId: people[nth] ?? '' })
  await house.as('operator-animator')(async (tx) => {
    const first = (await interviewOf(tx, id, 'test')).questions[0]?.id ?? ''
    await keepForm(tx, id, {
      question: [first],
      [`note-${first}`]: 'Habite là depuis 1998.',
      [`verbatim-${first}`]: SAID,
    })
  })
  return id
}

const outcomes = async (house: House, personId: string | undefined) =>
  (
    await house.owner.query<{ outcome: string }>(
      'select outcome from survey_contact_attempt where panel_person_id = $1 order by made_at',
      [personId],
    )
  ).rows.map(({ outcome }) => outcome)

test('an interview is begun, answered and finished; its contact then has the outcome of a whole interview, once', async ({
  house,
}) => {
  const { people } = await scene(house)
  const id = await told(house, 0)
  const animator = house.as('operator-animator')
  await animator((tx) => finishInterview(tx, id, ENDING))
  await animator((tx) => finishInterview(tx, id, ENDING))
  expect(await outcomes(house, people[0])).toEqual(['1.0'])
  const interview = await animator((tx) => interviewOf(tx, id, 'test'))
  expect(interview).toMatchObject({ minutes: 50, notes: 'Bon accueil.', agrees_quotation: true, partial: false })
  const answers = await animator((tx) => answersOf(tx, id))
  expect([...answers.values()].map(({ verbatim }) => verbatim)).toEqual([SAID])
})

test('every kind of question is kept as it was answered, and a wrong answer is refused beside its field', async ({
  house,
}) => {
  const { people } = await scene(house)
  const id = await begun(house, { personId: people[1] ?? '' })
  const animator = house.as('operator-animator')
  const { questions } = await animator((tx) => interviewOf(tx, id, 'test'))
  const of = (kind: string) => questions.find((question) => question.kind === kind)?.id ?? ''
  const sent = {
    form: randomUUID(),
    question: questions.map((question) => question.id),
    [`chosen-${of('scale')}`]: '4',
    [`chosen-${of('single')}`]: 'Oui',
    [`chosen-${of('multiple')}`]: ['Porter, dépanner', 'Autre chose'],
    [`number-${of('number')}`]: '3',
  }
  await animator((tx) => keepForm(tx, id, sent))
  const answers = await animator((tx) => answersOf(tx, id))
  expect(answers.size).toBe(4)
  expect(answers.get(of('multiple'))?.chosen).toEqual(['Porter, dépanner', 'Autre chose'])
  expect(answers.get(of('number'))?.number).toBe(3)
  const keep = (change: Record<string, string | string[]>) => animator((tx) => keepForm(tx, id, { ...sent, ...change }))
  await expect(keep({ [`number-${of('number')}`]: 'trois' })).rejects.toMatchObject({
    code: 'survey.answer-not-a-number',
  })
  await expect(keep({ [`number-${of('number')}`]: '99' })).rejects.toMatchObject({
    code: 'survey.answer-out-of-bounds',
  })
  await expect(keep({ [`chosen-${of('single')}`]: 'Peut-être' })).rejects.toMatchObject({
    code: 'survey.answer-not-offered',
    field: `chosen-${of('single')}`,
  })
  await keep({ [`number-${of('number')}`]: '' })
  expect((await animator((tx) => answersOf(tx, id))).has(of('number'))).toBe(false)
})

/** A form of one question as a page that is loaded now shows it. */
async function loaded(house: House, role: Role, id: string, question: string) {
  const base = await house.as(role)((tx) => shownOf(tx, id))
  const form = { form: randomUUID(), question: [question], [`base-${question}`]: base.get(question) ?? '' }
  return (note: string, more: Record<string, string> = {}) =>
    house.as(role)((tx) => keepForm(tx, id, { ...form, [`note-${question}`]: note, ...more }))
}

test('a form that was loaded earlier leaves what a colleague wrote since; what both wrote stays twice until somebody chooses', async ({
  house,
}) => {
  const { people } = await scene(house)
  const id = await begun(house, { personId: people[5] ?? '' })
  const lead = house.as('operator-lead')
  const [first, second] = (await lead((tx) => interviewOf(tx, id, 'test'))).questions.map((question) => question.id)
  if (!first || !second) throw new Error('No questions')
  const noteOf = async (question: string) => (await lead((tx) => answersOf(tx, id))).get(question)?.note
  const mine = await loaded(house, 'operator-animator', id, first)
  const theirs = await loaded(house, 'operator-lead', id, first)
  await mine('Sympa.')
  await mine('Sympathique.')
  await theirs('')
  expect(await noteOf(first)).toBe('Sympathique.')
  expect((await lead((tx) => standingOf(tx, id))).get(first)).toHaveLength(1)
  await theirs('Bruyant.')
  await theirs('Bruyant le soir.')
  await mine('Sympathique.')
  expect(await noteOf(first)).toBe('Sympathique.')
  const both = (await lead((tx) => standingOf(tx, id))).get(first) ?? []
  expect(both.map(({ value }) => value.note)).toEqual(['Sympathique.', 'Bruyant le soir.'])
  await lead((tx) => chooseWording(tx, id, both[1]?.id ?? ''))
  expect(await noteOf(first)).toBe('Bruyant le soir.')
  // One after the other nobody is in the other's way.
  await (await loaded(house, 'operator-animator', id, second))('Avant.')
  await (await loaded(house, 'operator-lead', id, second))('Après.')
  await (await loaded(house, 'operator-lead', id, second))('')
  expect(await noteOf(second)).toBeUndefined()
  await (await loaded(house, 'operator-lead', id, second))('Quand même.')
  expect((await lead((tx) => standingOf(tx, id))).get(second)).toHaveLength(1)
})

test('an answer that no wording says, from a file or an earlier release, is gone on from like any other', async ({
  house,
}) => {
  const { people } = await scene(house)
  const id = await begun(house, { personId: people[6] ?? '' })
  const lead = house.as('operator-lead')
  const [question] = (await lead((tx) => interviewOf(tx, id, 'test'))).questions
  if (!question) throw new Error('No question')
  await lead((tx) => keepAnswers(tx, id, [{ question, answer: { ...NO_ANSWER, note: 'Du papier.' } }]))
  const mine = await loaded(house, 'operator-animator', id, question.id)
  const theirs = await loaded(house, 'operator-lead', id, question.id)
  await mine('Du papier, relu.')
  await theirs('Du papier.')
  const standing = (await lead((tx) => standingOf(tx, id))).get(question.id) ?? []
  expect(standing.map(({ value }) => value.note)).toEqual(['Du papier, relu.'])
})

test('remarks are kept at each pause for whoever writes them, and those of a second person stay under their name', async ({
  house,
}) => {
  const id = await told(house, 7)
  const [animator, lead] = [house.as('operator-animator'), house.as('operator-lead')]
  const pen = (role: Role) => ({ author: house.actorOf(role).memberId, at: new Date('2026-03-02T10:00:00Z') })
  const pause = (role: 'operator-animator' | 'operator-lead', notes: string) =>
    house.as(role)((tx) => keepClosingNotes(tx, id, notes, pen(role)))
  const notes = async () => (await lead((tx) => interviewOf(tx, id, 'test'))).notes
  await pause('operator-animator', 'Bon')
  await pause('operator-animator', 'Bon accueil.')
  await pause('operator-lead', 'Un chien.')
  const again = await animator(async (tx) => closingNotesOf(tx, await interviewOf(tx, id, 'test')))
  expect(again).toBe('Bon accueil.')
  await animator((tx) => finishInterview(tx, id, ENDING))
  await animator((tx) => finishInterview(tx, id, ENDING))
  expect(await notes()).toMatch(/^Bon accueil\.\n\noperator-lead .*2\smars\s2026.*\nUn chien\.$/)
  // Whoever did not see that it was finished goes on, and ends it too; sent twice, it is there once.
  await pause('operator-lead', 'Un chien, et')
  const late = { ...ENDING, notes: 'Un chien, et deux chats.' }
  await lead((tx) => finishInterview(tx, id, late, pen('operator-lead')))
  await lead((tx) => finishInterview(tx, id, late, pen('operator-lead')))
  expect((await notes()).match(/Un chien/g)).toHaveLength(2)
  expect(await notes()).toMatch(/Un chien, et deux chats\.$/)
  await lead((tx) => withdrawInterview(tx, id))
  const { rowCount } = await house.owner.query('select from survey_closing_note where interview_id = $1', [id])
  expect(rowCount).toBe(0)
  await expect(pause('operator-lead', 'Encore.')).rejects.toMatchObject({ code: 'survey.interview-closed' })
})

test('a finished interview takes no word any more; one that was broken off can be taken up again', async ({
  house,
}) => {
  const { people } = await scene(house)
  const id = await told(house, 2)
  const animator = house.as('operator-animator')
  await animator((tx) => finishInterview(tx, id, { ...ENDING, partial: true }))
  expect(await outcomes(house, people[2])).toEqual(['1.2'])
  const { questions } = await animator((tx) => interviewOf(tx, id, 'test'))
  const more = { question: [questions[1]?.id ?? ''], [`note-${questions[1]?.id}`]: 'Se lève tôt.' }
  await expect(animator((tx) => keepForm(tx, id, more))).rejects.toMatchObject({ code: 'survey.interview-closed' })
  await animator((tx) => reopenInterview(tx, id))
  await animator((tx) => keepForm(tx, id, more))
  await animator((tx) => finishInterview(tx, id, ENDING))
  expect(await outcomes(house, people[2])).toEqual(['1.2', '1.0'])
  await expect(animator((tx) => reopenInterview(tx, id))).rejects.toMatchObject({ code: 'survey.interview-closed' })
})

test('consent taken back destroys what was said and keeps that there was an interview', async ({ house }) => {
  const id = await told(house, 3)
  await house.as('operator-animator')((tx) => finishInterview(tx, id, ENDING))
  await house.as('operator-lead')((tx) => withdrawInterview(tx, id))
  const { rows } = await house.owner.query('select notes, withdrawn_at, counts from survey_interview where id = $1', [
    id,
  ])
  expect(rows).toEqual([{ notes: '', withdrawn_at: expect.any(Date), counts: false }])
  for (const table of ['survey_answer', 'survey_answer_version']) {
    const left = await house.owner.query(`select from ${table} where interview_id = $1`, [id])
    expect(left.rowCount, table).toBe(0)
  }
})

test('a person is interviewed once; of two interviews that came from two phones the lead says which counts', async ({
  house,
}) => {
  const { people, tenants } = await scene(house)
  const id = await told(house, 4)
  await expect(begun(house, { personId: people[4] ?? '' })).rejects.toMatchObject({ code: 'survey.interview-exists' })
  const second = randomUUID()
  const { version_id } = await house.as('operator-lead')((tx) => guideOf(tx, tenants))
  await house.owner.query(
    `insert into survey_interview (convention_id, id, version_id, panel_person_id, held_on, entered_from, interviewer_id, consent, notice, entered_by, counts)
     select convention_id, $2, $3, panel_person_id, held_on, 'device', interviewer_id, consent, notice, entered_by, false from survey_interview where id = $1`,
    [id, second, version_id],
  )
  await expect(house.as('operator-animator')((tx) => letCount(tx, second))).rejects.toMatchObject({ status: 403 })
  await house.as('operator-lead')((tx) => letCount(tx, second))
  const { rows } = await house.owner.query('select id from survey_interview where panel_person_id = $1 and counts', [
    people[4],
  ])
  expect(rows).toEqual([{ id: second }])
})

test('the operator alone reads interviews, a caretaker’s too, and each look is on record', async ({ house }) => {
  const { caretakers } = await scene(house)
  const id = await begun(house, { guideId: caretakers, caretakerId: house.actorOf('caretaker').memberId })
  const lookAs = (role: Role, look: (tx: ActorTx) => Promise<unknown>) => house.as(role)(look)
  for (const role of ROLES) {
    if (role === 'operator-lead' || role === 'operator-animator') continue
    await expect(
      lookAs(role, (tx) => interviewOf(tx, id, 'test')),
      role,
    ).rejects.toMatchObject({ status: 403 })
    await expect(
      lookAs(role, (tx) => answersOf(tx, id)),
      role,
    ).rejects.toMatchObject({ status: 403 })
  }
  await expect(house.elsewhere('operator-lead')((tx) => interviewOf(tx, id, 'test'))).rejects.toMatchObject({
    status: 404,
  })
  await house.as('operator-lead')((tx) => interviewOf(tx, id, 'survey.interview'))
  const { rows } = await house.owner.query(
    `select reason from audit_entry where act = 'look' and object_table = 'survey_interview' and $1 = any (object_ids) order by at desc limit 1`,
    [id],
  )
  expect(rows).toEqual([{ reason: 'survey.interview' }])
})

test('the list of interviews is found by state and by audience', async ({ house }) => {
  const list = (search: string) =>
    house.as('operator-lead')((tx) => interviewsOf(tx, readTableQuery(INTERVIEW_TABLE, new URLSearchParams(search))))
  const all = await list('')
  const open = await list('state=open')
  const withdrawn = await list('state=withdrawn')
  const caretakers = await list('audience=caretaker')
  expect(all.rows).toHaveLength(all.total)
  expect(open.rows.every(({ completed_at, withdrawn_at }) => completed_at === null && withdrawn_at === null)).toBe(true)
  expect(withdrawn.total).toBe(2)
  expect(caretakers.rows.every(({ caretaker }) => caretaker !== null)).toBe(true)
  expect(await list('by=me')).toMatchObject({ total: 0 })
})
