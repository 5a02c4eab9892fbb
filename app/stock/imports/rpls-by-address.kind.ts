import { X_COLUMN, Y_COLUMN } from '#packages/intake/geojson/records.ts'
import { importKind, optional, required } from '#packages/intake/kind.ts'
import { year } from '#packages/intake/values/date.ts'
import { decimal, integer } from '#packages/intake/values/number.ts'
import { key, text } from '#packages/intake/values/word.ts'
import { givenPlace } from './place.ts'

/**
 * The register of social dwellings summed by address, as a GeoJSON of points. An address with two years of
 * construction or two points comes several times, each time with the *same total* of dwellings: adding the lines
 * would count it twice, so that only its first line is kept. Coordinates stay in the system of the file.
 */
export const rplsByAddressKind = importKind(
  {
    id: 'stock.rpls-by-address',
    formats: ['geojson'],
    fields: {
      address: required(key(160)),
      dwellings: required(integer({ min: 1, max: 5000 })),
      highestFloor: optional(integer({ min: -5, max: 60, aside: true })),
      programme: optional(text(160)),
      yearBuilt: optional(year({ min: 1400, max: 2100, aside: true })),
      x: required(decimal()),
      y: required(decimal()),
    },
    dialects: [
      {
        id: 'by-address',
        headers: {
          address: ['cle', 'adresse'],
          dwellings: ['appartement', 'nb_logements', 'logements'],
          highestFloor: ['etage'],
          programme: ['Nom.du.Programme'],
          yearBuilt: ['Année.de.construction'],
          x: [X_COLUMN],
          y: [Y_COLUMN],
        },
      },
    ],
    key: ['address'],
    repeats: { keepFirst: true, same: ['dwellings'] },
  },
  ({ x, y, ...row }) => ({ ...row, place: givenPlace(x, y) }),
)
