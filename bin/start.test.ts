/** `npm start` as people meet it when something is in the way. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { buildIfChanged } from './build-if-changed.ts'
import { explain } from './explain.ts'

async function start(env: Record<string, string>) {
  const data = mkdtempSync(join(tmpdir(), 'palier start '))
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/start.ts'], {
    encoding: 'utf8',
    env: { ...process.env, PALIER_DATA: data, ...env },
  })
  rmSync(data, { recursive: true, force: true })
  return { status, said: stdout + stderr }
}

// From nothing, on a slow machine, building takes longer than a test may.
beforeAll(() => void buildIfChanged(() => undefined), 300_000)

test('what a killed builder left behind holds nobody up', () => {
  writeFileSync('build/builder', '999999999')
  expect(buildIfChanged(() => undefined)).toBe(false)
  expect(existsSync('build/builder')).toBe(false)
})

test('a port that is used is told, with the way to another one, and no trace of code', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  const address = other.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  const { status, said } = await start({ PORT: String(port) })
  other.close()
  expect(status).toBe(1)
  expect(said).toContain(`Port ${port} is used by another program. Choose another one: PORT=${port + 1} npm start`)
  expect(said).not.toMatch(/\bat .*:\d+:\d+/)
})

test('a setting that is not right is named', async () => {
  const { status, said } = await start({ PORT: 'three thousand' })
  expect(status).toBe(1)
  expect(said).toContain('The setting PORT is not right')
})

test('a fault says its causes in one sentence', () => {
  const cause = new Error('relation "x" does not exist')
  expect(explain(new Error('Migration 0001.sql failed', { cause }))).toBe(
    'Migration 0001.sql failed (relation "x" does not exist)',
  )
})
