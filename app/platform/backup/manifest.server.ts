/** What a back-up says of itself, in its last entry: with it, and only with it, the archive is whole. */
import { createHash } from 'node:crypto'
import { z } from 'zod'

export const MANIFEST = 'manifest.json'
export const SECRET = 'secret'

export const Manifest = z.object({
  format: z.literal(1),
  madeAt: z.iso.datetime(),
  migrations: z.array(z.object({ name: z.string(), sha256: z.string() })),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), rows: z.number().int() })),
  sequences: z.array(z.object({ name: z.string(), value: z.string(), isCalled: z.boolean() })),
  /** Every other entry of the archive, in order. */
  entries: z.array(z.object({ name: z.string(), bytes: z.number().int(), sha256: z.string() })),
  /** Files that a row speaks of and the disk did not have, or not whole. */
  missing: z.array(z.string()),
})
export type Manifest = z.infer<typeof Manifest>

/** Passes bytes on and tells their number and hash when they are through. */
export async function* measured(
  content: AsyncIterable<Uint8Array>,
  tell: (bytes: number, sha256: string) => void,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of content) {
    hash.update(chunk)
    bytes += chunk.length
    yield chunk
  }
  tell(bytes, hash.digest('hex'))
}
