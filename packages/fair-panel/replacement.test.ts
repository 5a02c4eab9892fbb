import { expect, test } from 'vitest'
import { faults, group, invented } from './invented.test-support.ts'
import { fairLottery } from './lottery.ts'
import { PanelError } from './panel-error.ts'
import { orderedReserve, replacementLottery, reserveFor, residualProblem, substituteFrom } from './replacement.ts'

const problem = invented({ people: 90, size: 18, values: [2, 3, 4], tolerance: 0.1, seed: 8 })
const panel = (await fairLottery(problem)).panels[7] ?? []

test('replacements and confirmed people together meet all quotas, and nobody who left comes back', async () => {
  const [confirmed, unavailable] = [panel.slice(0, 13), panel.slice(13)]
  const { lottery, relaxed } = await replacementLottery(problem, { confirmed, unavailable })
  expect(relaxed).toEqual([])
  expect(
    faults(
      problem,
      lottery.panels.map((drawn) => [...confirmed, ...drawn]),
    ),
  ).toEqual([])
  const drawn = new Set(lottery.panels.flat())
  for (const id of [...confirmed, ...unavailable]) expect(drawn.has(id)).toBe(false)
})

test('when nobody left can fill a quota, the smallest relaxation is applied and told', async () => {
  const people = [...group('a', 6, { area: 'north' }), ...group('b', 2, { area: 'south' })]
  const quotas = [
    { feature: 'area', value: 'north', min: 1, max: 3 },
    { feature: 'area', value: 'south', min: 1, max: 2 },
  ]
  const standing = { confirmed: ['a1', 'a2', 'a3'], unavailable: ['b1', 'b2'] }
  const { lottery, relaxed } = await replacementLottery({ people, quotas, size: 4 }, standing)
  expect(relaxed).not.toEqual([])
  expect(lottery.panels.every((drawn) => drawn.length === 1)).toBe(true)
})

test('the household of a confirmed person is not asked again', () => {
  const people = group('a', 4, { area: 'north' }).map((person, index) => ({ ...person, household: `h${index >> 1}` }))
  const quotas = [{ feature: 'area', value: 'north', min: 2, max: 2 }]
  const residual = residualProblem(
    { people, quotas, size: 2, householdLimit: 1 },
    { confirmed: ['a1'], unavailable: [] },
  )
  expect(residual).toMatchObject({ size: 1, quotas: [{ min: 1, max: 1 }] })
  expect(residual.people.map((person) => person.id)).toEqual(['a3', 'a4'])
})

test('a full panel leaves nothing to draw', () => {
  expect(() => residualProblem(problem, { confirmed: panel, unavailable: [] })).toThrow(PanelError)
})

test('the reserve is a third of the panel, outside of it, the same each time, in an order anyone can check', async () => {
  const reserve = await reserveFor(problem, panel, 7, { seed: 's' })
  expect(reserve).toHaveLength(6)
  expect(reserve.filter((id) => panel.includes(id))).toEqual([])
  expect(await reserveFor(problem, panel, 7, { seed: 's' })).toEqual(reserve)
  expect(orderedReserve([...reserve].reverse(), 's:reserve')).toEqual(reserve)
})

test('the substitute is the first of the reserve who keeps the quotas best', () => {
  const people = [...group('w', 5, { sex: 'w' }), ...group('m', 5, { sex: 'm' })]
  const quotas = [
    { feature: 'sex', value: 'w', min: 2, max: 2 },
    { feature: 'sex', value: 'm', min: 2, max: 2 },
  ]
  expect(substituteFrom({ people, quotas, size: 4 }, ['w1', 'm1', 'm2'], ['m3', 'w2', 'w3'])).toBe('w2')
  expect(substituteFrom({ people, quotas, size: 4 }, ['w1', 'w4', 'm2'], ['w2', 'w3'])).toBe('w2')
  expect(substituteFrom({ people, quotas, size: 4 }, ['w1'], [])).toBeUndefined()
})
