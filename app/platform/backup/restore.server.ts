/**
 * Puts a back-up in the place of what is there. All of it is built beside first, in a database and a folder of its own; the two
 * change places in one step at the end, so that whatever goes wrong before leaves everything as it was.
 */
import { createWriteStream, existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { installQueue, queueAgain } from '../jobs.server.ts'
import { knownMigrations, migrate } from '../migrate.server.ts'
import type { Manifest } from './manifest.server.ts'
import { entriesOf } from './read.server.ts'
import { copied, tablesOf } from './tables.server.ts'
import type { TarEntry } from './tar.server.ts'

export interface Restoring {
  path: string
  manifest: Manifest
  privateKey?: string | undefined
  ownerUrl: string
  /** Password of palier_app, or undefined where the host manages it. */
  appPassword?: string | undefined
  dataFolder: string
}

/** @throws Error when this code is older than the back-up, or not of its line */
export function mustKnow({ migrations }: Manifest): void {
  const known = new Map(knownMigrations().map(({ name, sha256 }) => [name, sha256]))
  const strange = migrations.find(({ name, sha256 }) => known.get(name) !== sha256)
  if (strange)
    throw new Error(`the back-up was made by a newer or another Palier (${strange.name}): restore it with that one`)
}

/** Whether an installation has anything that a restore would take away. */
export async function hasRows(ownerUrl: string): Promise<boolean> {
  return withDatabase(ownerUrl, 'postgres', async (admin) => {
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [nameIn(ownerUrl)])
    if (!rowCount) return false
    return withDatabase(ownerUrl, nameIn(ownerUrl), async (owner) => {
      for (const { name } of await tablesOf(owner)) {
        if (name === 'installation_epoch') continue
        const { rowCount: any } = await owner.query(`select from ${owner.escapeIdentifier(name)} limit 1`)
        if (any) return true
      }
      return false
    })
  })
}

export async function restoreBackup(restoring: Restoring): Promise<void> {
  const { manifest, ownerUrl, appPassword, dataFolder } = restoring
  const beside = `${nameIn(ownerUrl)}_restoring`
  const besideUrl = urlOf(ownerUrl, beside)
  const folder = join(dataFolder, 'files.restoring')
  await withDatabase(ownerUrl, 'postgres', (admin) =>
    admin.query(`drop database if exists ${admin.escapeIdentifier(beside)}`),
  )
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { mode: 0o700 })
  await migrate(besideUrl, undefined, new Set(manifest.migrations.map(({ name }) => name)))
  await withDatabase(ownerUrl, beside, (owner) => load(owner, restoring, folder))
  await migrate(besideUrl, appPassword)
  await installQueue(besideUrl)
  await queueAgain(besideUrl)
  await changePlaces(ownerUrl, beside)
  await changeFolders(join(dataFolder, 'files'), folder)
}

async function load(owner: pg.Client, { path, privateKey, manifest }: Restoring, folder: string): Promise<void> {
  const tables = new Map(manifest.tables.map((table) => [table.name, table]))
  await owner.query('set row_security = off')
  await owner.query('begin')
  // The acts of these rows were written down when they happened: writing them again would break the chain.
  for (const name of tables.keys())
    await owner.query(`alter table ${owner.escapeIdentifier(name)} disable trigger user`)
  for (const name of [...tables.keys()].reverse()) await owner.query(`delete from ${owner.escapeIdentifier(name)}`)
  const entries = entriesOf(path, privateKey)
  const next = async () => (await entries.next()).value
  let entry: TarEntry | undefined = await next()
  while (entry) {
    const table = tables.get(tableIn(entry))
    if (table) {
      const into = owner.query(copyFrom(`copy ${copied(owner, { ...table, needs: [] })} from stdin`))
      await pipeline(Readable.from(partsOf(table.name)), into)
      if (into.rowCount !== table.rows) throw new Error(`${table.name}: ${into.rowCount} rows of ${table.rows}`)
    } else {
      if (entry.name.startsWith('files/')) await keep(entry, folder)
      entry = await next()
    }
  }
  for (const { name, value, isCalled } of manifest.sequences) {
    await owner.query('select setval($1::regclass, $2, $3)', [owner.escapeIdentifier(name), value, isCalled])
  }
  await owner.query("insert into installation_epoch (because) values ('restored')")
  for (const name of tables.keys()) await owner.query(`alter table ${owner.escapeIdentifier(name)} enable trigger user`)
  await owner.query('commit')

  async function* partsOf(name: string): AsyncGenerator<Uint8Array> {
    while (entry && tableIn(entry) === name) {
      yield* entry.content
      entry = await next()
    }
  }
}

function tableIn({ name }: TarEntry): string {
  const [kind, table] = name.split('/')
  return kind === 'tables' ? (table ?? '') : ''
}

/** Names in an archive are not to be trusted with a path: ours are two ids and nothing else. */
async function keep({ name, content }: TarEntry, folder: string): Promise<void> {
  const [, convention, id] = /^files\/([0-9a-f-]{36})\/([0-9a-f-]{36})$/.exec(name) ?? []
  if (!convention || !id) throw new Error(`the back-up holds a file of a strange name: ${name}`)
  const path = join(folder, convention, id)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await pipeline(Readable.from(content), createWriteStream(path, { mode: 0o600 }))
}

async function changePlaces(ownerUrl: string, beside: string): Promise<void> {
  await withDatabase(ownerUrl, 'postgres', async (admin) => {
    const name = nameIn(ownerUrl)
    const [now, coming, before] = [name, beside, `${name}_before`].map((one) => admin.escapeIdentifier(one))
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [name])
    await admin.query(`drop database if exists ${before}`)
    if (rowCount) {
      await admin.query(`alter database ${now} with allow_connections false`) // a running process would come back at once
      await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = any ($1)', [
        [name, beside],
      ])
      await untilAlone(admin, [name, beside])
    }
    await admin.query('begin')
    if (rowCount) await admin.query(`alter database ${now} rename to ${before}`)
    await admin.query(`alter database ${coming} rename to ${now}`)
    await admin.query('commit')
    if (rowCount) await admin.query(`drop database ${before}`)
  })
}

async function untilAlone(admin: pg.Client, names: string[]): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const { rowCount } = await admin.query('select from pg_stat_activity where datname = any ($1)', [names])
    if (!rowCount) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function changeFolders(files: string, coming: string): Promise<void> {
  const before = `${files}.before`
  await rm(before, { recursive: true, force: true })
  if (existsSync(files)) await rename(files, before)
  await rename(coming, files)
  await rm(before, { recursive: true, force: true })
}

async function withDatabase<Result>(ownerUrl: string, name: string, act: (client: pg.Client) => Promise<Result>) {
  const client = new pg.Client({ connectionString: urlOf(ownerUrl, name), application_name: 'palier restore' })
  await client.connect()
  try {
    return await act(client)
  } finally {
    await client.end()
  }
}

function nameIn(ownerUrl: string): string {
  return decodeURIComponent(new URL(ownerUrl).pathname.slice(1))
}

function urlOf(ownerUrl: string, name: string): string {
  const url = new URL(ownerUrl)
  url.pathname = `/${encodeURIComponent(name)}`
  return url.href
}
