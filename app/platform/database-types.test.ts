import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

test('the types of the tables are those of the migrations', () => {
  const folder = mkdtempSync(join(tmpdir(), 'palier-types-'))
  const fresh = join(folder, 'types.ts')
  execFileSync(process.execPath, ['bin/database-types.ts', fresh])
  const same = readFileSync(fresh, 'utf8') === readFileSync('app/platform/database-types.ts', 'utf8')
  rmSync(folder, { recursive: true })
  expect(same, 'run `node bin/database-types.ts`').toBe(true)
})
