/** A map as an SVG picture: the same layers as on screen, for documents and for whoever takes the map away. */
import type { Position } from 'geojson'
import type { MapLayer, MapPoint } from './map-data.ts'

// The palette of the screen by day, as css/tokens.css has it: a picture that leaves has no stylesheet.
const PAPER = {
  desk: '#f4eee2',
  sheet: '#fdfaf3',
  ink: '#22262c',
  line: '#7b7566',
  way: '#cfc3ab',
  water: '#cfe3ea',
  green: '#dcebd8',
  building: '#ddd2bd',
  plain: '#17505e',
  good: '#1f5631',
  warn: '#b5701a',
  bad: '#8f1f17',
  scale: ['#efe7d7', '#e4eeea', '#b9d5d0', '#82b3b1', '#45868c', '#17505e'],
}

interface Picture {
  layers: readonly MapLayer[]
  points: readonly MapPoint[]
  /** What it shows, above the map; a document sets its own. */
  title?: string
  /** What its colours mean, under the map. */
  legend?: readonly { step: number; label: string }[]
  /** Who must be named beside it. */
  attribution: string
  width?: number
  /** What the sheet is cut to: all areas, or what lies around the points. */
  around?: 'areas' | 'points'
}

interface Frame {
  x: (longitude: number) => number
  y: (latitude: number) => number
  width: number
  height: number
}

/** The colour of a step of the scale, where the legend is set beside the picture. */
export function paperColour(step: number): string {
  return PAPER.scale[step] ?? PAPER.desk
}

/** @returns the text of an SVG file; an empty map is a blank sheet with its attribution */
export function mapSvg(picture: Picture): string {
  const { layers, points, title, legend = [], attribution, width = 1000, around = 'areas' } = picture
  const frame = frameOf(around === 'points' && points.length > 0 ? [] : layers, points, width)
  const bottom = legend.length > 0 ? 64 : 28
  const top = title === undefined ? 0 : 36
  const parts = [
    `<rect y="${-top}" width="${width}" height="${top + frame.height + bottom}" fill="${PAPER.sheet}"/>`,
    title === undefined
      ? ''
      : `<text x="12" y="-12" font-size="19" font-weight="bold" fill="${PAPER.ink}" font-family="Atkinson Hyperlegible Next, sans-serif">${escaped(title)}</text>`,
    `<clipPath id="sheet"><rect width="${width}" height="${frame.height}"/></clipPath>`,
    `<g clip-path="url(#sheet)"><rect width="${width}" height="${frame.height}" fill="${PAPER.desk}"/>`,
    ...layers.flatMap((layer) => drawn(layer, frame)),
    ...points.map((point) => dot(point, frame)),
    '</g>',
    ...legend.map(({ step, label }, at) => entry(step, label, at, legend.length, frame)),
    `<text x="${width - 6}" y="${frame.height + bottom - 8}" text-anchor="end" font-size="13" fill="${PAPER.line}" font-family="Atkinson Hyperlegible Next, sans-serif">${escaped(attribution)}</text>`,
  ]
  const height = top + frame.height + bottom
  const size = `width="${width}" height="${height}" viewBox="0 ${-top} ${width} ${height}"`
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${parts.join('')}</svg>`
}

const POINT_MARGIN = 0.003 // degrees of latitude: some three hundred metres

/** The whole of what is on the map, in an equirectangular projection true at its middle: enough for a commune. */
function frameOf(layers: readonly MapLayer[], points: readonly MapPoint[], width: number): Frame {
  const areas = layers.filter(({ kind }) => kind === 'area' || kind === 'scale')
  const positions = [
    ...(areas.length > 0 ? areas : layers).flatMap(({ data }) =>
      data.features.flatMap((feature) => cornersOf(feature.geometry).flat()),
    ),
    ...points.flatMap(({ longitude, latitude }): Position[] => [
      [longitude - POINT_MARGIN, latitude - POINT_MARGIN],
      [longitude + POINT_MARGIN, latitude + POINT_MARGIN],
    ]),
  ]
  const [west, east] = boundsOf(positions.map(([lon = 0]) => lon))
  const [south, north] = boundsOf(positions.map(([, lat = 0]) => lat))
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const margin = 16
  const scale = (width - 2 * margin) / Math.max(1e-6, (east - west) * narrow)
  const height = Math.round(Math.min(width * 1.6, (north - south) * scale + 2 * margin))
  return {
    x: (lon) => margin + (lon - west) * narrow * scale,
    y: (lat) => margin + (north - lat) * scale,
    width,
    height: Math.max(height, 120),
  }
}

function boundsOf(values: readonly number[]): [number, number] {
  let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) {
    least = Math.min(least, value)
    greatest = Math.max(greatest, value)
  }
  return least <= greatest ? [least, greatest] : [0, 1]
}

function drawn(layer: MapLayer, frame: Frame): string[] {
  return layer.data.features.map(({ geometry, properties }) => {
    const path = cornersOf(geometry)
      .map((line) => pathOf(line, frame))
      .join('')
    const isArea = geometry.type === 'Polygon' || geometry.type === 'MultiPolygon'
    return isArea
      ? `<path d="${path}" fill="${fillOf(layer.kind, properties?.step)}" fill-rule="evenodd" stroke="${edgeOf(layer.kind)}" stroke-width="1"/>`
      : `<path d="${path}" fill="none" stroke="${layer.kind === 'water' ? PAPER.water : PAPER.way}" stroke-width="1.4"/>`
  })
}

function fillOf(kind: MapLayer['kind'], step: unknown): string {
  if (kind === 'scale') return paperColour(typeof step === 'number' ? step : 0)
  return {
    area: PAPER.sheet,
    water: PAPER.water,
    green: PAPER.green,
    building: PAPER.building,
    line: 'none',
    way: 'none',
  }[kind]
}

function edgeOf(kind: MapLayer['kind']): string {
  return kind === 'area' || kind === 'scale' ? PAPER.line : 'none'
}

function cornersOf(geometry: MapLayer['data']['features'][number]['geometry']): Position[][] {
  if (geometry.type === 'LineString') return [geometry.coordinates]
  if (geometry.type === 'Polygon' || geometry.type === 'MultiLineString') return geometry.coordinates
  return geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : []
}

function pathOf(line: readonly Position[], { x, y }: Frame): string {
  return line
    .map(([lon = 0, lat = 0], at) => `${at === 0 ? 'M' : 'L'}${x(lon).toFixed(1)} ${y(lat).toFixed(1)}`)
    .join('')
}

function dot({ longitude, latitude, title, tone = 'plain' }: MapPoint, { x, y }: Frame): string {
  const place = `cx="${x(longitude).toFixed(1)}" cy="${y(latitude).toFixed(1)}"`
  return `<circle ${place} r="6" fill="${PAPER[tone]}" stroke="${PAPER.sheet}" stroke-width="2"><title>${escaped(title)}</title></circle>`
}

function entry(step: number, label: string, at: number, entries: number, { width, height }: Frame): string {
  const left = 12 + (at * (width - 24)) / entries
  const box = `<rect x="${left}" y="${height + 10}" width="16" height="16" fill="${paperColour(step)}" stroke="${PAPER.line}"/>`
  return `${box}<text x="${left + 22}" y="${height + 23}" font-size="13" fill="${PAPER.ink}" font-family="Atkinson Hyperlegible Next, sans-serif">${escaped(label)}</text>`
}

function escaped(text: string) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
