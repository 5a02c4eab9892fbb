const GRS80 = { a: 6_378_137, f: 1 / 298.257222101 }
const E2 = GRS80.f * (2 - GRS80.f)
const E = Math.sqrt(E2)
const ORIGIN = { lon: (10 * Math.PI) / 180, lat: (52 * Math.PI) / 180, x: 4_321_000, y: 3_210_000 }

/** Authalic function of a latitude. */
function authalic(lat: number): number {
  const s = E * Math.sin(lat)
  return (1 - E2) * (Math.sin(lat) / (1 - s * s) - Math.log((1 - s) / (1 + s)) / (2 * E))
}

const AT_POLE = authalic(Math.PI / 2)
const RADIUS = GRS80.a * Math.sqrt(AT_POLE / 2)
const BETA = Math.asin(authalic(ORIGIN.lat) / AT_POLE)
const STRETCH =
  (GRS80.a * Math.cos(ORIGIN.lat)) / Math.sqrt(1 - (E * Math.sin(ORIGIN.lat)) ** 2) / (RADIUS * Math.cos(BETA))

/**
 * Longitude and latitude of a point in ETRS89-LAEA (EPSG:3035), in degrees of six decimals.
 *
 * @param x easting in metres
 * @param y northing in metres
 * @see EPSG Guidance Note 7-2, 3.3.2: Lambert azimuthal equal area, inverse
 */
export function fromEurope(x: number, y: number): { lon: number; lat: number } {
  const [east, north] = [(x - ORIGIN.x) / STRETCH, STRETCH * (y - ORIGIN.y)]
  const rho = Math.hypot(east, north)
  const turn = 2 * Math.asin(rho / (2 * RADIUS))
  const [sine, cosine] = [Math.sin(turn), Math.cos(turn)]
  const q = rho === 0 ? Math.sin(BETA) : cosine * Math.sin(BETA) + (north * sine * Math.cos(BETA)) / rho
  const lon = ORIGIN.lon + Math.atan2(east * sine, rho * Math.cos(BETA) * cosine - north * Math.sin(BETA) * sine)
  return { lon: sixDecimals(lon), lat: sixDecimals(geodetic(Math.asin(q))) }
}

function geodetic(beta: number): number {
  const [e4, e6] = [E2 * E2, E2 * E2 * E2]
  return (
    beta +
    (E2 / 3 + (31 * e4) / 180 + (517 * e6) / 5040) * Math.sin(2 * beta) +
    ((23 * e4) / 360 + (251 * e6) / 3780) * Math.sin(4 * beta) +
    ((761 * e6) / 45_360) * Math.sin(6 * beta)
  )
}

function sixDecimals(radians: number): number {
  return Math.round((radians * 180e6) / Math.PI) / 1e6
}
