/** An indicator on the map: areas in at most five classes, those without a figure apart. */
import type { FeatureCollection } from 'geojson'
import { z } from 'zod'
import type { ActorTx } from '#app/platform/database.server.ts'
import { formatValue } from '#app/ui/format.ts'
import type { MapLayer, MapPoint } from '#app/ui/map-data.ts'
import { m } from '#messages'
import { naturalClasses } from '#packages/indicators/classes.ts'
import { said } from './indicator-said.server.ts'
import { areaWord } from './indicator-words.ts'
import type { IndicatorSheet } from './indicators.server.ts'

const Position = z.tuple([z.number(), z.number()])
const Shape = z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(Position))) })

export interface Choropleth {
  layers: MapLayer[]
  /** The same in a list: each area with its value, at its middle. */
  points: MapPoint[]
  legend: { step: number; label: string }[]
}

/** Nothing while there are no contours, or no value. */
export async function choroplethOf(tx: ActorTx, sheet: IndicatorSheet): Promise<Choropleth | null> {
  const { indicator, values, kind } = sheet
  const shapes = await shapesOf(tx, kind)
  const drawn = values.filter(({ area }) => shapes.has(area.code))
  if (drawn.every(({ value }) => value === null)) return null
  const { classes } = naturalClasses(drawn.map(({ area, value }) => ({ code: area.code, value })))
  const stepOf = (code: string) => classes.findIndex(({ codes }) => codes.includes(code)) + 1
  const features = drawn.flatMap(({ area }): FeatureCollection['features'] => {
    const geometry = shapes.get(area.code)
    return geometry
      ? [{ type: 'Feature', properties: { name: areaWord(area), step: stepOf(area.code) }, geometry }]
      : []
  })
  return {
    layers: [
      { id: 'areas', title: said(indicator.nameKey), kind: 'scale', data: { type: 'FeatureCollection', features } },
    ],
    points: drawn.flatMap(({ area, value }) => {
      const middle = middleOf(shapes.get(area.code))
      return middle
        ? [
            {
              id: area.code,
              ...middle,
              title: areaWord(area),
              detail: value === null ? m.ui_not_published() : formatValue(value, indicator.unit),
            },
          ]
        : []
    }),
    legend: [
      ...classes.map(({ least, greatest }, at) => ({
        step: at + 1,
        label:
          least === greatest
            ? formatValue(least, indicator.unit)
            : m.territory_from_to({
                least: formatValue(least, indicator.unit),
                greatest: formatValue(greatest, indicator.unit),
              }),
      })),
      ...(drawn.some(({ value }) => value === null) ? [{ step: 0, label: m.ui_not_published() }] : []),
    ],
  }
}

async function shapesOf(tx: ActorTx, kind: 'iris' | 'qpv') {
  const rows = await tx
    .selectFrom('stock_quarter')
    .select(['code', 'shape'])
    .where('kind', '=', kind)
    .orderBy('code')
    .limit(2000)
    .execute()
  return new Map(
    rows.flatMap(({ code, shape }) => {
      const { data } = Shape.safeParse(shape)
      return data ? [[code, data] as const] : []
    }),
  )
}

/** Middle of the box of the largest outline: a place for a dot, not a centre of anything. */
function middleOf(shape: z.infer<typeof Shape> | undefined): { longitude: number; latitude: number } | undefined {
  const outline = shape?.coordinates.map(([ring = []]) => ring).toSorted((a, b) => b.length - a.length)[0]
  if (!outline || outline.length === 0) return undefined
  const [lons, lats] = [outline.map(([lon]) => lon), outline.map(([, lat]) => lat)]
  return {
    longitude: (Math.min(...lons) + Math.max(...lons)) / 2,
    latitude: (Math.min(...lats) + Math.max(...lats)) / 2,
  }
}
