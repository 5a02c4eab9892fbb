import { readRange, type Source } from '#packages/intake/source.ts'
import { ByteReader } from '../byte-reader.ts'

interface DbfField {
  readonly name: string
  readonly start: number
  readonly length: number
}

/**
 * The attributes of a shapefile, record after record: characters and numbers, trimmed.
 *
 * @see dBASE III file format; the encoding by the .cpg file, else by the language byte, else by validity
 */
export class DbfReader {
  readonly #reader: ByteReader
  readonly #cpg: Source | undefined
  #fields: readonly DbfField[] = []
  #recordLength = 0
  #decoder = new TextDecoder('utf-8', { fatal: true })

  constructor(dbf: Source, cpg: Source | undefined) {
    this.#reader = new ByteReader(dbf)
    this.#cpg = cpg
  }

  /** Reads the header; false when it is damaged. */
  async open(): Promise<boolean> {
    const head = await this.#reader.take(32)
    if (head.length < 32) return false
    const view = viewOf(head)
    const [headerLength, recordLength] = [view.getUint16(8, true), view.getUint16(10, true)]
    const descriptions = await this.#reader.take(headerLength - 32)
    if (headerLength < 65 || descriptions.length < headerLength - 32) return false
    this.#fields = fieldsOf(descriptions)
    this.#recordLength = recordLength
    const charset = this.#cpg && new TextDecoder('latin1').decode(await readRange(this.#cpg, 0, 30))
    if (isWestern(charset, view.getUint8(29))) this.#decoder = new TextDecoder('windows-1252')
    return this.#fields.length > 0
  }

  /** The next record; undefined when the file ends too early. */
  async next(): Promise<Map<string, string> | undefined> {
    const bytes = await this.#reader.take(this.#recordLength)
    if (bytes.length < this.#recordLength) return undefined
    const text = (field: DbfField) => this.#decode(bytes.subarray(field.start, field.start + field.length)).trim()
    return new Map(this.#fields.map((field) => [field.name, text(field)]))
  }

  #decode(bytes: Uint8Array): string {
    try {
      return this.#decoder.decode(bytes)
    } catch {
      this.#decoder = new TextDecoder('windows-1252')
      return this.#decoder.decode(bytes)
    }
  }
}

function fieldsOf(descriptions: Uint8Array): DbfField[] {
  const fields: DbfField[] = []
  let start = 1 // the first byte of a record tells whether it was deleted
  for (let at = 0; at + 32 <= descriptions.length && descriptions[at] !== 0x0d; at += 32) {
    const latin = new TextDecoder('latin1').decode(descriptions.subarray(at, at + 12))
    const length = descriptions[at + 16] ?? 0
    fields.push({ name: latin.slice(0, 11).replace(/\0.*$/, ''), start, length })
    start += length
  }
  return fields
}

/** ISO 8859-1 or windows-1252, by the name of the .cpg or dBASE's language byte. */
function isWestern(charset: string | undefined, language: number): boolean {
  if (charset) return /8859|1252|latin|ansi/i.test(charset)
  return language === 0x03 || language === 0x57
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
}
