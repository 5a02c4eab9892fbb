import { isObject, type Position } from '#packages/intake/geojson/geometry.ts'
import type { Json } from '#packages/intake/geojson/json.ts'
import { type FeatureBatch, looksSwapped, readFeatures } from '#packages/intake/geojson/records.ts'
import type { Problem, ProblemCode } from '#packages/intake/problem.ts'
import type { Source } from '#packages/intake/source.ts'
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

/** The features of a FeatureCollection with their geometries as written. */
export function jsonFeatures(source: Source): AsyncGenerator<FeatureBatch<JsonFeature>> {
  return readFeatures(source, ({ properties, geometry, id }, number) => ({
    number,
    properties: new Map(isObject(properties) ? Object.entries(properties) : []),
    geometry,
    id,
  }))
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
