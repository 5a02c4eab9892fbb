import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { entriesOf } from './read.server.ts'
import { newKeyPair, seal, unseal } from './seal.server.ts'
import { readTar, tarEnd, tarEntry } from './tar.server.ts'

const keys = newKeyPair()
const FRAME = 1 << 16

function streamOf(bytes: Uint8Array, pieces = 7000): Readable {
  const parts: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += pieces) parts.push(bytes.subarray(at, at + pieces))
  return Readable.from(parts)
}

const sealed = (bytes: Uint8Array) => buffer(Readable.from(seal(streamOf(bytes), keys.publicKey)))
const unsealed = (bytes: Uint8Array, key = keys.privateKey) => buffer(Readable.from(unseal(streamOf(bytes), key)))

test('what is sealed comes back as it was, whatever its length', async () => {
  for (const length of [0, 1, FRAME - 1, FRAME, FRAME + 1, 3 * FRAME]) {
    const plain = Buffer.alloc(length, 'Bondy')
    expect((await unsealed(await sealed(plain))).equals(plain)).toBe(true)
  }
})

test('one changed byte anywhere is noticed', async () => {
  const whole = await sealed(Buffer.alloc(FRAME + 100, 'Bondy'))
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
      const altered = Buffer.from(whole)
      altered[at] = (altered[at] ?? 0) ^ change
      await expect(unsealed(altered)).rejects.toThrow()
    }),
    { numRuns: 60 },
  )
})

test('a cut at any place is noticed, also between two frames', async () => {
  const whole = await sealed(Buffer.alloc(2 * FRAME, 'Bondy'))
  const betweenFrames = 56 + 4 + FRAME + 16
  for (const length of [0, 10, 56, betweenFrames, betweenFrames + 3, whole.length - 1]) {
    await expect(unsealed(whole.subarray(0, length))).rejects.toThrow(/cut|sealed/)
  }
})

test('another key is named, not tried', async () => {
  const other = newKeyPair().privateKey
  await expect(unsealed(await sealed(Buffer.from('x')), other)).rejects.toThrow(/sealed for key .* the key given is/)
})

test('an archive gives back its entries, even those nobody read', async () => {
  const name = fc.stringMatching(/^[a-z/]{1,60}$/)
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(name, fc.uint8Array({ maxLength: 2000 })), { maxLength: 6 }),
      async (entries) => {
        async function* archive() {
          for (const [name, bytes] of entries)
            yield* tarEntry({ name, bytes: bytes.length, content: Readable.from([bytes]) })
          yield tarEnd()
        }
        const found: [string, number][] = []
        for await (const { name, bytes, content } of readTar(streamOf(await buffer(Readable.from(archive())), 333))) {
          if (bytes % 2 === 0) expect((await buffer(Readable.from(content))).length).toBe(bytes)
          found.push([name, bytes])
        }
        expect(found).toEqual(entries.map(([name, bytes]) => [name, bytes.length]))
      },
    ),
  )
})

test('a long archive is read without gathering listeners', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'palier-archive-'))
  const path = join(folder, 'long.backup')
  const content = randomBytes(4_000_000)
  const parts = tarEntry({ name: 'long', bytes: content.length, content: Readable.from([content]) })
  writeFileSync(path, gzipSync(Buffer.concat([await buffer(Readable.from(parts)), tarEnd()])))
  const warnings: string[] = []
  const note = ({ name }: Error) => warnings.push(name)
  process.on('warning', note)
  for await (const entry of entriesOf(path, undefined)) expect((await buffer(entry.content)).equals(content)).toBe(true)
  await new Promise((resolve) => setImmediate(resolve)) // warnings come a moment later
  process.off('warning', note)
  rmSync(folder, { recursive: true })
  expect(warnings).toEqual([])
})
