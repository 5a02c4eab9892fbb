/** Reads a sent form with files as it arrives, never whole in memory: a file of 500 MB passes through a few kilobytes. */
import { Refusal } from '#app/platform/refusal.ts'

export interface Part {
  name: string
  /** Present for a file; empty when nobody chose one. */
  filename: string | undefined
  /** To be read to its end, or cancelled, before the next part. */
  body: AsyncIterable<Uint8Array>
}

const HEAD_LIMIT = 16 * 1024

/** The boundary that a Content-Type announces, or nothing when it is no form with files. */
export function boundaryOf(contentType: string | null): string | undefined {
  const [, quoted, plain] =
    /^multipart\/form-data;.*?\bboundary=(?:"([^"]{1,70})"|([^;\s]{1,70}))/i.exec(contentType ?? '') ?? []
  return quoted ?? plain
}

/**
 * The parts of a form, in order (RFC 7578).
 *
 * @throws Refusal when the form stops before its end
 */
export async function* partsOf(stream: AsyncIterable<Uint8Array>, boundary: string): AsyncGenerator<Part> {
  const reader = new BoundaryReader(stream, boundary)
  await reader.skipPast(Buffer.from(`--${boundary}`))
  while (await reader.hasPart()) {
    const head = (await reader.until(Buffer.from('\r\n\r\n'), HEAD_LIMIT)).toString('utf8')
    const body = reader.body()
    yield { name: parameter(head, 'name') ?? '', filename: parameter(head, 'filename'), body }
    for await (const _rest of body); // whatever nobody read
  }
}

/** Browsers write quotes in a name as %22 and line ends as %0D%0A. */
function parameter(head: string, name: string): string | undefined {
  const disposition = /^content-disposition:(.*)$/im.exec(head)?.[1] ?? ''
  const value = new RegExp(`[;\\s]${name}="([^"]*)"`, 'i').exec(disposition)?.[1]
  return value?.replaceAll('%22', '"').replaceAll(/%0[AD]/gi, ' ')
}

class BoundaryReader {
  readonly #chunks: AsyncIterator<Uint8Array>
  readonly #delimiter: Buffer
  #held: Buffer = Buffer.alloc(0)
  #bodyEnded = true

  constructor(stream: AsyncIterable<Uint8Array>, boundary: string) {
    this.#chunks = stream[Symbol.asyncIterator]()
    this.#delimiter = Buffer.from(`\r\n--${boundary}`)
  }

  async #more(): Promise<void> {
    const { value, done } = await this.#chunks.next()
    if (done) throw new Refusal('import.upload-cut', { field: 'files' })
    this.#held = this.#held.length === 0 ? Buffer.from(value) : Buffer.concat([this.#held, value])
  }

  async skipPast(mark: Buffer): Promise<void> {
    await this.until(mark, HEAD_LIMIT)
  }

  /** After a boundary: `--` ends the form, a line end opens a part. */
  async hasPart(): Promise<boolean> {
    while (this.#held.length < 2) await this.#more()
    const ends = this.#held.subarray(0, 2).toString('latin1') === '--'
    if (!ends) await this.until(Buffer.from('\r\n'), HEAD_LIMIT)
    this.#bodyEnded = false
    return !ends
  }

  async until(mark: Buffer, limit: number): Promise<Buffer> {
    for (;;) {
      const at = this.#held.indexOf(mark)
      if (at >= 0) {
        const before = this.#held.subarray(0, at)
        this.#held = this.#held.subarray(at + mark.length)
        return before
      }
      if (this.#held.length > limit) throw new Refusal('form.not-understood', { field: 'files' })
      await this.#more()
    }
  }

  async *body(): AsyncGenerator<Uint8Array> {
    while (!this.#bodyEnded) {
      const at = this.#held.indexOf(this.#delimiter)
      const sure = at >= 0 ? at : Math.max(0, this.#held.length - this.#delimiter.length)
      const piece = this.#held.subarray(0, sure)
      this.#held = this.#held.subarray(at >= 0 ? at + this.#delimiter.length : sure)
      this.#bodyEnded = at >= 0
      if (piece.length > 0) yield piece
      if (at < 0) await this.#more()
    }
  }
}
