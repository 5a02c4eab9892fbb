import { type Dwelling, makeDwellings } from './dwellings.ts'
import { makeHouseholds } from './households.ts'
import { makePeople } from './people.ts'
import { randomOf } from './random.ts'
import { placeResidences, type Residence, residenceNames } from './residences.ts'
import { makeTenants, type Tenant } from './tenants.ts'
import type { Quarter, Territory } from './territory.ts'

/** The day on which the invented registers were taken. */
export const AS_OF = '2026-10-31'

interface DemoStock {
  readonly residences: readonly Residence[]
  readonly dwellings: readonly Dwelling[]
  readonly tenants: readonly Tenant[]
}

export interface DemoStocks {
  /** Habitat des Ormes: 40 residences, 3 000 dwellings. */
  readonly main: DemoStock
  /** Foyers du Ru: two residences elsewhere, to show that conventions do not see each other. */
  readonly second: DemoStock
}

/** Both invented landlords, of one seed: the same seed gives the same stock to the last digit. */
export function demoStocks(territory: Territory, seed: string): DemoStocks {
  const names = residenceNames(randomOf(seed, 'residence names'))
  const places = { prefix: 'ORM', count: 40, dwellings: 3000, names: names.slice(0, 40), taken: new Set<string>() }
  const residences = placeResidences(territory, randomOf(seed, 'residences'), places)
  const taken = new Set(addressesOf(residences))
  const elsewhere = { prefix: 'RU', count: 2, dwellings: 120, names: names.slice(40), taken }
  const others = placeResidences(territory, randomOf(seed, 'second residences'), elsewhere)
  return {
    main: stockAt(residences, territory, `${seed}/main`, 'C'),
    second: stockAt(others, territory, `${seed}/second`, 'R'),
  }
}

export function addressesOf(residences: readonly Residence[]): string[] {
  return residences.flatMap(({ buildings }) => buildings.flatMap(({ stairways }) => stairways.map(({ key }) => key)))
}

function stockAt(residences: readonly Residence[], territory: Territory, seed: string, prefix: string): DemoStock {
  const dwellings = makeDwellings(residences, randomOf(seed, 'dwellings'))
  const occupied = dwellings.filter(({ status }) => status === 'occupied')
  const people = [...Map.groupBy(occupied, ({ residence }) => residence.quarter)].flatMap(([code, inQuarter]) => {
    const quarter = quarterOf(territory, code)
    const households = makeHouseholds(quarter, inQuarter, randomOf(seed, `households ${code}`))
    return makePeople(quarter, households, territory.womenShare, randomOf(seed, `people ${code}`))
  })
  return { residences, dwellings, tenants: makeTenants(people, AS_OF, prefix, randomOf(seed, 'tenants')) }
}

function quarterOf({ quarters }: Territory, code: string): Quarter {
  const quarter = quarters.get(code)
  if (!quarter) throw new RangeError(`no figures for quarter ${code}`)
  return quarter
}
