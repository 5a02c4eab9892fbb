import { randomUUID } from 'node:crypto'
import { createCookie } from 'react-router'
import { z } from 'zod'
import type { Flash } from './toast.tsx'

// Short-lived and read once: a message that nobody fetched within a minute has lost its sense.
const cookie = createCookie('palier-flash', { httpOnly: true, sameSite: 'lax', path: '/', maxAge: 60 })
const gone = createCookie('palier-flash', { httpOnly: true, sameSite: 'lax', path: '/', maxAge: 0 })

const Carried = z.object({
  id: z.string(),
  tone: z.enum(['plain', 'good', 'warn', 'bad']),
  message: z.string().max(400),
  undo: z.object({ action: z.string().startsWith('/'), title: z.string() }).optional(),
})

/** Headers of a redirect that carry one sentence to the next page. No personal data: it lies in the browser. */
export async function flashHeaders(flash: Omit<Flash, 'id'>): Promise<{ 'Set-Cookie': string }> {
  return { 'Set-Cookie': await cookie.serialize({ ...flash, id: randomUUID() }) }
}

/** The sentence that a request carries, with the headers that forget it. */
export async function takeFlash(request: Request): Promise<{ flash: Flash | null; headers: HeadersInit }> {
  const parsed = Carried.safeParse(await cookie.parse(request.headers.get('Cookie')))
  if (!parsed.success) return { flash: null, headers: {} }
  const { undo, ...rest } = parsed.data
  return {
    flash: undo ? { ...rest, undo } : rest,
    headers: { 'Set-Cookie': await gone.serialize('') },
  }
}
