/** Writes a back-up: every table as one moment saw it, and the files those rows speak of, in one stream. */
import { createReadStream, createWriteStream, existsSync, statSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { MANIFEST, type Manifest, measured, SECRET } from './manifest.server.ts'
import { seal } from './seal.server.ts'
import { copied, sequencesOf, tablesOf } from './tables.server.ts'
import { tarEnd, tarEntry } from './tar.server.ts'

const PART_BYTES = 4 << 20

interface Source {
  ownerUrl: string
  dataFolder: string
  /** Public key to seal for; without one the archive lies open. */
  recipient?: string | undefined
}

/** @returns what was written; the file appears under its name only when it is whole */
export async function writeBackup(path: string, source: Source): Promise<Manifest> {
  const owner = new pg.Client({ connectionString: source.ownerUrl, application_name: 'palier back-up' })
  await owner.connect()
  const part = `${path}.part`
  try {
    const manifest = await beginSnapshot(owner)
    const packed = Readable.from(archive(owner, source.dataFolder, manifest)).pipe(createGzip({ level: 6 }))
    const bytes = source.recipient ? seal(packed, source.recipient) : packed
    await pipeline(bytes, createWriteStream(part, { mode: 0o600 }))
    await onDisk(part)
    await rename(part, path)
    return manifest
  } catch (error) {
    await rm(part, { force: true })
    throw error
  } finally {
    await owner.end()
  }
}

async function beginSnapshot(owner: pg.Client): Promise<Manifest> {
  // Rows that row-level security would hide from a weak owner make this fail, instead of a back-up with holes.
  await owner.query('set row_security = off')
  await owner.query('begin isolation level repeatable read read only')
  const { rows } = await owner.query<{ name: string; sha256: string }>(
    'select name, sha256 from migration order by name',
  )
  return {
    format: 1,
    madeAt: new Date().toISOString(),
    migrations: rows,
    tables: (await tablesOf(owner)).map(({ name, columns }) => ({ name, columns, rows: 0 })),
    sequences: await sequencesOf(owner),
    entries: [],
    missing: [],
  }
}

async function* archive(owner: pg.Client, dataFolder: string, manifest: Manifest): AsyncGenerator<Uint8Array> {
  for (const table of manifest.tables) yield* tableEntries(owner, table, manifest)
  yield* fileEntries(owner, dataFolder, manifest)
  const secret = join(dataFolder, SECRET)
  if (existsSync(secret)) yield* listed(manifest, SECRET, statSync(secret).size, createReadStream(secret))
  const text = Buffer.from(JSON.stringify(manifest))
  yield* tarEntry({ name: MANIFEST, bytes: text.length, content: Readable.from([text]) })
  yield tarEnd()
}

/** A table in parts: tar wants sizes before bytes, and nobody knows a table's before it has been read. */
async function* tableEntries(owner: pg.Client, table: Manifest['tables'][number], manifest: Manifest) {
  const rows = owner.query(copyTo(`copy ${copied(owner, { ...table, needs: [] })} to stdout`))
  let parts = 0
  let held: Uint8Array[] = []
  let size = 0
  const flush = () => {
    const part = Buffer.concat(held)
    held = []
    size = 0
    const name = `tables/${table.name}/${String(++parts).padStart(6, '0')}`
    return listed(manifest, name, part.length, Readable.from([part]))
  }
  for await (const chunk of rows) {
    held.push(chunk)
    size += chunk.length
    if (size >= PART_BYTES) yield* flush()
  }
  if (size > 0) yield* flush()
  table.rows = rows.rowCount
}

async function* fileEntries(owner: pg.Client, dataFolder: string, manifest: Manifest) {
  const { rows } = await owner.query<{ convention_id: string; id: string; bytes: string }>(
    'select convention_id, id, bytes::text from file order by convention_id, id',
  )
  for (const { convention_id, id, bytes } of rows) {
    const name = `files/${convention_id}/${id}`
    const path = join(dataFolder, name)
    const size = existsSync(path) ? statSync(path).size : undefined
    if (size === Number(bytes)) yield* listed(manifest, name, size, createReadStream(path))
    else manifest.missing.push(name)
  }
}

async function* listed(manifest: Manifest, name: string, bytes: number, content: AsyncIterable<Uint8Array>) {
  const told = measured(content, (_, sha256) => manifest.entries.push({ name, bytes, sha256 }))
  yield* tarEntry({ name, bytes, content: told })
}

async function onDisk(path: string): Promise<void> {
  const file = await open(path, 'r+')
  await file.sync()
  await file.close()
}
