import { isObject } from '#packages/intake/geojson/geometry.ts'
import type { Json } from '#packages/intake/geojson/json.ts'
import type { Source } from '#packages/intake/source.ts'
import { type JsonFeature, jsonFeatures, positionsOf } from '../contours/geojson-shapes.ts'
import { BatchLog } from '../log.ts'
import type { Perimeter } from '../perimeter.ts'
import type { OpenDataBatch, WayPoint } from '../rows.ts'
import { isAround, isInBox } from '../surroundings.ts'
import { stretches } from './cut-way.ts'
import { SeenBox } from './seen-box.ts'
import { keptTags } from './tags.ts'

/**
 * Ways and nodes of a GeoJSON drawn from OpenStreetMap (Overpass, osmtogeojson). It has no node numbers: positions
 * that are equal are one node, under a negative number. Of an area made of several pieces the outlines are kept.
 */
export async function* osmGeojsonRows(source: Source, perimeter: Perimeter): AsyncGenerator<OpenDataBatch> {
  const log = new BatchLog()
  const reader = new FeatureElements(log, perimeter)
  for await (const { features, problems } of jsonFeatures(source)) {
    for (const feature of features) reader.read(feature)
    log.addAll(problems)
    if (log.waiting > 0) yield log.batch()
  }
  if (log.tally.accepted === 0 && Object.keys(log.tally.problems).length === 0) {
    log.hold(reader.seen.written)
    log.sayAbsent()
  }
  yield log.batch()
}

class FeatureElements {
  readonly seen = new SeenBox()
  readonly #nodes = new Map<string, number>()
  readonly #log: BatchLog
  readonly #around: Perimeter['surroundings']

  constructor(log: BatchLog, { surroundings }: Perimeter) {
    this.#log = log
    this.#around = surroundings
  }

  read({ number, properties, geometry, id: own }: JsonFeature) {
    const log = this.#log
    log.tally.lines++
    const tags = keptTags(textsOf(properties))
    const id = String(properties.get('@id') ?? own ?? properties.get('osm_id') ?? `feature/${number}`)
    const lines = isObject(geometry) ? linesOf(geometry.type, geometry.coordinates) : undefined
    if (!lines) {
      log.tally.refused++
      log.add(
        geometry === null || geometry === undefined ? 'geometry_null' : 'geometry_invalid',
        undefined,
        number,
        '',
        id,
      )
      return
    }
    if (!tags) return
    if (isObject(geometry) && geometry.type === 'Point') {
      const [lon = 0, lat = 0] = lines[0]?.[0] ?? []
      if (this.#isOutside(lon, lat) || (this.#around && !isAround(this.#around, lon, lat))) log.outside++
      else log.give(number, { record: 'node', id: id.includes('/') ? id : `node/${id}`, lon, lat, tags })
      return
    }
    const parts = lines.flatMap((line) => this.#parts(line))
    if (parts.length === 0) log.outside++
    for (const [part, points] of parts.entries()) {
      log.give(number, { record: 'way', id: id.includes('/') ? id : `way/${id}`, part, tags, points })
    }
  }

  #parts(line: readonly (readonly [number, number])[]): WayPoint[][] {
    const places = line.map(([lon, lat]) => ({ lon, lat }))
    const numbered = places.map(({ lon, lat }) => this.#nodeAt(lon, lat))
    const byNode = new Map(numbered.map((node, at) => [node, places[at]]))
    return stretches(numbered, (node) => {
      const place = byNode.get(node)
      return place && !this.#isOutside(place.lon, place.lat) ? place : undefined
    })
  }

  #isOutside(lon: number, lat: number): boolean {
    const outside = this.#around !== undefined && !isInBox(this.#around.box, lon, lat)
    if (outside) this.seen.add(lon, lat)
    return outside
  }

  #nodeAt(lon: number, lat: number): number {
    const key = `${lon} ${lat}`
    const known = this.#nodes.get(key)
    if (known !== undefined) return known
    const node = -1 - this.#nodes.size
    this.#nodes.set(key, node)
    return node
  }
}

function* textsOf(properties: ReadonlyMap<string, Json>): Generator<[string, string]> {
  for (const [key, value] of properties) if (typeof value === 'string' && !key.startsWith('@')) yield [key, value]
}

/** The lines of a geometry: a point is a line of one position, an area its outlines. */
function linesOf(type: Json | undefined, coordinates: Json | undefined): (readonly [number, number])[][] | undefined {
  if (type === 'Point') return all([coordinates].map((one) => positionsOf([one ?? null])))
  if (type === 'LineString') return all([positionsOf(coordinates)])
  if (!Array.isArray(coordinates)) return undefined
  if (type === 'MultiLineString' || type === 'Polygon') {
    return all((type === 'Polygon' ? coordinates.slice(0, 1) : coordinates).map((line: Json) => positionsOf(line)))
  }
  if (type !== 'MultiPolygon') return undefined
  return all(coordinates.map((polygon: Json) => (Array.isArray(polygon) ? positionsOf(polygon[0]) : undefined)))
}

function all<T>(found: readonly (T[] | undefined)[]): T[][] | undefined {
  const lines = found.filter((line) => line !== undefined)
  return lines.length === found.length ? lines : undefined
}
