import { importKind, optional, required } from '#packages/intake/kind.ts'
import { inseeCode, postalCode } from '#packages/intake/values/code.ts'
import { decimal } from '#packages/intake/values/number.ts'
import { key, text } from '#packages/intake/values/word.ts'
import type { Listed, ListKind } from './list-kind.ts'
import { degreesPlace } from './point.ts'

/** The national address base (BAN), as adresse.data.gouv.fr publishes it by commune, department or for the country. */
export const addressesKind: ListKind = {
  dataset: 'addresses',
  level: 'place',
  tells: [['numero', 'nom_voie', 'code_insee', 'lon', 'lat']],
  communeField: 'commune',
  kind: importKind(
    {
      id: 'addresses',
      fields: {
        id: required(key(60)),
        number: optional(key(10)),
        repetition: optional(key(10)),
        street: required(text(200)),
        postalCode: optional(postalCode()),
        commune: required(inseeCode()),
        communeName: optional(text(80)),
        lon: required(decimal()),
        lat: required(decimal()),
      },
      dialects: [
        {
          id: 'ban',
          headers: {
            id: ['id'],
            number: ['numero'],
            repetition: ['rep'],
            street: ['nom_voie'],
            postalCode: ['code_postal'],
            commune: ['code_insee'],
            communeName: ['nom_commune'],
            lon: ['lon'],
            lat: ['lat'],
          },
          options: { lon: { decimal: '.' }, lat: { decimal: '.' } },
        },
      ],
      key: ['id'],
    },
    ({ lon, lat, ...address }, report): Listed | undefined => {
      const place = degreesPlace(lon, lat)
      if (!place) {
        report(degreesPlace(lat, lon) ? 'coordinates_swapped' : 'place_impossible', {}, 'refused')
        return undefined
      }
      return { commune: address.commune, place, row: { record: 'address', ...address, place } }
    },
  ),
}
