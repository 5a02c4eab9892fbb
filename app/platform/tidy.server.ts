/** What time undoes: links, sessions, counters, letters, files and months of the log that served their term. One process at a time. */
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { appPool, outside } from './database.server.ts'
import { pathOfFile } from './files.server.ts'
import { log } from './log.server.ts'
import { settings } from './settings.server.ts'

const ONE_TIDIER = 7_254_372 // advisory lock: any number, always the same
const COUNTER_HOURS = 24
const STRAY_HOURS = 24

export interface Tidied {
  links: number
  sessions: number
  counters: number
  mails: number
  files: number
  accesses: number
  /** Imports whose problems and first lines went with their file. */
  imports: number
}

/** Tidies once, unless another process is at it. */
export async function tidy(): Promise<Tidied | undefined> {
  const client = await appPool().connect()
  try {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [ONE_TIDIER])
    if (!rows[0]?.mine) return undefined
    try {
      return await tidyAll()
    } finally {
      await client.query('select pg_advisory_unlock($1)', [ONE_TIDIER])
    }
  } finally {
    client.release()
  }
}

async function tidyAll(): Promise<Tidied> {
  const tidied = {
    links: await gone(outside().deleteFrom('account_verification').where('expires_at', '<', sql<Date>`now()`)),
    sessions: await gone(
      outside()
        .deleteFrom('account_session')
        .where((row) => row.or([row('expires_at', '<', sql<Date>`now()`), row('ends_at', '<', sql<Date>`now()`)])),
    ),
    counters: await gone(
      outside()
        .deleteFrom('rate_limit')
        .where('opened_at', '<', sql<Date>`now() - make_interval(hours => ${COUNTER_HOURS})`),
    ),
    mails: await counted('mail_expire'),
    files: await removeExpiredFiles(),
    accesses: await counted('audit_expire'),
    imports: await emptyOldImports(),
  }
  log.info(tidied, 'tidied')
  return tidied
}

async function gone(query: { executeTakeFirst: () => Promise<{ numDeletedRows: bigint } | undefined> }) {
  return Number((await query.executeTakeFirst())?.numDeletedRows ?? 0)
}

async function counted(name: 'mail_expire' | 'audit_expire'): Promise<number> {
  const { rows } = await sql<{ count: number }>`select ${sql.id(name)}() as count`.execute(outside())
  return rows[0]?.count ?? 0
}

async function emptyOldImports(): Promise<number> {
  const { rows } = await sql<{ convention_id: string; file_id: string }>`select * from import_expire()`.execute(
    outside(),
  )
  for (const { convention_id, file_id } of rows) await rm(pathOfFile(convention_id, file_id), { force: true })
  return rows.length
}

/** Rows first: a file whose bytes outlive it is swept below, one whose bytes are gone would be a broken promise. */
async function removeExpiredFiles(): Promise<number> {
  const { rows } = await sql<{ convention_id: string; id: string }>`select * from file_expire()`.execute(outside())
  for (const { convention_id, id } of rows) await rm(pathOfFile(convention_id, id), { force: true })
  return rows.length + (await sweepStrayBytes())
}

/** Bytes of transactions that were cut: in no row, and too old to be anybody's work in progress. */
async function sweepStrayBytes(): Promise<number> {
  const root = join(settings.dataFolder, 'files')
  let swept = 0
  for (const convention of (await readdir(root).catch(() => [])).filter(isId)) {
    const names = (await readdir(join(root, convention))).filter((name) => isId(idOf(name)))
    const { rows } = await sql<{ id: string }>`
      select id from file_strays(${convention}::uuid, ${names.map(idOf)}::uuid[])`.execute(outside())
    const stray = new Set(rows.map(({ id }) => id))
    for (const name of names) if (stray.has(idOf(name)) && (await sweep(join(root, convention, name)))) swept++
  }
  return swept
}

function idOf(name: string): string {
  return name.replace(/\.part$/, '')
}

function isId(name: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name)
}

async function sweep(path: string): Promise<boolean> {
  const { mtimeMs } = await stat(path)
  if (Date.now() - mtimeMs < STRAY_HOURS * 3_600_000) return false
  await rm(path, { force: true })
  return true
}
