import { expect, it } from 'vitest'
import { at, type Metres, node, street, way } from './drawn.test-support.ts'
import { buildGraph } from './graph.ts'
import { pace } from './pace.ts'
import { ADULT, SENIOR } from './profiles.ts'
import { restsAlong } from './rest.ts'
import { routeBetween } from './route.ts'
import { snap } from './snap.ts'

const QUARTER = buildGraph(
  [
    street('Rue Basse', [0, 0], [100, 0]),
    way('x', { highway: 'footway', footway: 'crossing' }, [100, 0], [104, 0], [108, 0]),
    way('s', { highway: 'steps', step_count: '24', name: 'Escalier du Parc' }, [108, 0], [118, 0]),
    way('p', { highway: 'path', incline: '4%' }, [118, 0], [118, 100]),
    way('p2', { highway: 'path', incline: '4%' }, [118, 100], [118, 200]),
  ],
  [
    node({ highway: 'crossing', crossing: 'traffic_signals' }, 104, 0),
    node({ amenity: 'bench' }, 118, 60),
    node({ amenity: 'bench' }, 70, 12),
    node({ amenity: 'bench' }, 60, -40),
  ],
)

function route(from: Metres, to: Metres, profile = ADULT) {
  const paced = pace(QUARTER, profile)
  const [origin, destination] = [snap(paced, at(...from)), snap(paced, at(...to))]
  return origin && destination ? routeBetween(paced, origin, destination) : null
}

it('tells a walk in the steps one would say, with metres, minutes, stairs, slope and lights', () => {
  const found = route([20, 10], [130, 180])
  expect(
    found?.steps.map(({ kind, name, stairs, incline, signals }) => ({ kind, name, stairs, incline, signals })),
  ).toEqual([
    { kind: 'door', name: null, stairs: null, incline: null, signals: 0 },
    { kind: 'street', name: 'Rue Basse', stairs: null, incline: null, signals: 0 },
    { kind: 'crossing', name: null, stairs: null, incline: null, signals: 1 },
    { kind: 'steps', name: 'Escalier du Parc', stairs: 24, incline: null, signals: 0 },
    { kind: 'path', name: null, stairs: null, incline: 0.04, signals: 0 },
    { kind: 'door', name: null, stairs: null, incline: null, signals: 0 },
  ])
  const minutes = found?.steps.map(({ ms }) => ms / 60_000)
  const expected = [10 / 80, 1, 8 / 80 + 1 / 3, 1 / 3, (180 / 80) * Math.exp(0.14), 12 / 80]
  for (const [index, each] of expected.entries()) expect(minutes?.[index]).toBeCloseTo(each, 3)
  expect(found?.metres).toBeCloseTo(10 + 80 + 8 + 10 + 180 + 12, 2)
  expect(found?.geometry[0]).toEqual(at(20, 10))
  expect(found?.geometry.at(-1)).toEqual(at(130, 180))
})

it('on the way back the slope goes down', () => {
  expect(route([118, 200], [0, 0])?.steps.map(({ incline }) => incline)).toEqual([-0.04, null, null, null])
})

it('a walk to one’s own door takes no time and no steps', () => {
  expect(route([20, 0], [20, 0])).toMatchObject({ ms: 0, steps: [] })
})

it('tells the longest stretch without a bench beside the walk', () => {
  const found = route([0, 0], [118, 200], SENIOR)
  const rest = restsAlong(found?.geometry ?? [], QUARTER.benches)
  expect(rest.benches).toBe(2)
  expect(rest.longestMetres).toBeCloseTo(140, 1)
  expect(restsAlong(found?.geometry ?? [], [...QUARTER.benches, at(118, 130)]).longestMetres).toBeCloseTo(108, 1)
  expect(restsAlong(found?.geometry ?? [], [])).toMatchObject({ benches: 0, longestMetres: expect.closeTo(318, 1) })
  expect(() => restsAlong([], [])).toThrow('got none')
})
