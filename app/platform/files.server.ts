/** Files people gave or we made: bytes on disk under random names, outside the web root; whose they are stands in `file`. */
import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { sql } from 'kysely'
import type { ActorTx } from './database.server.ts'
import { Refusal } from './refusal.ts'
import { settings } from './settings.server.ts'

export interface StoredFile {
  id: string
  name: string
  bytes: number
  sha256: string
}

/** Where a file's bytes lie: by convention, so that one convention's files can be moved or destroyed alone. */
export function pathOfFile(conventionId: string, id: string): string {
  return join(settings.dataFolder, 'files', conventionId, id)
}

export interface ReceivedBytes {
  id: string
  bytes: number
  sha256: string
}

interface FileFacts {
  name: string
  mediaType: string
  purpose: string
  /** After these days the file goes. */
  days?: number
}

/**
 * Keeps a file as it comes, never whole in memory. The row is the asker's; bytes without a row (a cut transaction) are swept by
 * the nightly tidying.
 *
 * @param most largest size accepted, in bytes
 */
export async function storeFile(
  tx: ActorTx,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { most, ...facts }: FileFacts & { most: number },
): Promise<StoredFile> {
  return registerFile(tx, await receiveBytes(tx.actor.conventionId, bytes, most), facts)
}

/** Bytes to the disk, before any transaction: an upload may last as long as a slow line needs. */
export async function receiveBytes(
  conventionId: string,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  most: number,
): Promise<ReceivedBytes> {
  const id = randomUUID()
  const path = pathOfFile(conventionId, id)
  await mkdir(join(path, '..'), { recursive: true, mode: 0o700 })
  const { size, sha256 } = await writeMeasured(bytes, `${path}.part`, most)
  await rename(`${path}.part`, path)
  return { id, bytes: size, sha256 }
}

/** Received bytes that nobody registers after all. */
export function forgetBytes(conventionId: string, id: string): Promise<void> {
  return rm(pathOfFile(conventionId, id), { force: true })
}

export async function registerFile(
  tx: ActorTx,
  { id, bytes, sha256 }: ReceivedBytes,
  { name, mediaType, purpose, days }: FileFacts,
): Promise<StoredFile> {
  await tx
    .insertInto('file')
    .values({
      convention_id: tx.actor.conventionId,
      id,
      name: name.slice(-255),
      media_type: mediaType,
      bytes,
      sha256,
      purpose,
      added_by: tx.actor.memberId,
      expires_at: days === undefined ? null : sql<Date>`now() + make_interval(days => ${days})`,
    })
    .execute()
  return { id, name, bytes, sha256 }
}

async function writeMeasured(bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, path: string, most: number) {
  const hash = createHash('sha256')
  let size = 0
  const measure = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      size += chunk.length
      hash.update(chunk)
      if (size > most)
        done(
          new Refusal('platform.file-too-large', {
            field: 'file',
            values: { megabytes: Math.floor(most / 1e6) },
            status: 413,
          }),
        )
      else done(null, chunk)
    },
  })
  try {
    await pipeline(Readable.from(bytes), measure, createWriteStream(path, { mode: 0o600 }))
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
  return { size, sha256: hash.digest('hex') }
}

/** What `sha256` of a stored file is compared with. */
export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Removes the row, then its bytes. */
export async function removeFile(tx: ActorTx, id: string): Promise<void> {
  await tx.deleteFrom('file').where('id', '=', id).execute()
  await rm(pathOfFile(tx.actor.conventionId, id), { force: true })
}
