type Ring = readonly (readonly number[])[]

/** Polygons of one area: each a ring around and rings cut out, in whatever plane coordinates the point has too. */
export type Area = readonly (readonly Ring[])[]

/** Whether a point lies in an area, by counting the edges that a ray to the east crosses. */
export function isInside(area: Area, x: number, y: number): boolean {
  return area.some((polygon) => polygon.filter((ring) => crossesOdd(ring, x, y)).length % 2 === 1)
}

function crossesOdd(ring: Ring, x: number, y: number): boolean {
  let isOdd = false
  for (const [index, [x1 = 0, y1 = 0]] of ring.entries()) {
    const [x0 = 0, y0 = 0] = ring.at(index - 1) ?? []
    if (y1 > y !== y0 > y && x < x0 + ((y - y0) * (x1 - x0)) / (y1 - y0)) isOdd = !isOdd
  }
  return isOdd
}
