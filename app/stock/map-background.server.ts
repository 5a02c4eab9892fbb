/** What lies under the residences on a map: the quarters that were loaded, and nothing from a third party. */
import { z } from 'zod'
import type { ActorTx } from '#app/platform/database.server.ts'
import type { MapLayer } from '#app/ui/map-data.ts'
import { m } from '#messages'

const Ring = z.array(z.tuple([z.number(), z.number()]))
const Shape = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: z.array(Ring) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(Ring)) }),
])

export async function backgroundOf(tx: ActorTx): Promise<MapLayer[]> {
  const rows = await tx
    .selectFrom('stock_quarter')
    .select(['code', 'name', 'shape'])
    .orderBy('code')
    .limit(2000)
    .execute()
  if (rows.length === 0) return []
  const features = rows.map(({ name, shape }) => ({
    type: 'Feature' as const,
    properties: { name },
    geometry: Shape.parse(shape),
  }))
  return [
    { id: 'quarters', title: m.stock_map_quarters(), kind: 'area', data: { type: 'FeatureCollection', features } },
  ]
}
