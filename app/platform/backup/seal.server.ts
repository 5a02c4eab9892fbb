/**
 * Seals a stream for the holder of a private key: whoever makes back-ups every night cannot read them.
 *
 * An X25519 key made for this archive alone meets the recipient's; HKDF-SHA-256 gives an AES-256-GCM key; the stream is cut into
 * frames, each with its number as nonce and a mark on the last, so that frames cannot be changed, moved, dropped or cut off
 * (the STREAM construction: Hoang, Reyhanitabar, Rogaway, Vizár, 2015).
 *
 * Layout: MAGIC, key id (8 bytes), the archive's public key (32), then frames: length (4, big endian), ciphertext, tag (16).
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto'

const MAGIC = Buffer.from('PALIER-SEALED-1\n')
const KEY_ID_BYTES = 8
const PUBLIC_BYTES = 32
const HEADER_BYTES = MAGIC.length + KEY_ID_BYTES + PUBLIC_BYTES
const FRAME_BYTES = 1 << 16
const TAG_BYTES = 16

/** A new pair: the public half as one word for the environment, the private half as PEM to keep elsewhere. */
export function newKeyPair(): { publicKey: string; privateKey: string } {
  const { publicKey, privateKey } = generateKeyPairSync('x25519')
  return {
    publicKey: rawOf(publicKey).toString('base64url'),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

export function isSealed(start: Uint8Array): boolean {
  return MAGIC.equals(start.subarray(0, MAGIC.length))
}

/** @param recipient public key as `newKeyPair` gives it */
export async function* seal(plain: AsyncIterable<Uint8Array>, recipient: string): AsyncGenerator<Uint8Array> {
  const theirs = publicKeyFrom(recipient)
  const ours = generateKeyPairSync('x25519')
  const header = Buffer.concat([MAGIC, keyId(theirs), rawOf(ours.publicKey)])
  const key = sharedKey(ours.privateKey, theirs, header)
  yield header
  let number = 0
  for await (const { part, isLast } of inFrames(plain)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonce(number++, isLast)).setAAD(header)
    const body = Buffer.concat([cipher.update(part), cipher.final(), cipher.getAuthTag()])
    const length = Buffer.alloc(4)
    length.writeUInt32BE(body.length)
    yield length
    yield body
  }
}

/**
 * @param privateKey PEM
 * @throws Error in plain words when the key is another one, or the stream was changed or cut
 */
export async function* unseal(sealed: AsyncIterable<Uint8Array>, privateKey: string): AsyncGenerator<Uint8Array> {
  const ours = privateKeyFrom(privateKey)
  const bytes = sealed[Symbol.asyncIterator]()
  let held = Buffer.alloc(0)
  const take = async (wanted: number): Promise<Buffer | undefined> => {
    while (held.length < wanted) {
      const next = await bytes.next()
      if (next.done) return undefined
      held = Buffer.concat([held, next.value])
    }
    const taken = held.subarray(0, wanted)
    held = held.subarray(wanted)
    return taken
  }
  const header = await take(HEADER_BYTES)
  if (!header || !isSealed(header)) throw new Error('this is not a sealed back-up')
  const wanted = header.subarray(MAGIC.length, MAGIC.length + KEY_ID_BYTES)
  const given = keyId(createPublicKey(ours))
  if (!wanted.equals(given)) {
    throw new Error(
      `the back-up was sealed for key ${wanted.toString('hex')}; the key given is ${given.toString('hex')}`,
    )
  }
  const key = sharedKey(ours, publicKeyFrom(header.subarray(-PUBLIC_BYTES).toString('base64url')), header)
  for (let number = 0; ; number++) {
    const length = (await take(4))?.readUInt32BE()
    const body = length !== undefined && length <= FRAME_BYTES + TAG_BYTES ? await take(length) : undefined
    if (!body) throw new Error('the back-up is cut short or damaged')
    const isLast = body.length < FRAME_BYTES + TAG_BYTES
    yield opened(key, number, isLast, body, header)
    if (isLast) break
  }
  if (await take(1)) throw new Error('something follows the end of the back-up')
}

function opened(key: Buffer, number: number, isLast: boolean, body: Buffer, header: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce(number, isLast)).setAAD(header)
  decipher.setAuthTag(body.subarray(-TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(body.subarray(0, -TAG_BYTES)), decipher.final()])
  } catch (cause) {
    throw new Error('the back-up was altered or damaged', { cause })
  }
}

/** Full frames, then a last one that is shorter, perhaps empty: its length is what marks it. */
async function* inFrames(plain: AsyncIterable<Uint8Array>): AsyncGenerator<{ part: Uint8Array; isLast: boolean }> {
  let held: Uint8Array[] = []
  let size = 0
  for await (const chunk of plain) {
    held.push(chunk)
    size += chunk.length
    if (size < FRAME_BYTES) continue
    let all: Uint8Array = Buffer.concat(held)
    for (; all.length >= FRAME_BYTES; all = all.subarray(FRAME_BYTES))
      yield { part: all.subarray(0, FRAME_BYTES), isLast: false }
    held = [all]
    size = all.length
  }
  yield { part: Buffer.concat(held), isLast: true }
}

function nonce(number: number, isLast: boolean): Buffer {
  const bytes = Buffer.alloc(12)
  bytes.writeUInt32BE(number, 7)
  bytes[11] = isLast ? 1 : 0
  return bytes
}

function sharedKey(ours: KeyObject, theirs: KeyObject, header: Buffer): Buffer {
  const secret = diffieHellman({ privateKey: ours, publicKey: theirs })
  return Buffer.from(hkdfSync('sha256', secret, header, 'palier back-up', 32))
}

function keyId(publicKey: KeyObject): Buffer {
  return createHash('sha256').update(rawOf(publicKey)).digest().subarray(0, KEY_ID_BYTES)
}

function rawOf(publicKey: KeyObject): Buffer {
  return Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')
}

function publicKeyFrom(word: string): KeyObject {
  if (Buffer.from(word, 'base64url').length !== PUBLIC_BYTES) {
    throw new Error('PALIER_BACKUP_KEY is not a public key: make one with `npm run backup -- --new-key FILE`')
  }
  return createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x: word }, format: 'jwk' })
}

function privateKeyFrom(pem: string): KeyObject {
  try {
    return createPrivateKey(pem)
  } catch (cause) {
    throw new Error('the private key cannot be read: it is the file that `npm run backup -- --new-key` wrote', {
      cause,
    })
  }
}
