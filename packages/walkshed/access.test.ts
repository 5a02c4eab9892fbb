import { expect, it } from 'vitest'
import { minutes, node, street, way } from './drawn.test-support.ts'
import { buildGraph } from './graph.ts'
import { ADULT } from './profiles.ts'

const WEST = street('Rue de l’Ouest', [0, 0], [100, 0])
const EAST = street('Rue de l’Est', [200, 0], [300, 0])

/** Minutes of an adult from 0 to 300 m, where the middle third has these tags: 3.75 when it can be walked. */
function through(tags: Record<string, string>): number | null {
  return minutes([WEST, way('middle', tags, [100, 0], [200, 0]), EAST], [], ADULT, [0, 0], [300, 0])
}

it.each<Record<string, string>>([
  { highway: 'service', access: 'private', foot: 'yes' },
  { highway: 'service', access: 'no', foot: 'designated' },
  { highway: 'track', access: 'permissive' },
  { highway: 'residential', oneway: 'yes' },
  { highway: 'cycleway' },
  { highway: 'trunk', sidewalk: 'both' },
  { highway: 'trunk', foot: 'yes' },
])('walkers pass %j', (tags) => {
  expect(through(tags)).toBeCloseTo(3.75, 3)
})

it.each<Record<string, string>>([
  { highway: 'service', access: 'private' },
  { highway: 'footway', access: 'no' },
  { highway: 'path', foot: 'no' },
  { highway: 'path', access: 'yes', foot: 'private' },
  { highway: 'motorway' },
  { highway: 'motorway_link', foot: 'yes' },
  { highway: 'trunk' },
  { highway: 'primary', motorroad: 'yes' },
  { highway: 'construction', construction: 'footway' },
  { highway: 'proposed' },
])('walkers do not pass %j', (tags) => {
  expect(through(tags)).toBeNull()
})

it('oneway binds nobody on foot: against the arrow takes as long', () => {
  const ways = [way('arrow', { highway: 'residential', oneway: 'yes' }, [0, 0], [400, 0])]
  expect(minutes(ways, [], ADULT, [400, 0], [0, 0])).toBeCloseTo(5, 3)
})

it('a locked or private gate stops everybody, an ordinary one nobody, a granted one nobody', () => {
  const ways = [street('a', [0, 0], [100, 0], [200, 0])]
  const past = (tags: Record<string, string>) => minutes(ways, [node(tags, 100, 0)], ADULT, [0, 0], [200, 0])
  expect(past({ barrier: 'gate', access: 'private' })).toBeNull()
  expect(past({ barrier: 'gate', locked: 'yes' })).toBeNull()
  expect(past({ barrier: 'wall' })).toBeNull()
  expect(past({ barrier: 'gate' })).toBeCloseTo(2.5, 3)
  expect(past({ barrier: 'gate', access: 'private', foot: 'yes' })).toBeCloseTo(2.5, 3)
  expect(past({ barrier: 'bollard' })).toBeCloseTo(2.5, 3)
})

it('somebody between a closed gate and the street still gets out on their side', () => {
  const ways = [street('a', [0, 0], [100, 0], [200, 0])]
  const gate = node({ barrier: 'gate', access: 'private' }, 100, 0)
  expect(minutes(ways, [gate], ADULT, [80, 0], [0, 0])).toBeCloseTo(1, 3)
  expect(minutes(ways, [gate], ADULT, [80, 0], [120, 0])).toBeNull()
})

it('ways meet where they share a node, and a bridge over a street does not', () => {
  const [under, over] = [street('under', [0, 0], [100, 0], [200, 0]), street('over', [100, -100], [100, 0], [100, 100])]
  const numbered = [under, over].map((each) => ({
    ...each,
    points: each.points.map((point, index) => ({ ...point, node: `${each.id} ${index}` })),
  }))
  expect(minutes([under, over], [], ADULT, [0, 0], [100, 100])).toBeCloseTo(2.5, 3)
  expect(minutes(numbered, [], ADULT, [0, 0], [100, 100])).toBeNull()
})

it('a square is walked round, and straight across where its holes let one see', () => {
  const corners: [number, number][] = [
    [0, 0],
    [80, 0],
    [80, 60],
    [0, 60],
  ]
  const square = { ...way('place', { highway: 'pedestrian', area: 'yes' }, ...corners), closed: true }
  const arms = [street('in', [-100, 0], [0, 0]), street('out', [80, 60], [180, 60])]
  const across = minutes([square, ...arms], [], ADULT, [-100, 0], [180, 60])
  expect(across).toBeCloseTo((100 + 100 + 100) / 80, 3)
  const pond = way('pond', {}, [30, 20], [50, 20], [50, 40], [30, 40]).points
  const around = minutes([{ ...square, holes: [pond] }, ...arms], [], ADULT, [-100, 0], [180, 60])
  expect(around).toBeCloseTo((100 + 140 + 100) / 80, 3)
})

it('refuses what cannot be a map, with the figure', () => {
  expect(() => buildGraph([])).toThrow('got none among 0 ways')
  expect(() => buildGraph([way('m', { highway: 'motorway' }, [0, 0], [1, 0])])).toThrow('got none among 1 ways')
  expect(() => buildGraph([street('dot', [0, 0])])).toThrow('at least 2 points in way dot, got 1')
  const far = {
    id: 'far',
    tags: { highway: 'path' },
    points: [
      { lon: 2, lat: 48 },
      { lon: 200, lat: 48 },
    ],
  }
  expect(() => buildGraph([far])).toThrow('longitude between -180 and 180 degrees, got 200')
  expect(() =>
    buildGraph([
      {
        ...far,
        points: [
          { lon: 2, lat: 48 },
          { lon: 2, lat: Number.NaN },
        ],
      },
    ]),
  ).toThrow('got NaN')
})
