import { bytesSource, type Source } from '#packages/intake/source.ts'

/** A polygon as a shapefile writes it: outlines clockwise, holes the other way. */
export interface MadePolygon {
  readonly rings: readonly (readonly (readonly [number, number])[])[] | null
  readonly attributes: readonly string[]
}

export interface MadeShapefile {
  readonly fields: readonly (readonly [name: string, length: number])[]
  readonly polygons: readonly MadePolygon[]
  readonly prj?: string
  readonly encoding?: 'utf-8' | 'latin1'
  readonly cpg?: string
}

export const LAMBERT_93_PRJ =
  'PROJCS["RGF_1993_Lambert_93",GEOGCS["GCS_RGF_1993",DATUM["D_RGF_1993",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Lambert_Conformal_Conic"],PARAMETER["False_Easting",700000.0],PARAMETER["False_Northing",6600000.0],PARAMETER["Central_Meridian",3.0],PARAMETER["Standard_Parallel_1",49.0],PARAMETER["Standard_Parallel_2",44.0],PARAMETER["Latitude_Of_Origin",46.5],UNIT["Meter",1.0]]'

/** The bytes of the parts of a shapefile, by their endings. */
export function shapefileBytes({ fields, polygons, prj = LAMBERT_93_PRJ, encoding = 'utf-8', cpg }: MadeShapefile) {
  const parts = new Map<string, Uint8Array>([
    ['.shp', shpBytes(polygons)],
    ['.dbf', dbfBytes(fields, polygons, encoding === 'utf-8' ? 'utf8' : 'latin1')],
    ['.prj', Buffer.from(prj)],
  ])
  if (cpg) parts.set('.cpg', Buffer.from(cpg))
  return parts
}

/** The same as sources dropped together. */
export function shapefile(made: MadeShapefile, without = ''): Source[] {
  return [...shapefileBytes(made)]
    .filter(([ending]) => ending !== without)
    .map(([ending, bytes]) => bytesSource(`contours${ending}`, bytes, 1000))
}

function shpBytes(polygons: readonly MadePolygon[]): Buffer {
  const records = polygons.map(({ rings }, at) => {
    const content = rings ? polygonContent(rings) : Buffer.alloc(4)
    const head = Buffer.alloc(8)
    head.writeInt32BE(at + 1, 0)
    head.writeInt32BE(content.length / 2, 4)
    return Buffer.concat([head, content])
  })
  const header = Buffer.alloc(100)
  const length = records.reduce((sum, record) => sum + record.length, 100)
  header.writeInt32BE(9994, 0)
  header.writeInt32BE(length / 2, 24)
  header.writeInt32LE(1000, 28)
  header.writeInt32LE(5, 32)
  return Buffer.concat([header, ...records])
}

function polygonContent(rings: NonNullable<MadePolygon['rings']>): Buffer {
  const points = rings.flat()
  const content = Buffer.alloc(44 + 4 * rings.length + 16 * points.length)
  content.writeInt32LE(5, 0)
  content.writeInt32LE(rings.length, 36)
  content.writeInt32LE(points.length, 40)
  let first = 0
  for (const [at, ring] of rings.entries()) {
    content.writeInt32LE(first, 44 + 4 * at)
    first += ring.length
  }
  for (const [at, [x, y]] of points.entries()) {
    content.writeDoubleLE(x, 44 + 4 * rings.length + 16 * at)
    content.writeDoubleLE(y, 52 + 4 * rings.length + 16 * at)
  }
  return content
}

function dbfBytes(fields: MadeShapefile['fields'], polygons: readonly MadePolygon[], encoding: BufferEncoding): Buffer {
  const header = Buffer.alloc(32 + 32 * fields.length + 1)
  header.writeUInt8(3, 0)
  header.writeUInt32LE(polygons.length, 4)
  header.writeUInt16LE(header.length, 8)
  header.writeUInt16LE(1 + fields.reduce((sum, [, length]) => sum + length, 0), 10)
  for (const [at, [name, length]] of fields.entries()) {
    header.write(name, 32 + 32 * at, 'latin1')
    header.write('C', 43 + 32 * at, 'latin1')
    header.writeUInt8(length, 48 + 32 * at)
  }
  header.writeUInt8(0x0d, header.length - 1)
  const records = polygons.map(({ attributes }) =>
    Buffer.concat([
      Buffer.from(' '),
      ...fields.map(([, length], at) => {
        const cell = Buffer.alloc(length, ' ')
        cell.write(attributes[at] ?? '', encoding)
        return cell
      }),
    ]),
  )
  return Buffer.concat([header, ...records, Buffer.from([0x1a])])
}
