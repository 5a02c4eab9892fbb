/** How the lines of a landlord's exports wait to be merged. */

import { importReader } from '#app/platform/imports/reader.ts'
import { landlordDwellingsKind } from './landlord-dwellings.kind.ts'
import { landlordTenantsKind } from './landlord-tenants.kind.ts'
import { positionOf } from './position.ts'

export const dwellingReader = importReader(landlordDwellingsKind, {
  residence_code: { type: 'text', value: (row) => row.residenceCode },
  residence_name: { type: 'text', value: (row) => row.residenceName },
  building: { type: 'text', value: (row) => row.building },
  stairway: { type: 'text', value: (row) => row.stairway },
  code: { type: 'text', value: (row) => row.dwellingCode },
  rpls_id: { type: 'text', value: (row) => row.rplsId },
  address: { type: 'text', value: (row) => row.address },
  postal_code: { type: 'text', value: (row) => row.postalCode },
  floor: { type: 'integer', value: (row) => row.floor },
  door: { type: 'text', value: (row) => row.door },
  rooms: { type: 'integer', value: (row) => row.rooms },
  area_m2: { type: 'double precision', value: (row) => row.area },
  rent_cents: { type: 'integer', value: (row) => row.rentCents },
  energy_class: { type: 'text', value: (row) => row.energyClass },
  ghg_class: { type: 'text', value: (row) => row.emissionClass },
  energy_on: { type: 'date', value: (row) => row.energyOn },
  heating: { type: 'text', value: (row) => row.heating },
  status: { type: 'text', value: (row) => row.status },
  has_lift: { type: 'boolean', value: (row) => row.lift },
  is_accessible: { type: 'boolean', value: (row) => row.accessible },
  year_built: { type: 'integer', value: (row) => row.yearBuilt },
  lon: { type: 'double precision', value: (row) => positionOf(row.place)?.lon ?? null },
  lat: { type: 'double precision', value: (row) => positionOf(row.place)?.lat ?? null },
})

export const tenantReader = importReader(landlordTenantsKind, {
  dwelling_code: { type: 'text', value: (row) => row.dwellingCode },
  tenant_code: { type: 'text', value: (row) => row.tenantCode },
  household_code: { type: 'text', value: (row) => row.householdCode },
  last_name: { type: 'text', value: (row) => row.lastName },
  first_name: { type: 'text', value: (row) => row.firstName },
  sex: { type: 'text', value: (row) => (row.sex === null ? null : row.sex === 'female' ? 'F' : 'M') },
  birth_year: { type: 'integer', value: (row) => row.birthYear },
  pcs: { type: 'integer', value: (row) => (row.socialClass === null ? null : Number(row.socialClass)) },
  moved_in: { type: 'date', value: (row) => row.movedIn },
  household_size: { type: 'integer', value: (row) => row.householdSize },
  role: { type: 'text', value: (row) => row.role },
  phone: { type: 'text', value: (row) => row.phone },
  email: { type: 'text', value: (row) => row.email },
  is_protected: { type: 'boolean', value: (row) => row.isProtected },
})
