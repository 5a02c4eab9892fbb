import { expect, it } from 'vitest'
import { at, minutes, node, street, way } from './drawn.test-support.ts'
import { buildGraph, type NodeFact, type Way } from './graph.ts'
import { leaningOnUnknown, snapAll, walkMatrix } from './matrix.ts'
import { pace } from './pace.ts'
import { ADULT, STEP_FREE, surely } from './profiles.ts'
import { routeBetween } from './route.ts'

const FINE = { highway: 'footway', wheelchair: 'yes' }

/** Minutes perhaps and surely, along 200 m whose second half has these tags, past a point with those. */
function along(tags: Record<string, string>, point: Record<string, string> = {}): (number | null)[] {
  const ways = [way('fine', FINE, [0, 0], [100, 0]), way('asked', tags, [100, 0], [200, 0])]
  return [STEP_FREE, surely(STEP_FREE)].map((profile) =>
    minutes(ways, [node(point, 100, 0)], profile, [0, 0], [200, 0]),
  )
}

const FOUR = expect.closeTo(4, 3)

it.each([
  [{ highway: 'footway', wheelchair: 'yes' }],
  [{ highway: 'footway', wheelchair: 'designated', surface: 'unpaved' }],
])('%j is surely passed', (tags) => {
  expect(along(tags)).toEqual([FOUR, FOUR])
})

it('an even surface of a known gentle slope is surely passed', () => {
  const [perhaps, certain] = along({ highway: 'footway', surface: 'asphalt', incline: '2%' })
  expect(certain).toBeCloseTo(2 + 2 * Math.exp(0.07), 3)
  expect(perhaps).toBe(certain)
})

it.each([
  [{ highway: 'footway' }],
  [{ highway: 'residential', surface: 'asphalt' }],
  [{ highway: 'footway', surface: 'asphalt', incline: 'up' }],
  [{ highway: 'footway', wheelchair: 'limited' }],
  [{ highway: 'footway', surface: 'unheard-of' }],
])('%j is unknown: perhaps passed, never surely', (tags) => {
  expect(along(tags)).toEqual([FOUR, null])
})

it.each([
  [{ highway: 'steps' }],
  [{ highway: 'footway', wheelchair: 'no' }],
  [{ highway: 'footway', surface: 'sand' }],
  [{ highway: 'pedestrian', surface: 'cobblestone' }],
  [{ highway: 'footway', surface: 'asphalt', incline: '9%' }],
  [{ highway: 'footway', surface: 'asphalt', incline: '-9%' }],
  [{ highway: 'footway', wheelchair: 'yes', incline: '5°' }],
  [{ highway: 'footway', width: '0.9' }],
  [{ highway: 'footway', smoothness: 'horrible' }],
])('%j is not passed', (tags) => {
  expect(along(tags)).toEqual([null, null])
})

it.each([
  [{ highway: 'crossing', kerb: 'lowered' }, [FOUR, FOUR]],
  [{ highway: 'crossing', kerb: 'flush' }, [FOUR, FOUR]],
  [{ highway: 'crossing' }, [FOUR, null]],
  [{ barrier: 'kerb' }, [FOUR, null]],
  [{ barrier: 'kerb', kerb: 'raised' }, [null, null]],
  [{ highway: 'crossing', kerb: 'raised' }, [null, null]],
  [{ barrier: 'gate' }, [FOUR, null]],
  [{ barrier: 'gate', wheelchair: 'yes' }, [FOUR, FOUR]],
  [{ barrier: 'stile' }, [null, null]],
  [{ barrier: 'cycle_barrier' }, [null, null]],
])('past %j', (point, expected) => {
  expect(along(FINE, point)).toEqual(expected)
})

it('a raised kerb stops who crosses, not who follows the street', () => {
  const ways = [
    way('street', { highway: 'residential', wheelchair: 'yes' }, [-100, 0], [0, 0], [100, 0]),
    way('crossing', FINE, [0, -40], [0, 0], [0, 40]),
  ]
  const kerb = node({ highway: 'crossing', kerb: 'raised' }, 0, 0)
  expect(minutes(ways, [kerb], STEP_FREE, [-100, 0], [100, 0])).toBeCloseTo(4, 3)
  expect(minutes(ways, [kerb], STEP_FREE, [0, -40], [0, 40])).toBeNull()
  expect(minutes(ways, [kerb], ADULT, [0, -40], [0, 40])).toBeCloseTo(1, 3)
})

it('somebody who cannot take the stairs beside the door starts from the nearest way they can take', () => {
  const ways = [way('stairs', { highway: 'steps' }, [0, 5], [20, 5]), street('a', [0, -5], [500, -5])]
  expect(minutes(ways, [], STEP_FREE, [10, 0.5], [110, -5])).toBeCloseTo((5.5 + 100) / 50, 3)
})

const DETOUR: [Way[], NodeFact[]] = [
  [
    way('short', { highway: 'footway', name: 'Sente' }, [0, 0], [100, 0]),
    way('ends', FINE, [-50, 0], [0, 0]),
    way('other end', FINE, [100, 0], [150, 0]),
    way('long', FINE, [0, 0], [0, 60], [100, 60], [100, 0]),
  ],
  [],
]

it('a walk leans on the unknown when no known walk is as short', () => {
  const graph = buildGraph(...DETOUR)
  const [perhaps, certain] = [pace(graph, STEP_FREE), pace(graph, surely(STEP_FREE))]
  const doors = snapAll(perhaps, [at(-50, 0), at(150, 0), at(-20, 0)])
  const [shortest, known] = [walkMatrix(perhaps, doors, doors), walkMatrix(certain, doors, doors)]
  expect([...leaningOnUnknown(shortest, known)]).toEqual([0, 1, 0, 1, 0, 1, 0, 1, 0])
  expect(known.ms[1]).toBeGreaterThan(shortest.ms[1] ?? 0)
  expect(() => leaningOnUnknown(shortest, walkMatrix(certain, doors, []))).toThrow('got 3 × 3 and 3 × 0')
})

it('a route says which of its steps are unknown, and how many metres', () => {
  const paced = pace(buildGraph(...DETOUR), STEP_FREE)
  const [from, to] = snapAll(paced, [at(-50, 0), at(150, 0)])
  const route = from && to ? routeBetween(paced, from, to) : null
  expect(route?.steps.map(({ name, isUnknown }) => [name, isUnknown])).toEqual([
    [null, false],
    ['Sente', true],
    [null, false],
  ])
  expect(route?.unknownMetres).toBeCloseTo(100, 2)
})
