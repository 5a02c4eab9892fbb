import { decode } from '#packages/intake/decode.ts'
import { bomLength } from '#packages/intake/encoding.ts'
import { isObject, type Position } from '#packages/intake/geojson/geometry.ts'
import { type Json, type JsonObject, JsonRefusal, parseJson } from '#packages/intake/geojson/json.ts'
import { looksSwapped } from '#packages/intake/geojson/records.ts'
import { FeatureSplitter } from '#packages/intake/geojson/splitter.ts'
import { type Problem, problem } from '#packages/intake/problem.ts'
import { readRange, type Source } from '#packages/intake/source.ts'
import { liesElsewhere } from './contours/department-places.ts'
import { namedArea } from './contours/named-area.ts'
import { contours, geojsonCrs } from './contours/recognise-contours.ts'
import type { DatasetId, Level } from './datasets.ts'
import type { OpenDataRecognition } from './recognised.ts'
import { yearInName } from './tables/recognise-table.ts'

const FEATURES_LOOKED_AT = 50

/** Recognises a GeoJSON by its first features: contours, streets or places of OpenStreetMap, social dwellings. */
export async function recogniseGeojson(source: Source, inside: readonly string[]): Promise<OpenDataRecognition> {
  const head = await firstFeatures(source)
  if ('refused' in head) return { refused: [head.refused] }
  const { features, members } = head
  if (features.length === 0) return { refused: [problem('no_rows')] }
  const positions = features.flatMap(({ geometry }) =>
    firstPosition(isObject(geometry) ? geometry.coordinates : undefined),
  )
  const crs = geojsonCrs(members, positions[0])
  if ('refused' in crs) return { refused: [crs.refused] }
  if (crs.crs === 'wgs84' && positions.length > 0 && positions.every(looksSwapped)) {
    return { refused: [problem('coordinates_swapped', 1)] }
  }
  const properties = features.map(
    (feature) => new Map(isObject(feature.properties) ? Object.entries(feature.properties) : []),
  )
  const other = otherDataset(features, properties)
  if (other) {
    const year = typeof members === 'object' && isObject(members) ? yearInName([String(members.timestamp ?? '')]) : {}
    const from = year.vintage
      ? { vintage: year.vintage, vintageFrom: 'content' as const }
      : yearInName([source.name, ...inside])
    return {
      recognised: {
        ...other,
        container: 'geojson',
        ...from,
        inside,
        crs: crs.crs,
        missing: [],
        sample: [],
        problems: crs.problems,
      },
    }
  }
  const areas = properties.slice(0, 5).flatMap((one) => namedArea(one) ?? [])
  const elsewhere =
    crs.problems.length > 0 &&
    areas.length > 0 &&
    positions.find((one) => liesElsewhere(areas[0]?.code ?? '', crs.crs, one))
  if (elsewhere) return { refused: [problem('crs_unknown', 0, { crs: elsewhere.join(' ; ') })] }
  if (areas.length > 0) return { recognised: contours(areas, crs.crs, 'geojson', [source.name], inside, crs.problems) }
  const columns = [...(properties[0]?.keys() ?? [])].slice(0, 8).join(', ')
  return { refused: [problem('open_data_unknown', 0, { columns })] }
}

function otherDataset(
  features: readonly JsonObject[],
  properties: readonly ReadonlyMap<string, Json>[],
): { dataset: DatasetId; level: Level } | undefined {
  const every = (test: (one: ReadonlyMap<string, Json>, at: number) => boolean) => properties.every(test)
  if (every((one) => one.has('cle') && one.has('appartement'))) return { dataset: 'rpls-by-address', level: 'place' }
  if (every((one, at) => OSM_ID.test(String(one.get('@id') ?? features[at]?.id ?? '')))) {
    return { dataset: 'osm-geojson', level: 'street' }
  }
  if (!every((one) => one.has('osm_id'))) return undefined
  const streets = properties.some((one) => one.has('highway') || one.has('building'))
  return streets ? { dataset: 'osm-geojson', level: 'street' } : { dataset: 'osm-places-geojson', level: 'place' }
}

const OSM_ID = /^(?:node|way|relation)\/\d+$/

/** The first features of a collection and what stands before them, strictly read. */
async function firstFeatures(
  source: Source,
): Promise<{ features: JsonObject[]; members: Json | undefined } | { refused: Problem }> {
  const splitter = new FeatureSplitter()
  const features: JsonObject[] = []
  const bom = bomLength(await readRange(source, 0, 3), 'utf-8')
  try {
    for await (const piece of decode(source, 'utf-8', bom)) {
      if (typeof piece !== 'string') break
      for (const text of splitter.push(piece)) {
        const feature = parseJson(text)
        if (isObject(feature)) features.push(feature)
        if (features.length >= FEATURES_LOOKED_AT) return { features, members: before(splitter.members) }
      }
      if (splitter.fault) throw splitter.fault
    }
    return { features, members: before(splitter.members) }
  } catch (cause) {
    if (!(cause instanceof JsonRefusal)) throw cause
    return { refused: problem(cause.code, features.length + 1, cause.params) }
  }
}

/** Members read so far, their list of features closed. */
function before(members: string): Json | undefined {
  try {
    return parseJson(/\[\s*$/.test(members) ? `${members}]}` : members)
  } catch {
    return undefined
  }
}

function firstPosition(coordinates: Json | undefined): Position[] {
  if (!Array.isArray(coordinates)) return []
  const [x, y]: readonly Json[] = coordinates
  if (typeof x === 'number' && typeof y === 'number') return [[x, y]]
  return firstPosition(x)
}
