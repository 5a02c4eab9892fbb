/** A point of a plane in which areas are those of the ground, in metres. */
export type PlanePoint = readonly [x: number, y: number]

export interface Plane {
  readonly pointAt: (lon: number, lat: number) => PlanePoint
}

const RADIUS = 6_378_137
const E2 = 0.006_694_379_990_141 // WGS 84
const E = Math.sqrt(E2)
const radians = (degrees: number) => (degrees * Math.PI) / 180

/**
 * A cylindrical equal-area plane whose scale is true at `lat`: the area of any figure is that on the ellipsoid, and
 * near this latitude lengths are right too (to 0.02 % a kilometre away).
 *
 * @param lon longitude of the origin, degrees
 * @param lat latitude of the origin, degrees, strictly between −90 and 90
 * @see Snyder, *Map Projections: A Working Manual*, USGS 1395, 1987, equations 3-12, 10-13 to 10-15
 */
export function equalAreaPlane(lon: number, lat: number): Plane {
  requireDegrees(lon, lat)
  const sine = Math.sin(radians(lat))
  const scale = Math.cos(radians(lat)) / Math.sqrt(1 - E2 * sine * sine)
  const origin = authalic(sine)
  return {
    pointAt(pointLon, pointLat) {
      requireDegrees(pointLon, pointLat)
      const up = authalic(Math.sin(radians(pointLat))) - origin
      return [RADIUS * scale * radians(pointLon - lon), (RADIUS * up) / (2 * scale)]
    },
  }
}

function authalic(sine: number): number {
  return (1 - E2) * (sine / (1 - E2 * sine * sine) - Math.log((1 - E * sine) / (1 + E * sine)) / (2 * E))
}

function requireDegrees(lon: number, lat: number): void {
  if (Math.abs(lon) <= 180 && Math.abs(lat) < 90) return
  throw new RangeError(`expected longitude and latitude in degrees, got ${lon}, ${lat}`)
}

/**
 * A circle as a ring of degrees, closed: as large in area as the circle itself.
 *
 * @param metres radius, as the crow flies
 */
export function circleAround(lon: number, lat: number, metres: number): [number, number][] {
  const corners = 128
  const turn = (2 * Math.PI) / corners
  const reach = metres * Math.sqrt(turn / Math.sin(turn))
  const flat = 1 - E2 * Math.sin(radians(lat)) ** 2
  const degreesNorth = reach / radians((RADIUS * (1 - E2)) / flat ** 1.5)
  const degreesEast = reach / radians((RADIUS / Math.sqrt(flat)) * Math.cos(radians(lat)))
  return Array.from({ length: corners + 1 }, (_, corner) => {
    const angle = turn * (corner % corners)
    return [lon + degreesEast * Math.cos(angle), lat + degreesNorth * Math.sin(angle)]
  })
}
