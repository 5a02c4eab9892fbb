import { dwellingsCsv, tenantsCsv, tenantsXlsx } from './landlord-files.ts'
import type { DemoConventionCode } from './members.ts'
import { RPLS_DIALECTS, rplsCsv } from './rpls-files.ts'
import { AS_OF, demoStocks } from './stock.ts'
import { readTerritory } from './territory.ts'

export interface DemoFile {
  /** Path inside the folder of the demonstration. */
  readonly name: string
  readonly bytes: Uint8Array
  /** Where it is to be loaded, and as what; absent for the notice. */
  readonly import?: {
    readonly convention: DemoConventionCode
    readonly kind: 'stock.landlord-dwellings' | 'stock.landlord-tenants' | 'stock.rpls'
  }
}

/** The seed that the demonstration is served with. */
export const DEMO_SEED = 'palier'

const VINTAGES = { reduced: 2017, full: 2022, labels: 2022, dido: 2025 }

const NOTICE = `DONNÉES FICTIVES

Bailleurs, résidences, logements, ménages, personnes et membres de ce dossier sont inventés au ${AS_OF}.
Seules les adresses et les marges statistiques des quartiers sont réelles (SDES, Insee, IGN, ANCT).
Téléphones : numéros réservés à la fiction (Arcep). Courriels : domaine de premier niveau .test, qui n'existe pas (RFC 2606).
`

/** Every file of the demonstration, in the formats of those who would have made them; the same bytes for the same seed. */
export function* demoFiles(seed: string = DEMO_SEED): Generator<DemoFile> {
  const { main, second } = demoStocks(readTerritory(), seed)
  const ormes = { convention: 'ormes-bondy', folder: 'habitat-des-ormes' } as const
  const ru = { convention: 'ru-bondy', folder: 'foyers-du-ru' } as const
  yield { name: 'LISEZMOI.txt', bytes: Buffer.from(NOTICE) }
  yield fileOf(ormes, 'dwellings.csv', 'stock.landlord-dwellings', dwellingsCsv(main.dwellings))
  yield fileOf(ormes, 'tenants.xlsx', 'stock.landlord-tenants', tenantsXlsx(main.tenants))
  for (const dialect of RPLS_DIALECTS) {
    const name = `rpls-${VINTAGES[dialect]}-${dialect}-fictif.csv`
    yield fileOf(ormes, name, 'stock.rpls', rplsCsv(main.dwellings, dialect))
  }
  yield fileOf(ru, 'dwellings.csv', 'stock.landlord-dwellings', dwellingsCsv(second.dwellings))
  yield fileOf(ru, 'tenants.csv', 'stock.landlord-tenants', tenantsCsv(second.tenants))
}

function fileOf(
  { convention, folder }: { convention: DemoConventionCode; folder: string },
  name: string,
  kind: NonNullable<DemoFile['import']>['kind'],
  bytes: Uint8Array,
): DemoFile {
  return { name: `${folder}/${name}`, bytes, import: { convention, kind } }
}
