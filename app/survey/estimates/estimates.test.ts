import { beforeAll, expect } from 'vitest'
import type { JobStep } from '#app/platform/jobs.server.ts'
import { type House, test } from '../../../test/house.ts'
import { type Held, settleInterviews } from '../../../test/interviews.ts'
import { makeCode } from '../coding/codes.server.ts'
import { finishCoding, markExcerpt } from '../coding/excerpts.server.ts'
import { planMargins, weigh } from './calibrated.ts'
import { estimateOf, estimatesOf, figureOf, makeEstimate, panelsToReckon, publishEstimate } from './estimates.server.ts'

const AT_REST: JobStep = { signal: new AbortController().signal, progress: async () => undefined }
const lead = (house: House) => house.as('operator-lead')
const pilot = (house: House) => house.as('landlord-pilot')

let made: Promise<{ held: Held; id: string; lift: string }> | undefined
beforeAll(() => {
  made = undefined
})

/** Forty people; thirteen speak of the lift, two of the cellar; everyone's interview is coded. */
function estimated(house: House) {
  made ??= (async () => {
    const held = await settleInterviews(house.owner, house.actorOf('operator-lead'), {
      count: 40,
      said: (rank) => (rank % 3 === 0 && rank < 39 ? 'L’ascenseur.' : 'Le reste.'),
      goes: (rank) =>
        rank < 14 ? 'Bibliothèque' : rank < 26 ? 'Marché' : rank < 33 ? 'Stade' : rank < 37 ? 'Bar' : undefined,
    })
    const make = (name: string) => lead(house)((tx) => makeCode(tx, { name, definition: '', parentId: null }))
    const [lift, cellar, rest] = [await make('Ascenseur'), await make('Cave'), await make('Le reste')]
    await lead(house)(async (tx) => {
      for (const [rank, { id, answerId, words }] of held.interviews.entries()) {
        for (const codeId of [words.startsWith('L’asc') ? lift : rest, ...(rank < 2 ? [cellar] : [])])
          await markExcerpt(tx, id, { key: `${answerId}:verbatim`, codeId, first: '', last: '' })
        await finishCoding(tx, id, true)
      }
    })
    return { held, lift, id: await lead(house)((tx) => makeEstimate(tx, held.panelId, 'classes', AT_REST)) }
  })()
  return made
}

test('weights meet the register by age and sex; the seed makes them the same each time', () => {
  const profiles = Array.from({ length: 40 }, (_, at) => ({
    age: at < 4 ? '18-29' : at < 20 ? '30-44' : '45-59',
    sex: at % 2 === 0 ? 'F' : 'M',
  }))
  const population = Array.from({ length: 400 }, (_, at) => ({
    age: at % 4 === 0 ? '18-29' : at % 4 === 1 ? '30-44' : '45-59',
    sex: at % 5 < 3 ? 'F' : 'M',
  }))
  const people = {
    probabilities: profiles.map(() => 0.1),
    households: profiles.map((_, at) => String(at)),
    profiles,
    population,
    asked: null,
    people: profiles.map((_, at) => String(at)),
    seed: 's',
  }
  const weighted = weigh(people)
  expect(weighted.method).not.toBe('none')
  // Four of 18–29 are too few: their band is joined to its neighbour.
  expect(weighted.margins.find(({ feature }) => feature === 'age')?.groups.map(({ values }) => values)).toEqual([
    ['18-29', '30-44'],
    ['45-59'],
  ])
  const women = weighted.panel.weights.reduce((sum, weight, at) => sum + (at % 2 === 0 ? weight : 0), 0)
  expect(women).toBeCloseTo(240, 6)
  expect([...weigh(people).panel.weights]).toEqual([...weighted.panel.weights])
})

test('those who answer less often weigh more, and the classes are said', () => {
  const asked = Array.from({ length: 100 }, (_, at) => ({
    id: String(at),
    profile: { residence: at < 50 ? 'tall' : 'low' },
    answered: at < 50 ? at < 15 : at < 95,
  }))
  const heard = asked.filter(({ answered }) => answered)
  const people = {
    probabilities: heard.map(() => 0.1),
    households: heard.map(({ id }) => id),
    people: heard.map(({ id }) => id),
    profiles: heard.map(() => ({})),
    population: Array.from({ length: 1000 }, () => ({})),
    asked,
    seed: 's',
  }
  const { panel, nonresponse } = weigh(people)
  expect(nonresponse).toMatchObject({ kind: 'classes', count: 2 })
  expect(nonresponse.classes.map(({ of, rate }) => [of.residence, rate])).toEqual([
    [['tall'], expect.closeTo(0.3, 9)],
    [['low'], expect.closeTo(0.9, 9)],
  ])
  const tall = panel.weights.slice(0, 15).reduce((sum, weight) => sum + weight, 0)
  expect(tall).toBeCloseTo(500, 6)
  expect(nonresponse.meanChange).toBeGreaterThan(0.3)
  expect(weigh({ ...people, asked: null }).nonresponse).toMatchObject({ kind: 'none', meanChange: 0 })
})

test('a register that does not know a feature well enough says nothing of it', () => {
  const population = Array.from({ length: 100 }, (_, at) => ({ pcs: at < 40 ? 'unknown' : String((at % 2) + 5) }))
  const { said, margins } = planMargins(
    Array.from({ length: 20 }, (_, at) => ({ pcs: String((at % 2) + 5) })),
    population,
  )
  expect(said[0]).toMatchObject({ feature: 'pcs', leftOut: 'unknown' })
  expect(margins).toEqual([])
})

