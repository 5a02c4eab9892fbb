import type { Position } from '#packages/intake/geojson/geometry.ts'
import { type Problem, type ProblemCode, problem } from '#packages/intake/problem.ts'
import { ByteReader } from '../byte-reader.ts'
import type { ShapeParts } from '../open.ts'
import type { Crs } from '../projections/crs.ts'
import { isInside, type MultiPolygon } from '../surroundings.ts'
import { DbfReader } from './dbf.ts'
import { ringIn, turn, wound } from './ring.ts'
import type { FoundShape } from './shape.ts'

const HEADER_BYTES = 100
const RECORD_LIMIT = 64 * 1024 * 1024
/** Polygon, and polygon with heights or measures, whose first two coordinates are the same. */
const POLYGONS = new Set([5, 15, 25])
const BATCH_SHAPES = 200

/**
 * The polygons of a shapefile with their attributes, in WGS 84.
 *
 * @see ESRI, *Shapefile Technical Description*, 1998: outlines turn clockwise, holes the other way
 */
export async function* shapefileShapes(
  { shp, dbf, cpg }: ShapeParts,
  crs: Crs,
): AsyncGenerator<{ shapes: readonly FoundShape[]; problems: readonly Problem[] }> {
  const attributes = new DbfReader(dbf, cpg)
  if (!(await attributes.open())) {
    yield { shapes: [], problems: [damaged('.dbf', 0)] }
    return
  }
  const reader = new ByteReader(shp)
  const header = viewOf(await reader.take(HEADER_BYTES))
  const length = header.getInt32(24) * 2
  let shapes: FoundShape[] = []
  let number = 0
  while (reader.at < length) {
    number++
    const content = await recordContent(reader)
    const properties = await attributes.next()
    if (!content || !properties) {
      yield { shapes, problems: [damaged(content ? '.dbf' : '.shp', number)] }
      return
    }
    shapes.push({ number, properties, geometry: geometryOf(content, crs) })
    if (shapes.length >= BATCH_SHAPES) {
      yield { shapes, problems: [] }
      shapes = []
    }
  }
  yield { shapes, problems: [] }
}

function damaged(part: string, number: number): Problem {
  return problem('shapefile_damaged', number, { part })
}

async function recordContent(reader: ByteReader): Promise<DataView | undefined> {
  const head = await reader.take(8)
  if (head.length < 8) return undefined
  const length = viewOf(head).getInt32(4) * 2
  if (length < 4 || length > RECORD_LIMIT) return undefined
  const content = await reader.take(length)
  return content.length < length ? undefined : viewOf(content)
}

function geometryOf(content: DataView, crs: Crs): MultiPolygon | ProblemCode {
  const type = content.getInt32(0, true)
  if (type === 0) return 'geometry_null'
  if (!POLYGONS.has(type)) return 'geometry_type'
  if (content.byteLength < 44) return 'geometry_invalid'
  const [parts, points] = [content.getInt32(36, true), content.getInt32(40, true)]
  const start = 44 + 4 * parts
  if (parts < 1 || points < 4 || start + 16 * points > content.byteLength) return 'geometry_invalid'
  const rings: (readonly Position[])[] = []
  for (let part = 0; part < parts; part++) {
    const from = content.getInt32(44 + 4 * part, true)
    const to = part + 1 < parts ? content.getInt32(48 + 4 * part, true) : points
    if (from < 0 || to > points || from >= to) return 'geometry_invalid'
    const ring = ringIn(crs, positionsAt(content, start, from, to))
    if (typeof ring === 'string') return ring
    rings.push(ring)
  }
  const geometry = wound(polygonsOf(rings))
  return geometry.length > 0 ? geometry : 'geometry_invalid'
}

function positionsAt(content: DataView, start: number, from: number, to: number): Position[] {
  const positions: Position[] = []
  for (let at = start + 16 * from; at < start + 16 * to; at += 16) {
    positions.push([content.getFloat64(at, true), content.getFloat64(at + 8, true)])
  }
  return positions
}

/** Each hole goes with the outline that holds it. */
function polygonsOf(rings: readonly (readonly Position[])[]): (readonly Position[])[][] {
  const outlines = rings.filter((ring) => turn(ring) <= 0)
  const holes = rings.filter((ring) => turn(ring) > 0)
  if (outlines.length === 0) return holes.map((ring) => [ring])
  const polygons = outlines.map((outline) => [outline])
  for (const hole of holes) {
    const [lon = 0, lat = 0] = hole[0] ?? []
    const holder = polygons.find(([outline = []]) => isInside([[outline]], lon, lat)) ?? polygons[0]
    holder?.push(hole)
  }
  return polygons
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
}
