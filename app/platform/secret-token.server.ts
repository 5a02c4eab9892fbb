/** Secrets that travel in a link: made here, kept as a hash only. */
import { createHash, randomBytes } from 'node:crypto'
import { settings } from './settings.server.ts'

/** 256 bits, in 43 letters that an address can hold. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

/** Where links lead to: the installation's own address, as its owner said it, or as it was asked. */
export function originOf(request: Request): string {
  return new URL(settings.PALIER_URL ?? request.url).origin
}
