/** What a log must never hold. Run as a process of its own, because the log writes where a process writes. */
import { execFileSync } from 'node:child_process'
import { expect } from 'vitest'
import { test } from '../../test/house.ts'

const SCENE = `
import pg from 'pg'
const { log, inRequest, requestReference } = await import('./app/platform/log.server.ts')
const client = new pg.Client({ connectionString: process.env.OWNER_URL })
await client.connect()
const fault = await client.query(
  "insert into account_person (name, email) values ('Aminata Sow', 'Aminata.Sow@courriel.example')").catch((error) => error)
const twice = await client.query(
  "insert into account_person (name, email) select name, email from account_person").catch((error) => error)
await client.end()
inRequest(() => {
  log.error({ err: fault, fault: requestReference() }, 'page failed')
  log.error({ err: new Error('Failed to draw', { cause: twice }) }, 'job failed')
  log.info({ person: { name: 'Aminata Sow', email: 'aminata.sow@courriel.example' }, token: 'jeton-secret', status: 422 })
  log.warn({ code: 'survey.x\\nINFO forged line' })
})
`

test('the log tells what broke and under which number, and nothing of anyone', ({ house }) => {
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', SCENE], {
    encoding: 'utf8',
    env: { ...process.env, LOG_LEVEL: 'trace', OWNER_URL: house.ownerUrl },
  })
  for (const personal of ['Aminata', 'aminata', 'Sow', 'courriel.example', 'jeton-secret']) {
    expect(said).not.toContain(personal)
  }
  const lines = said
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines).toHaveLength(4) // a line break in a value forges no line
  expect(lines[0]).toMatchObject({ err: { code: '23514' }, msg: 'page failed' })
  expect(lines[0].fault).toMatch(/^[0-9A-F]{5}-[0-9A-F]{5}$/)
  expect(new Set(lines.map(({ request }) => request))).toEqual(new Set([lines[0].fault]))
})
