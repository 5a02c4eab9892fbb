import { toWgs84 } from '#packages/lambert93/index.ts'
import type { Place } from '../rows.ts'

/** A place given in Lambert-93 metres; undefined outside metropolitan France. */
export function lambertPlace(x: number, y: number): Place | undefined {
  const inFrance = x > 50_000 && x < 1_300_000 && y > 6_000_000 && y < 7_200_000
  return inFrance ? degreesPlace(toWgs84(x, y).lon, toWgs84(x, y).lat) : undefined
}

/** A place given in degrees, rounded to six decimals (11 cm); undefined where France is not. */
export function degreesPlace(lon: number, lat: number): Place | undefined {
  if (!FRANCE.some(([west, south, east, north]) => lon >= west && lon <= east && lat >= south && lat <= north))
    return undefined
  return { lon: sixDecimals(lon), lat: sixDecimals(lat) }
}

// Metropolitan France; the Antilles and Guyane; Réunion and Mayotte; Saint-Pierre; the Pacific.
const FRANCE = [
  [-6, 41, 10, 52],
  [-64, 2, -51, 19],
  [44, -22, 57, -12],
  [-57, 46, -56, 48],
  [-180, -28, -134, -7],
  [158, -28, 180, -13],
] as const

/** Eleven centimetres: finer than any of these files. */
export function sixDecimals(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6
}
