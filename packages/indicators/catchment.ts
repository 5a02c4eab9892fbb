import { holds, overlapArea, type Polygons, type Shape, shapeOf } from './overlap.ts'
import { equalAreaPlane, type Plane, type PlanePoint } from './plane.ts'

export interface ZoneInput {
  /** Code of an IRIS. */
  readonly code: string
  readonly polygons: Polygons
  /** Known to have no dwelling, such as a park: where dwellings weigh, it does not count. */
  readonly hasNoDwelling?: boolean
}

/** Dwellings or inhabitants at one place: an address, the centre of a 200 m square. */
export interface WeightedPoint {
  readonly lon: number
  readonly lat: number
  readonly weight: number
}

interface Zone {
  readonly code: string
  readonly shape: Shape
  readonly hasNoDwelling: boolean
  readonly weight: number
}

interface PlacedPoint {
  readonly at: PlanePoint
  readonly weight: number
  readonly zone: string | undefined
}

/** IRIS measured once, for any number of catchments. */
export interface Zones {
  readonly plane: Plane
  readonly zones: readonly Zone[]
  readonly points: readonly PlacedPoint[]
}

export interface CatchmentPart {
  readonly code: string
  /** Part of the IRIS that counts, 0 to 1. */
  readonly weight: number
  /** `area` in a dwelling weighting: no dwelling was given for this IRIS to weigh by. */
  readonly by: 'area' | 'dwellings'
  /** Part of the catchment that lies in this IRIS, 0 to 1: by dwellings if all parts are, otherwise by area. */
  readonly presence: number
}

export interface Catchment {
  readonly method: 'catchment-area' | 'catchment-dwellings'
  /** By weight in the catchment, the greatest first. */
  readonly parts: readonly CatchmentPart[]
  readonly squareMetres: number
  /** Part of the catchment's area outside all IRIS given, 0 to 1. */
  readonly uncovered: number
}

/** Shares closer than this to 0 or 1 are rounding. */
const ROUNDING = 1e-9

/**
 * Measures IRIS, and sorts dwellings into them.
 *
 * @param points dwellings of every IRIS given, also of the parts outside any catchment; none for weighting by area
 * @throws RangeError when a polygon crosses itself, coordinates are not degrees, a weight is negative or a code comes twice
 */
export function measureZones(inputs: readonly ZoneInput[], points: readonly WeightedPoint[] = []): Zones {
  const [lon = 0, lat = 0] = inputs[0]?.polygons[0]?.[0]?.[0] ?? []
  const plane = equalAreaPlane(lon, lat)
  if (new Set(inputs.map(({ code }) => code)).size < inputs.length) throw new RangeError('an IRIS is given twice')
  const shapes = inputs.map(({ code, polygons, hasNoDwelling = false }) => ({
    code,
    hasNoDwelling,
    shape: shapeOf(polygons, plane),
  }))
  const placed = points.map(({ lon: pointLon, lat: pointLat, weight }) => {
    if (!(weight >= 0)) throw new RangeError(`expected a weight of 0 or more, got ${weight}`)
    const at = plane.pointAt(pointLon, pointLat)
    return { at, weight, zone: shapes.find(({ shape }) => holds(shape, at))?.code }
  })
  const weights = totalsBy(placed)
  return {
    plane,
    points: placed,
    zones: shapes.map((zone) => ({ ...zone, weight: weights.get(zone.code) ?? 0 })),
  }
}

/**
 * How much of each IRIS lies within a catchment: by area, or by dwellings where points were given.
 *
 * @param polygons the catchment in degrees: a walk's isochrone, a circle
 * @throws RangeError when the polygon has no area or crosses itself
 */
export function catchmentOf(polygons: Polygons, { plane, zones, points }: Zones): Catchment {
  const shape = shapeOf(polygons, plane)
  const byDwellings = points.length > 0
  const reached = zones
    .map((zone) => ({ ...zone, common: overlapArea(zone.shape, shape) }))
    .filter(({ common, shape: { area } }) => common > ROUNDING * area)
  const covered = reached.reduce((sum, { common }) => sum + common, 0)
  const inside = totalsBy(points.filter(({ at, zone }) => zone !== undefined && holds(shape, at)))
  const counting = reached.filter(({ hasNoDwelling }) => !(byDwellings && hasNoDwelling))
  const insideAll = [...inside.values()].reduce((sum, weight) => sum + weight, 0)
  const allByDwellings = byDwellings && insideAll > 0 && counting.every(({ weight }) => weight > 0)
  const parts = counting.map(({ code, common, shape: { area }, weight }): CatchmentPart => {
    const dwellings = inside.get(code) ?? 0
    const hasDwellings = byDwellings && weight > 0
    return {
      code,
      weight: rounded(hasDwellings ? dwellings / weight : common / area),
      by: hasDwellings ? 'dwellings' : 'area',
      presence: rounded(allByDwellings ? dwellings / insideAll : common / shape.area),
    }
  })
  return {
    method: byDwellings ? 'catchment-dwellings' : 'catchment-area',
    parts: parts.filter(({ weight }) => weight > 0).sort((a, b) => b.presence - a.presence),
    squareMetres: shape.area,
    uncovered: rounded(1 - covered / shape.area),
  }
}

function totalsBy(points: readonly PlacedPoint[]): Map<string, number> {
  const totals = new Map<string, number>()
  for (const { zone, weight } of points) if (zone !== undefined) totals.set(zone, (totals.get(zone) ?? 0) + weight)
  return totals
}

function rounded(share: number): number {
  if (share < ROUNDING) return 0
  return share > 1 - ROUNDING ? 1 : share
}
