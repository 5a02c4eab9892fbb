import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { Source } from '#packages/intake/source.ts'

/**
 * The file inside a .gz, unpacked as it is read. Its size is not known before: it counts as unbounded.
 */
export function gunzipped(source: Source): Source {
  return {
    name: source.name.replace(/\.gz$/i, ''),
    size: Number.MAX_SAFE_INTEGER,
    open: () => Readable.from(source.open()).pipe(createGunzip({ chunkSize: 256 * 1024 })),
  }
}
