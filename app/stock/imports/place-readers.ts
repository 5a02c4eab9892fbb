/** How the lines of public files of places wait to be merged. */

import { importReader } from '#app/platform/imports/reader.ts'
import { addressKey } from '#packages/french/address-key.ts'
import { type AddressRow, addressesKind } from './addresses.kind.ts'

export const addressReader = importReader(addressesKind, {
  code: { type: 'text', value: (row) => row.code },
  address: { type: 'text', value: addressOf },
  address_key: { type: 'text', value: (row) => addressKey(addressOf(row)) },
  postal_code: { type: 'text', value: (row) => row.postalCode },
  commune_code: { type: 'text', value: (row) => row.communeCode },
  commune_name: { type: 'text', value: (row) => row.communeName },
  lon: { type: 'double precision', value: (row) => row.lon },
  lat: { type: 'double precision', value: (row) => row.lat },
})

function addressOf({ number, repetition, street }: AddressRow): string {
  return [number, repetition, street].filter(Boolean).join(' ')
}
