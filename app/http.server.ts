/** The house as the web sees it: what stands around the pages (files, headers, sessions, forged requests), then the pages. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import * as serverBuild from 'virtual:react-router/server-build'
import { serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { createRequestHandler, RouterContextProvider, type ServerBuild } from 'react-router'
import { authRoutes, personOf } from '#app/account/auth.server.ts'
import { connect, disconnect } from '#app/platform/database.server.ts'
import { closeQueue, openQueue, workQueue } from '#app/platform/jobs.server.ts'
import { log } from '#app/platform/log.server.ts'
import { nonceContext, personContext, referenceContext } from '#app/platform/request-context.ts'
import { securityHeaders } from '#app/platform/security-headers.ts'
import { paraglideMiddleware } from '#messages/server.js'
import { jobs } from './jobs.server.ts'

const CLIENT = join(import.meta.dirname, '../client')
const FORM_BYTES = 2e6
const IMPORT_BYTES = 510e6

export interface House {
  port: number
  close: () => Promise<void>
}

/** Opens the house: connections, queue, pages. */
export async function serveHouse({
  appUrl,
  port,
  host,
}: {
  appUrl: string
  port: number
  host: string
}): Promise<House> {
  connect(appUrl)
  await openQueue()
  await workQueue(jobs)
  const app = pages()
  const { server, address } = await new Promise<{ server: ReturnType<typeof serve>; address: { port: number } }>(
    (resolve, reject) => {
      const starting = serve({ fetch: app.fetch, port, hostname: host }, (info) =>
        resolve({ server: starting, address: info }),
      )
      starting.once('error', reject)
    },
  )
  return {
    port: address.port,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      if ('closeAllConnections' in server) setTimeout(() => server.closeAllConnections(), 2000).unref()
      await closeQueue()
      await closed
      await disconnect()
    },
  }
}

export function pages(build: ServerBuild = serverBuild): Hono {
  const app = new Hono()
  const handle = createRequestHandler(build, process.env.NODE_ENV)

  app.use(async (c, next) => {
    const started = performance.now()
    await next()
    // The path holds ids and codes only; what people typed (queries, tokens) stays out.
    log.info({
      method: c.req.method,
      path: c.req.path,
      status: c.res.status,
      ms: Math.round(performance.now() - started),
    })
  })
  app.use('/assets/*', async (c, next) => {
    await next()
    if (c.res.ok) c.res.headers.set('Cache-Control', 'public, max-age=31536000, immutable')
  })
  const files = serveStatic({ root: CLIENT, precompressed: true, index: '' })
  app.get('/assets/*', files, (c) => c.notFound())
  app.get('/:file{[a-z-]+\\.[a-z]+}', files)

  app.use(refuseForged)
  app.use((c, next) => bodyLimit({ maxSize: c.req.path.endsWith('/imports/new') ? IMPORT_BYTES : FORM_BYTES })(c, next))
  app.use(compress())
  app.route('/', authRoutes)
  app.all('*', async (c) => {
    const nonce = randomBytes(16).toString('base64')
    const context = new RouterContextProvider()
    context.set(nonceContext, nonce)
    context.set(personContext, await personOf(c.req.raw))
    context.set(referenceContext, randomBytes(5).toString('hex'))
    const page = await paraglideMiddleware(c.req.raw, ({ request }) => handle(request, context))
    const response = new Response(page.body, page)
    for (const [name, value] of securityHeaders(nonce)) response.headers.set(name, value)
    if (!response.headers.has('Cache-Control')) response.headers.set('Cache-Control', 'no-store')
    return response
  })
  return app
}

/** A form of another site cannot act for the person who is signed in here. */
const refuseForged: MiddlewareHandler = async (c, next) => {
  const safe = c.req.method === 'GET' || c.req.method === 'HEAD'
  const site = c.req.header('sec-fetch-site')
  const origin = c.req.header('origin')
  const own = site
    ? site === 'same-origin' || site === 'none'
    : !origin || URL.parse(origin)?.host === c.req.header('host')
  if (!safe && !own) return c.text('Forbidden', 403)
  return next()
}
