import { expect, it } from 'vitest'
import { at, minutes, node, street, way } from './drawn.test-support.ts'
import { buildGraph } from './graph.ts'
import { minutesAt, snapAll, walkMatrix } from './matrix.ts'
import { pace } from './pace.ts'
import { ADULT, SENIOR, STEP_FREE } from './profiles.ts'
import { snap } from './snap.ts'

const LONG = street('a', [0, 0], [150, 0], [400, 0])

it('minutes are metres over speed: 400 m in 5, 7.5 and 8 minutes', () => {
  expect(minutes([LONG], [], ADULT, [0, 0], [400, 0])).toBeCloseTo(5, 3)
  expect(minutes([LONG], [], SENIOR, [0, 0], [400, 0])).toBeCloseTo(7.5, 3)
  expect(minutes([LONG], [], STEP_FREE, [0, 0], [400, 0])).toBeCloseTo(8, 3)
})

it('a door is put on the nearest point of a way, and its straight line counts at both ends', () => {
  expect(minutes([LONG], [], ADULT, [40, 24], [200, -16])).toBeCloseTo((24 + 160 + 16) / 80, 3)
})

it('two doors on one way walk between them, not by its ends', () => {
  expect(minutes([LONG], [], ADULT, [160, 0], [240, 0])).toBeCloseTo(1, 3)
  expect(minutes([LONG], [], ADULT, [240, 0], [160, 0])).toBeCloseTo(1, 3)
  expect(minutes([LONG], [], ADULT, [200, 0], [200, 0])).toBe(0)
})

it('on a loop, two doors take the shorter side, through its meeting point if need be', () => {
  const loop = street('loop', [0, 0], [200, 0], [200, 100], [0, 100], [0, 0])
  expect(minutes([loop], [], ADULT, [40, 0], [0, 40])).toBeCloseTo(1, 3)
})

it('stairs are climbed at 0.5 m/s by everybody', () => {
  const stairs = way('stairs', { highway: 'steps' }, [80, 0], [90, 0])
  const ways = [street('a', [0, 0], [80, 0]), stairs, street('b', [90, 0], [170, 0])]
  expect(minutes(ways, [], ADULT, [0, 0], [170, 0])).toBeCloseTo(1 + 20 / 60 + 1, 3)
  expect(minutes(ways, [], SENIOR, [0, 0], [170, 0])).toBeCloseTo(1.5 + 20 / 60 + 1.5, 3)
  expect(minutes(ways, [], STEP_FREE, [0, 0], [170, 0])).toBeNull()
})

it('a crossing with lights costs 20 s once, told of the point, of the way, or of both', () => {
  const point = node({ highway: 'crossing', crossing: 'traffic_signals' }, 80, 0)
  const arms = [street('a', [0, 0], [70, 0]), street('b', [90, 0], [160, 0])]
  const crossing = (tags: Record<string, string>, ...middle: [number, number][]) => [
    ...arms,
    way('crossing', { highway: 'footway', footway: 'crossing', ...tags }, [70, 0], ...middle, [90, 0]),
  ]
  const [plain, lights] = [{ crossing: 'marked' }, { crossing: 'traffic_signals' }]
  const walk = (ways: ReturnType<typeof crossing>, nodes = [point]) => minutes(ways, nodes, ADULT, [0, 0], [160, 0])
  expect(walk(crossing(plain), [])).toBeCloseTo(2, 3)
  expect(walk(crossing(plain, [80, 0]))).toBeCloseTo(2 + 1 / 3, 3)
  expect(walk(crossing(lights), [])).toBeCloseTo(2 + 1 / 3, 3)
  expect(walk(crossing(lights, [80, 0]))).toBeCloseTo(2 + 1 / 3, 3)
  expect(walk(crossing(lights, [76, 0], [84, 0]), [])).toBeCloseTo(2 + 1 / 3, 3)
})

