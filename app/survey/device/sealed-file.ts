/**
 * A file that a device seals and the server of its convention alone opens: what is done when nothing can be sent. The same code on both
 * sides (Web Crypto). A P-256 key made for this file meets the convention's; HKDF-SHA-256 gives an AES-256-GCM key; each frame has its
 * number and a mark on the last as nonce, so that frames cannot be changed, moved, dropped or cut off, as in the platform's back-ups.
 *
 * Layout: MAGIC, which key it is sealed for (8 bytes of its hash; not in the first form), the file's public key (65 bytes), then frames:
 * length (4, big endian), ciphertext with its tag.
 */

type Form = 1 | 2
const magicOf = (form: Form) => new TextEncoder().encode(`PALIER-FIELD-${form}\n`)
const MAGIC_BYTES = magicOf(1).length
const KEY_NAME_BYTES = 8
const POINT_BYTES = 65
/** A frame that says to be longer is none. */
const MOST_FRAME_BYTES = 16e6

const CURVE = { name: 'ECDH', namedCurve: 'P-256' }
type Bytes = Uint8Array<ArrayBuffer>

/**
 * @param recipient public key of the convention, as a point of 65 bytes
 * @param form the first is read for twelve months after the second came
 */
export async function* sealFrames(
  frames: AsyncIterable<Bytes>,
  recipient: Bytes,
  form: Form = 2,
): AsyncGenerator<Bytes> {
  const theirs = await crypto.subtle.importKey('raw', recipient, CURVE, false, [])
  const ours = await crypto.subtle.generateKey(CURVE, false, ['deriveBits'])
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', ours.publicKey))
  const header = joined(magicOf(form), form === 1 ? new Uint8Array() : await nameOf(recipient), point)
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

/** What a file can be opened with. */
export interface FileKey {
  /** As a point of 65 bytes. */
  publicKey: Bytes
  privateKey: CryptoKey
}

/** `cut` also when it was changed. `other-key`: the key at this place among those offered opens it, and not the first; null: none does. */
export class UnopenedFile extends Error {
  readonly why: 'not-one' | 'cut' | 'other-key'
  readonly place: number | null
  constructor(why: UnopenedFile['why'], place: number | null = null) {
    super(`the file is not opened: ${why}`)
    this.why = why
    this.place = place
  }
}

/**
 * @param keys the first opens the file; the others only tell whose it is
 * @throws UnopenedFile
 */
export async function* openFrames(bytes: AsyncIterable<Uint8Array>, keys: readonly FileKey[]): AsyncGenerator<Bytes> {
  const reader = new Reader(bytes)
  const magic = await reader.take(MAGIC_BYTES)
  const form = ([1, 2] as const).find((one) => magic && isSame(magicOf(one), magic))
  if (!magic || !form) throw new UnopenedFile('not-one')
  const name = form === 1 ? new Uint8Array() : await reader.take(KEY_NAME_BYTES)
  const point = await reader.take(POINT_BYTES)
  if (!name || !point) throw new UnopenedFile('cut')
  const theirs = await crypto.subtle.importKey('raw', point, CURVE, false, []).catch(() => undefined)
  if (!theirs) throw new UnopenedFile('cut')
  const header = joined(magic, name, point)
  const wanted = form === 1 ? undefined : await placeOf(name, keys)
  if (form === 2 && wanted !== 0) throw new UnopenedFile('other-key', wanted)
  const [first] = keys
  if (!first) throw new UnopenedFile('other-key')
  const key = await sharedKey(first.privateKey, theirs, header)
  for (let number = 0, isLast = false; !isLast; number++) {
    const length = await reader.take(4)
    const size = length && new DataView(length.buffer).getUint32(0)
    const body = size && size <= MOST_FRAME_BYTES ? await reader.take(size) : undefined
    if (!body) throw new UnopenedFile('cut')
    isLast = await reader.isAtEnd()
    const unseal = (with_: CryptoKey) =>
      crypto.subtle
        .decrypt({ name: 'AES-GCM', iv: nonce(number, isLast), additionalData: header }, with_, body)
        .catch(() => undefined)
    const plain = await unseal(key)
    if (plain) yield new Uint8Array(plain)
    else if (form === 2 || number > 0) throw new UnopenedFile('cut')
    else {
      const opening = await Promise.all(
        keys.map(async ({ privateKey }) => unseal(await sharedKey(privateKey, theirs, header))),
      )
      const place = opening.findIndex((opened) => opened !== undefined)
      throw new UnopenedFile('other-key', place === -1 ? null : place)
    }
  }
}

/** Which key a file is for, without telling more of it. */
async function nameOf(publicKey: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', publicKey)).slice(0, KEY_NAME_BYTES)
}

async function placeOf(name: Bytes, keys: readonly FileKey[]): Promise<number | null> {
  const names = await Promise.all(keys.map(({ publicKey }) => nameOf(publicKey)))
  const place = names.findIndex((one) => isSame(one, name))
  return place === -1 ? null : place
}

function isSame(one: Bytes, other: Bytes): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at])
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
