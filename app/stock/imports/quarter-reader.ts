/** How contours wait to be merged: their properties as lines, their shapes read along, one feature at a time. */
import { z } from 'zod'
import { type ImportReader, importReader } from '#app/platform/imports/reader.ts'
import { decode } from '#packages/intake/decode.ts'
import { FeatureSplitter } from '#packages/intake/geojson/splitter.ts'
import type { Source } from '#packages/intake/source.ts'
import { toWgs84 } from '#packages/lambert93/index.ts'
import { quartersKind } from './quarters.kind.ts'

const facts = importReader(quartersKind, {
  code: { type: 'text', value: (row) => row.code },
  name: { type: 'text', value: (row) => row.name },
  kind: { type: 'text', value: (row) => row.kind },
})

export const quarterReader: ImportReader = {
  kind: facts.kind,
  columns: [...facts.columns, { name: 'shape', type: 'jsonb' }],
  async *read(source, recognised, mapping, options, scope) {
    const crs = recognised.layout.format === 'geojson' ? recognised.layout.crs : 'wgs84'
    const shapes = shapesOf(source, crs)
    let at = 0
    let shape: string | undefined
    for await (const { copy, ...batch } of facts.read(source, recognised, mapping, options, scope)) {
      let shaped = ''
      for (const line of copy.split('\n').filter(Boolean)) {
        const number = Number(line.slice(0, line.indexOf('\t')))
        for (; at < number; at++) shape = (await shapes.next()).value ?? undefined
        shaped += `${line}\t${shape ?? '\\N'}\n`
      }
      yield { ...batch, copy: shaped }
    }
    await shapes.return(undefined)
  },
}

const Position = z.tuple([z.number(), z.number()], z.number())
const Ring = z.array(Position)
const Feature = z.object({
  geometry: z.discriminatedUnion('type', [
    z.object({ type: z.literal('Polygon'), coordinates: z.array(Ring) }),
    z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(Ring)) }),
  ]),
})

/** The shape of each feature as GeoJSON in degrees; nothing where it is no area. */
async function* shapesOf(source: Source, crs: 'wgs84' | 'lambert93'): AsyncGenerator<string | undefined, undefined> {
  const splitter = new FeatureSplitter()
  for await (const piece of decode(source, 'utf-8', 0)) {
    if (typeof piece !== 'string') return
    for (const text of splitter.push(piece)) yield shapeOf(text, crs)
  }
}

function shapeOf(feature: string, crs: 'wgs84' | 'lambert93'): string | undefined {
  const { data } = Feature.safeParse(JSON.parse(feature))
  if (!data) return undefined
  const { geometry } = data
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  const coordinates = polygons.map((rings) => rings.map((ring) => ring.map((position) => inDegrees(position, crs))))
  return JSON.stringify({ type: 'MultiPolygon', coordinates })
}

function inDegrees([x, y]: z.infer<typeof Position>, crs: 'wgs84' | 'lambert93'): [number, number] {
  const { lon, lat } = crs === 'wgs84' ? { lon: x, lat: y } : toWgs84(x, y)
  return [Math.round(lon * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6]
}
