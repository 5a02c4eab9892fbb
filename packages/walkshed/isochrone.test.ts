import { expect, it } from 'vitest'
import { at, type Metres, node, street } from './drawn.test-support.ts'
import { buildGraph } from './graph.ts'
import { isochrones } from './isochrone.ts'
import { pace } from './pace.ts'
import type { PlanePoint } from './plane.ts'
import { ADULT } from './profiles.ts'
import { type Snap, snap } from './snap.ts'
import { isInside } from './square.ts'

const LONG = street('a', [0, 0], [1000, 0])

function outlines(
  ways: Parameters<typeof buildGraph>[0],
  nodes: Parameters<typeof buildGraph>[1],
  door: Metres,
  minutes: number[],
) {
  const paced = pace(buildGraph(ways, nodes), ADULT)
  const origin = snap(paced, at(...door))
  if (!origin) throw new Error('the door is near a way')
  return isochrones(paced, origin as Snap, minutes)
}

function holds(coordinates: number[][][][], [x, y]: Metres): boolean {
  const { lon, lat } = at(x, y)
  const rings = coordinates
    .flat()
    .map((ring) => ring.map(([east = 0, north = 0]): PlanePoint => ({ x: east, y: north })))
  return isInside({ x: lon, y: lat }, rings)
}

it('ends where the minutes end, both ways from a door in the middle of a way', () => {
  const [five] = outlines([LONG], [], [500, 0], [5])
  const found = five?.coordinates ?? []
  for (const x of [90, 300, 500, 700, 910]) expect(holds(found, [x, 0])).toBe(true)
  for (const x of [65, 935]) expect(holds(found, [x, 0])).toBe(false)
  expect(holds(found, [500, 22])).toBe(true)
  expect(holds(found, [500, 30])).toBe(false)
})

it('the walk from the door counts', () => {
  const [two] = outlines([LONG], [], [500, 80], [2])
  expect(holds(two?.coordinates ?? [], [570, 0])).toBe(true)
  expect(holds(two?.coordinates ?? [], [620, 0])).toBe(false)
})

it('a block that nobody crosses is a hole, wound the other way, and a small yard is none', () => {
  const block = (side: number) => street('block', [0, 0], [side, 0], [side, side], [0, side], [0, 0])
  const [large] = outlines([block(200)], [], [0, 0], [15])
  expect(large?.coordinates).toHaveLength(1)
  expect(large?.coordinates[0]).toHaveLength(2)
  expect(holds(large?.coordinates ?? [], [100, 100])).toBe(false)
  const [outline = [], hole = []] = large?.coordinates[0] ?? []
  expect([Math.sign(turn(outline)), Math.sign(turn(hole))]).toEqual([1, -1])
  expect(outline[0]).toEqual(outline.at(-1))
  expect(outlines([block(90)], [], [0, 0], [15])[0]?.coordinates[0]).toHaveLength(1)
})

it('a closed gate ends it, and a door beyond reach of any way in time has none', () => {
  const ways = [street('a', [0, 0], [100, 0], [300, 0])]
  const [ten] = outlines(ways, [node({ barrier: 'gate', locked: 'yes' }, 100, 0)], [20, 0], [10])
  expect(holds(ten?.coordinates ?? [], [95, 0])).toBe(true)
  expect(holds(ten?.coordinates ?? [], [140, 0])).toBe(false)
  expect(outlines([LONG], [], [500, 90], [1])[0]?.coordinates).toEqual([])
})

it('refuses impossible minutes', () => {
  expect(() => outlines([LONG], [], [0, 0], [5, -1])).toThrow('got -1')
})

function turn(ring: readonly number[][]): number {
  return ring.reduce((sum, [x = 0, y = 0], index) => {
    const [nextX = 0, nextY = 0] = ring[(index + 1) % ring.length] ?? []
    return (
      sum +
      (x - (ring[0]?.[0] ?? 0)) * (nextY - (ring[0]?.[1] ?? 0)) -
      (nextX - (ring[0]?.[0] ?? 0)) * (y - (ring[0]?.[1] ?? 0))
    )
  }, 0)
}
