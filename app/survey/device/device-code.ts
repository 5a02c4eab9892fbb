/**
 * A code of one's own for the device: with it, the key lies nowhere on the device, only what the code turns into the key (PBKDF2, as
 * OWASP asks of it). Ten wrong codes lock the device as a sign-out does: nothing is lost, it opens again with the network.
 */

export const LEAST_DIGITS = 6
export const MOST_TRIES = 10
const ITERATIONS = 600_000

export interface DeviceCode {
  salt: Uint8Array<ArrayBuffer>
  iterations: number
  iv: Uint8Array<ArrayBuffer>
  /** The device's secret, sealed with what the code gives. */
  sealed: ArrayBuffer
  triesLeft: number
}

/** Digits alone, and not one or two of them again and again. */
export function isGoodCode(code: string): boolean {
  return /^\d{6,12}$/.test(code) && new Set(code).size > 2
}

export async function sealWithCode(code: string, secret: Uint8Array<ArrayBuffer>): Promise<DeviceCode> {
  const [salt, iv] = [crypto.getRandomValues(new Uint8Array(16)), crypto.getRandomValues(new Uint8Array(12))]
  const key = await keyFromCode(code, salt, ITERATIONS)
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, secret)
  return { salt, iterations: ITERATIONS, iv, sealed, triesLeft: MOST_TRIES }
}

/** @returns nothing when it is another code */
export async function secretWithCode(
  code: string,
  { salt, iterations, iv, sealed }: DeviceCode,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const key = await keyFromCode(code, salt, iterations)
  const secret = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed).catch(() => undefined)
  return secret && new Uint8Array(secret)
}

async function keyFromCode(code: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<CryptoKey> {
  const typed = await crypto.subtle.importKey('raw', new TextEncoder().encode(code), 'PBKDF2', false, ['deriveKey'])
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations },
    typed,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
}
