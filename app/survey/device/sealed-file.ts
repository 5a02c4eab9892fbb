/**
 * A file that a device seals and the server of its convention alone opens: what is done when nothing can be sent. The same code on both
 * sides (Web Crypto). A P-256 key made for this file meets the convention's; HKDF-SHA-256 gives an AES-256-GCM key; each frame has its
 * number and a mark on the last as nonce, so that frames cannot be changed, moved, dropped or cut off, as in the platform's back-ups.
 *
 * Layout: MAGIC, the file's public key (65 bytes), then frames: length (4, big endian), ciphertext with its tag.
 */

const MAGIC = new TextEncoder().encode('PALIER-FIELD-1\n')
const POINT_BYTES = 65
const HEADER_BYTES = MAGIC.length + POINT_BYTES
/** A frame that says to be longer is none. */
const MOST_FRAME_BYTES = 16e6

const CURVE = { name: 'ECDH', namedCurve: 'P-256' }
type Bytes = Uint8Array<ArrayBuffer>

/** @param recipient public key of the convention, as a point of 65 bytes */
export async function* sealFrames(frames: AsyncIterable<Bytes>, recipient: Bytes): AsyncGenerator<Bytes> {
  const theirs = await crypto.subtle.importKey('raw', recipient, CURVE, false, [])
  const ours = await crypto.subtle.generateKey(CURVE, false, ['deriveBits'])
  const header = joined(MAGIC, new Uint8Array(await crypto.subtle.exportKey('raw', ours.publicKey)))
  const key = await sharedKey(ours.privateKey, theirs, header)
  yield header
  let number = 0
  let held: Bytes | undefined
  const sealed = async (frame: Bytes, isLast: boolean) => {
    const iv = nonce(number++, isLast)
    const body = new Uint8Array(
      await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: header }, key, frame),
    )
    const length = new Uint8Array(4)
    new DataView(length.buffer).setUint32(0, body.length)
    return joined(length, body)
  }
  for await (const frame of frames) {
    if (held) yield await sealed(held, false)
    held = frame
  }
  yield await sealed(held ?? new Uint8Array(), true)
}

/** @throws RangeError when the file is none, is sealed for somebody else, was changed, or stops before its end */
export async function* openFrames(bytes: AsyncIterable<Uint8Array>, privateKey: CryptoKey): AsyncGenerator<Bytes> {
  const reader = new Reader(bytes)
  const header = await reader.take(HEADER_BYTES)
  if (!header || MAGIC.some((byte, at) => header[at] !== byte)) throw new RangeError('no such file')
  const theirs = await crypto.subtle
    .importKey('raw', header.slice(MAGIC.length), CURVE, false, [])
    .catch(() => undefined)
  if (!theirs) throw new RangeError('no such file')
  const key = await sharedKey(privateKey, theirs, header)
  for (let number = 0, isLast = false; !isLast; number++) {
    const length = await reader.take(4)
    const size = length && new DataView(length.buffer).getUint32(0)
    const body = size && size <= MOST_FRAME_BYTES ? await reader.take(size) : undefined
    if (!body) throw new RangeError('the file is cut short')
    isLast = await reader.isAtEnd()
    const plain = await crypto.subtle
      .decrypt({ name: 'AES-GCM', iv: nonce(number, isLast), additionalData: header }, key, body)
      .catch(() => undefined)
    if (!plain) throw new RangeError('the file was changed, cut, or is for another convention')
    yield new Uint8Array(plain)
  }
}

async function sharedKey(ours: CryptoKey, theirs: CryptoKey, header: Bytes): Promise<CryptoKey> {
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, ours, 256)
  const material = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey'])
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: header, info: new TextEncoder().encode('palier field file 1') },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
}

function nonce(number: number, isLast: boolean): Bytes {
  const bytes = new Uint8Array(12)
  new DataView(bytes.buffer).setUint32(7, number)
  bytes[11] = isLast ? 1 : 0
  return bytes
}

function joined(...parts: Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** As many bytes as one asks for, of what comes in pieces of any size. */
class Reader {
  readonly #coming: AsyncIterator<Uint8Array>
  #held: Bytes = new Uint8Array()

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#coming = bytes[Symbol.asyncIterator]()
  }

  /** @returns nothing when there are not so many left */
  async take(count: number): Promise<Bytes | undefined> {
    while (this.#held.length < count) if (!(await this.#more())) return undefined
    const taken = this.#held.slice(0, count)
    this.#held = this.#held.slice(count)
    return taken
  }

  async isAtEnd(): Promise<boolean> {
    return this.#held.length === 0 && !(await this.#more())
  }

  async #more(): Promise<boolean> {
    for (;;) {
      const { value, done } = await this.#coming.next()
      if (done) return false
      if (value.length === 0) continue
      this.#held = joined(this.#held, value)
      return true
    }
  }
}
