import { toWgs84 } from '#packages/lambert93/index.ts'
import type { GivenPlace } from './place.ts'

// Metropolitan France and overseas in degrees; a place outside is a mistake of the file, not a place.
const FURTHEST = { lon: 180, lat: 72 }

/** Longitude and latitude of a place given in degrees or in Lambert-93; nothing when it can be nowhere in France. */
export function positionOf(place: GivenPlace | null): { lon: number; lat: number } | null {
  if (place === null) return null
  const inFrance = place.x > -400_000 && place.x < 1_400_000 && place.y > 6_000_000 && place.y < 7_300_000
  if (place.crs === 'lambert93' && !inFrance) return null
  const { lon, lat } = place.crs === 'wgs84' ? { lon: place.x, lat: place.y } : toWgs84(place.x, place.y)
  if (Math.abs(lon) > FURTHEST.lon || Math.abs(lat) > FURTHEST.lat) return null
  return { lon: degrees(lon), lat: degrees(lat) }
}

// Seven decimals are a centimetre: what a file says again compares equal.
function degrees(value: number): number {
  return Math.round(value * 1e7) / 1e7
}
