import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import * as serverBuild from 'virtual:react-router/server-build'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { createRequestHandler, RouterContextProvider, type ServerBuild } from 'react-router'
import { nonceContext, referenceContext } from '#app/platform/request-context.ts'
import { securityHeaders } from '#app/platform/security-headers.ts'
import { paraglideMiddleware } from '#messages/server.js'

const CLIENT = join(import.meta.dirname, '../client')

/** The pages and their static files; the process adds what stands around them. */
export function pages(build = wholeBuild()): Hono {
  const app = new Hono()
  const handle = createRequestHandler(build, process.env.NODE_ENV)

  app.use('/assets/*', async (c, next) => {
    await next()
    if (c.res.ok) c.res.headers.set('Cache-Control', 'public, max-age=31536000, immutable')
  })
  const files = serveStatic({ root: CLIENT, precompressed: true })
  app.get('/assets/*', files, (c) => c.notFound())
  app.get('/:file{[a-z-]+\\.[a-z]+}', files)

  app.all('*', async (c) => {
    const nonce = randomBytes(16).toString('base64')
    const context = new RouterContextProvider()
    context.set(nonceContext, nonce)
    context.set(referenceContext, randomBytes(5).toString('hex'))
    const page = await paraglideMiddleware(c.req.raw, ({ request }) => handle(request, context))
    const response = new Response(page.body, page)
    for (const [name, value] of securityHeaders(nonce)) response.headers.set(name, value)
    return response
  })
  return app
}

// The generated module types absent options as undefined, which exact optional properties do not take.
function wholeBuild(): ServerBuild {
  const { basename = '/', allowedActionOrigins = [], unstable_getCriticalCss: criticalCss, ...rest } = serverBuild
  return { ...rest, basename, allowedActionOrigins, ...(criticalCss ? { unstable_getCriticalCss: criticalCss } : {}) }
}
