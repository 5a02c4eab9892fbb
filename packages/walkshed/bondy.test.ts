import { beforeAll, expect, it } from 'vitest'
import type { Graph } from './assembly.ts'
import { bondy } from './bondy.test-support.ts'
import { stream } from './chance.test-support.ts'
import { withChanges } from './changes.ts'
import { CLOSED } from './closed.ts'
import { buildGraph } from './graph.ts'
import { isochrones } from './isochrone.ts'
import { UNREACHED, walkMatrix } from './matrix.ts'
import { pace } from './pace.ts'
import { plainArrival, plainGraph, plainReach } from './plain-dijkstra.test-support.ts'
import { nearestOnSegment, type PlanePoint } from './plane.ts'
import { ADULT, SENIOR, STEP_FREE, surely } from './profiles.ts'
import { reachedPieces } from './reached.ts'
import { routeBetween } from './route.ts'
import { type Snap, snap } from './snap.ts'
import { isInside } from './square.ts'

let graph: Graph
beforeAll(() => {
  const { ways, nodes } = bondy()
  graph = buildGraph(ways, nodes)
})

/** Doors up to 60 m from points of the ways, those of them that have a way for this walker. */
function doors(paced: ReturnType<typeof pace>, count: number, seed: number): Snap[] {
  const chance = stream(seed)
  return Array.from({ length: count }, () => {
    const vertex = Math.floor(chance() * graph.lon.length)
    const aside = () => (chance() - 0.5) * 0.001
    return snap(paced, { lon: (graph.lon[vertex] ?? 0) + aside(), lat: (graph.lat[vertex] ?? 0) + aside() })
  }).filter((found) => found !== null)
}

it('is the graph that its sources tell of: some 140 km on foot, a main part of over 120, others small', () => {
  const { components } = pace(graph, ADULT)
  const [main = 0, second = 0] = components.metres
  expect(main).toBeGreaterThan(120_000)
  expect(second).toBeLessThan(6000)
  expect(components.metres.reduce((total, metres) => total + metres, 0)).toBeLessThan(150_000)
})

it.each([ADULT, SENIOR, STEP_FREE, surely(STEP_FREE)])('gives plain Dijkstra’s milliseconds, for %s', (profile) => {
  const paced = pace(graph, profile)
  const plain = plainGraph(paced)
  const [origins, destinations] = [doors(paced, 8, 1), doors(paced, 200, 2)]
  const { ms } = walkMatrix(paced, origins, destinations)
  const expected = origins.flatMap((from) => {
    const reached = plainReach(paced, plain, from)
    return destinations.map((to) => plainArrival(paced, reached, from, to))
  })
  expect([...ms]).toEqual(expected.map((time) => (time === CLOSED ? UNREACHED : time)))
})

it('gives them too once a link is drawn, a way closed and another opened', () => {
  const [a, b] = [0, 0.5].map((part) => Math.floor(graph.lon.length * part))
  const place = (vertex = 0) => ({ lon: graph.lon[vertex] ?? 0, lat: graph.lat[vertex] ?? 0 })
  const privateWay = graph.ways.find(({ isOpen }) => !isOpen)?.id ?? ''
  const openWay = graph.ways.find(({ isOpen, name }) => isOpen && name)?.id ?? ''
  const paced = pace(
    withChanges(graph, [
      { kind: 'add-link', path: [place(a), place(b)] },
      { kind: 'open-way', way: privateWay },
      { kind: 'close-way', way: openWay },
    ]),
    SENIOR,
  )
  const plain = plainGraph(paced)
  const [origins, destinations] = [doors(paced, 4, 5), doors(paced, 100, 6)]
  const { ms } = walkMatrix(paced, origins, destinations)
  const expected = origins.flatMap((from) => {
    const reached = plainReach(paced, plain, from)
    return destinations.map((to) => plainArrival(paced, reached, from, to))
  })
  expect([...ms]).toEqual(expected.map((time) => (time === CLOSED ? UNREACHED : time)))
})

it('a route is as long as its ways at the walker’s speed, once waits and stairs are taken off', () => {
  const level = { ...ADULT, slopeSensitivity: 0, signalWaitSeconds: 0, stairsMetresPerSecond: 4.8 / 3.6 }
  const paced = pace(graph, level)
  const [origins, destinations] = [doors(paced, 5, 7), doors(paced, 20, 8)]
  const { ms } = walkMatrix(paced, origins, destinations)
  origins.forEach((from, row) => {
    destinations.forEach((to, column) => {
      const route = routeBetween(paced, from, to)
      const time = ms[row * destinations.length + column] ?? UNREACHED
      expect(route?.ms ?? UNREACHED).toBe(time)
      if (route) expect(Math.abs(route.metres * 0.75 - time / 1000)).toBeLessThan(0.2) // 0.5 ms a segment
    })
  })
})

it('isochrones hold what is reached in time, leave out what is not by a margin, and lie one within another', () => {
  const paced = pace(graph, SENIOR)
  const [destinations, piecesOf] = [doors(paced, 300, 9), (origin: Snap) => reachedPieces(paced, origin)]
  for (const origin of doors(paced, 3, 10)) {
    const found = isochrones(paced, origin, [5, 10, 15])
    const { ms } = walkMatrix(paced, [origin], destinations)
    const shapes = found.map(({ coordinates }) =>
      coordinates.flat().map((ring) => ring.map(([lon, lat]) => graph.plane.toPlane({ lon, lat }))),
    )
    found.forEach(({ minutes }, index) => {
      const rings = shapes[index] ?? []
      const pieces = piecesOf(origin)(minutes * 60_000)
      destinations.forEach((door, column) => {
        const time = ms[column] ?? UNREACHED
        const point = graph.plane.toPlane(door.onWay)
        if (time !== UNREACHED && time <= minutes * 60_000) expect(isInside(point, rings)).toBe(true)
        const away = Math.min(...pieces.map(([a, b]) => nearestOnSegment(point, a, b).metres))
        if (away > 60) expect(isInside(point, rings)).toBe(false)
      })
    })
    const [five = [], ten = [], fifteen = []] = shapes
    expect(five.flat().every((corner) => isWithin(corner, ten))).toBe(true)
    expect(ten.flat().every((corner) => isWithin(corner, fifteen))).toBe(true)
    expect(shapes.every((rings) => rings.every(isSimple))).toBe(true)
  }
})

/** Inside, or on the outline: two outlines run together where both are as near to the same ways. */
function isWithin(point: PlanePoint, rings: readonly PlanePoint[][]): boolean {
  if (isInside(point, rings)) return true
  return rings.some((ring) => ring.some((to, at) => nearestOnSegment(point, ring[at - 1] ?? to, to).metres < 0.001))
}

/** No side crosses another one, and the ring comes back to where it began. */
function isSimple(ring: readonly PlanePoint[]): boolean {
  const sides = ring.slice(1).map((to, index): [PlanePoint, PlanePoint] => [ring[index] ?? to, to])
  const turn = (a: PlanePoint, b: PlanePoint, c: PlanePoint) => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
  const isCrossed = sides.some(([a, b], index) =>
    sides.slice(index + 2).some(([c, d]) => {
      return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0
    }),
  )
  return !isCrossed && ring.length > 3 && ring[0]?.x === ring.at(-1)?.x && ring[0]?.y === ring.at(-1)?.y
}
