/** What the browser itself asks of better-auth (passkeys, OIDC): these few addresses and no other of its. Forms go through the pages. */
import { type Context, Hono } from 'hono'
import { clientAddress } from '#app/platform/client-address.server.ts'
import { slowDown } from '#app/platform/rate-limit.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { originOf } from '#app/platform/secret-token.server.ts'
import { makeAuth, OIDC, oidcIsOffered } from './auth-options.server.ts'
import { personOf, strengthen } from './session.server.ts'

const SIGN_INS_BY_ADDRESS = { tries: 30, minutes: 60 }

const made = new Map<string, ReturnType<typeof makeAuth>>()
const MOST_ORIGINS = 20

export function authAt(origin: string): ReturnType<typeof makeAuth> {
  const known = made.get(origin)
  if (known) return known
  if (made.size >= MOST_ORIGINS) made.clear()
  const auth = makeAuth(origin)
  made.set(origin, auth)
  return auth
}

/** Slows down whoever signs in very often from one place. */
export function pace(address: string): Promise<void> {
  return slowDown('sign-in-place', address, SIGN_INS_BY_ADDRESS)
}

export const authRoutes = new Hono()

authRoutes.get('/api/auth/passkey/generate-authenticate-options', (c) => answer(c))
authRoutes.get('/api/auth/passkey/generate-register-options', (c) => answer(c))
authRoutes.post('/api/auth/passkey/verify-authentication', async (c) => quiet(await answer(c)))
authRoutes.post('/api/auth/passkey/verify-registration', async (c) => {
  const person = await personOf(c.req.raw)
  const response = await answer(c)
  if (response.ok && person) await strengthen(person.sessionId)
  return quiet(response)
})
authRoutes.get('/sign-in/oidc', async (c) => {
  if (!oidcIsOffered) return c.notFound()
  const response = await authAt(originOf(c.req.raw)).api.signInSocial({
    body: { provider: OIDC, callbackURL: '/', errorCallbackURL: '/sign-in' },
    headers: c.req.raw.headers,
    asResponse: true,
  })
  const { url } = await response.json()
  return new Response(null, { status: 302, headers: [['Location', String(url)], ...cookiesOf(response)] })
})
authRoutes.get(`/api/auth/callback/${OIDC}`, (c) => answer(c))

async function answer(c: Context): Promise<Response> {
  try {
    await pace(clientAddress(c))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return c.json({ code: error.code }, 429, { 'Retry-After': '3600' })
  }
  const response = await authAt(originOf(c.req.raw)).handler(c.req.raw)
  const headers = new Headers(response.headers)
  headers.set('Cache-Control', 'no-store')
  return new Response(response.body, { status: response.status, headers })
}

/** The answer without its body, which would show the session's token to scripts. */
function quiet(response: Response): Response {
  if (!response.ok) return response
  return new Response('{}', {
    headers: [['Content-Type', 'application/json'], ['Cache-Control', 'no-store'], ...cookiesOf(response)],
  })
}

export function cookiesOf(response: Response): [string, string][] {
  return response.headers.getSetCookie().map((cookie) => ['Set-Cookie', cookie])
}
