import { importKind, optional, required } from '#packages/intake/kind.ts'
import { decimal } from '#packages/intake/values/number.ts'
import { key, text } from '#packages/intake/values/word.ts'
import type { Listed, ListKind } from './list-kind.ts'
import { degreesPlace, lambertPlace } from './point.ts'

/**
 * Stations of rail, metro and tram of Île-de-France Mobilités. `geo_point_2d` writes the latitude first, so that the
 * Lambert-93 columns are preferred.
 */
export const stationsKind: ListKind = {
  dataset: 'stations',
  level: 'place',
  tells: [['id_gares', 'nom_gares', 'mode']],
  kind: importKind(
    {
      id: 'stations',
      fields: {
        id: required(key(20)),
        name: required(text(120)),
        lines: optional(text(80)),
        mode: optional(text(40)),
        operator: optional(text(80)),
        x: optional(decimal()),
        y: optional(decimal()),
        point: optional(text(80)),
      },
      dialects: [
        {
          id: 'idfm',
          headers: {
            id: ['id_gares'],
            name: ['nom_iv', 'nom_gares', 'nom_zdc'],
            lines: ['res_com', 'indice_lig'],
            mode: ['mode'],
            operator: ['exploitant'],
            x: ['x'],
            y: ['y'],
            point: ['geo_point_2d'],
          },
          options: { x: { decimal: '.' }, y: { decimal: '.' } },
        },
      ],
    },
    ({ id, name, lines, mode, operator, x, y, point }, report): Listed | undefined => {
      const place = (x !== null && y !== null && lambertPlace(x, y)) || latitudeFirst(point)
      if (!place) {
        report('place_impossible', {}, 'refused')
        return undefined
      }
      const words = { lines: lines ?? '', mode: mode ?? '', operator: operator ?? '' }
      return { place, row: { record: 'station', id, name, ...words, place } }
    },
  ),
}

function latitudeFirst(point: string | null) {
  const [lat = Number.NaN, lon = Number.NaN] = (point ?? '').split(',').map(Number)
  return degreesPlace(lon, lat)
}
