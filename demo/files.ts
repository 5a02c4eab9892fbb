import { dwellingsCsv, tenantsCsv, tenantsXlsx } from './landlord-files.ts'
import { demoConventions } from './members.ts'
import { RPLS_DIALECTS, rplsCsv } from './rpls-files.ts'
import { AS_OF, demoStocks } from './stock.ts'
import { readTerritory } from './territory.ts'

export interface DemoFile {
  /** Path inside the folder of the demonstration. */
  readonly name: string
  readonly bytes: Uint8Array
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
  const stocks = demoStocks(readTerritory(), seed)
  const { main, second } = stocks
  const conventions = JSON.stringify(demoConventions(stocks), undefined, 2)
  yield { name: 'LISEZMOI.txt', bytes: Buffer.from(NOTICE) }
  yield { name: 'conventions.json', bytes: Buffer.from(`${conventions}\n`) }
  yield { name: 'habitat-des-ormes/dwellings.csv', bytes: dwellingsCsv(main.dwellings) }
  yield { name: 'habitat-des-ormes/tenants.xlsx', bytes: tenantsXlsx(main.tenants) }
  for (const dialect of RPLS_DIALECTS) {
    const name = `habitat-des-ormes/rpls-${VINTAGES[dialect]}-${dialect}-fictif.csv`
    yield { name, bytes: rplsCsv(main.dwellings, dialect) }
  }
  yield { name: 'foyers-du-ru/dwellings.csv', bytes: dwellingsCsv(second.dwellings) }
  yield { name: 'foyers-du-ru/tenants.csv', bytes: tenantsCsv(second.tenants) }
}
