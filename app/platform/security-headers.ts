/** The headers that every answer carries: pages, files, refusals and faults alike. */
import { randomBytes } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'

export interface Guarded {
  Variables: { nonce: string }
}

/** Pages of people who may record a sound. A page holds to what it was loaded with: whoever comes to one of them loads it anew. */
const HEARS = /^\/c\/[^/]+\/survey\/(?:device|interviews\/[^/]+\/answer)$/

/** Gives the request the nonce that its page's own scripts and styles carry, and its answer the headers. */
export const guarded: MiddlewareHandler<Guarded> = async (c, next) => {
  const nonce = randomBytes(16).toString('base64')
  c.set('nonce', nonce)
  await next()
  for (const [name, value] of securityHeaders(nonce, c.req.path)) c.res.headers.set(name, value)
}

/**
 * Referrer-Policy is same-origin rather than no-referrer: under no-referrer a browser posts a plain form with
 * `Origin: null`, which the check against forged requests must refuse; other sites see nothing either way.
 */
function securityHeaders(nonce: string, path: string): [name: string, value: string][] {
  return [
    ['Content-Security-Policy', contentSecurityPolicy(nonce)],
    ['Strict-Transport-Security', 'max-age=31536000; includeSubDomains'],
    ['X-Content-Type-Options', 'nosniff'],
    ['Referrer-Policy', 'same-origin'],
    ['Cross-Origin-Opener-Policy', 'same-origin'],
    ['Cross-Origin-Resource-Policy', 'same-origin'],
    [
      'Permissions-Policy',
      `camera=(), microphone=(${HEARS.test(path) ? 'self' : ''}), geolocation=(), payment=(), usb=()`,
    ],
  ]
}

function contentSecurityPolicy(nonce: string) {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join('; ')
}
