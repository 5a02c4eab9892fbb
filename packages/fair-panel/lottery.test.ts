import { expect, test } from 'vitest'
import { faults, group, invented } from './invented.test-support.ts'
import { fairLottery, type Lottery } from './lottery.ts'
import { PanelError } from './panel-error.ts'
import type { Problem, Quota } from './problem.ts'

const volunteers = invented({ people: 150, size: 22, values: [2, 5, 4, 8], tolerance: 0.05, seed: 5 })

test('200 people of three kinds all get one chance in ten when the quotas allow it', async () => {
  const people = [
    ...group('a', 98, { sex: 'woman', leaning: 'left' }),
    ...group('b', 98, { sex: 'man', leaning: 'right' }),
    ...group('c', 4, { sex: 'woman', leaning: 'right' }),
  ]
  const quotas = [
    quota('sex', 'woman', 9, 20),
    quota('sex', 'man', 9, 20),
    quota('leaning', 'left', 9, 20),
    quota('leaning', 'right', 9, 20),
  ]
  for (const objective of ['leximin', 'maximin', 'nash'] as const) {
    const lottery = await fairLottery({ people, quotas, size: 20 }, { objective })
    expect(lottery.minimum).toBeCloseTo(0.1, 6)
    expect(lottery.publishedMinimum).toBeCloseTo(0.1, 6)
  }
})

test('a quota that forces unequal chances shares them equally inside each kind', async () => {
  const people = [...group('w', 8, { sex: 'woman' }), ...group('m', 32, { sex: 'man' })]
  const lottery = await fairLottery({
    people,
    quotas: [quota('sex', 'woman', 4, 4), quota('sex', 'man', 4, 4)],
    size: 8,
  })
  for (const { id, probability } of lottery.people)
    expect(probability).toBeCloseTo(id.startsWith('w') ? 4 / 8 : 4 / 32, 6)
  expect(lottery.upperBound).toBeCloseTo(4 / 32, 5)
})

test('every one of the 1 000 panels meets size and quotas, and the list loses at most 0.002', async () => {
  const lottery = await fairLottery(volunteers)
  expect(lottery.panels).toHaveLength(1000)
  expect(faults(lottery.problem, lottery.panels)).toEqual([])
  expect(lottery.publishedMinimum).toBeGreaterThanOrEqual(lottery.minimum - 0.002)
  expect(sum(lottery.people.map((person) => person.probability))).toBeCloseTo(22, 4)
  for (const { probability, published } of lottery.people) expect(Math.abs(probability - published)).toBeLessThan(0.002)
})

test('published chances are what counting the list gives', async () => {
  const { panels, people } = await fairLottery(volunteers)
  const counted = (id: string) => panels.filter((panel) => panel.includes(id)).length / panels.length
  for (const { id, published } of people) expect(published).toBeCloseTo(counted(id), 10)
})

test('people who differ in nothing have the same chance', async () => {
  const { people, problem } = await fairLottery(volunteers)
  const byKind = new Map<string, number>()
  for (const [index, person] of problem.people.entries()) {
    const kind = JSON.stringify(person.features)
    const chance = people[index]?.probability ?? Number.NaN
    expect(chance).toBe(byKind.get(kind) ?? chance)
    byKind.set(kind, chance)
  }
})

test('the order of people and quotas in the input changes nothing', async () => {
  const shuffled = { ...volunteers, people: [...volunteers.people].reverse(), quotas: [...volunteers.quotas].reverse() }
  const [one, other] = [await fairLottery(volunteers), await fairLottery(shuffled)]
  expect(JSON.stringify(other.panels)).toBe(JSON.stringify(one.panels))
  expect(other.people).toEqual(one.people)
})

test('a person whom the quotas shut out is named with the quota that does it, and has no chance', async () => {
  const people = [...group('a', 10, { area: 'north' }), ...group('b', 1, { area: 'south' })]
  const quotas = [quota('area', 'north', 0, 3), quota('area', 'south', 0, 0)]
  const lottery = await fairLottery({ people, quotas, size: 3 })
  expect(lottery.uncoverable).toEqual([
    { id: 'b1', blocking: [{ feature: 'area', value: 'south', min: 0, max: 0, newMin: 0, newMax: 1 }] },
  ])
  expect(lottery.people.find((person) => person.id === 'b1')?.probability).toBe(0)
  expect(lottery.minimum).toBeCloseTo(0.3, 6)
})

test('an empty cell with a maximum of 0 is no obstacle', async () => {
  const quotas = [quota('area', 'north', 2, 2), quota('area', 'nowhere', 0, 0)]
  expect((await fairLottery({ people: group('a', 6, { area: 'north' }), quotas, size: 2 })).minimum).toBeCloseTo(
    1 / 3,
    6,
  )
})

