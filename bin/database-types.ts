// Writes app/platform/database-types.ts from the migrated schema: types flow from the database.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCluster } from '../app/platform/cluster.server.ts'
import { migrate } from '../app/platform/migrate.server.ts'

const folder = mkdtempSync(join(tmpdir(), 'palier-types-'))
const cluster = await startCluster(folder, 'only-for-types', false)
try {
  await migrate(cluster.ownerUrl)
  const target = process.argv[2] ?? 'app/platform/database-types.ts'
  const { status } = spawnSync(
    join('node_modules', '.bin', 'kysely-codegen'),
    // As the driver is set in database.server.ts: days are text, counts and amounts are numbers.
    [
      ...['--url', cluster.ownerUrl, '--dialect', 'postgres', '--out-file', target],
      ...['--date-parser', 'string', '--numeric-parser', 'number', '--type-mapping', '{"int8":"number"}'],
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  )
  process.exitCode = status ?? 1
} finally {
  await cluster.stop()
  rmSync(folder, { recursive: true, force: true })
}
