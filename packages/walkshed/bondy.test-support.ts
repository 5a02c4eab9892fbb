/** The streets of the demonstration's commune, as a real case for tests and bench. */
import { readFileSync } from 'node:fs'
import type { NodeFact, Way } from './graph.ts'
import type { Place } from './plane.ts'
import type { Tags } from './tags.ts'

type Position = [lon: number, lat: number]
type Geometry =
  | { type: 'Point'; coordinates: Position }
  | { type: 'LineString'; coordinates: Position[] }
  | { type: 'Polygon'; coordinates: Position[][] }

interface Feature {
  properties: { '@id': string } & Record<string, string>
  geometry: Geometry
}

const FILE = new URL('../../demo/territory/osm_voirie_bondy_2023.geojson', import.meta.url)

export function bondy(): { ways: Way[]; nodes: NodeFact[] } {
  const { features }: { features: Feature[] } = JSON.parse(readFileSync(FILE, 'utf8'))
  return {
    ways: features.flatMap(({ properties: { '@id': id, ...tags }, geometry }) => wayOf(id, tags, geometry)),
    nodes: features.flatMap(({ properties: { '@id': _, ...tags }, geometry }) =>
      geometry.type === 'Point' ? [{ ...placeOf(geometry.coordinates), tags }] : [],
    ),
  }
}

function wayOf(id: string, tags: Tags, geometry: Geometry): Way[] {
  if (geometry.type === 'LineString') return [{ id, tags, points: geometry.coordinates.map(placeOf) }]
  if (geometry.type !== 'Polygon') return []
  const [outline = [], ...holes] = geometry.coordinates.map((ring) => ring.map(placeOf))
  return [{ id, tags, points: outline, closed: true, holes }]
}

function placeOf([lon, lat]: Position): Place {
  return { lon, lat }
}
