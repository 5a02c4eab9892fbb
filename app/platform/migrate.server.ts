/** Brings a database to the shape the code expects: plain SQL files, in order, each in a transaction, one process at a time. */
import { createHash, createHmac } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

const ONE_MIGRATOR = 7_254_371 // advisory lock: any number, always the same

/**
 * @param ownerUrl connection of the owner; the database is made when it does not exist
 * @param appPassword password given to palier_app, or undefined where the host manages it
 * @param only names to stop at: a back-up is read into the very shape it was taken from
 * @returns names of the migrations that were applied now
 */
export async function migrate(ownerUrl: string, appPassword?: string, only?: ReadonlySet<string>): Promise<string[]> {
  await makeDatabase(ownerUrl)
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [ONE_MIGRATOR])
    await client.query(
      'create table if not exists migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now())',
    )
    const applied = await applyNew(client, only)
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

/** Names and hashes of the migrations that came with this code, in order. */
export function knownMigrations(): { name: string; sha256: string; sql: string }[] {
  const folder = join(process.cwd(), 'db', 'migrations')
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name), 'utf8')
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') }
    })
}

async function applyNew(client: pg.Client, only: ReadonlySet<string> | undefined): Promise<string[]> {
  const { rows } = await client.query<{ name: string; sha256: string }>('select name, sha256 from migration')
  const done = new Map(rows.map((row) => [row.name, row.sha256]))
  const applied: string[] = []
  for (const { name, sql, sha256 } of knownMigrations()) {
    const before = done.get(name)
    if (before === sha256 || (only && !only.has(name))) continue
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
