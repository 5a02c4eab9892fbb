import { expect, test } from 'vitest'
import { landlordDwellingsKind } from '#app/stock/imports/landlord-dwellings.kind.ts'
import { landlordTenantsKind } from '#app/stock/imports/landlord-tenants.kind.ts'
import { rplsKind } from '#app/stock/imports/rpls.kind.ts'
import { checkRows } from '#packages/intake/check.ts'
import { matchHeaders } from '#packages/intake/headers.ts'
import { recognise } from '#packages/intake/recognise.ts'
import { bytesSource } from '#packages/intake/source.ts'
import { demoFiles } from './files.ts'
import { demoStocks } from './stock.ts'
import { readTerritory } from './territory.ts'

const KINDS = [landlordDwellingsKind, landlordTenantsKind, rplsKind]

const stocks = demoStocks(readTerritory(), 'test')
const files = [...demoFiles('test')].filter((file) => file.import)

test.each(files.map((file) => [file.name, file] as const))(
  '%s is read by Palier without a question',
  async (_name, file) => {
    const kind = KINDS.find(({ id }) => id === file.import?.kind)
    if (!kind) throw new Error('no such kind')
    const source = bytesSource(file.name, file.bytes)
    const { recognised, refused } = await recognise(source, { kinds: [kind] })
    if (!recognised) throw new Error(JSON.stringify(refused))
    const match = matchHeaders(kind, recognised.header)
    expect(match.missing).toEqual([])
    expect(match.duplicated).toEqual([])
    const problems: unknown[] = [...recognised.problems]
    let rows = 0
    for await (const batch of checkRows<unknown>(source, recognised, kind, match.mapping, { dialect: match.dialect })) {
      problems.push(...batch.problems)
      rows += batch.rows.length
    }
    expect(problems).toEqual([])
    expect(rows).toBe(linesOf(file))
  },
)

const LINES: Record<string, number> = {
  'habitat-des-ormes/tenants.xlsx': stocks.main.tenants.length,
  'foyers-du-ru/dwellings.csv': stocks.second.dwellings.length,
  'foyers-du-ru/tenants.csv': stocks.second.tenants.length,
}

function linesOf({ name }: { name: string }): number {
  return LINES[name] ?? stocks.main.dwellings.length
}
