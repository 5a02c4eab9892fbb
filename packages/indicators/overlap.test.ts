import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { holds, overlapArea, type Polygons, type Shape, shapeOf } from './overlap.ts'
import { circleAround, equalAreaPlane } from './plane.ts'
import { anyStar, degreesAt } from './shapes.test-support.ts'

const plane = equalAreaPlane(2.48, 48.9)
const square = (east: number, north: number, side: number): Polygons => [
  [
    [
      degreesAt(east, north),
      degreesAt(east + side, north),
      degreesAt(east + side, north + side),
      degreesAt(east, north + side),
    ],
  ],
]
const shape = (polygons: Polygons) => shapeOf(polygons, plane)

/** Area by counting the points of a fine grid that lie in both. */
function countedArea(a: Shape, b: Shape, lines: number): number {
  const { west, south, east, north } = a.bounds
  const width = (east - west) / lines
  const height = (north - south) / lines
  let inside = 0
  for (let column = 0; column < lines; column++) {
    for (let row = 0; row < lines; row++) {
      const point = [west + (column + 0.5) * width, south + (row + 0.5) * height] as const
      if (holds(a, point) && holds(b, point)) inside++
    }
  }
  return inside * width * height
}

describe('the area common to two shapes', () => {
  test('is that of their grid points, for stars with and without holes', () => {
    fc.assert(
      fc.property(anyStar, anyStar, (one, other) => {
        const a = shape(one)
        const b = shape(other)
        expect(Math.abs(overlapArea(a, b) - countedArea(a, b, 150))).toBeLessThan(0.02 * a.area)
      }),
      { numRuns: 60 },
    )
  })

  test('is the same either way round, at most each of them, and all of a shape with itself', () => {
    fc.assert(
      fc.property(anyStar, anyStar, (one, other) => {
        const a = shape(one)
        const b = shape(other)
        const common = overlapArea(a, b)
        expect(common).toBeCloseTo(overlapArea(b, a), 4)
        expect(common).toBeLessThanOrEqual(Math.min(a.area, b.area) * (1 + 1e-9))
        expect(overlapArea(a, a) / a.area).toBeCloseTo(1, 10)
      }),
    )
  })

  test('with a shape in two pieces is the sum of the two', () => {
    fc.assert(
      fc.property(anyStar, (one) => {
        const a = shape(one)
        const west = square(-20, -20, 24)
        const rest: Polygons = [...square(4, -20, 24), ...square(-20, 4, 24), ...square(4, 4, 24)]
        const whole = overlapArea(a, shape(west)) + overlapArea(a, shape(rest))
        expect(whole / a.area).toBeCloseTo(1, 9)
      }),
    )
  })

  test('shared sides and corners are no overlap; a side in common is no trouble', () => {
    expect(overlapArea(shape(square(0, 0, 2)), shape(square(2, 0, 2)))).toBe(0)
    expect(overlapArea(shape(square(0, 0, 2)), shape(square(2, 2, 2)))).toBe(0)
    const half = overlapArea(shape(square(0, 0, 2)), shape(square(0, 0, 1)))
    expect(half / shape(square(0, 0, 1)).area).toBeCloseTo(1, 10)
  })

  test('what lies in a hole is not in common', () => {
    const ring: Polygons = [[...(square(0, 0, 6)[0] ?? []), ...(square(2, 2, 2)[0] ?? [])]]
    expect(overlapArea(shape(ring), shape(square(2.5, 2.5, 1)))).toBeLessThan(1e-6)
    const across = overlapArea(shape(ring), shape(square(1, 1, 2)))
    expect(across / shape(square(1, 1, 2)).area).toBeCloseTo(3 / 4, 4) // the hole takes one corner of it
  })

  test('does not depend on the turning of rings nor on a repeated last point', () => {
    const given = square(0, 0, 2)
    const turned = given.map((polygon) => polygon.map((ring) => [...ring].reverse()))
    const closed = given.map((polygon) => polygon.map((ring) => [...ring, ...ring.slice(0, 1)]))
    expect(shape(turned).area).toBeCloseTo(shape(given).area, 6)
    expect(shape(closed).area).toBeCloseTo(shape(given).area, 6)
  })
})

describe('what is no shape is refused', () => {
  const bowTie: Polygons = [[[degreesAt(0, 0), degreesAt(2, 2), degreesAt(2, 0), degreesAt(0, 3)]]]
  test.each([
    ['a ring that crosses itself', bowTie],
    ['two polygons one over the other', [...square(0, 0, 2), ...square(1, 1, 2)]],
    ['a hole outside its polygon', [[...(square(0, 0, 2)[0] ?? []), ...(square(5, 5, 1)[0] ?? [])]]],
    ['a line', [[[degreesAt(0, 0), degreesAt(1, 1), degreesAt(0, 0)]]]],
    ['nothing', []],
    [
      'metres instead of degrees',
      [
        [
          [
            [660_000, 6_866_000],
            [660_100, 6_866_000],
            [660_100, 6_866_100],
          ],
        ],
      ],
    ],
  ] as const)('%s', (_what, polygons) => {
    expect(() => shape(polygons)).toThrow(RangeError)
  })
})

test('the plane keeps areas: one degree by one degree at 48° to 49° is what the ellipsoid has', () => {
  const ring = [
    [2, 48],
    [3, 48],
    [3, 49],
    [2, 49],
  ]
  // a²(1 − e²)·Δλ·∫ cos φ ÷ (1 − e² sin² φ)² dφ, by Simpson's rule over 1 000 steps
  const steps = 1000
  const density = (degrees: number) => {
    const phi = (degrees * Math.PI) / 180
    return Math.cos(phi) / (1 - 0.006694379990141 * Math.sin(phi) ** 2) ** 2
  }
  const simpson = Array.from({ length: steps + 1 }, (_, step) => {
    const factor = step === 0 || step === steps ? 1 : step % 2 === 1 ? 4 : 2
    return factor * density(48 + step / steps)
  }).reduce((sum, term) => sum + term, 0)
  const radian = Math.PI / 180
  const expected = 6378137 ** 2 * (1 - 0.006694379990141) * radian * ((simpson * radian) / steps / 3)
  expect(shape([[ring]]).area / expected).toBeCloseTo(1, 9)
})

test('a circle has the area of a circle', () => {
  const { area } = shape([[circleAround(2.48, 48.9, 533)]])
  expect(area / (Math.PI * 533 ** 2)).toBeCloseTo(1, 4)
})
