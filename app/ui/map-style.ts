import type { FeatureCollection } from 'geojson'
import type { ExpressionSpecification, LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl'
import type { MapLayer, MapPoint } from './map-data.ts'

/** Name of the points' source and of its layer, for the events on them. */
export const pointFeatures = { source: 'points', layer: 'points' }

const FILL = {
  area: '--paper',
  scale: '--paper',
  water: '--accent-wash',
  green: '--good-wash',
  building: '--rule',
} as const
const TONE = { plain: '--accent', good: '--good', warn: '--warn', bad: '--bad' } as const

/** The whole map as MapLibre wants it, in the page's colours: `colour` reads one token. */
export function mapStyle(
  layers: MapLayer[],
  points: MapPoint[],
  colour: (token: string) => string,
): StyleSpecification {
  const sources: Record<string, SourceSpecification> = {
    [pointFeatures.source]: { type: 'geojson', data: featuresOf(points) },
  }
  for (const { id, data } of layers) sources[`layer-${id}`] = { type: 'geojson', data }
  return {
    version: 8,
    sources,
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': colour('--desk') } },
      ...layers.flatMap((layer) => paintedLayer(layer, colour)),
      pointLayer(colour),
    ],
  }
}

function paintedLayer({ id, kind }: MapLayer, colour: (token: string) => string): LayerSpecification[] {
  const source = `layer-${id}`
  const edge: LayerSpecification = {
    id: `${source}-edge`,
    type: 'line',
    source,
    paint: {
      'line-color': colour(kind === 'area' || kind === 'scale' ? '--line' : '--rule'),
      'line-width': kind === 'line' ? 1.5 : 1,
    },
  }
  if (kind === 'line') return [edge]
  if (kind === 'way') return [{ ...edge, paint: { 'line-color': colour('--bad'), 'line-width': 5 } }]
  if (kind === 'scale')
    return [{ id: source, type: 'fill', source, paint: { 'fill-color': scaleColour(colour) } }, edge]
  return [{ id: source, type: 'fill', source, paint: { 'fill-color': colour(FILL[kind]) } }, edge]
}

function scaleColour(colour: (token: string) => string): ExpressionSpecification {
  return [
    'match',
    ['get', 'step'],
    1,
    colour('--scale-1'),
    2,
    colour('--scale-2'),
    3,
    colour('--scale-3'),
    4,
    colour('--scale-4'),
    5,
    colour('--scale-5'),
    colour('--desk'),
  ]
}

function pointLayer(colour: (token: string) => string): LayerSpecification {
  return {
    id: pointFeatures.layer,
    type: 'circle',
    source: pointFeatures.source,
    paint: {
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 11, 5, 16, 11],
      'circle-color': [
        'match',
        ['get', 'tone'],
        'good',
        colour(TONE.good),
        'warn',
        colour(TONE.warn),
        'bad',
        colour(TONE.bad),
        colour(TONE.plain),
      ],
      'circle-stroke-color': colour('--paper'),
      'circle-stroke-width': 2,
    },
  }
}

function featuresOf(points: MapPoint[]): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: points.map(({ id, longitude, latitude, tone = 'plain' }) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [longitude, latitude] },
      properties: { id, tone },
    })),
  }
}
