import type { Problem } from '#packages/intake/problem.ts'
import { BatchLog } from '../log.ts'
import type { Opened } from '../open.ts'
import { CodePerimeter, type Perimeter } from '../perimeter.ts'
import type { Crs } from '../projections/crs.ts'
import type { ContourRow, OpenDataBatch } from '../rows.ts'
import { isNear, type Shape, type Surroundings, surroundingsOf } from '../surroundings.ts'
import { departmentOfQuarter } from '../tables/wanted-areas.ts'
import { geojsonShapes } from './geojson-shapes.ts'
import { type NamedArea, namedArea } from './named-area.ts'
import type { FoundShape } from './shape.ts'
import { shapefileShapes } from './shapefile-shapes.ts'

/**
 * The contours of the perimeter and of the areas around it. Where the surroundings are not known yet, the file itself
 * tells them: it is read once for the communes' own contours, and once more for their neighbours.
 */
export async function* contourRows(opened: Opened, crs: Crs, perimeter: Perimeter): AsyncGenerator<OpenDataBatch> {
  const log = new BatchLog()
  const around = perimeter.surroundings ?? (await ownSurroundings(opened, crs, perimeter))
  const codes = new CodePerimeter(perimeter)
  const seen = new Map<string, number>()
  for await (const { shapes, problems } of shapesOf(opened, crs)) {
    for (const shape of shapes) {
      const area = namedArea(shape.properties)
      const row = area && contourOf(area, shape)
      if (!row || !isKept(row, codes, around)) {
        leaveOut(log, shape, area, codes)
        continue
      }
      log.tally.lines++
      const first = seen.get(row.code)
      if (first !== undefined) {
        log.tally.refused++
        log.add('duplicate_key', undefined, shape.number, row.kind, row.code, { first })
        continue
      }
      seen.set(row.code, shape.number)
      log.give(shape.number, row)
    }
    log.addAll(problems)
    if (log.waiting > 0) yield log.batch()
  }
  if (log.tally.accepted === 0 && Object.keys(log.tally.problems).length === 0) log.sayAbsent()
  yield log.batch()
}

async function ownSurroundings(opened: Opened, crs: Crs, perimeter: Perimeter): Promise<Surroundings | undefined> {
  const codes = new CodePerimeter(perimeter)
  const own: Shape[] = []
  for await (const { shapes } of shapesOf(opened, crs)) {
    for (const { properties, geometry } of shapes) {
      const area = namedArea(properties)
      if (area && area.kind !== 'qpv' && codes.isOwn(area.code) && typeof geometry !== 'string') {
        own.push({ code: area.code, geometry })
      }
    }
  }
  return surroundingsOf(own, perimeter.marginMetres)
}

async function* shapesOf(
  opened: Opened,
  crs: Crs,
): AsyncGenerator<{ shapes: readonly FoundShape[]; problems: readonly Problem[] }> {
  if ('refused' in opened) return
  if (opened.container === 'shapefile') yield* shapefileShapes(opened.parts, crs)
  else yield* geojsonShapes(opened.source, crs)
}

function contourOf(area: NamedArea, { geometry }: FoundShape): ContourRow | undefined {
  if (typeof geometry === 'string') return undefined
  const { kind, code, name, typeOfIris } = area
  return {
    record: 'contour',
    kind,
    code,
    name,
    ...(typeOfIris ? { typeOfIris } : {}),
    geometry: { type: 'MultiPolygon', coordinates: geometry },
  }
}

/** Without surroundings the priority quarters of the perimeter's departments are kept. */
function isKept({ code, kind, geometry }: ContourRow, codes: CodePerimeter, around: Surroundings | undefined): boolean {
  if (kind !== 'qpv' && codes.isOwn(code)) return true
  if (around) return isNear(around, geometry.coordinates)
  return kind === 'qpv' && codes.departments.includes(departmentOfQuarter(code))
}

/** A contour left out for where it lies is no problem; one of the perimeter, or of nobody knows where, that cannot be read is. */
function leaveOut(log: BatchLog, { number, geometry }: FoundShape, area: NamedArea | undefined, codes: CodePerimeter) {
  if (!area) {
    log.tally.refused++
    log.add('contour_code_missing', undefined, number)
    return
  }
  if (typeof geometry === 'string' && (area.kind === 'qpv' || codes.isOwn(area.code))) {
    log.tally.refused++
    log.add(geometry, 'refused', number, area.kind, area.code, { type: '', expected: 'MultiPolygon' })
    return
  }
  log.outside++
  const [commune = area.code] = area.communes
  log.hold(area.kind === 'qpv' ? area.code : commune, area.kind === 'iris' ? '' : area.name)
}
