/**
 * Bytes that lie sealed on the disk (AES-256-GCM). The key is made from the installation's secret and from a seal that stands in the row
 * of whatever they belong to: without that row, a copy of the disk says nothing.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { installationSecret } from './settings.server.ts'

const NONCE_BYTES = 12
const TAG_BYTES = 16

/** @param place what the bytes are and where they belong: unsealed at another place, they are refused */
export function sealBytes(seal: Uint8Array, place: string, plain: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', keyFrom(seal), nonce).setAAD(Buffer.from(place))
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** @throws Error when they were changed, moved, or sealed with something else */
export function unsealBytes(seal: Uint8Array, place: string, sealed: Uint8Array): Buffer {
  const nonce = sealed.subarray(0, NONCE_BYTES)
  const end = sealed.length - TAG_BYTES
  const decipher = createDecipheriv('aes-256-gcm', keyFrom(seal), nonce)
    .setAAD(Buffer.from(place))
    .setAuthTag(sealed.subarray(end))
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, end)), decipher.final()])
}

function keyFrom(seal: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', installationSecret(), seal, 'palier sealed bytes 1', 32))
}
