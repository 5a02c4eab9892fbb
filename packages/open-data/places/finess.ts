import { importKind, optional, required } from '#packages/intake/kind.ts'
import { postalCode } from '#packages/intake/values/code.ts'
import { decimal } from '#packages/intake/values/number.ts'
import { key, text } from '#packages/intake/values/word.ts'
import type { Listed, ListKind } from './list-kind.ts'
import { degreesPlace } from './point.ts'

/** Establishments of health and social care (FINESS). Telephones, SIRET and legal entities are left in the file. */
export const finessKind: ListKind = {
  dataset: 'finess',
  level: 'place',
  tells: [['FINESS_ET', 'RAISON_SOCIALE', 'NUM_CAT']],
  kind: importKind(
    {
      id: 'finess',
      fields: {
        id: required(key(12)),
        name: required(text(200)),
        categoryCode: optional(key(10)),
        category: optional(text(200)),
        address: optional(text(200)),
        department: optional(key(3)),
        postalCode: optional(postalCode()),
        lat: optional(decimal()),
        lon: optional(decimal()),
      },
      dialects: [
        {
          id: 'extract',
          headers: {
            id: ['FINESS_ET'],
            name: ['RAISON_SOCIALE'],
            categoryCode: ['NUM_CAT'],
            category: ['CATEGORIE_DE_L_ETABLISSEMENT'],
            address: ['ADRESSE_COMPLETE'],
            department: ['NUM_DEPT'],
            postalCode: ['CP_VILLE'],
            lat: ['lat'],
            lon: ['lng', 'lon'],
          },
          options: { lat: { decimal: '.' }, lon: { decimal: '.' } },
        },
      ],
      forbidden: [{ reason: 'contact', headers: ['NUM_TEL', 'NUM_FAX', 'NUM_SIRET'] }],
      key: ['id'],
    },
    ({ id, name, categoryCode, category, address, department, postalCode: code, lat, lon }, report): Listed => {
      const place = lon === null || lat === null ? undefined : degreesPlace(lon, lat)
      if (!place && lon !== null && lat !== null) {
        report(degreesPlace(lat, lon) ? 'coordinates_swapped' : 'place_impossible', {}, 'warning')
      }
      return {
        place: place ?? null,
        row: {
          record: 'establishment',
          id,
          name,
          category: category ?? '',
          categoryCode: categoryCode ?? '',
          address: address ?? '',
          postalCode: code,
          department: department ?? '',
          place: place ?? null,
        },
      }
    },
  ),
}
