/** The house as the web sees it: what stands around the pages (files, headers, sessions, forged requests), then the pages. */
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import * as serverBuild from 'virtual:react-router/server-build'
import { type ServerType, serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { createRequestHandler, RouterContextProvider, type ServerBuild } from 'react-router'
import { authRoutes } from '#app/account/auth.server.ts'
import { personOf } from '#app/account/session.server.ts'
import { clientAddress } from '#app/platform/client-address.server.ts'
import { connect, disconnect } from '#app/platform/database.server.ts'
import { keepHouse } from '#app/platform/housekeeping.server.ts'
import { answerUnknownMethods, refuseMethods, watched } from '#app/platform/http-watch.server.ts'
import { boundaryOf } from '#app/platform/imports/multipart.server.ts'
import { closeQueue, openQueue, workQueue } from '#app/platform/jobs.server.ts'
import { requestReference } from '#app/platform/log.server.ts'
import { healthRoute, operationsRoutes } from '#app/platform/operations.server.ts'
import { faultPage, plainPage } from '#app/platform/plain-page.server.ts'
import {
  addressContext,
  nonceContext,
  personContext,
  referenceContext,
  uploadContext,
} from '#app/platform/request-context.ts'
import { routePatterns } from '#app/platform/route-pattern.server.ts'
import { type Guarded, guarded } from '#app/platform/security-headers.ts'
import { settings } from '#app/platform/settings.server.ts'
import { paraglideMiddleware } from '#messages/server.js'
import { offerAllImports } from './imports.server.ts'
import { hourly, jobs } from './jobs.server.ts'
import { offerAllResidenceTabs } from './residence-tabs.server.ts'

// Vite's own scripts and styles carry no nonce.
const isDevelopment = process.env.NODE_ENV === 'development'
const CLIENT = join(import.meta.dirname, '../client')
const LAST_ANSWERS_MS = 2_000
/** Longer than a proxy keeps a connection that rests (Caddy: two minutes): else it may ask on one that was just closed here. */
const KEPT_OPEN_MS = 150_000
const FORM_BYTES = 2e6
const DOCUMENT_BYTES = 26e6
const IMPORT_BYTES = 510e6
/** Pages whose files go to the disk as they come; each counts what it takes. */
const TAKES_FILES =
  /\/(?:imports\/new|territory\/files|survey\/devices\/file|evidence\/new|convention\/amendments\/[\w-]+)(?:\.data)?$/
/** Pages that read whole what they are given. */
const TAKES_DOCUMENTS = /\/(?:survey\/coding\/codes|mobilisation\/returns)(?:\.data)?$/

export interface House {
  url: string
  /** Where `/readyz` and `/metrics` answer, when that is another port. */
  operationsPort?: number
  close: () => Promise<void>
}

/** Opens the house and lets people in. */
export async function serveHouse({
  appUrl,
  port,
  host,
}: {
  appUrl: string
  port: number
  host: string
}): Promise<House> {
  const closeHouse = await openHouse(appUrl)
  const ownListener = settings.PALIER_OPERATIONS_PORT
  const front = await listen(pages(), port, host)
  const back =
    ownListener === undefined
      ? undefined
      : await listen(operationsRoutes({ isPrivate: true }), ownListener, settings.PALIER_OPERATIONS_HOST)
  return {
    // By name: passkeys belong to a name, and an address of numbers has none.
    url: settings.PALIER_URL ?? `http://${host === '127.0.0.1' ? 'localhost' : host}:${front.port}`,
    ...(back ? { operationsPort: back.port } : {}),
    close: async () => {
      await front.close()
      await back?.close()
      await closeHouse()
    },
  }
}

/** What stands behind the pages: connections, queue, letters, tidying. Gives the way to close it. */
export async function openHouse(appUrl: string): Promise<() => Promise<void>> {
  connect(appUrl)
  offerAllImports()
  offerAllResidenceTabs()
  await openQueue()
  await workQueue(jobs)
  const housekeeping = keepHouse(hourly)
  return async () => {
    await closeQueue()
    await housekeeping.stop()
    await disconnect()
  }
}

async function listen(app: Pick<Hono, 'fetch'>, port: number, host: string) {
  const { server, address } = await new Promise<{ server: ServerType; address: AddressInfo }>((resolve, reject) => {
    const serverOptions = { keepAliveTimeout: KEPT_OPEN_MS }
    const starting = serve({ fetch: app.fetch, port, hostname: host, serverOptions }, (info) =>
      resolve({ server: starting, address: info }),
    )
    starting.once('error', reject)
  })
  answerUnknownMethods(server)
  const close = () => {
    const closed = new Promise((resolve) => server.close(resolve))
    if ('closeIdleConnections' in server) {
      server.closeIdleConnections()
      setTimeout(() => server.closeAllConnections(), LAST_ANSWERS_MS).unref()
    }
    return closed
  }
  return { port: address.port, close }
}

export function pages(build: ServerBuild = serverBuild): Hono<Guarded> {
  const app = new Hono<Guarded>()
  const handle = createRequestHandler(build, process.env.NODE_ENV)

  app.use(watched(routePatterns(build.routes)))
  if (!isDevelopment) app.use(guarded)
  app.onError(faultPage)
  app.use(refuseMethods)
  app.route('/', settings.PALIER_OPERATIONS_PORT === undefined ? operationsRoutes({ isPrivate: false }) : healthRoute())
  app.use('/assets/*', async (c, next) => {
    await next()
    if (c.res.ok) c.res.headers.set('Cache-Control', 'public, max-age=31536000, immutable')
  })
  if (!isDevelopment) {
    const files = serveStatic({ root: CLIENT, precompressed: true, index: '' })
    app.get('/assets/*', files, (c) => c.notFound())
    app.get('/:file{[a-z-]+\\.[a-z]+}', files)
  }

  app.use(refuseForged)
  app.use((c, next) => limitFor(c.req.path)(c, next))
  app.use(compress())
  app.route('/', authRoutes)
  app.all('*', async (c) => {
    const context = new RouterContextProvider()
    context.set(nonceContext, c.get('nonce') ?? null)
    context.set(addressContext, clientAddress(c))
    context.set(personContext, await personOf(c.req.raw))
    context.set(referenceContext, requestReference())
    const asked = withoutUpload(c.req.raw, context)
    const page = await paraglideMiddleware(asked, ({ request }) => handle(request, context))
    const response = new Response(page.body, page)
    if (!response.headers.has('Cache-Control')) response.headers.set('Cache-Control', 'no-store')
    if (response.status === 429 && !response.headers.has('Retry-After')) response.headers.set('Retry-After', '60')
    return response
  })
  return app
}

function limitFor(path: string): MiddlewareHandler {
  return bodyLimit({
    maxSize: TAKES_FILES.test(path) ? IMPORT_BYTES : TAKES_DOCUMENTS.test(path) ? DOCUMENT_BYTES : FORM_BYTES,
    onError: (c) => {
      c.header('Connection', 'close') // what still comes is not read
      return plainPage(c, 413)
    },
  })
}

/** What stands before the pages copies a request with its body: a large file must not pass there. */
function withoutUpload(request: Request, context: RouterContextProvider): Request {
  const { method, headers, url, body, signal } = request
  const isUpload = TAKES_FILES.test(new URL(url).pathname) && boundaryOf(headers.get('content-type')) !== undefined
  if (!body || !isUpload) return request
  context.set(uploadContext, body)
  return new Request(url, { method, headers, signal })
}

/** A form of another site cannot act for the person who is signed in here. */
const refuseForged: MiddlewareHandler = async (c, next) => {
  const safe = c.req.method === 'GET' || c.req.method === 'HEAD'
  const site = c.req.header('sec-fetch-site')
  const origin = c.req.header('origin')
  const own = site
    ? site === 'same-origin' || site === 'none'
    : !origin || URL.parse(origin)?.host === c.req.header('host')
  if (!safe && !own) return plainPage(c, 403)
  return next()
}
