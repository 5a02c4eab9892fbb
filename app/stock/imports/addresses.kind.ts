import { importKind, optional, type RowOfKind, required } from '#packages/intake/kind.ts'
import { inseeCode, postalCode } from '#packages/intake/values/code.ts'
import { decimal } from '#packages/intake/values/number.ts'
import { key, text } from '#packages/intake/values/word.ts'

/** The national address base (BAN), one commune or one department: addresses with their coordinates. */
export const addressesKind = importKind({
  id: 'stock.addresses',
  formats: ['csv', 'xlsx'],
  fields: {
    code: required(key(60)),
    number: optional(key(10)),
    repetition: optional(key(10)),
    street: required(text(200)),
    postalCode: optional(postalCode()),
    communeCode: optional(inseeCode()),
    communeName: optional(text(80)),
    lon: required(decimal({ min: -180, max: 180 })),
    lat: required(decimal({ min: -90, max: 90 })),
  },
  dialects: [
    {
      id: 'ban',
      marks: ['id_fantoir', 'nom_afnor', 'libelle_acheminement', 'cad_parcelles'],
      headers: {
        code: ['id'],
        number: ['numero'],
        repetition: ['rep'],
        street: ['nom_voie'],
        postalCode: ['code_postal'],
        communeCode: ['code_insee'],
        communeName: ['nom_commune'],
        lon: ['lon'],
        lat: ['lat'],
      },
      options: { lon: { decimal: '.' }, lat: { decimal: '.' } },
    },
  ],
  key: ['code'],
})

export type AddressRow = RowOfKind<typeof addressesKind>
