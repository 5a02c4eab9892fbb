import { type Crs, crsOfEpsg } from '../projections/crs.ts'

const ZONE_EPSG: Readonly<Record<string, string>> = { '20n': '5490', '22n': '2972', '38s': '4471', '40s': '2975' }

/**
 * The coordinate system that a .prj names (well-known text of OGC or ESRI): by its parameters for Lambert-93, since
 * each software writes the name in its own way.
 *
 * @returns the system, or the name of one that is not read here
 */
export function crsOfPrj(wkt: string): Crs | { unknown: string } {
  const name = /^\s*\w+\[\s*"([^"]*)"/.exec(wkt)?.[1] ?? wkt.slice(0, 60)
  if (/^\s*(?:GEOGCS|GEOGCRS)/i.test(wkt)) {
    return /WGS[_ ]?(?:19)?84|RGF[_ ]?(?:19)?93|ETRS[_ ]?(?:19)?89/i.test(wkt) ? 'wgs84' : { unknown: name }
  }
  const parameter = (key: string) => Number(new RegExp(`"${key}"\\s*,\\s*(-?[\\d.]+)`, 'i').exec(wkt)?.[1])
  const parallels = [parameter('Standard_Parallel_1'), parameter('Standard_Parallel_2')].toSorted((a, b) => a - b)
  const isLambert93 =
    /Lambert_Conformal_Conic/i.test(wkt) &&
    parallels[0] === 44 &&
    parallels[1] === 49 &&
    parameter('Central_Meridian') === 3 &&
    parameter('False_Easting') === 700_000 &&
    parameter('False_Northing') === 6_600_000
  const zone = /UTM[_ ]*(?:zone[_ ]*)?(20N|22N|38S|40S)/i.exec(name)?.[1]?.toLowerCase()
  const overseas = zone ? crsOfEpsg(ZONE_EPSG[zone] ?? '') : undefined
  if (overseas) return overseas
  return isLambert93 || /"EPSG"\s*,\s*"?2154"?\s*\]\s*\]\s*$/i.test(wkt) ? 'lambert93' : { unknown: name }
}
