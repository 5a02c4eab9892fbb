/** Reads a back-up, and says no to one that is not whole before anyone relies on it. */
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { MANIFEST, Manifest, measured } from './manifest.server.ts'
import { isSealed, unseal } from './seal.server.ts'
import { readTar, type TarEntry } from './tar.server.ts'

/** @param privateKey PEM, needed when the archive is sealed */
export async function* entriesOf(path: string, privateKey: string | undefined): AsyncGenerator<TarEntry> {
  const sealed = await startsSealed(path)
  if (sealed && privateKey === undefined) {
    throw new Error('the back-up is sealed: give its private key with --key FILE')
  }
  const bytes = createReadStream(path)
  const packed = sealed && privateKey !== undefined ? unseal(bytes, privateKey) : bytes
  yield* readTar(unpacked(packed))
}

async function* unpacked(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip()
  const feeding = feed(packed, gunzip)
  try {
    for await (const chunk of gunzip) yield chunk
  } catch (cause) {
    await feeding
    throw new Error('the back-up is cut short or damaged', { cause })
  }
  await feeding
}

async function feed(packed: AsyncIterable<Uint8Array>, gunzip: ReturnType<typeof createGunzip>): Promise<void> {
  try {
    for await (const chunk of packed) {
      if (gunzip.destroyed) return
      if (!gunzip.write(chunk)) await roomIn(gunzip)
    }
    gunzip.end()
  } catch (error) {
    gunzip.destroy()
    throw error
  }
}

/** Until it takes more, or never will. */
function roomIn(gunzip: ReturnType<typeof createGunzip>): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      gunzip.off('drain', go).off('close', go)
      resolve()
    }
    gunzip.on('drain', go).on('close', go)
  })
}

/**
 * Reads the whole archive once, touching nothing.
 *
 * @throws Error in plain words when it is cut, altered, sealed for another key, or no back-up at all
 */
export async function verifyBackup(path: string, privateKey?: string): Promise<Manifest> {
  const found: Manifest['entries'] = []
  let manifest: Manifest | undefined
  for await (const { name, bytes, content } of entriesOf(path, privateKey)) {
    if (manifest) throw new Error('the back-up was altered: something follows its list')
    if (name === MANIFEST) manifest = Manifest.parse(JSON.parse(await textOf(content)))
    else
      for await (const _chunk of measured(content, (_, sha256) => found.push({ name, bytes, sha256 }))) {
        // only counted and hashed
      }
  }
  if (!manifest) throw new Error('the back-up is cut short: its list is missing')
  const wrong = manifest.entries.find((entry, i) => JSON.stringify(entry) !== JSON.stringify(found[i]))
  if (wrong || found.length !== manifest.entries.length) {
    throw new Error(`the back-up was altered or damaged${wrong ? ` at ${wrong.name}` : ''}`)
  }
  return manifest
}

async function startsSealed(path: string): Promise<boolean> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(32), 0, 32, 0)
    return isSealed(buffer.subarray(0, bytesRead))
  } finally {
    await file.close()
  }
}

async function textOf(content: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const part of content) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}
