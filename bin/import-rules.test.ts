import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { importRules, RULES_FILE } from './import-rules.ts'

const ROOT = join(import.meta.dirname, '..')
const BIOME = join(ROOT, 'node_modules/.bin/biome')

test('the rules that Biome reads are those written in import-rules.ts', () => {
  expect(JSON.parse(readFileSync(RULES_FILE, 'utf8'))).toEqual(importRules())
})

test.each([
  ['app/stock/residences.server.ts', '#app/survey/panel.server.ts', 'The room stock knows no room after it.'],
  ['app/stock/residences.server.ts', '../survey/panel.server.ts', 'The room stock knows no room after it.'],
  ['app/survey/panel.server.ts', '#app/stock/words.ts', 'Of another room only *.server.ts may be imported.'],
  ['app/survey/panel.server.ts', 'react', 'A server file knows no screen.'],
  ['app/survey/panel.page.tsx', '#app/stock/residences.server.ts', 'imports only its own room'],
  ['app/survey/panel.page.tsx', 'kysely', 'Only *.server.ts and *.job.ts speak SQL.'],
  ['app/ui/page.tsx', '#app/stock/residences.server.ts', 'platform and ui know no room.'],
  ['app/platform/actor.server.ts', '../account/member.server.ts', 'platform and ui know no room.'],
  ['packages/french/index.ts', '#app/ui/format.ts', 'A package knows nothing of the application.'],
])('the check fails when %s imports %s', (file, source, message) => {
  const { status, output } = lint(file, source)
  expect(output).toContain(message)
  expect(status).toBe(1)
})

test.each([
  ['app/survey/panel.server.ts', '#app/stock/residences.server.ts'],
  ['app/survey/panel.server.ts', 'kysely'],
  ['app/survey/panel.page.tsx', './panel.server.ts'],
  ['app/survey/panel.page.tsx', '#app/platform/actor.server.ts'],
  ['app/reports/report.server.ts', '#app/neighbours/posts.server.ts'],
  ['app/stock/residences.server.ts', '#packages/french/index.ts'],
])('%s may import %s', (file, source) => {
  expect(lint(file, source)).toMatchObject({ status: 0 })
})

// In a folder of its own: a test never leaves a broken file among the real ones.
function lint(file: string, source: string) {
  const folder = mkdtempSync(join(tmpdir(), 'import-rules-'))
  for (const config of ['biome.json', 'biome.rooms.json']) copyFileSync(join(ROOT, config), join(folder, config))
  mkdirSync(join(folder, dirname(file)), { recursive: true })
  writeFileSync(join(folder, file), `import { thing } from '${source}'\n\nexport const taken = thing\n`)
  const command = ['lint', '--vcs-enabled=false', file]
  const { status, stdout, stderr } = spawnSync(BIOME, command, { cwd: folder, encoding: 'utf8' })
  rmSync(folder, { recursive: true })
  return { status, output: `${stdout}${stderr}` }
}
