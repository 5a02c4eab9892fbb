import { type Cell, csvBytes, csvLine, frenchDay, withComma } from './csv-lines.ts'
import type { Dwelling, Status } from './dwellings.ts'
import { FICTITIOUS } from './label.ts'
import { spelledOut } from './street-address.ts'
import type { Tenant } from './tenants.ts'
import { type SheetCell, xlsxBytes } from './xlsx-bytes.ts'

/** Columns of the landlord's dwellings, as the software of social landlords usually spells them. */
export const DWELLING_HEADER = (
  'CODE_GROUPE;NOM_RESIDENCE;BATIMENT;ESCALIER;UG;NUM_RPLS;ADRESSE;CODE_POSTAL;COMMUNE;ETAGE;PORTE;TYPE;SHAB;LOYER;' +
  'DPE;GES;DATE_DPE;CHAUFFAGE;STATUT;ASCENSEUR;PMR;ANNEE_CONSTRUCTION;LON;LAT;MENTION'
).split(';')

export const TENANT_HEADER = (
  'UG;CODE_MENAGE;NUM_LOCATAIRE;TITULAIRE;CIVILITE;NOM;PRENOM;DATE_NAISSANCE;PCS;DATE_ENTREE;NB_OCCUPANTS;TEL;EMAIL;' +
  'ADRESSE_PROTEGEE;MENTION'
).split(';')

const STATUSES: Record<Status, string> = {
  occupied: 'LOUE',
  'vacant-offered': 'VACANT',
  'vacant-technical': 'VACANT TECHNIQUE',
}

/** The landlord's export of dwellings: semicolons, decimal commas, windows-1252, CRLF. */
export function dwellingsCsv(dwellings: readonly Dwelling[]): Uint8Array {
  return csvBytes(
    [csvLine(DWELLING_HEADER), ...dwellings.map((dwelling) => csvLine(dwellingCells(dwelling)))],
    'windows-1252',
  )
}

function dwellingCells(dwelling: Dwelling): Cell[] {
  const { residence, address, energy } = dwelling
  return [
    residence.code,
    residence.name,
    dwelling.building,
    dwelling.stairway,
    dwelling.code,
    dwelling.rplsId,
    spelledOut(address.street),
    '93140',
    'Bondy',
    dwelling.floor === 0 ? 'RDC' : dwelling.floor,
    dwelling.door,
    `T${dwelling.rooms}`,
    withComma(dwelling.area, 2),
    withComma(dwelling.rentCents / 100, 2),
    energy?.class,
    energy?.ghg,
    energy && frenchDay(energy.on),
    dwelling.heating,
    STATUSES[dwelling.status],
    dwelling.hasLift ? 'OUI' : 'NON',
    dwelling.isAccessible ? 'OUI' : 'NON',
    dwelling.yearBuilt,
    withComma(address.lon, 6),
    withComma(address.lat, 6),
    FICTITIOUS,
  ]
}

/** The landlord's export of tenants as a workbook, days as real days. */
export function tenantsXlsx(tenants: readonly Tenant[]): Uint8Array {
  return xlsxBytes('Locataires', [TENANT_HEADER, ...tenants.map(tenantCells)])
}

/** The same as CSV. */
export function tenantsCsv(tenants: readonly Tenant[]): Uint8Array {
  const lines = tenants.map((tenant) =>
    csvLine(tenantCells(tenant).map((cell) => (typeof cell === 'object' ? frenchDay(cell.day) : cell))),
  )
  return csvBytes([csvLine(TENANT_HEADER), ...lines], 'windows-1252')
}

function tenantCells(tenant: Tenant): SheetCell[] {
  const { household, sex } = tenant.person
  return [
    household.dwelling.code,
    tenant.lease,
    tenant.code,
    tenant.isHolder ? 'OUI' : 'NON',
    sex === 'F' ? 'MME' : 'M.',
    tenant.lastName.toUpperCase(),
    tenant.firstName,
    { day: tenant.bornOn },
    tenant.occupation,
    { day: tenant.enteredOn },
    household.adults.length + household.minors,
    tenant.phone,
    tenant.email,
    tenant.isProtected ? 'OUI' : '',
    FICTITIOUS,
  ]
}
