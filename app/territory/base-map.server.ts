/** The map under the territory's points: water, green, buildings and ways of the loaded OpenStreetMap file, and the quarters' edges. */
import type { Feature } from 'geojson'
import { sql } from 'kysely'
import { z } from 'zod'
import type { ActorTx } from '#app/platform/database.server.ts'
import { backgroundOf } from '#app/stock/map-background.server.ts'
import type { MapLayer } from '#app/ui/map-data.ts'
import { m } from '#messages'

type Drawn = 'water' | 'green' | 'building' | 'line'

const TITLES: Record<Drawn, () => string> = {
  water: m.territory_map_water,
  green: m.territory_map_green,
  building: m.territory_map_buildings,
  line: m.territory_map_ways,
}

const MOST_WAYS = 40_000
const Points = z.array(z.tuple([z.number(), z.number()]))

const DRAWN = ['green', 'water', 'building', 'line'] as const

/** What stands lowest comes first. */
export async function baseMapOf(
  tx: ActorTx,
  wanted: readonly (Drawn | 'area')[] = ['area', ...DRAWN],
): Promise<MapLayer[]> {
  const { rows } = await sql<{ drawn: Drawn; points: unknown; name: string | null; rank: string }>`
    select drawn, points, name, rank from (
      select points, tags ->> 'name' as name, coalesce(tags ->> 'highway', '') as rank, case
        when tags ? 'waterway' or tags ->> 'natural' = 'water' then 'water'
        when tags ->> 'leisure' in ('park', 'garden', 'playground', 'pitch') or tags ->> 'landuse' in ('grass', 'forest', 'cemetery', 'recreation_ground')
          or tags ->> 'natural' in ('wood', 'scrub', 'grassland') then 'green'
        when tags ? 'building' then 'building'
        when tags ? 'highway' or tags ? 'railway' then 'line' end as drawn
      from territory_way where not is_gone order by code limit ${MOST_WAYS}
        ) ways where drawn = any (${wanted}::text[])`.execute(tx)
  const quarters = wanted.includes('area') ? await backgroundOf(tx) : []
  const layers = DRAWN.flatMap((drawn): MapLayer[] => {
    const features = rows.filter((row) => row.drawn === drawn).flatMap((row) => featureOf(drawn, row))
    return features.length === 0
      ? []
      : [{ id: `base-${drawn}`, title: TITLES[drawn](), kind: drawn, data: { type: 'FeatureCollection', features } }]
  })
  return [...quarters, ...layers]
}

function featureOf(
  drawn: Drawn,
  { points, name, rank }: { points: unknown; name: string | null; rank: string },
): Feature[] {
  const line = Points.parse(points)
  const [first, last] = [line[0], line.at(-1)]
  if (!first || !last || line.length < 2) return []
  const isRing = line.length > 3 && first[0] === last[0] && first[1] === last[1]
  const properties = { name, rank }
  if (drawn !== 'line' && isRing)
    return [{ type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [line] } }]
  if (drawn === 'line' || drawn === 'water')
    return [{ type: 'Feature', properties, geometry: { type: 'LineString', coordinates: line } }]
  return []
}
