import { isObject } from '#packages/intake/geojson/geometry.ts'
import type { Json } from '#packages/intake/geojson/json.ts'
import type { Source } from '#packages/intake/source.ts'
import { type JsonFeature, jsonFeatures } from '../contours/geojson-shapes.ts'
import { BatchLog } from '../log.ts'
import type { Perimeter } from '../perimeter.ts'
import { type Crs, placeIn } from '../projections/crs.ts'
import type { OpenDataBatch, OpenDataRow, Place } from '../rows.ts'
import { isAround } from '../surroundings.ts'
import { degreesPlace } from './point.ts'

/** Makes a row of a feature's properties and place; undefined when what it needs is not there. */
export type FeatureReader = (properties: ReadonlyMap<string, Json>, place: Place) => OpenDataRow | undefined

/** The points of a GeoJSON in the perimeter or around it; all of them while the surroundings are not known. */
export async function* featureRows(
  source: Source,
  crs: Crs,
  perimeter: Perimeter,
  read: FeatureReader,
): AsyncGenerator<OpenDataBatch> {
  const log = new BatchLog()
  const { surroundings } = perimeter
  for await (const { features, problems } of jsonFeatures(source)) {
    for (const feature of features) {
      log.tally.lines++
      const place = placeOf(feature, crs, log)
      if (!place) continue
      const row = read(feature.properties, place)
      if (!row) {
        log.tally.refused++
        log.add('value_missing', undefined, feature.number)
      } else if (surroundings && !isAround(surroundings, place.lon, place.lat)) {
        log.outside++
        log.hold('key' in row ? row.key : 'name' in row && row.name ? row.name : '')
      } else log.give(feature.number, row)
    }
    log.addAll(problems)
    if (log.waiting > 0) yield log.batch()
  }
  if (log.tally.accepted === 0 && Object.keys(log.tally.problems).length === 0) log.sayAbsent()
  yield log.batch()
}

function placeOf({ geometry, number }: JsonFeature, crs: Crs, log: BatchLog): Place | undefined {
  const refuse = (code: 'geometry_null' | 'geometry_type' | 'geometry_invalid' | 'coordinates_swapped', type = '') => {
    log.tally.refused++
    log.add(code, undefined, number, '', '', { type, expected: 'Point' })
    return undefined
  }
  if (geometry === null || geometry === undefined) return refuse('geometry_null')
  if (!isObject(geometry)) return refuse('geometry_invalid')
  if (geometry.type !== 'Point') return refuse('geometry_type', String(geometry.type))
  const [x, y]: readonly Json[] = Array.isArray(geometry.coordinates) ? geometry.coordinates : []
  if (typeof x !== 'number' || typeof y !== 'number') return refuse('geometry_invalid')
  const place = placeIn(crs, x, y)
  return place ?? refuse(crs === 'wgs84' && degreesPlace(y, x) ? 'coordinates_swapped' : 'geometry_invalid')
}

/**
 * Social dwellings by address: an address that comes again carries the same total again, and must not be added twice.
 */
export function socialAddresses(): FeatureReader {
  const seen = new Set<string>()
  return (properties, place) => {
    const [key, dwellings] = [properties.get('cle'), Number(properties.get('appartement'))]
    if (typeof key !== 'string' || !Number.isSafeInteger(dwellings)) return undefined
    const repeats = seen.has(key)
    seen.add(key)
    const programme = properties.get('Nom.du.Programme')
    return {
      record: 'social-address',
      key,
      dwellings,
      highestFloor: whole(properties.get('etage')),
      programme: typeof programme === 'string' ? programme : null,
      yearBuilt: whole(properties.get('Année.de.construction')),
      repeats,
      place,
    }
  }
}

/** A number, or its text. */
function whole(value: Json | undefined): number | null {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : ''
  return /^-?\d+$/.test(text) ? Number(text) : null
}

/** Places of a list drawn from OpenStreetMap. */
export const osmPlace: FeatureReader = (properties, place) => {
  const text = (names: readonly string[]) =>
    names.map((name) => properties.get(name)).find((one) => typeof one === 'string' && one !== '')
  const [id, name] = [properties.get('osm_id'), text(['name', 'Title'])]
  if ((typeof id !== 'string' && typeof id !== 'number') || typeof name !== 'string') return undefined
  const [category, address] = [text(['categorie', 'category', 'amenity']), text(['Position_address', 'address'])]
  return {
    record: 'osm-place',
    id: String(id),
    name,
    category: typeof category === 'string' ? category : '',
    address: typeof address === 'string' ? address : null,
    place,
  }
}
