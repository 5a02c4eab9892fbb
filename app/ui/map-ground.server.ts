import type { MapLayer } from './map-data.ts'

/** What lies under a map, for `MapView`; kept by the reader's own browser, for each language, as it changes with an import only. */
export function groundResponse(layers: readonly MapLayer[]): Response {
  return Response.json(layers, { headers: { 'Cache-Control': 'private, max-age=600', Vary: 'Cookie' } })
}
