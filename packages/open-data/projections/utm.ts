/** Zones of the French territories overseas. */
export const UTM_ZONES = {
  utm20n: { meridian: -63, south: false },
  utm22n: { meridian: -51, south: false },
  utm38s: { meridian: 45, south: true },
  utm40s: { meridian: 57, south: true },
} as const

export type UtmZone = keyof typeof UTM_ZONES

const [A, F] = [6_378_137, 1 / 298.257222101]
const N = F / (2 - F)
const RADIUS = (A / (1 + N)) * (1 + N ** 2 / 4 + N ** 4 / 64)
const SCALE = 0.9996
const BETA = [N / 2 - (2 * N ** 2) / 3 + (37 * N ** 3) / 96, N ** 2 / 48 + N ** 3 / 15, (17 * N ** 3) / 480] as const
const DELTA = [2 * N - (2 * N ** 2) / 3 - 2 * N ** 3, (7 * N ** 2) / 3 - (8 * N ** 3) / 5, (56 * N ** 3) / 15] as const

/**
 * Longitude and latitude, in degrees, of a point in Universal Transverse Mercator on GRS 80.
 *
 * @param x easting in metres, 500 000 on the meridian of the zone
 * @param y northing in metres, from the equator, or from 10 000 km south of it
 * @see Krüger's series to the third order: millimetres within a zone
 */
export function fromUtm(zone: UtmZone, x: number, y: number): { lon: number; lat: number } {
  const { meridian, south } = UTM_ZONES[zone]
  const xi = (south ? y - 10_000_000 : y) / (SCALE * RADIUS)
  const eta = (x - 500_000) / (SCALE * RADIUS)
  let [xi0, eta0] = [xi, eta]
  for (const [at, beta] of BETA.entries()) {
    const k = 2 * (at + 1)
    xi0 -= beta * Math.sin(k * xi) * Math.cosh(k * eta)
    eta0 -= beta * Math.cos(k * xi) * Math.sinh(k * eta)
  }
  const conformal = Math.asin(Math.sin(xi0) / Math.cosh(eta0))
  let lat = conformal
  for (const [at, delta] of DELTA.entries()) lat += delta * Math.sin(2 * (at + 1) * conformal)
  return { lon: meridian + degrees(Math.atan2(Math.sinh(eta0), Math.cos(xi0))), lat: degrees(lat) }
}

function degrees(radians: number): number {
  return (radians * 180) / Math.PI
}
