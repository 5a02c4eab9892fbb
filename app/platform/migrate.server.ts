/** Brings a database to the shape the code expects: plain SQL files, in order, each in a transaction, one process at a time. */
import { createHash, createHmac } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

const ONE_MIGRATOR = 7_254_371 // advisory lock: any number, always the same

/**
 * @param ownerUrl connection of the owner; the database is made when it does not exist
 * @param appPassword password given to palier_app, or undefined where the host manages it
 * @returns names of the migrations that were applied now
 */
export async function migrate(ownerUrl: string, appPassword?: string): Promise<string[]> {
  await makeDatabase(ownerUrl)
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [ONE_MIGRATOR])
    await client.query(
      'create table if not exists migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now())',
    )
    const applied = await applyNew(client)
    if (appPassword)
      await client.query(`alter role palier_app with login password ${client.escapeLiteral(appPassword)}`)
    return applied
  } finally {
    await client.end()
  }
}

/** Password of palier_app where Palier manages the role itself: known to whoever knows the installation's secret. */
export function appPasswordFrom(secret: string): string {
  return createHmac('sha256', secret).update('palier_app').digest('base64url')
}

export function appUrlFrom(ownerUrl: string, appPassword: string): string {
  const url = new URL(ownerUrl)
  url.username = 'palier_app'
  url.password = appPassword
  return url.href
}

async function makeDatabase(ownerUrl: string): Promise<void> {
  const url = new URL(ownerUrl)
  const name = url.pathname.slice(1)
  url.pathname = '/postgres'
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (!rowCount) await client.query(`create database ${client.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
}

async function applyNew(client: pg.Client): Promise<string[]> {
  const folder = join(process.cwd(), 'db', 'migrations')
  const done = new Map(
    (await client.query<{ name: string; sha256: string }>('select name, sha256 from migration')).rows.map((row) => [
      row.name,
      row.sha256,
    ]),
  )
  const applied: string[] = []
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()) {
    const sql = readFileSync(join(folder, name), 'utf8')
    const sha256 = createHash('sha256').update(sql).digest('hex')
    const before = done.get(name)
    if (before === sha256) continue
    if (before)
      throw new Error(`Migration ${name} was changed after it had been applied: put it back and write a new one`)
    await applyOne(client, name, sql, sha256)
    applied.push(name)
  }
  return applied
}

async function applyOne(client: pg.Client, name: string, sql: string, sha256: string): Promise<void> {
  await client.query('begin')
  try {
    await client.query(sql)
    await client.query('insert into migration (name, sha256) values ($1, $2)', [name, sha256])
    await client.query('commit')
  } catch (cause) {
    await client.query('rollback')
    throw new Error(`Migration ${name} failed`, { cause })
  }
}
