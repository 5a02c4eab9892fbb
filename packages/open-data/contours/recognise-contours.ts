import { crsOf } from '#packages/intake/geojson/records.ts'
import { type Problem, problem } from '#packages/intake/problem.ts'
import { readRange } from '#packages/intake/source.ts'
import type { Opened } from '../open.ts'
import { type Crs, crsOfEpsg } from '../projections/crs.ts'
import type { OpenDataRecognition, RecognisedOpenData } from '../recognised.ts'
import { yearInName } from '../tables/recognise-table.ts'
import { type NamedArea, namedArea } from './named-area.ts'
import { crsOfPrj } from './prj.ts'
import { shapefileShapes } from './shapefile-shapes.ts'

type Shapefile = Extract<Opened, { container: 'shapefile' }>

const DATASETS = { iris: 'iris-contours', commune: 'commune-contours', qpv: 'qpv-contours' } as const

/** Recognises a shapefile of contours by its projection and its attributes. */
export async function recogniseShapefile({ parts, source, inside }: Shapefile): Promise<OpenDataRecognition> {
  const crs = crsOfPrj(new TextDecoder().decode(await readRange(parts.prj, 0, 8192)))
  if (typeof crs === 'object') return { refused: [problem('crs_unknown', 0, { crs: crs.unknown })] }
  for await (const { shapes, problems } of shapefileShapes(parts, crs)) {
    const [first] = shapes
    if (!first) return { refused: problems.length > 0 ? problems : [problem('no_rows')] }
    const areas = shapes.slice(0, 5).flatMap(({ properties }) => namedArea(properties) ?? [])
    if (areas.length === 0)
      return { refused: [problem('open_data_unknown', 0, { columns: [...first.properties.keys()].join(', ') })] }
    return { recognised: contours(areas, crs, 'shapefile', [source.name, parts.shp.name], inside, []) }
  }
  return { refused: [problem('no_rows')] }
}

/** What is recognised of contours whose first areas are known. */
export function contours(
  areas: readonly NamedArea[],
  crs: Crs,
  container: 'shapefile' | 'geojson',
  names: readonly string[],
  inside: readonly string[],
  problems: readonly Problem[],
): RecognisedOpenData {
  const kind = areas[0]?.kind ?? 'commune'
  return {
    dataset: DATASETS[kind],
    container,
    level: kind,
    ...yearInName([...names, ...inside]),
    inside,
    crs,
    missing: [],
    sample: areas.map(({ code }) => code),
    problems,
  }
}

/** The coordinate system of a GeoJSON by its members and its first position. */
export function geojsonCrs(
  members: Parameters<typeof crsOf>[0],
  first: Parameters<typeof crsOf>[1],
): { crs: Crs; problems: readonly Problem[] } | { refused: Problem } {
  const found = crsOf(members, first)
  if (typeof found === 'string') return { crs: found, problems: [] }
  const known = 'unknown' in found ? crsOfEpsg(found.unknown) : undefined
  if (known) return { crs: known, problems: [] }
  if ('unknown' in found) return { refused: problem('crs_unknown', 0, { crs: found.unknown }) }
  return { crs: found.guessed, problems: [problem('crs_guessed', 0, { crs: found.guessed })] }
}
