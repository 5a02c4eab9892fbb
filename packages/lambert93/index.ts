import { project, secantCone, unproject } from './cone.ts'

const degrees = (radians: number) => (radians * 180) / Math.PI
const radians = (angle: number) => (angle * Math.PI) / 180

const GRS80_FLATTENING = 1 / 298.257222101

/** Lambert-93 (EPSG:2154) by its legal definition: GRS80, parallels 44° and 49°, origin 3° E and 46.5° N. */
export const lambert93 = secantCone({
  semiMajorAxis: 6378137,
  e: Math.sqrt(GRS80_FLATTENING * (2 - GRS80_FLATTENING)),
  parallels: [radians(44), radians(49)],
  origin: { longitude: radians(3), latitude: radians(46.5), x: 700_000, y: 6_600_000 },
})

/**
 * Longitude and latitude of a point given in Lambert-93. RGF93 is taken for WGS 84: the two differ by less than a
 * metre, which no address or contour file of France resolves.
 *
 * @param x easting in metres, about 0 to 1 300 000 in metropolitan France
 * @param y northing in metres, about 6 000 000 to 7 200 000
 * @returns degrees, east and north positive
 * @throws RangeError when a coordinate is not a finite number
 * @see IGN, NTG_71, algorithm ALG0004
 * @example toWgs84(700_000, 6_600_000) // { lon: 3, lat: 46.5 }
 */
export function toWgs84(x: number, y: number): { lon: number; lat: number } {
  requireFinite(x, y)
  const { longitude, latitude } = unproject(lambert93, x, y)
  return { lon: degrees(longitude), lat: degrees(latitude) }
}

/**
 * Lambert-93 coordinates, in metres, of a point given in degrees.
 *
 * @param lon longitude in degrees, east positive
 * @param lat latitude in degrees, north positive, strictly between −90 and 90
 * @throws RangeError when a coordinate is not finite or the latitude is a pole or beyond
 * @see IGN, NTG_71, algorithm ALG0003
 */
export function toLambert93(lon: number, lat: number): { x: number; y: number } {
  requireFinite(lon, lat)
  if (Math.abs(lat) >= 90) throw new RangeError(`expected a latitude between -90 and 90 degrees, got ${lat}`)
  return project(lambert93, radians(lon), radians(lat))
}

function requireFinite(...numbers: number[]): void {
  for (const value of numbers) if (!Number.isFinite(value)) throw new RangeError(`expected a number, got ${value}`)
}
