import { importKind, optional, required } from '#packages/intake/kind.ts'
import { inseeCode } from '#packages/intake/values/code.ts'
import { decimal } from '#packages/intake/values/number.ts'
import { key, text } from '#packages/intake/values/word.ts'
import { metricCrsOf, placeIn } from '../projections/crs.ts'
import type { Listed, ListKind } from './list-kind.ts'
import { opensAsPerson } from './person.ts'
import { degreesPlace } from './point.ts'

/** Domain of the health professions in private practice: their « name » is a person's. */
const PRACTITIONERS = /^D2/

/**
 * The equipment of INSEE's Base permanente des équipements, editions until 2022 and since. Coordinates in
 * Lambert-93 (UTM overseas), or in degrees where the edition gives them. Of the columns that came in 2024, SIRET is never read (sole
 * traders have one) and NOMRS only where it cannot be a person.
 */
export const bpeKind: ListKind = {
  dataset: 'bpe',
  level: 'place',
  tells: [
    ['TYPEQU', 'DEPCOM'],
    ['TYPEQU', 'DCIRIS'],
  ],
  communeField: 'commune',
  kind: importKind(
    {
      id: 'bpe',
      fields: {
        type: required(key(6)),
        commune: required(inseeCode()),
        iris: optional(key(12)),
        x: optional(decimal()),
        y: optional(decimal()),
        lon: optional(decimal()),
        lat: optional(decimal()),
        quality: optional(key(20)),
        name: optional(text(200)),
        legalStatus: optional(key(10)),
      },
      dialects: [
        {
          id: 'bpe',
          headers: {
            type: ['TYPEQU'],
            commune: ['DEPCOM', 'CODGEO'],
            iris: ['DCIRIS', 'IRIS'],
            x: ['LAMBERT_X'],
            y: ['LAMBERT_Y'],
            lon: ['LONGITUDE'],
            lat: ['LATITUDE'],
            quality: ['QUALITE_XY'],
            name: ['NOMRS'],
          },
        },
      ],
      forbidden: [{ reason: 'person', headers: ['SIRET', 'CNOMRS'] }],
    },
    ({ type, commune, iris, x, y, lon, lat, quality, name }, report): Listed => {
      const given = lon !== null && lat !== null
      const place = given
        ? degreesPlace(lon, lat)
        : x !== null && y !== null
          ? placeIn(metricCrsOf(commune), x, y)
          : undefined
      if (!place && (given || (x !== null && y !== null))) {
        report(given && degreesPlace(lat, lon) ? 'coordinates_swapped' : 'place_impossible', {}, 'warning')
      }
      const code = irisCode(iris, commune)
      return {
        commune,
        place: place ?? null,
        row: {
          record: 'equipment',
          type: type.toUpperCase(),
          coding: 'new',
          commune,
          ...(place ? { place } : {}),
          ...(quality ? { quality } : {}),
          ...(code ? { iris: code } : {}),
          ...(name && !PRACTITIONERS.test(type) && !opensAsPerson(name) ? { name } : {}),
        },
      }
    },
  ),
}

/** `93010_0101`, `930100101`, `0101`; a commune that is not divided writes its own code. */
function irisCode(written: string | null, commune: string): string | undefined {
  const digits = written?.replace(/[^\dAB]/gi, '').toUpperCase() ?? ''
  if (/^\d[\dAB]\d{7}$/.test(digits)) return digits
  return /^\d{4}$/.test(digits) ? `${commune}${digits}` : undefined
}
