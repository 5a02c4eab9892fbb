import { bytesSource, readRange, type Source } from '#packages/intake/source.ts'

const HEAD_BYTES = 2 * 1024 * 1024

/**
 * The beginning of a source, up to its last whole line: a national file is recognised by it. Small sources come whole.
 */
export async function headSource(source: Source): Promise<Source> {
  if (source.size <= HEAD_BYTES) return source
  const bytes = await readRange(source, 0, HEAD_BYTES)
  const end = bytes.length < HEAD_BYTES ? bytes.length : bytes.lastIndexOf(10) + 1
  return bytesSource(source.name, bytes.subarray(0, end > 0 ? end : bytes.length))
}
