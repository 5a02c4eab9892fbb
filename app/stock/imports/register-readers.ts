/** How the lines of the national register wait to be merged. */

import { importReader } from '#app/platform/imports/reader.ts'
import { addressKey } from '#packages/french/address-key.ts'
import { positionOf } from './position.ts'
import { type RplsRow, rplsKind } from './rpls.kind.ts'
import { rplsByAddressKind } from './rpls-by-address.kind.ts'

export const registerReader = importReader(rplsKind, {
  address: { type: 'text', value: (row) => addressOf(row) || null },
  address_key: { type: 'text', value: (row) => addressKey(addressOf(row)) || null },
  postal_code: { type: 'text', value: (row) => row.postalCode },
  commune_code: { type: 'text', value: (row) => row.communeCode },
  building: { type: 'text', value: (row) => row.building },
  stairway: { type: 'text', value: (row) => row.stairway ?? row.entrance },
  floor: { type: 'integer', value: (row) => row.floor },
  door: { type: 'text', value: (row) => row.door },
  rooms: { type: 'integer', value: (row) => row.rooms },
  area_m2: { type: 'double precision', value: (row) => row.area },
  year_built: { type: 'integer', value: (row) => row.yearBuilt },
  year_let: { type: 'integer', value: (row) => row.yearLet },
  funding_code: { type: 'text', value: (row) => row.fundingCode },
  is_in_priority_quarter: { type: 'boolean', value: (row) => row.inPriorityQuarter },
  energy_on: { type: 'date', value: (row) => row.dpeDate },
  energy_class: { type: 'text', value: (row) => row.energyClass },
  ghg_class: { type: 'text', value: (row) => row.emissionClass },
  lon: { type: 'double precision', value: (row) => positionOf(row.place)?.lon ?? null },
  lat: { type: 'double precision', value: (row) => positionOf(row.place)?.lat ?? null },
})

export const registerByAddressReader = importReader(rplsByAddressKind, {
  address: { type: 'text', value: (row) => row.address },
  address_key: { type: 'text', value: (row) => addressKey(row.address) },
  each_number: { type: 'jsonb', value: (row) => JSON.stringify(eachNumber(addressKey(row.address))) },
  dwellings: { type: 'integer', value: (row) => row.dwellings },
  programme: { type: 'text', value: (row) => row.programme },
  lon: { type: 'double precision', value: (row) => positionOf(row.place)?.lon ?? null },
  lat: { type: 'double precision', value: (row) => positionOf(row.place)?.lat ?? null },
})

function addressOf({ streetNumber, repetition, streetType, streetName }: RplsRow): string {
  const number = [streetNumber?.replace(/^0+(?=\d)/, ''), repetition].filter(Boolean).join(' ')
  return [number, streetType, streetName].filter(Boolean).join(' ')
}

/** « 1 3 5 rue breuil » stands for three doors of the street: any of them finds it. */
function eachNumber(key: string): string[] {
  const [, numbers = '', street = ''] = /^((?:\d+ )*)(.*)$/.exec(key) ?? []
  const each = numbers.trim().split(' ').filter(Boolean)
  return each.length > 1 ? each.map((number) => `${number} ${street}`) : [key]
}
