/** Remembers which devices a browser was: a cookie outlives the store that the browser may throw away. */
import { z } from 'zod'

const NAME = 'palier-device'
const MOST = 5
const DAYS = 400

const Ids = z.array(z.uuid())

/** @returns ids of the devices that this browser was, the last one first */
export function devicesBefore(request: Request): string[] {
  const held = new RegExp(`(?:^|;\\s*)${NAME}=([\\w.-]*)`).exec(request.headers.get('Cookie') ?? '')?.[1] ?? ''
  return Ids.safeParse(held.split('.')).data ?? []
}

export function rememberDevice(request: Request, device: string): Record<'Set-Cookie', string> {
  const ids = [device, ...devicesBefore(request).filter((id) => id !== device)].slice(0, MOST)
  const path = new URL(request.url).pathname
  return {
    'Set-Cookie': `${NAME}=${ids.join('.')}; Path=${path}; Max-Age=${DAYS * 86_400}; Secure; HttpOnly; SameSite=Strict`,
  }
}
