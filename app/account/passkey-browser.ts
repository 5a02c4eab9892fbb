/** The browser's half of passkeys: asks the server for a challenge, the device for its answer, and brings it back. */

export type Outcome = 'done' | 'failed' | 'stale'

export function passkeysWork(): boolean {
  return typeof PublicKeyCredential === 'function' && 'parseCreationOptionsFromJSON' in PublicKeyCredential
}

export async function openWithPasskey(): Promise<Outcome> {
  try {
    const options: PublicKeyCredentialRequestOptionsJSON = await challenge('generate-authenticate-options')
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON({ ...options, userVerification: 'required' })
    return await answer('verify-authentication', await navigator.credentials.get({ publicKey }))
  } catch {
    return 'failed' // the reader closed the device's window, or the device knows no key of ours
  }
}

export async function addPasskey(): Promise<Outcome> {
  try {
    const options: PublicKeyCredentialCreationOptionsJSON = await challenge('generate-register-options')
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options)
    return await answer('verify-registration', await navigator.credentials.create({ publicKey }))
  } catch (error) {
    return error instanceof Stale ? 'stale' : 'failed'
  }
}

class Stale extends Error {}

async function challenge(path: string) {
  const response = await fetch(`/api/auth/passkey/${path}`, { cache: 'no-store' })
  if (response.status === 403) throw new Stale() // signed in too long ago to add a key
  if (!response.ok) throw new Error(String(response.status))
  return response.json()
}

async function answer(path: string, credential: Credential | null): Promise<Outcome> {
  if (!(credential instanceof PublicKeyCredential)) return 'failed'
  const response = await fetch(`/api/auth/passkey/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ response: credential.toJSON() }),
  })
  return response.ok ? 'done' : 'failed'
}
