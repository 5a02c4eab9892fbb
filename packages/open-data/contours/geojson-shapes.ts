import { decode } from '#packages/intake/decode.ts'
import { bomLength } from '#packages/intake/encoding.ts'
import { isObject, type Position } from '#packages/intake/geojson/geometry.ts'
import { type Json, JsonRefusal, parseJson } from '#packages/intake/geojson/json.ts'
import { looksSwapped } from '#packages/intake/geojson/records.ts'
import { FeatureSplitter } from '#packages/intake/geojson/splitter.ts'
import { type Problem, type ProblemCode, problem } from '#packages/intake/problem.ts'
import { readRange, type Source } from '#packages/intake/source.ts'
import type { Crs } from '../projections/crs.ts'
import type { MultiPolygon } from '../surroundings.ts'
import { ringIn, wound } from './ring.ts'
import type { FoundShape } from './shape.ts'

export interface JsonFeature {
  readonly number: number
  readonly properties: ReadonlyMap<string, Json>
  readonly geometry: Json | undefined
  readonly id: Json | undefined
}

export interface FeatureBatch {
  readonly features: readonly JsonFeature[]
  readonly problems: readonly Problem[]
}

/**
 * The features of a FeatureCollection with their geometries as written. A refusal names its feature and is the last
 * thing given.
 */
export async function* jsonFeatures(source: Source): AsyncGenerator<FeatureBatch> {
  const splitter = new FeatureSplitter()
  const bom = bomLength(await readRange(source, 0, 3), 'utf-8')
  let number = 0
  try {
    for await (const piece of decode(source, 'utf-8', bom)) {
      if (typeof piece !== 'string') {
        yield { features: [], problems: [problem(piece.fault, number + 1, { byte: piece.byte, encoding: 'utf-8' })] }
        return
      }
      const features: JsonFeature[] = []
      for (const text of splitter.push(piece)) {
        features.push(featureOf(parseJson(text), number + 1))
        number++
      }
      yield { features, problems: [] }
      if (splitter.fault) throw splitter.fault
    }
    if (!splitter.complete) throw new JsonRefusal(number === 0 ? 'geojson_not_collection' : 'json_invalid')
  } catch (cause) {
    if (!(cause instanceof JsonRefusal)) throw cause
    yield { features: [], problems: [problem(cause.code, number + 1, cause.params)] }
  }
}

function featureOf(feature: Json, number: number): JsonFeature {
  if (!isObject(feature) || feature.type !== 'Feature') throw new JsonRefusal('json_invalid')
  const { properties, geometry, id } = feature
  return { number, properties: new Map(isObject(properties) ? Object.entries(properties) : []), geometry, id }
}

/** The polygons of a GeoJSON in WGS 84. */
export async function* geojsonShapes(
  source: Source,
  crs: Crs,
): AsyncGenerator<{ shapes: readonly FoundShape[]; problems: readonly Problem[] }> {
  for await (const { features, problems } of jsonFeatures(source)) {
    const shapes = features.map(({ number, properties, geometry }) => ({
      number,
      properties,
      geometry: multiPolygonOf(geometry, crs),
    }))
    yield { shapes, problems }
  }
}

function multiPolygonOf(geometry: Json | undefined, crs: Crs): MultiPolygon | ProblemCode {
  if (geometry === null || geometry === undefined) return 'geometry_null'
  if (!isObject(geometry)) return 'geometry_invalid'
  const { type, coordinates } = geometry
  if (type !== 'Polygon' && type !== 'MultiPolygon') return 'geometry_type'
  const polygons = type === 'Polygon' ? [coordinates] : coordinates
  if (!Array.isArray(polygons)) return 'geometry_invalid'
  const read: Position[][][] = []
  for (const polygon of polygons) {
    const rings = polygonOf(polygon, crs)
    if (typeof rings === 'string') return rings
    read.push(rings)
  }
  const geometryRead = wound(read)
  return geometryRead.length > 0 ? geometryRead : 'geometry_invalid'
}

function polygonOf(polygon: Json | undefined, crs: Crs): Position[][] | ProblemCode {
  if (!Array.isArray(polygon)) return 'geometry_invalid'
  const rings: Position[][] = []
  for (const ring of polygon) {
    const positions = positionsOf(ring)
    if (!positions) return 'geometry_invalid'
    if (crs === 'wgs84' && positions[0] && looksSwapped(positions[0])) return 'coordinates_swapped'
    const placed = ringIn(crs, positions)
    if (typeof placed === 'string') return placed
    rings.push([...placed])
  }
  return rings
}

/** A list of positions; undefined when one of them is no pair of numbers. */
export function positionsOf(written: Json | undefined): Position[] | undefined {
  if (!Array.isArray(written)) return undefined
  const positions: Position[] = []
  for (const one of written) {
    if (!Array.isArray(one)) return undefined
    const [x, y]: readonly Json[] = one
    if (typeof x !== 'number' || typeof y !== 'number') return undefined
    positions.push([x, y])
  }
  return positions
}
