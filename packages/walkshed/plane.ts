/** A place in degrees of WGS 84, east and north positive. */
export interface Place {
  readonly lon: number
  readonly lat: number
}

/** A point in metres east and north of the centre of its plane. */
export interface PlanePoint {
  readonly x: number
  readonly y: number
}

/** A flat map in metres around one place. */
export interface Plane {
  toPlane(place: Place): PlanePoint
  toPlace(point: PlanePoint): Place
}

const EQUATORIAL_RADIUS = 6_378_137
const ECCENTRICITY_SQUARED = 0.006_694_379_990_14 // WGS 84
const RADIANS = Math.PI / 180

/**
 * A plane that keeps metres true at its centre: east-west by the radius of the parallel, north-south by that of the
 * meridian. At 5 km north or south of the centre an east-west length is out by about 0.1 % at French latitudes, so the
 * plane serves for positions, and `metresBetween` for lengths.
 */
export function planeAround(centre: Place): Plane {
  requirePlace(centre)
  const scale = metresPerDegree(centre.lat)
  return {
    toPlane: ({ lon, lat }) => ({ x: (lon - centre.lon) * scale.east, y: (lat - centre.lat) * scale.north }),
    toPlace: ({ x, y }) => ({ lon: centre.lon + x / scale.east, lat: centre.lat + y / scale.north }),
  }
}

/** Metres between two near places, on the ellipsoid's radii at their mean latitude: good to 1e-6 over a kilometre. */
export function metresBetween(a: Place, b: Place): number {
  const scale = metresPerDegree((a.lat + b.lat) / 2)
  return Math.hypot((b.lon - a.lon) * scale.east, (b.lat - a.lat) * scale.north)
}

/** @throws RangeError unless the longitude is within ±180 and the latitude strictly within ±90 degrees */
export function requirePlace({ lon, lat }: Place): void {
  if (!(Math.abs(lon) <= 180)) throw new RangeError(`expected a longitude between -180 and 180 degrees, got ${lon}`)
  if (!(Math.abs(lat) < 90)) throw new RangeError(`expected a latitude between -90 and 90 degrees, got ${lat}`)
}

/** How far along a segment, 0 to 1, its point nearest to `point` lies, and how many metres away that is. */
export function nearestOnSegment(point: PlanePoint, a: PlanePoint, b: PlanePoint): { along: number; metres: number } {
  const dx = b.x - a.x
  const dy = b.y - a.y
  const square = dx * dx + dy * dy
  const projected = square === 0 ? 0 : ((point.x - a.x) * dx + (point.y - a.y) * dy) / square
  const along = Math.min(1, Math.max(0, projected))
  return { along, metres: Math.hypot(point.x - a.x - along * dx, point.y - a.y - along * dy) }
}

function metresPerDegree(lat: number): { east: number; north: number } {
  const sine = Math.sin(lat * RADIANS)
  const flattening = 1 - ECCENTRICITY_SQUARED * sine * sine
  const across = EQUATORIAL_RADIUS / Math.sqrt(flattening)
  return {
    east: RADIANS * across * Math.cos(lat * RADIANS),
    north: (RADIANS * across * (1 - ECCENTRICITY_SQUARED)) / flattening,
  }
}
