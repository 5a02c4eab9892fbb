import fc from 'fast-check'
import { expect, it } from 'vitest'
import { CLOSED } from './closed.ts'
import { at, type Metres, node, way } from './drawn.test-support.ts'
import { buildGraph, type NodeFact, type Way } from './graph.ts'
import { UNREACHED, walkMatrix } from './matrix.ts'
import { type Paced, pace } from './pace.ts'
import { plainArrival, plainGraph, plainReach } from './plain-dijkstra.test-support.ts'
import { ADULT, SENIOR, STEP_FREE, surely } from './profiles.ts'
import { routeBetween } from './route.ts'
import { type Snap, snap } from './snap.ts'

const PROFILES = [ADULT, SENIOR, STEP_FREE, surely(STEP_FREE)]
const SIDE = 6

const metres: fc.Arbitrary<Metres> = fc.tuple(fc.nat(SIDE), fc.nat(SIDE)).map(([x, y]): Metres => [70 * x, 50 * y])
const wayTags = fc.constantFrom<Record<string, string>>(
  { highway: 'residential' },
  { highway: 'footway', wheelchair: 'yes' },
  { highway: 'footway', surface: 'asphalt' },
  { highway: 'steps' },
  { highway: 'service', access: 'private' },
  { highway: 'footway', footway: 'crossing', crossing: 'traffic_signals' },
)
const sloped = fc.constantFrom<Record<string, string>>(
  { highway: 'path', incline: '6%' },
  { highway: 'path', surface: 'asphalt', incline: '-12%' },
)
const nodeTags = fc.constantFrom<Record<string, string>>(
  { barrier: 'gate', access: 'private' },
  { barrier: 'gate' },
  { highway: 'crossing', crossing: 'traffic_signals' },
  { highway: 'crossing', kerb: 'raised' },
  { highway: 'traffic_signals' },
)

function quarters(tags: fc.Arbitrary<Record<string, string>>) {
  const ways = fc.array(fc.tuple(tags, fc.array(metres, { minLength: 2, maxLength: 6 })), {
    minLength: 1,
    maxLength: 14,
  })
  const nodes = fc.array(fc.tuple(nodeTags, metres), { maxLength: 8 })
  const doors = fc.array(fc.tuple(fc.nat(70 * SIDE), fc.nat(50 * SIDE)), { minLength: 3, maxLength: 12 })
  return fc.tuple(ways, nodes, doors).map(([lines, points, places]) => ({
    ways: lines.map(([tag, line], index): Way => way(`${index}`, tag, ...line)),
    nodes: points.map(([tag, [x, y]]): NodeFact => node(tag, x, y)),
    doors: places.map(([x, y]) => at(x, y)),
  }))
}

type Quarter = ReturnType<typeof quarters> extends fc.Arbitrary<infer T> ? T : never

/** The graph in each walker's time, with the doors that this walker can leave by. */
function walkersOf({ ways, nodes, doors }: Quarter): { paced: Paced; snaps: Snap[] }[] {
  const graph = buildGraph(ways, nodes)
  return PROFILES.map((profile) => {
    const paced = pace(graph, profile)
    return { paced, snaps: doors.map((door) => snap(paced, door)).filter((found) => found !== null) }
  })
}

it('gives the milliseconds of plain Dijkstra on every vertex, exactly', () => {
  fc.assert(
    fc.property(quarters(fc.oneof(wayTags, sloped)), (quarter) => {
      for (const { paced, snaps } of walkersOf(quarter)) {
        const { ms } = walkMatrix(paced, snaps, snaps)
        const plain = plainGraph(paced)
        const expected = snaps.flatMap((from) => {
          const reached = plainReach(paced, plain, from)
          return snaps.map((to) => plainArrival(paced, reached, from, to))
        })
        expect([...ms]).toEqual(expected.map((time) => (time === CLOSED ? UNREACHED : time)))
      }
    }),
    { numRuns: 100 },
  )
})

it('routes take the matrix’s milliseconds, step by step, and follow the ground', () => {
  fc.assert(
    fc.property(quarters(fc.oneof(wayTags, sloped)), (quarter) => {
      for (const { paced, snaps } of walkersOf(quarter)) {
        const { ms, columns } = walkMatrix(paced, snaps, snaps)
        for (const [row, from] of snaps.entries()) {
          const route = routeBetween(paced, from, snaps[0] ?? from)
          expect(route?.ms ?? UNREACHED).toBe(ms[row * columns])
          if (!route) continue
          expect(route.steps.reduce((total, step) => total + step.ms, 0)).toBe(route.ms)
          for (const [index, step] of route.steps.entries()) {
            expect(step.geometry[0]).toEqual(route.steps[index - 1]?.geometry.at(-1) ?? step.geometry[0])
          }
        }
      }
    }),
    { numRuns: 40 },
  )
})

it('takes as long there as back where no slope is known', () => {
  fc.assert(
    fc.property(quarters(wayTags), (quarter) => {
      for (const { paced, snaps } of walkersOf(quarter)) {
        const { ms, columns } = walkMatrix(paced, snaps, snaps)
        const back = Array.from(ms, (_, index) => ms[(index % columns) * columns + Math.floor(index / columns)])
        expect([...ms]).toEqual(back)
      }
    }),
    { numRuns: 40 },
  )
})

it('is never longer than a walk by way of a third door', () => {
  fc.assert(
    fc.property(quarters(fc.oneof(wayTags, sloped)), (quarter) => {
      for (const { paced, snaps } of walkersOf(quarter)) {
        const { ms, columns } = walkMatrix(paced, snaps, snaps)
        const time = (from: number, to: number) => ms[from * columns + to] ?? UNREACHED
        for (const a of snaps.keys()) {
          for (const b of snaps.keys()) {
            for (const c of snaps.keys()) {
              if (time(a, b) === UNREACHED || time(b, c) === UNREACHED) continue
              expect(time(a, c)).not.toBe(UNREACHED)
              expect(time(a, c)).toBeLessThanOrEqual(time(a, b) + time(b, c))
            }
          }
        }
      }
    }),
    { numRuns: 40 },
  )
})
