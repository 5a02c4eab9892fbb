/** A form's own seal: when it was given out, and once. What a script sends blindly has none, or is too quick. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { Refusal } from '#app/platform/refusal.ts'
import { hashOf } from '#app/platform/secret-token.server.ts'
import { installationSecret } from '#app/platform/settings.server.ts'

const QUICKEST_MS = 1_500
const LONGEST_MS = 12 * 3_600_000

export function sealForm(what: string, now = Date.now()): string {
  const open = `${now.toString(36)}.${randomBytes(16).toString('base64url')}`
  return `${open}.${macOf(what, open)}`
}

/**
 * Opens what came back with a form.
 *
 * @returns what names this one form, however often it is sent
 * @throws Refusal when the seal is not ours for this form, younger than a person needs, or older than a day's reading
 */
export function openSeal(what: string, seal: string, now = Date.now()): string {
  const [issued = '', nonce = '', mac = ''] = seal.split('.')
  const age = now - Number.parseInt(issued, 36)
  if (!isSame(mac, macOf(what, `${issued}.${nonce}`)) || !(age <= LONGEST_MS))
    throw new Refusal('mobilisation.form-too-old')
  if (age < QUICKEST_MS) throw new Refusal('mobilisation.form-too-quick')
  return hashOf(nonce)
}

function macOf(what: string, open: string): string {
  return createHmac('sha256', installationSecret()).update(`form\0${what}\0${open}`).digest('base64url')
}

function isSame(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}
