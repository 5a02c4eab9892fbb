import fc from 'fast-check'
import type { ZoneInput } from './catchment.ts'
import type { Polygons, Position } from './overlap.ts'

/** A place in Bondy, from which shapes are drawn in thousandths of a degree (about 73 m east, 111 m north). */
const ORIGIN = { lon: 2.48, lat: 48.9 }

export const degreesAt = (east: number, north: number): Position => [
  ORIGIN.lon + east / 1000,
  ORIGIN.lat + north / 1000,
]

type Corner = readonly [number, number]

/** A star around a centre, seldom convex; with a smaller star cut out of it when `hole` is above 0. */
function star([east, north]: Corner, radii: readonly number[], hole: number): Polygons {
  const ring = (scale: number) =>
    radii.map((radius, corner) => {
      const angle = (2 * Math.PI * corner) / radii.length
      return degreesAt(east + scale * radius * Math.cos(angle), north + scale * radius * Math.sin(angle))
    })
  return [hole > 0 ? [ring(1), ring(hole)] : [ring(1)]]
}

const radii = fc.array(fc.double({ min: 1, max: 6, noNaN: true }), { minLength: 3, maxLength: 14 })
const centre = fc.tuple(fc.double({ min: 0, max: 8, noNaN: true }), fc.double({ min: 0, max: 8, noNaN: true }))
const hole = fc.constantFrom(0, 0.3, 0.7)

export const anyStar: fc.Arbitrary<Polygons> = fc
  .tuple(centre, radii, hole)
  .map(([at, all, inner]) => star(at, all, inner))

/** A whole number of zones that share crooked borders and fill a rectangle of 12 by 12 without gap or overlap. */
export const anyPartition: fc.Arbitrary<ZoneInput[]> = fc
  .tuple(
    fc.integer({ min: 1, max: 4 }),
    fc.array(fc.double({ min: -0.45, max: 0.45, noNaN: true }), { minLength: 100, maxLength: 100 }),
  )
  .map(([side, shifts]) => partition(side, shifts))

function partition(side: number, shifts: readonly number[]): ZoneInput[] {
  const step = 12 / side
  const bend = (index: number) => (shifts[index % shifts.length] ?? 0) * step
  const isInner = (line: number) => line > 0 && line < side
  const corner = (column: number, row: number): Position =>
    degreesAt(
      column * step + (isInner(column) ? bend(column * 17 + row * 5) : 0),
      row * step + (isInner(row) ? bend(column * 29 + row * 11 + 3) : 0),
    )
  return Array.from({ length: side * side }, (_, index) => {
    const column = index % side
    const row = Math.floor(index / side)
    const ring = [corner(column, row), corner(column + 1, row), corner(column + 1, row + 1), corner(column, row + 1)]
    return { code: `zone${index}`, polygons: [[ring]] }
  })
}
