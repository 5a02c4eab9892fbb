/** What a map shows as a file that any other map opens. */

import type { Geometry } from 'geojson'
import { sql } from 'kysely'
import type { Tx } from '#app/platform/database.server.ts'

interface Exported {
  geometry: Geometry
  properties: Record<string, string | number | boolean | null>
}

interface Layer {
  name: string
  /** Who must be named: it stays in the file, beside the features (RFC 7946, 6.1). */
  attribution: string
  features: readonly Exported[]
}

/** RFC 7946, longitudes and latitudes; the export stands in the convention's log. */
export async function geojsonFile(tx: Tx, { name, attribution, features }: Layer): Promise<Response> {
  await sql`select audit_act('export', ${name}, array[]::text[], ${`${features.length} rows, geojson`})`.execute(tx)
  const collection = {
    type: 'FeatureCollection',
    name,
    attribution,
    features: features.map((feature) => ({ type: 'Feature', ...feature })),
  }
  return new Response(JSON.stringify(collection), {
    headers: {
      'Content-Type': 'application/geo+json; charset=utf-8',
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(`${name}.geojson`)}`,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    },
  })
}
