import { type Problem, problem } from '#packages/intake/problem.ts'
import { readRange, type Source } from '#packages/intake/source.ts'
import { readDirectory, readEntryBytes, type ZipEntry } from '#packages/intake/xlsx/zip.ts'
import { gunzipped } from './gzip-source.ts'
import type { Container } from './recognised.ts'

/** The parts of a shapefile that were dropped together or packed together. */
export interface ShapeParts {
  readonly shp: Source
  readonly dbf: Source
  readonly prj: Source
  readonly cpg: Source | undefined
}

export type Opened =
  | {
      readonly container: Exclude<Container, 'shapefile' | 'gtfs'>
      readonly source: Source
      readonly inside: readonly string[]
    }
  | {
      readonly container: 'shapefile'
      readonly parts: ShapeParts
      readonly source: Source
      readonly inside: readonly string[]
    }
  | {
      readonly container: 'gtfs'
      readonly files: ReadonlyMap<string, Source>
      readonly source: Source
      readonly inside: readonly string[]
    }
  | { readonly refused: Problem }

/**
 * What a file is by its bytes, with archives opened: the table, map, streets or timetable inside. Several sources are
 * the parts of one shapefile.
 */
export async function opened(sources: readonly Source[]): Promise<Opened> {
  const [source] = sources
  if (!source) return { refused: problem('file_empty') }
  if (sources.length > 1) return shapefileOf(sources, source, [])
  return openedOne(source, [])
}

async function openedOne(source: Source, inside: readonly string[]): Promise<Opened> {
  const head = await readRange(source, 0, 4096)
  const view = new DataView(head.buffer, head.byteOffset, head.length)
  if (head.length === 0) return { refused: problem('file_empty') }
  if (head[0] === 0x1f && head[1] === 0x8b) return openedOne(gunzipped(source), inside)
  if (head[0] === 0x50 && head[1] === 0x4b) return inZip(source, inside)
  if (head.length >= 100 && view.getInt32(0) === SHP_CODE) return shapefileOf([source], source, inside)
  const text = new TextDecoder('latin1').decode(head).replace(/^ï»¿/, '').trimStart()
  if (view.getUint8(0) === 0 && text.includes('OSMHeader')) return { container: 'osm-pbf', source, inside }
  if (/^(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<osm[\s>]/.test(text))
    return { container: 'osm-xml', source, inside }
  if (/^\{[\s\S]*"(?:FeatureCollection|features)"/.test(text)) return { container: 'geojson', source, inside }
  return { container: 'table', source, inside }
}

const SHP_CODE = 9994

/** A workbook, a timetable, contours, or an archive around the one file that matters. */
async function inZip(source: Source, inside: readonly string[]): Promise<Opened> {
  const directory = await readDirectory(source)
  if ('refused' in directory) return directory
  const entries = directory.entries.filter(({ name }) => !name.endsWith('/') && !name.includes('__MACOSX'))
  const has = (name: string) => entries.find((entry) => baseName(entry.name) === name)
  if (has('workbook.xml') ?? has('workbook.bin') ?? has('content.xml')) return { container: 'table', source, inside }
  if (has('stops.txt') ?? has('stop_times.txt') ?? has('routes.txt')) {
    const files = new Map(entries.map((entry) => [baseName(entry.name), entrySource(source, entry)]))
    return { container: 'gtfs', files, source, inside }
  }
  const shape = largest(entries.filter(({ name }) => /\.shp$/i.test(name)))
  if (shape) {
    const stem = shape.name.slice(0, -4)
    const parts = entries.filter(({ name }) => name.slice(0, -4) === stem)
    return shapefileOf(
      parts.map((entry) => entrySource(source, entry)),
      source,
      [...inside, shape.name],
    )
  }
  const table = largest(
    entries.filter(
      ({ name }) => DATA_FILE.test(name) && !/(?:^|\/)(?:meta|varmod|dictionnaire|lisez|readme)[^/]*$/i.test(name),
    ),
  )
  if (!table || inside.length >= 2) return { refused: problem('format_zip') }
  return openedOne(entrySource(source, table), [...inside, table.name])
}

const DATA_FILE = /\.(?:csv|txt|xlsx|geojson|json|osm|pbf|gz|zip)$/i

function largest(entries: readonly ZipEntry[]): ZipEntry | undefined {
  return entries.toSorted((a, b) => b.unpacked - a.unpacked)[0]
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase()
}

/** A file inside an archive, unpacked as it is read. */
function entrySource(archive: Source, entry: ZipEntry): Source {
  return { name: baseName(entry.name), size: entry.unpacked, open: () => readEntryBytes(archive, entry) }
}

/** Parts are told by their content: only the encoding's name, a bare word, goes by its extension. */
async function shapefileOf(sources: readonly Source[], source: Source, inside: readonly string[]): Promise<Opened> {
  const found: Partial<Record<keyof ShapeParts, Source>> = {}
  for (const one of sources) {
    const head = await readRange(one, 0, 100)
    const view = new DataView(head.buffer, head.byteOffset, head.length)
    if (head.length >= 100 && view.getInt32(0) === SHP_CODE) {
      if (!/\.shx$/i.test(one.name)) found.shp = one
    } else if (/^\s*(?:PROJCS|GEOGCS|PROJCRS|GEOGCRS|COMPD_CS)/i.test(new TextDecoder().decode(head))) found.prj = one
    else if (/\.cpg$/i.test(one.name)) found.cpg = one
    else if (head.length >= 33 && (view.getUint8(0) & 7) === 3 && /\.dbf$/i.test(one.name)) found.dbf = one
  }
  const { shp, dbf, prj, cpg } = found
  if (!shp) return { refused: problem('shapefile_part_missing', 0, { part: '.shp' }) }
  if (!dbf) return { refused: problem('shapefile_part_missing', 0, { part: '.dbf' }) }
  if (!prj) return { refused: problem('shapefile_part_missing', 0, { part: '.prj' }) }
  return { container: 'shapefile', parts: { shp, dbf, prj, cpg }, source, inside }
}
