// npm run audit:verify: says whether every chain of the audit log holds, and names the first entry of each that does not.
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { verifyChains } from '../app/platform/audit-chain.server.ts'
import type { DB } from '../app/platform/database-types.ts'
import { openServer } from '../app/platform/installation.server.ts'

const SAID = {
  changed: 'was changed',
  missing: 'is missing',
  unlinked: 'is in no chain',
  'no-head': 'has no head',
  'head-differs': 'does not end as its head says',
  'dropped-early': 'was dropped before its time',
} as const

pg.types.setTypeParser(pg.types.builtins.INT8, Number)
const server = await openServer()
const owner = new Kysely<DB>({
  dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: server.ownerUrl, max: 1 }) }),
})
try {
  const { chains, entries, dropped, faults } = await verifyChains(owner)
  for (const { conventionId, convention, chain, position, id, what } of faults)
    process.stdout.write(
      `${convention ?? conventionId} ${chain} position ${position}${id ? ` entry ${id}` : ''}: ${SAID[what]}\n`,
    )
  process.stdout.write(`${entries} entries in ${chains} chains (${dropped} expired): ${faults.length} wrong\n`)
  process.exitCode = faults.length === 0 ? 0 : 1
} finally {
  await owner.destroy()
  if (!server.cluster?.wasRunning) await server.cluster?.stop()
}
