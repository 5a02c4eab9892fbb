import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import type { Source } from '#packages/intake/source.ts'

/** A file of the disk as intake reads it; `close` when done. */
export async function diskSource(path: string, name: string): Promise<Source & { close: () => Promise<void> }> {
  const file = await open(path)
  const { size } = await file.stat()
  return {
    name,
    size,
    open: () => createReadStream(path, { highWaterMark: 256 * 1024 }),
    slice: (start, end) => slice(file, start, end),
    close: () => file.close(),
  }
}

async function slice(file: FileHandle, start: number, end: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(Math.max(0, end - start))
  let filled = 0
  while (filled < bytes.length) {
    const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, start + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return bytes.subarray(0, filled)
}
