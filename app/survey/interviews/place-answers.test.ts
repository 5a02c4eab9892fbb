/** Places that answers keep, on the real database: what is rounded, what is known, and who may see it. */
import { randomUUID } from 'node:crypto'
import { beforeAll, expect } from 'vitest'
import { ROLES } from '#app/platform/permissions.ts'
import { type House, test } from '../../../test/house.ts'
import { settlePanel } from '../../../test/panel.ts'
import { keepForm } from './answer-form.server.ts'
import { answersOf } from './answers.server.ts'
import { guidePdf } from './guide-print.server.ts'
import { addQuestion, createGuide, guideOf } from './guides.server.ts'
import { beginInterview } from './interviews.server.ts'
import { placeBookOf } from './place-book.server.ts'
import { QuestionForm } from './question-input.ts'

const lead = (house: House) => house.as('operator-lead')
const LIBRARY = { kind: 'public', name: 'Bibliothèque municipale', lon: 2.48217, lat: 48.90123 } as const
const AT_HOME = { lon: 2.48137, lat: 48.90213 }
const ON_GRID = { lon: 2.481, lat: 48.902 }

let settled: Promise<{ interview: string; question: string; guide: string }> | undefined
beforeAll(() => {
  settled = undefined
})

function scene(house: House) {
  settled ??= (async () => {
    const people = await settlePanel(house)
    await settlePlaces(house)
    const guide = await lead(house)((tx) => createGuide(tx, { name: 'Locataires', audience: 'tenant' }))
    const asked = QuestionForm.parse({
      theme: 'Ailleurs',
      kind: 'place',
      wording: 'Où allez-vous ?',
      choices: 'Oui\nNon',
      least: '1',
    })
    expect(asked).toMatchObject({ kind: 'place', choices: [], least: null, most: null })
    await lead(house)((tx) => addQuestion(tx, guide, asked))
    const interview = randomUUID()
    await lead(house)((tx) =>
      beginInterview(tx, {
        id: interview,
        guideId: guide,
        personId: people[0] ?? '',
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
      }),
    )
    const { questions } = await lead(house)((tx) => guideOf(tx, guide))
    return { interview, guide, question: questions.find(({ kind }) => kind === 'place')?.id ?? '' }
  })()
  return settled
}

async function settlePlaces(house: House): Promise<void> {
  const { conventionId } = house.actorOf('operator-lead')
  const places = [
    ['library', LIBRARY.name, LIBRARY.lon, LIBRARY.lat],
    ['mental-health', 'Centre médico-psychologique', 2.483, 48.902],
    ['stop', 'Mairie', 2.4841, 48.9011],
    ['stop', 'Mairie', 2.4842, 48.9012],
    ['bakery', '', 2.4843, 48.9013],
  ]
  for (const [kind, name, lon, lat] of places)
    await house.owner.query(
      `insert into territory_place (convention_id, origin, origin_key, kind, name, lon, lat) values ($1, 'hand', $2, $3, $4, $5, $6)`,
      [conventionId, randomUUID(), kind, name, lon, lat],
    )
}

/** The page that sends each form. */
const PAGE = randomUUID()

/** What is kept of a place that the form sends. */
async function keptOf(house: House, place: unknown) {
  const { interview, question } = await scene(house)
  await lead(house)((tx) =>
    keepForm(tx, interview, {
      form: PAGE,
      question: [question],
      [`place-${question}`]: JSON.stringify(place),
      [`note-${question}`]: '',
    }),
  )
  return (await lead(house)((tx) => answersOf(tx, interview))).get(question)?.place
}

test('a known public place is kept where it stands; whatever else is sent is kept on the grid alone', async ({
  house,
}) => {
  expect(await keptOf(house, LIBRARY)).toEqual(LIBRARY)
  expect(await keptOf(house, { kind: 'point', name: '', ...AT_HOME })).toEqual({ kind: 'point', name: '', ...ON_GRID })
  expect(await keptOf(house, { kind: 'street', name: 'Rue X', ...AT_HOME })).toMatchObject(ON_GRID)
  // Somebody's home, called a public place.
  expect(await keptOf(house, { kind: 'public', name: 'Chez moi', ...AT_HOME })).toMatchObject({
    kind: 'point',
    ...ON_GRID,
  })
  expect(await keptOf(house, { ...LIBRARY, ...AT_HOME })).toMatchObject({ kind: 'point', ...ON_GRID })
  expect(await keptOf(house, null)).toBeUndefined()
})

test('the database itself takes no point off the grid, in an answer or in a wording of a device', async ({ house }) => {
  const { interview, question } = await scene(house)
  const { conventionId, memberId } = house.actorOf('operator-lead')
  const write = (place: unknown) =>
    house.owner.query(
      `insert into survey_answer (convention_id, interview_id, question_id, place, written_by) values ($1, $2, $3, $4, $5)
       on conflict (convention_id, interview_id, question_id) do update set place = excluded.place`,
      [conventionId, interview, question, JSON.stringify(place), memberId],
    )
  await write({ kind: 'point', name: '', ...ON_GRID })
  for (const wrong of [
    { kind: 'point', name: '', ...AT_HOME },
    { kind: 'home', name: '', ...ON_GRID },
    { kind: 'point' },
    [],
  ])
    await expect(write(wrong)).rejects.toMatchObject({ code: '23514' })
  await expect(
    house.owner.query(
      `insert into survey_answer_version (convention_id, id, interview_id, question_id, answer, stamp, author_id, made_at)
       values ($1, $2, $3, $4, $5, '{}', $6, now())`,
      [conventionId, randomUUID(), interview, question, { place: { kind: 'point', name: '', ...AT_HOME } }, memberId],
    ),
  ).rejects.toMatchObject({ code: '23514' })
})

test('the book holds residences and named public places once, and none that says that somebody is ill', async ({
  house,
}) => {
  await scene(house)
  const { places, mark } = await lead(house)(placeBookOf)
  expect(places.map(({ kind, name }) => [kind, name]).sort()).toEqual([
    ['public', LIBRARY.name],
    ['public', 'Mairie'],
    ['residence', 'Résidence des Érables 1'],
    ['residence', 'Résidence des Érables 2'],
  ])
  expect((await lead(house)(placeBookOf)).mark).toBe(mark)
})

test('the book and what people say are for the operator’s own convention alone', async ({ house }) => {
  const { interview } = await scene(house)
  for (const role of ROLES.filter((one) => one !== 'operator-lead' && one !== 'operator-animator')) {
    await expect(house.as(role)(placeBookOf), role).rejects.toMatchObject({ status: 403 })
    await expect(
      house.as(role)((tx) => answersOf(tx, interview)),
      role,
    ).rejects.toMatchObject({ status: 403 })
    const seen = await house.as(role)((tx) => tx.selectFrom('survey_answer').select('place').execute())
    expect(seen, role).toEqual([])
  }
  expect((await house.elsewhere('operator-lead')(placeBookOf)).places).toEqual([])
})

test('a guide that asks for a place is printed, also where no streets are loaded', async ({ house }) => {
  const { guide } = await scene(house)
  const pdf = await lead(house)((tx) => guidePdf(tx, guide))
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
})
