/** The drill: back up, destroy, restore in an empty folder; by the commands that people run. */
import { execFile } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'

const scene = mkdtempSync(join(tmpdir(), 'palier back-up '))
const data = join(scene, 'data')
const file = join(scene, 'palier.backup')
const key = join(scene, 'private key.pem')

/** Runs a command of the project on the scene's data folder; a refusal is its exit code and what it said. */
async function run(script: string, args: string[], env: Record<string, string> = {}) {
  const options = { env: { ...process.env, PALIER_DATA: data, LOG_LEVEL: 'silent', ...env } }
  return promisify(execFile)(process.execPath, [`bin/${script}.ts`, ...args], options).then(
    ({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      said: error.stdout + error.stderr,
    }),
  )
}

/** Every table by the hash of its rows, every file by its own, and whether the chain of acts holds. */
async function whatIsThere() {
  process.env.PALIER_DATA = data
  const { withServer } = await import('./with-server.ts')
  const { tablesOf } = await import('../app/platform/backup/tables.server.ts')
  return withServer('a test', async ({ ownerUrl }) => {
    const owner = new pg.Client({ connectionString: ownerUrl })
    await owner.connect()
    const tables: Record<string, string> = {}
    for (const { name } of await tablesOf(owner)) {
      if (name === 'installation_epoch') continue
      const { rows } = await owner.query(
        `select count(*)::text || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as rows from ${name} t`,
      )
      tables[name] = rows[0].rows
    }
    const { rows: chain } = await owner.query(`select bool_and(holds) as holds from (select hash = audit_hash(
      coalesce(lag(hash) over (partition by convention_id, chain order by position), ''), entry) as holds from audit_entry entry) links`)
    const { rows: epoch } = await owner.query<{ epoch: string }>('select current_epoch() as epoch')
    await owner.end()
    return { tables, files: filesIn(join(data, 'files')), chainHolds: chain[0].holds, epoch: epoch[0]?.epoch }
  })
}

function filesIn(folder: string) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      createHash('sha256')
        .update(readFileSync(join(entry.parentPath, entry.name)))
        .digest('hex'),
    )
    .sort()
}

let before: Awaited<ReturnType<typeof whatIsThere>>

beforeAll(async () => {
  process.env.PALIER_DATA = data
  const { openDatabase } = await import('../app/platform/installation.server.ts')
  const database = await openDatabase()
  const { loadDemonstration } = await import('../demo/load.ts')
  await loadDemonstration({ ...database, say: () => undefined, territory: false })
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  const { rows } = await owner.query<{ id: string }>('select id from convention limit 1')
  const convention = rows[0]?.id ?? ''
  const bytes = Buffer.alloc(300_000, 'plan de la résidence, ')
  const id = randomUUID()
  mkdirSync(join(data, 'files', convention), { recursive: true })
  writeFileSync(join(data, 'files', convention, id), bytes)
  await owner.query(
    `insert into file (convention_id, id, name, media_type, bytes, sha256, purpose)
     values ($1, $2, E'plan\\t\\\\N « d’Aÿ »\\n.pdf', 'application/pdf', $3, $4, 'test')`,
    [convention, id, bytes.length, createHash('sha256').update(bytes).digest('hex')],
  )
  await owner.query(
    `insert into job (convention_id, kind, input, asked_by) select convention_id, 'test.waits', '{}', id from member limit 1`,
  )
  await owner.end()
  await database.close()
  before = await whatIsThere()
}, 120_000) // people and a landlord's files are brought in first

afterAll(() => rmSync(scene, { recursive: true, force: true }))

test('a back-up gives back every row, every file and the chain of acts in an empty folder', async () => {
  expect(await run('backup', [file])).toMatchObject({ code: 0, said: expect.stringContaining('not encrypted') })
  rmSync(data, { recursive: true })
  expect(await run('restore', [file])).toMatchObject({ code: 0 })
  const after = await whatIsThere()
  expect(after).toEqual({ ...before, epoch: after.epoch })
  expect(after.chainHolds).toBe(true)
  expect(after.epoch).not.toBe(before.epoch) // phones must notice
})

test('an installation that holds something is not replaced unasked', async () => {
  expect(await run('restore', [file])).toMatchObject({ code: 1, said: expect.stringContaining('--replace') })
  expect(await run('restore', [file, '--replace'])).toMatchObject({ code: 0 })
  expect((await whatIsThere()).tables).toEqual(before.tables)
})

test('a sealed back-up opens with its key only; a cut or altered one opens nothing and touches nothing', async () => {
  const made = await run('backup', ['--new-key', key])
  const PALIER_BACKUP_KEY = /PALIER_BACKUP_KEY=(\S+)/.exec(made.said)?.[1] ?? ''
  expect(await run('backup', [file], { PALIER_BACKUP_KEY })).toMatchObject({ code: 0 })
  await run('backup', ['--new-key', join(scene, 'other.pem')])
  const there = await whatIsThere()
  const refused = async (from: string, keyFile: string | undefined, why: RegExp) => {
    const { code, said } = await run('restore', [from, '--replace', ...(keyFile ? ['--key', keyFile] : [])])
    expect(said).toMatch(why)
    expect(code).toBe(1)
  }
  await refused(join(scene, 'elsewhere.backup'), key, /no file .*elsewhere\.backup/)
  await refused(file, join(scene, 'elsewhere.pem'), /no file .*elsewhere\.pem/)
  await refused(file, undefined, /sealed/)
  await refused(file, join(scene, 'other.pem'), /sealed for key/)
  const cut = join(scene, 'cut.backup')
  copyFileSync(file, cut)
  truncateSync(cut, readFileSync(file).length - 20)
  await refused(cut, key, /cut short/)
  const altered = Buffer.from(readFileSync(file))
  altered[500] = (altered[500] ?? 0) ^ 1
  writeFileSync(cut, altered)
  await refused(cut, key, /altered|damaged/)
  writeFileSync(cut, 'not a back-up at all')
  await refused(cut, key, /damaged/)
  expect(await whatIsThere()).toEqual(there)
  expect(await run('restore', [file, '--replace', '--key', key])).toMatchObject({ code: 0 })
})
