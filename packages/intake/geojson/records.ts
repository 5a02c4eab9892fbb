import type { RecordBatch } from '../csv/records.ts'
import { decode } from '../decode.ts'
import { bomLength } from '../encoding.ts'
import type { Crs, GeojsonLayout } from '../layout.ts'
import { type Problem, problem } from '../problem.ts'
import { readRange, type Source } from '../source.ts'
import type { Cell, RawRecord } from '../table.ts'
import { isObject, type Place, type Position, placeOf } from './geometry.ts'
import { type Json, type JsonObject, JsonRefusal, parseJson } from './json.ts'
import { FeatureSplitter } from './splitter.ts'

/** A feature with its properties and place, read strictly. */
export interface Feature {
  readonly number: number
  readonly properties: ReadonlyMap<string, Cell>
  readonly place: Place
}

/** Names given to the columns of a point's coordinates. */
export const [X_COLUMN, Y_COLUMN] = ['geometry.x', 'geometry.y']

export interface FeatureBatch<Read> {
  readonly features: readonly Read[]
  readonly problems: readonly Problem[]
  /** The members around the features, once the file has ended. */
  readonly members?: Json
}

/**
 * The features of a FeatureCollection; a refusal names the number of its feature and is the last thing given.
 *
 * @param read takes what one needs from a feature; it may throw a `JsonRefusal`
 */
export async function* readFeatures<Read>(
  source: Source,
  read: (feature: JsonObject, number: number) => Read,
): AsyncGenerator<FeatureBatch<Read>> {
  const splitter = new FeatureSplitter()
  const bom = bomLength(await readRange(source, 0, 3), 'utf-8')
  let number = 0
  try {
    for await (const piece of decode(source, 'utf-8', bom)) {
      if (typeof piece !== 'string') {
        yield { features: [], problems: [problem(piece.fault, number + 1, { byte: piece.byte, encoding: 'utf-8' })] }
        return
      }
      const features: Read[] = []
      for (const text of splitter.push(piece)) {
        number++
        const feature = parseJson(text)
        if (!isObject(feature) || feature.type !== 'Feature') throw new JsonRefusal('json_invalid')
        features.push(read(feature, number))
      }
      yield { features, problems: [] }
      if (splitter.fault) {
        number++
        throw splitter.fault
      }
    }
    if (!splitter.complete) {
      if (number === 0) throw new JsonRefusal('geojson_not_collection')
      number++ // the one that is cut
      throw new JsonRefusal('json_invalid')
    }
    const members = parseJson(splitter.members)
    yield { features: [], problems: [], members }
  } catch (cause) {
    if (!(cause instanceof JsonRefusal)) throw cause
    yield { features: [], problems: [problem(cause.code, number, cause.params)] }
  }
}

export function featureOf(feature: JsonObject, number: number): Feature {
  const properties = new Map<string, Cell>()
  const written = feature.properties
  if (isObject(written)) for (const [name, value] of Object.entries(written)) properties.set(name, cellOf(value))
  return { number, properties, place: placeOf(feature.geometry) }
}

function cellOf(value: Json): Cell {
  if (value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : value
}

/** The features as records of a table: one column for each property of the header, then the coordinates of points. */
export async function* geojsonRecords(
  source: Source,
  layout: GeojsonLayout,
  header: readonly string[],
): AsyncGenerator<RecordBatch> {
  const names = header.slice(0, -2)
  for await (const { features, problems } of readFeatures(source, featureOf)) {
    yield { records: features.map((feature) => recordOf(feature, names, layout)), problems }
  }
}

export function recordOf(
  { number, properties, place }: Feature,
  names: readonly string[],
  layout: GeojsonLayout,
): RawRecord {
  const cells = names.map((name) => properties.get(name) ?? '')
  return { line: number, cells: [...cells, ...coordinates(place, layout)] }
}

function coordinates(place: Place, { crs, swap }: GeojsonLayout): readonly [Cell, Cell] {
  if ('fault' in place)
    return [
      { fault: place.fault, text: '' },
      { fault: place.fault, text: '' },
    ]
  if (!('point' in place)) {
    const other = { fault: 'geometry_type', text: '', params: { type: place.type, expected: 'Point' } } as const
    return [other, other]
  }
  const [x, y] = swap ? [place.point[1], place.point[0]] : place.point
  if (crs === 'wgs84' && looksSwapped([x, y])) {
    const fault = { fault: 'coordinates_swapped', text: `${x} ; ${y}` } as const
    return [fault, fault]
  }
  return [x, y]
}

/** Latitude 41 to 52 first, then longitude −6 to 10: metropolitan France with its coordinates exchanged. */
export function looksSwapped([x, y]: Position): boolean {
  return x > 41 && x < 52 && y > -6 && y < 10
}

/** The coordinate system by its name, else by the size of the numbers. */
export function crsOf(
  members: Json | undefined,
  sample: Position | undefined,
): Crs | { unknown: string } | { guessed: Crs } {
  const crs = isObject(members) ? members.crs : undefined
  const named = isObject(crs) && isObject(crs.properties) ? crs.properties.name : undefined
  if (typeof named === 'string') {
    if (/(?:EPSG:{1,2}|\/)2154$/i.test(named)) return 'lambert93'
    return /CRS84$|(?:EPSG:{1,2}|\/)4326$/i.test(named) ? 'wgs84' : { unknown: named.slice(0, 60) }
  }
  if (!sample) return 'wgs84'
  const [x, y] = sample
  if (Math.abs(x) <= 180 && Math.abs(y) <= 90) return 'wgs84'
  const inFrance = x > 0 && x < 1_300_000 && y > 6_000_000 && y < 7_200_000
  return inFrance ? { guessed: 'lambert93' } : { unknown: `${x} ; ${y}` }
}
