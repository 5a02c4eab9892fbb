/**
 * The Lambert conformal conic projection on an ellipsoid, as IGN writes it in NTG_71
 * (*Projection cartographique conique conforme de Lambert*, 1995). Angles are in radians, lengths in metres.
 */
export interface Cone {
  /** First eccentricity of the ellipsoid. */
  readonly e: number
  /** Exponent of the projection (sine of the cone's standard latitude). */
  readonly n: number
  /** Constant of the projection, in metres. */
  readonly c: number
  /** Longitude of the central meridian, from the meridian of origin. */
  readonly meridian: number
  /** Plane coordinates of the pole. */
  readonly xs: number
  readonly ys: number
}

/** Isometric latitude of `latitude` on an ellipsoid of first eccentricity `e` (NTG_71, ALG0001). */
export function isometricLatitude(latitude: number, e: number): number {
  const sine = e * Math.sin(latitude)
  return Math.log(Math.tan(Math.PI / 4 + latitude / 2) * ((1 - sine) / (1 + sine)) ** (e / 2))
}

/**
 * Latitude whose isometric latitude is `isometric` (NTG_71, ALG0002): a fixed point, each turn gaining about
 * two and a half digits, so 1e-12 rad (some micrometres) takes five or six turns.
 */
export function latitudeOf(isometric: number, e: number): number {
  const grown = Math.exp(isometric)
  let latitude = 2 * Math.atan(grown) - Math.PI / 2
  for (let turn = 0; turn < 30; turn++) {
    const sine = e * Math.sin(latitude)
    const next = 2 * Math.atan(((1 + sine) / (1 - sine)) ** (e / 2) * grown) - Math.PI / 2
    if (Math.abs(next - latitude) < 1e-13) return next
    latitude = next
  }
  return latitude
}

/** The secant cone through two standard parallels (NTG_71, ALG0054), with `(x0, y0)` at the given origin. */
export function secantCone(definition: {
  semiMajorAxis: number
  e: number
  parallels: readonly [number, number]
  origin: { longitude: number; latitude: number; x: number; y: number }
}): Cone {
  const { semiMajorAxis, e, parallels, origin } = definition
  const [first, second] = parallels
  const radius = (latitude: number) =>
    (semiMajorAxis / Math.sqrt(1 - (e * Math.sin(latitude)) ** 2)) * Math.cos(latitude)
  const n = Math.log(radius(second) / radius(first)) / (isometricLatitude(first, e) - isometricLatitude(second, e))
  const c = (radius(first) / n) * Math.exp(n * isometricLatitude(first, e))
  const toPole = c * Math.exp(-n * isometricLatitude(origin.latitude, e))
  return { e, n, c, meridian: origin.longitude, xs: origin.x, ys: origin.y + toPole }
}

/** Plane coordinates of a point (NTG_71, ALG0003). */
export function project(cone: Cone, longitude: number, latitude: number): { x: number; y: number } {
  const toPole = cone.c * Math.exp(-cone.n * isometricLatitude(latitude, cone.e))
  const turn = cone.n * (longitude - cone.meridian)
  return { x: cone.xs + toPole * Math.sin(turn), y: cone.ys - toPole * Math.cos(turn) }
}

/** The point that has these plane coordinates (NTG_71, ALG0004). */
export function unproject(cone: Cone, x: number, y: number): { longitude: number; latitude: number } {
  const east = x - cone.xs
  const south = cone.ys - y
  const isometric = -Math.log(Math.hypot(east, south) / cone.c) / cone.n
  return { longitude: cone.meridian + Math.atan2(east, south) / cone.n, latitude: latitudeOf(isometric, cone.e) }
}
