import { degreesPlace, lambertPlace } from '../places/point.ts'
import type { Place } from '../rows.ts'
import { fromUtm, type UtmZone } from './utm.ts'

/** Coordinate systems read here: degrees, the legal projection of the mainland, and those of the territories overseas. */
export type Crs = 'wgs84' | 'lambert93' | UtmZone

const OVERSEAS: Readonly<Record<string, UtmZone>> = {
  '971': 'utm20n',
  '972': 'utm20n',
  '977': 'utm20n',
  '978': 'utm20n',
  '973': 'utm22n',
  '974': 'utm40s',
  '976': 'utm38s',
}

const EPSG: Readonly<Record<string, Crs>> = {
  '4326': 'wgs84',
  '2154': 'lambert93',
  '5490': 'utm20n',
  '4559': 'utm20n',
  '32620': 'utm20n',
  '2972': 'utm22n',
  '4471': 'utm38s',
  '2975': 'utm40s',
}

/** The system of an EPSG number, undefined for one that is not read. */
export function crsOfEpsg(written: string): Crs | undefined {
  return EPSG[/(\d{4,5})\D*$/.exec(written)?.[1] ?? '']
}

/** The system in which producers write metres for a commune. */
export function metricCrsOf(commune: string): Crs {
  return OVERSEAS[commune.slice(0, 3)] ?? 'lambert93'
}

/** Where a point of a system is; undefined when that is nowhere in France. */
export function placeIn(crs: Crs, x: number, y: number): Place | undefined {
  if (crs === 'wgs84') return degreesPlace(x, y)
  if (crs === 'lambert93') return lambertPlace(x, y)
  const { lon, lat } = fromUtm(crs, x, y)
  return degreesPlace(lon, lat)
}