it('lights for cars count at a junction, and not at a stop line', () => {
  const [a, b] = [street('a', [0, 0], [80, 0], [160, 0]), street('b', [80, -50], [80, 0], [80, 50])]
  const lights = node({ highway: 'traffic_signals' }, 80, 0)
  expect(minutes([a], [lights], ADULT, [0, 0], [160, 0])).toBeCloseTo(2, 3)
  expect(minutes([a, b], [lights], ADULT, [0, 0], [160, 0])).toBeCloseTo(2 + 1 / 3, 3)
})

it('a known slope slows by Tobler’s exponent: 10 % up is e^0.35 as long, 5 % down the quickest', () => {
  const up = way('up', { highway: 'path', incline: '10%' }, [0, 0], [400, 0])
  const down = way('down', { highway: 'path', incline: '-5 %' }, [0, 0], [400, 0])
  expect(minutes([up], [], ADULT, [0, 0], [400, 0])).toBeCloseTo(5 * Math.exp(0.35), 3)
  expect(minutes([up], [], ADULT, [400, 0], [0, 0])).toBeCloseTo(5, 3)
  expect(minutes([down], [], ADULT, [0, 0], [400, 0])).toBeCloseTo(5 * Math.exp(-0.175), 3)
  expect(minutes([down], [], { ...ADULT, slopeSensitivity: 0 }, [0, 0], [400, 0])).toBeCloseTo(5, 3)
})

it('a slope that is only “up”, or over 100 %, has no figure and slows nobody', () => {
  for (const incline of ['up', 'down', '250%', 'steep']) {
    const path = way('path', { highway: 'path', incline }, [0, 0], [400, 0])
    expect(minutes([path], [], ADULT, [0, 0], [400, 0])).toBeCloseTo(5, 3)
  }
})

it('the main part of the graph is preferred, unless an isolated one is much nearer', () => {
  const paced = pace(buildGraph([LONG, street('island', [100, 60], [130, 60])]), ADULT)
  const near = snap(paced, at(110, 32))
  expect(near).toMatchObject({ component: 0 })
  expect(near?.doorMetres).toBeCloseTo(32, 2)
  expect(snap(paced, at(110, 58))).toMatchObject({ component: 1 })
  expect(snap(paced, at(115, 100), { withinMetres: 50 })).toMatchObject({ component: 1 })
  expect(paced.components.metres[0]).toBeCloseTo(400, 1)
  expect(snap(paced, at(110, 200))).toBeNull()
})

it('walks longer than the limit are unreached, as are doors without a way', () => {
  const paced = pace(buildGraph([LONG]), ADULT)
  const doors = snapAll(paced, [at(0, 0), at(399, 0), at(0, 900)])
  const matrix = walkMatrix(paced, doors, doors, 4.5)
  expect(minutesAt(matrix, 0, 1)).toBeNull()
  expect(minutesAt(walkMatrix(paced, doors, doors, 5), 0, 1)).toBeCloseTo(4.9875, 3)
  expect(minutesAt(matrix, 0, 2)).toBeNull()
  expect(minutesAt(matrix, 2, 2)).toBeNull()
})

it('refuses impossible figures, naming them', () => {
  const graph = buildGraph([LONG])
  expect(() => pace(graph, { ...ADULT, kmPerHour: 0 })).toThrow('kmPerHour of profile adult between 0.5 and 20, got 0')
  expect(() => pace(graph, { ...ADULT, signalWaitSeconds: -1 })).toThrow('got -1')
  expect(() => pace(graph, { ...STEP_FREE, stepFree: { maxIncline: 8, unknown: 'allow' } })).toThrow('got 8')
  const paced = pace(graph, ADULT)
  expect(() => snap(paced, { lon: 2.4, lat: 91 })).toThrow('got 91')
  expect(() => snap(paced, at(0, 0), { withinMetres: -5 })).toThrow('got -5')
  expect(() => walkMatrix(paced, [], [], 0)).toThrow('expected minutes above 0, at most 1440, got 0')
})