test('places are counted by their names among those who were asked; one that few name is no figure', async ({
  house,
}) => {
  const { held, id } = await estimated(house)
  const places = (await lead(house)((tx) => estimateOf(tx, id))).figures.filter(
    isOverall(await keyOfPlace(house, held)),
  )
  expect(places.map(({ value, n }) => [value, n])).toEqual([
    ['Bibliothèque', 37],
    ['Marché', 37],
    ['Stade', 37],
  ])
  const { behind } = await lead(house)((tx) => figureOf(tx, id, places[0]?.id ?? ''))
  expect(behind).toHaveLength(14)
})

const isOverall = (key: string) => (figure: { subjectId: string; feature: string | null }) =>
  figure.subjectId === key && figure.feature === null

async function keyOfPlace(house: House, { place }: Held): Promise<string> {
  const { rows } = await house.owner.query<{ key: string }>('select key from survey_question where id = $1', [place])
  return rows[0]?.key ?? ''
}

test('a figure carries its interval and leads to the interviews behind it', async ({ house }) => {
  const { id, lift } = await estimated(house)
  const estimate = await lead(house)((tx) => estimateOf(tx, id))
  const overall = estimate.figures.find(({ subjectId, feature }) => subjectId === lift && feature === null)
  expect(overall).toMatchObject({ n: 40 })
  expect(overall?.share).toBeCloseTo(13 / 40, 1)
  expect(overall?.low).toBeLessThan(overall?.share ?? 0)
  expect(overall?.high).toBeGreaterThan(overall?.share ?? 1)
  const { behind } = await lead(house)((tx) => figureOf(tx, id, overall?.id ?? ''))
  expect(behind).toHaveLength(13)
  expect(estimate.response).toMatchObject({ asked: 40, rates: { response: 1 } })
})

test('the pilot reads what was published and guarded, nothing else; a second set too near is refused', async ({
  house,
}) => {
  const { id, lift, held } = await estimated(house)
  expect(await pilot(house)((tx) => estimatesOf(tx))).toEqual([])
  await expect(pilot(house)((tx) => estimateOf(tx, id))).rejects.toMatchObject({ status: 404 })
  await expect(pilot(house)((tx) => publishEstimate(tx, id))).rejects.toMatchObject({ status: 403 })
  await lead(house)((tx) => publishEstimate(tx, id))
  const { figures } = await pilot(house)((tx) => estimateOf(tx, id))
  const shown = figures.filter(({ n }) => n !== null)
  expect(shown.map(({ wording, feature }) => [wording, feature])).toContainEqual(['Ascenseur', null])
  expect(figures.map(({ wording }) => wording)).not.toContain('Cave')
  // A place that seven go to is not even named.
  const places = figures.filter(isOverall(await keyOfPlace(house, held)))
  expect(places.map(({ value }) => value)).toEqual(['Bibliothèque', 'Marché'])
  expect(shown.every(({ n }) => (n ?? 0) >= 11)).toBe(true)
  const lifts = figures.find(({ subjectId }) => subjectId === lift)
  expect((await pilot(house)((tx) => figureOf(tx, id, lifts?.id ?? ''))).behind).toEqual([])
  for (const table of ['survey_estimate', 'survey_estimate_weight', 'survey_estimate_figure'] as const)
    expect(await pilot(house)((tx) => tx.selectFrom(table).select('convention_id').execute())).toEqual([])
  await house.owner.query('update survey_interview set withdrawn_at = now(), counts = false where id = $1', [
    held.interviews.at(-1)?.id,
  ])
  const next = await lead(house)((tx) => makeEstimate(tx, held.panelId, 'classes', AT_REST))
  await expect(lead(house)((tx) => publishEstimate(tx, next))).rejects.toMatchObject({
    code: 'survey.publication-too-near',
  })
})

test('a register that does not know it of a few weighs those few as a category of their own', () => {
  const profiles = Array.from({ length: 40 }, (_, at) => ({ pcs: at < 8 ? 'unknown' : String((at % 2) + 5) }))
  const population = Array.from({ length: 400 }, (_, at) => ({ pcs: at < 60 ? 'unknown' : String((at % 2) + 5) }))
  const { said, margins } = planMargins(profiles, population)
  expect(said[0]).toMatchObject({ feature: 'pcs', leftOut: null })
  expect(margins[0]?.totals).toEqual({ '5': 170, '6': 170, unknown: 60 })
})

test('panels with enough interviews come first, the others say what they lack', async ({ house }) => {
  const { held } = await estimated(house)
  const few = await settleInterviews(house.owner, house.actorOf('operator-lead'), {
    count: 10,
    said: () => 'Le bruit.',
  })
  const none = await settleInterviews(house.owner, house.actorOf('operator-lead'), {
    count: 11,
    said: () => 'Le bruit.',
  })
  await house.owner.query('update survey_interview set counts = false where id = any ($1)', [
    none.interviews.map(({ id }) => id),
  ])
  const panels = (await lead(house)(panelsToReckon)).map(({ name: _, ...panel }) => panel)
  // One of the forty takes the interview back in another test.
  expect([39, 40]).toContain(panels[0]?.respondents)
  expect(panels[0]).toMatchObject({ id: held.panelId, missing: null })
  expect(panels.slice(1).every(({ missing }) => missing !== null)).toBe(true)
  // Panels of tests were sealed, and never drawn by lot.
  expect(panels).toContainEqual({ id: few.panelId, respondents: 10, missing: 'draw' })
  expect(panels).toContainEqual({ id: none.panelId, respondents: 0, missing: 'draw' })
  await expect(pilot(house)(panelsToReckon)).rejects.toMatchObject({ status: 403 })
})
