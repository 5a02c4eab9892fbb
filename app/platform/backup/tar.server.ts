/**
 * The container of a back-up: POSIX tar (ustar), so that any machine can look inside without Palier.
 * Names are ours and short; sizes are known before their bytes; times and owners say nothing.
 *
 * Source: IEEE Std 1003.1, pax, "ustar Interchange Format".
 */
const BLOCK = 512
const NAME_BYTES = 100

export interface TarEntry {
  name: string
  bytes: number
  content: AsyncIterable<Uint8Array>
}

/** Header of one entry, its bytes, and the padding to a whole block. Throws when the content is not as long as was said. */
export async function* tarEntry({ name, bytes, content }: TarEntry): AsyncGenerator<Uint8Array> {
  yield header(name, bytes)
  let written = 0
  for await (const chunk of content) {
    written += chunk.length
    yield chunk
  }
  if (written !== bytes) throw new Error(`${name} holds ${written} bytes where ${bytes} were expected`)
  yield Buffer.alloc(padding(bytes))
}

export function tarEnd(): Uint8Array {
  return Buffer.alloc(2 * BLOCK)
}

/** Entries of an archive, one after the other; what a reader leaves of an entry is skipped. Throws on anything that is not whole. */
export async function* readTar(source: AsyncIterable<Uint8Array>): AsyncGenerator<TarEntry> {
  const reader = new ByteReader(source)
  for (;;) {
    const block = await reader.exactly(BLOCK)
    if (block.every((byte) => byte === 0)) break
    const { name, bytes } = parseHeader(block)
    const content = reader.upTo(bytes)
    yield { name, bytes, content }
    for await (const _rest of content) {
      // to the next header
    }
    await reader.exactly(padding(bytes))
  }
  await reader.exactly(BLOCK)
  if (!(await reader.isAtEnd())) throw new Error('something follows the end of the archive')
}

function header(name: string, bytes: number): Buffer {
  if (Buffer.byteLength(name) > NAME_BYTES) throw new RangeError(`name too long for the archive: ${name}`)
  const block = Buffer.alloc(BLOCK)
  block.write(name, 0)
  block.write('0000600\0' + '0000000\0' + '0000000\0', 100)
  block.write(`${bytes.toString(8).padStart(11, '0')}\0`, 124)
  block.write(`${'0'.repeat(11)}\0`, 136)
  block.write('        ', 148) // the sum is taken over itself as spaces
  block.write('0', 156)
  block.write('ustar\u000000', 257)
  block.write(`${sumOf(block).toString(8).padStart(6, '0')}\0 `, 148)
  return block
}

function parseHeader(block: Buffer): { name: string; bytes: number } {
  const said = Number.parseInt(block.toString('latin1', 148, 156), 8)
  const plain = Buffer.from(block)
  plain.write('        ', 148)
  if (said !== sumOf(plain)) throw new Error('an entry of the archive is damaged')
  const end = block.indexOf(0)
  return {
    name: block.toString('utf8', 0, Math.min(end === -1 ? NAME_BYTES : end, NAME_BYTES)),
    bytes: Number.parseInt(block.toString('latin1', 124, 135), 8),
  }
}

function sumOf(block: Buffer): number {
  return block.reduce((sum, byte) => sum + byte, 0)
}

function padding(bytes: number): number {
  return (BLOCK - (bytes % BLOCK)) % BLOCK
}

class ByteReader {
  readonly #source: AsyncIterator<Uint8Array>
  #held: Buffer = Buffer.alloc(0)

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  async exactly(bytes: number): Promise<Buffer> {
    const parts: Buffer[] = []
    for await (const part of this.upTo(bytes)) parts.push(part)
    return Buffer.concat(parts)
  }

  async *upTo(bytes: number): AsyncGenerator<Buffer> {
    let left = bytes
    while (left > 0) {
      if (this.#held.length === 0 && !(await this.#more())) throw new Error('the archive ends too early')
      const part = this.#held.subarray(0, left)
      this.#held = this.#held.subarray(part.length)
      left -= part.length
      yield part
    }
  }

  async isAtEnd(): Promise<boolean> {
    return this.#held.length === 0 && !(await this.#more())
  }

  async #more(): Promise<boolean> {
    for (;;) {
      const next = await this.#source.next()
      if (next.done) return false
      this.#held = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.length)
      if (this.#held.length > 0) return true
    }
  }
}