test.each([1, 2])(
  'no panel has more than %i of one household, whatever the sizes of households',
  async (householdLimit) => {
    const people = volunteers.people.map((person, index) => ({ ...person, household: `h${index % 60}` }))
    const lottery = await fairLottery({ ...volunteers, people, householdLimit })
    expect(faults(lottery.problem, lottery.panels)).toEqual([])
    expect(lottery.publishedMinimum).toBeGreaterThan(0.03)
  },
)

test('a frame of thousands gives known chances near the proven bound, and holds quotas and households', async () => {
  const frame = invented({ people: 2400, size: 80, values: [20, 5, 2, 7], tolerance: 0.1, seed: 3 })
  const byArea = new Map<string, number>()
  const people = frame.people.map((person) => {
    const area = person.features['feature 0'] ?? ''
    const order = byArea.get(area) ?? 0
    byArea.set(area, order + 1)
    return { ...person, household: `${area} ${order >> 1}` }
  })
  const lottery = await fairLottery({ ...frame, people, householdLimit: 1 })
  expect(lottery.method).toBe('frame')
  expect(faults(lottery.problem, lottery.panels.slice(0, 300))).toEqual([])
  expect(lottery.publishedMinimum).toBeGreaterThan(0.8 * lottery.upperBound)
  expect(sum(lottery.people.map((person) => person.probability))).toBeCloseTo(80, 6)
})

test('frame and exact methods agree to within what a list of 1 000 can say', async () => {
  const [exact, frame] = [
    await fairLottery(volunteers, { method: 'exact' }),
    await fairLottery(volunteers, { method: 'frame' }),
  ]
  exact.people.forEach(({ probability }, index) => {
    expect(Math.abs(probability - (frame.people[index]?.probability ?? 0))).toBeLessThan(0.002)
  })
})

test('a small panel with many features is proven although its list cannot be halved all the way', async () => {
  const tight = invented({ people: 300, size: 8, values: [2, 3, 2, 2, 3, 2, 2, 4], tolerance: 0.2, seed: 9 })
  const lottery = await fairLottery(tight)
  expect(lottery.minimum).toBeCloseTo(3 / 119, 6)
  expect(lottery.upperBound - lottery.minimum).toBeLessThan(1e-6)
  expect(faults(lottery.problem, lottery.panels)).toEqual([])
  expect(lottery.publishedMinimum).toBeGreaterThan(lottery.minimum - 0.002)
}, 120_000)

test('unknown values count for no cell and do not make the minima impossible', async () => {
  const people = [
    ...group('a', 20, { class: 'workers' }),
    ...group('b', 20, { class: 'clerks' }),
    ...group('u', 60, { class: 'unknown' }),
  ]
  const quotas = [quota('class', 'workers', 5, 5), quota('class', 'clerks', 5, 5)]
  const lottery = await fairLottery({ people, quotas, size: 10, unknownValue: 'unknown' })
  expect(lottery.problem.quotas.map(({ min, max }) => [min, max])).toEqual([
    [2, 5],
    [2, 5],
  ])
  expect(lottery.minimum).toBeCloseTo(0.1, 6)
})

test('a signal that is already given stops the draw with its own code', async () => {
  expect(await codeOf(fairLottery(volunteers, { signal: AbortSignal.abort() }))).toBe('cancelled')
})

test('progress tells bounds that close in on the answer', async () => {
  const steps: { lower: number; upper: number }[] = []
  const { minimum } = await fairLottery(volunteers, { onProgress: (step) => steps.push(step) })
  for (const { lower, upper } of steps) {
    expect(lower).toBeLessThanOrEqual(minimum + 1e-6)
    expect(upper).toBeGreaterThanOrEqual(minimum - 1e-6)
  }
  expect(steps.length).toBeGreaterThan(2)
})

test.each<[string, Partial<Problem>]>([
  ['no-people', { people: [] }],
  ['panel-size', { size: 0 }],
  ['panel-size', { size: 151 }],
  ['household-limit', { householdLimit: 0 }],
  ['duplicate-person', { people: [...volunteers.people, ...volunteers.people.slice(0, 1)] }],
  ['quota-bounds', { quotas: [quota('feature 0', 'value 0', 3, 2), quota('feature 0', 'value 1', 0, 22)] }],
  ['duplicate-quota', { quotas: [...volunteers.quotas, ...volunteers.quotas.slice(0, 1)] }],
  ['unknown-value', { quotas: volunteers.quotas.slice(1) }],
  ['no-quotas', { quotas: [...volunteers.quotas, quota('height', 'tall', 0, 5)] }],
  ['missing-value', { people: [...volunteers.people, { id: 'x', features: {} }] }],
])('wrong input is refused with the code %s', async (code, change) => {
  expect(await codeOf(fairLottery({ ...volunteers, ...change }))).toBe(code)
})

async function codeOf(draw: Promise<Lottery>): Promise<string | undefined> {
  return draw.then(
    () => undefined,
    (error: unknown) => (error instanceof PanelError ? error.code : String(error)),
  )
}

function quota(feature: string, value: string, min: number, max: number): Quota {
  return { feature, value, min, max }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
