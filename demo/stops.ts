/** Stops on the real ground for the invented timetable: bus stops of OpenStreetMap and stations of Île-de-France Mobilités. */
import { z } from 'zod'
import { rowsOf } from './territory.ts'
import type { NamedStop } from './timetable-lines.ts'

const Streets = z.object({
  features: z.array(
    z.object({
      properties: z.object({
        '@id': z.string(),
        highway: z.string().optional(),
        name: z.string().optional(),
        wheelchair: z.string().optional(),
      }),
      geometry: z.object({ type: z.string(), coordinates: z.unknown() }),
    }),
  ),
})
const Point = z.tuple([z.number(), z.number()])

/** @param streets the GeoJSON of the ways, whose points with `highway=bus_stop` are stops */
export function stopsOfStreets(streets: string): NamedStop[] {
  const buses = Streets.parse(JSON.parse(streets)).features.flatMap(({ properties, geometry }): NamedStop[] => {
    const { name, highway, wheelchair, '@id': id } = properties
    if (geometry.type !== 'Point' || highway !== 'bus_stop' || !name) return []
    const [lon, lat] = Point.parse(geometry.coordinates)
    const known = wheelchair === 'yes' || wheelchair === 'no'
    return [{ id, name, lat, lon, isStation: false, isAccessible: known ? wheelchair === 'yes' : undefined }]
  })
  return [...buses, ...stations()]
}

function stations(): NamedStop[] {
  return rowsOf('emplacement-des-gares-idf_bondy.csv', ';').flatMap(
    ({ geo_point_2d = '', id_gares = '', nom_gares = '' }) => {
      const [lat, lon] = geo_point_2d.split(',').map(Number)
      if (lat === undefined || lon === undefined || nom_gares === '') return []
      return [{ id: `gare/${id_gares}`, name: nom_gares, lat, lon, isStation: true }]
    },
  )
}
