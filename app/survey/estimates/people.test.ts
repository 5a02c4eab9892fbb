import { expect } from 'vitest'
import type { JobStep } from '#app/platform/jobs.server.ts'
import { type House, test } from '../../../test/house.ts'
import { settleInterviews } from '../../../test/interviews.ts'
import { one } from '../../../test/stock.ts'
import { makeCode } from '../coding/codes.server.ts'
import { finishCoding, markExcerpt } from '../coding/excerpts.server.ts'
import { estimateOf, figureOf, makeEstimate, nearFigures, publishEstimate } from './estimates.server.ts'

const AT_REST: JobStep = { signal: new AbortController().signal, progress: async () => undefined }
const lead = (house: House) => house.as('operator-lead')
const pilot = (house: House) => house.as('landlord-pilot')

const isOverall = (key: string) => (figure: { subjectId: string; feature: string | null }) =>
  figure.subjectId === key && figure.feature === null

const keyOfPlace = (house: House, place: string) =>
  one(house.owner, 'select key as id from survey_question where id = $1', [place])

/** What a seal or an interview froze, told otherwise for the sake of a test. */
async function unfrozen({ owner }: House, statements: [text: string, values: unknown[]][]): Promise<void> {
  await owner.query('begin')
  await owner.query('set local session_replication_role = replica')
  for (const [text, values] of statements) await owner.query(text, values)
  await owner.query('commit')
}

/** Forty people, of whom the last is not yet coded to the end; where they go is asked of those who often hear their neighbours. */
async function halfCoded(house: House, name: string) {
  const held = await settleInterviews(house.owner, house.actorOf('operator-lead'), {
    count: 40,
    said: (rank) => (rank < 20 ? 'Le jardin.' : 'La cour.'),
    goes: () => 'Parc',
  })
  await unfrozen(house, [
    [
      `update survey_question set conditions = jsonb_build_array(jsonb_build_object('value', 'Souvent', 'key',
         (select key from survey_question where id = $2))) where id = $1`,
      [held.place, held.closed],
    ],
  ])
  const garden = await lead(house)((tx) => makeCode(tx, { name, definition: '', parentId: null }))
  await lead(house)(async (tx) => {
    for (const [rank, { id, answerId }] of held.interviews.entries()) {
      if (rank < 20 || rank === 39)
        await markExcerpt(tx, id, { key: `${answerId}:verbatim`, codeId: garden, first: '', last: '' })
      if (rank < 39) await finishCoding(tx, id, true)
    }
  })
  const make = () => lead(house)((tx) => makeEstimate(tx, held.panelId, 'classes', AT_REST))
  return { held, garden, make }
}

test('an interview not yet coded to the end is left out of the codes, and what was not asked is not counted', async ({
  house,
}) => {
  const { held, garden, make } = await halfCoded(house, 'Jardin')
  const { figures, method } = await lead(house)(async (tx) => estimateOf(tx, await make()))
  expect(figures.find(isOverall(garden))).toMatchObject({ n: 39 })
  expect(figures.find(isOverall(garden))?.share).toBeCloseTo(20 / 39, 1)
  expect(method.coded).toBe(39)
  // The helper has everyone answer; one in three said « Souvent ».
  expect(figures.find(isOverall(await keyOfPlace(house, held.place)))).toMatchObject({ n: 14, value: 'Parc' })
})

test('the interviews behind a figure are those it was reckoned on, of its group, less those withdrawn since', async ({
  house,
}) => {
  const { held, garden, make } = await halfCoded(house, 'Verger')
  const id = await make()
  const { figures } = await lead(house)((tx) => estimateOf(tx, id))
  const women = figures.find(({ subjectId, featureValue }) => subjectId === garden && featureValue === 'F')
  const behind = async () => (await lead(house)((tx) => figureOf(tx, id, women?.id ?? ''))).behind?.map((row) => row.id)
  const own = held.interviews.filter((_, rank) => rank < 20 && rank % 2 === 0).map((interview) => interview.id)
  expect(await behind()).toEqual(own)
  await lead(house)((tx) => tx.deleteFrom('survey_excerpt').where('code_id', '=', garden).execute())
  expect(await behind()).toEqual(own)
  await house.owner.query('update survey_interview set withdrawn_at = now(), counts = false where id = $1', [own[0]])
  expect(await behind()).toEqual(own.slice(1))
  const { rows } = await house.owner.query('select from survey_estimate_figure where $1 = any (asked)', [own[0]])
  expect(rows).toEqual([])
})

test('of the same people with one more interview coded, the code is withheld and the answers are published again', async ({
  house,
}) => {
  const { held, garden, make } = await halfCoded(house, 'Pelouse')
  const first = await make()
  await lead(house)((tx) => publishEstimate(tx, first))
  const named = async (id: string) =>
    (await pilot(house)((tx) => estimateOf(tx, id))).figures
      .filter(({ feature, n }) => feature === null && n !== null)
      .map(({ wording }) => wording)
  expect(await named(first)).toContain('Pelouse')
  const same = await make()
  await lead(house)((tx) => publishEstimate(tx, same))
  expect(await named(same)).toEqual(await named(first))
  await lead(house)((tx) => finishCoding(tx, held.interviews[39]?.id ?? '', true))
  const more = await make()
  const near = await lead(house)(async (tx) => nearFigures(tx, await estimateOf(tx, more)))
  expect(near).toBeGreaterThan(0)
  await lead(house)((tx) => publishEstimate(tx, more))
  expect(await named(more)).toEqual((await named(first)).filter((wording) => wording !== 'Pelouse'))
  expect((await lead(house)((tx) => estimateOf(tx, more))).figures.find(isOverall(garden))).toMatchObject({ n: 40 })
})

test('one interview withdrawn and another come instead are too near to be published', async ({ house }) => {
  const { held, make } = await halfCoded(house, 'Allée')
  const [out, back] = [held.interviews[0]?.id, held.interviews[1]?.id]
  await house.owner.query('update survey_interview set counts = false where id = $1', [back])
  const first = await make()
  await lead(house)((tx) => publishEstimate(tx, first))
  await house.owner.query('update survey_interview set counts = (id = $2) where id = any ($1)', [[out, back], back])
  const next = await make()
  await expect(lead(house)((tx) => publishEstimate(tx, next))).rejects.toMatchObject({
    code: 'survey.publication-too-near',
  })
})

test('weights take the occupation of the register, breakdowns the one that was said', async ({ house }) => {
  const { held, make } = await halfCoded(house, 'Balcon')
  const { conventionId, memberId } = house.actorOf('operator-lead')
  await unfrozen(house, [
    [`update survey_panel set features = features || '{pcs}' where id = $1`, [held.panelId]],
    [
      `update survey_pool_person set features = features || array[(5 + position % 2)::text] where panel_id = $1`,
      [held.panelId],
    ],
    [
      `insert into survey_said_pcs (convention_id, id, panel_person_id, pcs, noted_by)
       select $1, gen_random_uuid(), id, 3, $2 from survey_panel_person where panel_id = $3`,
      [conventionId, memberId, held.panelId],
    ],
  ])
  const { method, figures } = await lead(house)(async (tx) => estimateOf(tx, await make()))
  expect(method.margins.find(({ feature }) => feature === 'pcs')?.groups).toEqual([
    { values: ['5'], respondents: 20, population: 200 },
    { values: ['6'], respondents: 20, population: 200 },
  ])
  expect(new Set(figures.flatMap(({ feature, featureValue }) => (feature === 'pcs' ? [featureValue] : [])))).toEqual(
    new Set(['3']),
  )
})
