import { importKind, optional, required } from '#packages/intake/kind.ts'
import { inseeCode, postalCode } from '#packages/intake/values/code.ts'
import { decimal, integer } from '#packages/intake/values/number.ts'
import { key, text } from '#packages/intake/values/word.ts'
import { metricCrsOf, placeIn } from '../projections/crs.ts'
import type { Listed, ListKind } from './list-kind.ts'
import { degreesPlace } from './point.ts'

const IRIS_HEADERS = [
  'PLG_IRIS',
  ...Array.from({ length: 20 }, (_, at) => [`PLG_IRIS${2016 + at}`, `PLG_IRIS${2016 + at}_CODE`]).flat(),
]

/**
 * The register of social dwellings (RPLS) line by line, in its three ways of naming columns: by codes until 2021, by
 * long labels in 2022, and under three lines of preamble since 2023. The column of the IRIS changes its name each
 * year. What tells one household from its neighbours (door, stairway, floor) is not read.
 */
export const rplsKind: ListKind = {
  dataset: 'rpls',
  level: 'place',
  tells: [
    ['DROIT', 'DEPCOM', 'NBPIECE', 'SURFHAB', 'CONSTRUCT'],
    ['Nom du Programme', 'Année de construction', 'Code Postal'],
    ['DEPCOM', 'NBPIECE', 'FINAN_CODE', 'TYPECONST_CODE'],
  ],
  communeField: 'commune',
  kind: importKind(
    {
      id: 'rpls',
      fields: {
        commune: required(inseeCode()),
        iris: optional(key(12)),
        postalCode: optional(postalCode()),
        number: optional(key(20)),
        repetition: optional(key(10)),
        streetType: optional(text(40)),
        street: optional(text(120)),
        rooms: optional(integer({ min: 1, max: 30, aside: true })),
        area: optional(decimal({ min: 5, max: 1000, aside: true })),
        yearBuilt: optional(integer({ min: 1400, max: 2100, aside: true })),
        energyClass: optional(key(10)),
        quarter: optional(key(12)),
        x: optional(decimal()),
        y: optional(decimal()),
      },
      dialects: [
        {
          id: 'codes',
          headers: {
            commune: ['DEPCOM', 'DEPCOM_CODE'],
            iris: IRIS_HEADERS,
            postalCode: ['CODEPOSTAL'],
            number: ['NUMVOIE'],
            repetition: ['INDREP'],
            streetType: ['TYPVOIE'],
            street: ['NOMVOIE'],
            rooms: ['NBPIECE'],
            area: ['SURFHAB'],
            yearBuilt: ['CONSTRUCT'],
            energyClass: ['DPEENERGIE'],
            quarter: ['PLG_QP24', 'PLG_QP', 'PLG_QP15'],
            x: ['X'],
            y: ['Y'],
          },
        },
        {
          id: 'labels',
          headers: {
            commune: ['Code commune', 'Code INSEE commune', 'Code INSEE', 'DEPCOM'],
            iris: IRIS_HEADERS,
            postalCode: ['Code Postal'],
            number: ['Numéro de voie', 'Numéro'],
            repetition: ['Indice de répétition'],
            streetType: ['Type de voie'],
            street: ['Nom de voie', 'Nom de la voie'],
            rooms: ['Nombre de pièces'],
            area: ['Surface habitable'],
            yearBuilt: ['Année de construction'],
            energyClass: ['DPE énergie', 'Étiquette énergie'],
            x: ['Coordonnée X'],
            y: ['Coordonnée Y'],
          },
        },
      ],
    },
    ({ commune, iris, number, repetition, streetType, street, energyClass, quarter, x, y, ...dwelling }): Listed => {
      const place = x === null || y === null ? undefined : (placeIn(metricCrsOf(commune), x, y) ?? degreesPlace(x, y))
      const whole = iris && /^\d{4}$/.test(iris) ? `${commune}${iris}` : iris
      return {
        commune,
        place: place ?? null,
        row: {
          record: 'social-dwelling',
          commune,
          address: [number, repetition, streetType, street].filter(Boolean).join(' '),
          ...dwelling,
          energyClass: energyClass && /^[A-G]$/i.test(energyClass) ? energyClass.toUpperCase() : null,
          ...(whole ? { iris: whole } : {}),
          ...(quarter && /^Q[PN]/i.test(quarter) ? { priorityQuarter: quarter.toUpperCase() } : {}),
          ...(place ? { place } : {}),
        },
      }
    },
  ),
}
