/** OpenStreetMap as the territory keeps it: ways and outlines, points that say something of a way, places. */
import { kindOfOsm } from '#packages/amenities/typology.ts'
import type { NodeRow, OpenDataRow, WayRow } from '#packages/open-data/rows.ts'
import { place } from './place-records.ts'
import type { PartRecord } from './published-readers.ts'

export function streetRecords(): (row: OpenDataRow) => PartRecord[] {
  return (row) => {
    if (row.record === 'way') return [...way(row), ...placeOfWay(row)]
    if (row.record === 'node') return [...spot(row), ...placeOfNode(row)]
    return []
  }
}

const DRAWN = ['highway', 'railway', 'waterway', 'natural', 'landuse', 'leisure', 'building', 'public_transport']

function way({ id, part, tags, points }: WayRow): PartRecord[] {
  if (points.length < 2 || !DRAWN.some((tag) => tag in tags)) return []
  const hasNodes = points.every(({ node }) => node > 0)
  return [
    {
      part: 'way',
      record: {
        code: part === 0 ? id : `${id}.${part}`,
        tags,
        points: points.map(({ lon, lat }) => [lon, lat]),
        nodes: hasNodes ? points.map(({ node }) => String(node)) : null,
      },
    },
  ]
}

const TOLD = ['crossing', 'kerb', 'barrier', 'highway', 'bench', 'access', 'foot', 'wheelchair']

function spot({ id, tags, lon, lat }: NodeRow): PartRecord[] {
  if (!TOLD.some((tag) => tag in tags) && tags.amenity !== 'bench') return []
  return [{ part: 'spot', record: { code: `n${id}`, tags, lon, lat } }]
}

function placeOfNode({ id, tags, lon, lat }: NodeRow): PartRecord[] {
  const kind = kindOfOsm(tags)
  if (!kind) return []
  return [place('osm', `n${id}`, kind, tags.name ?? '', { lon, lat }, null, hoursOf(tags))]
}

/** A school or a park is often drawn by its outline: it stands in the middle of its corners. */
function placeOfWay({ id, part, tags, points }: WayRow): PartRecord[] {
  const kind = part === 0 ? kindOfOsm(tags) : undefined
  if (!kind || points.length === 0) return []
  const mean = (read: (point: WayRow['points'][number]) => number) =>
    points.reduce((sum, point) => sum + read(point), 0) / points.length
  return [
    place(
      'osm',
      `w${id}`,
      kind,
      tags.name ?? '',
      { lon: mean(({ lon }) => lon), lat: mean(({ lat }) => lat) },
      null,
      hoursOf(tags),
    ),
  ]
}

function hoursOf(tags: Readonly<Record<string, string>>) {
  return { opening_hours: tags.opening_hours, wheelchair: tags.wheelchair }
}
