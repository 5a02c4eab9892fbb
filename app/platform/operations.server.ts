/** What a watchman asks of the process: alive, ready, how busy. Only health is for everyone; the rest stays inside the house. */
import { setTimeout as wait } from 'node:timers/promises'
import { getConnInfo } from '@hono/node-server/conninfo'
import { Hono, type MiddlewareHandler } from 'hono'
import { appPool } from './database.server.ts'
import { queueAnswers } from './jobs.server.ts'
import { log } from './log.server.ts'
import { metrics } from './metrics.server.ts'
import { knownMigrations } from './migrate.server.ts'

const PATIENCE_MS = 2_000

/** @param isPrivate whether only the operator's own machines reach this listener; otherwise callers of this machine alone are answered */
export function operationsRoutes({ isPrivate }: { isPrivate: boolean }): Hono {
  const app = new Hono()
  app.get('/healthz', (c) => c.text('ok\n'))
  if (!isPrivate) app.use('/readyz', onlyFromHere).use('/metrics', onlyFromHere)
  app.get('/readyz', async (c) => {
    const state = await readiness()
    return c.json(state, Object.values(state).every(Boolean) ? 200 : 503)
  })
  app.get('/metrics', async (c) => {
    const { text, type } = await metrics()
    return c.body(text, 200, { 'Content-Type': type })
  })
  app.onError((error, c) => {
    log.error({ err: error }, 'operations')
    return c.text('unavailable\n', 503)
  })
  return app
}

/** Health alone, where the rest has a listener of its own. */
export function healthRoute(): Hono {
  return new Hono().get('/healthz', (c) => c.text('ok\n'))
}

export interface Readiness {
  database: boolean
  migrations: boolean
  queue: boolean
}

export async function readiness(): Promise<Readiness> {
  const [applied, queue] = await Promise.all([inTime(appliedMigrations), inTime(queueAnswers)])
  return {
    database: applied !== undefined,
    migrations: applied !== undefined && knownMigrations().every(({ name, sha256 }) => applied.get(name) === sha256),
    queue: queue === true,
  }
}

async function appliedMigrations(): Promise<Map<string, string>> {
  const { rows } = await appPool().query<{ name: string; sha256: string }>('select name, sha256 from migration')
  return new Map(rows.map(({ name, sha256 }) => [name, sha256]))
}

/** No answer in time, or a fault, is a no. */
async function inTime<Answer>(ask: () => Promise<Answer>): Promise<Answer | undefined> {
  return Promise.race([ask().catch(() => undefined), wait(PATIENCE_MS, undefined, { ref: false })])
}

/** A proxy on this machine also comes from here, but says for whom. */
const onlyFromHere: MiddlewareHandler = async (c, next) => {
  const { address } = getConnInfo(c).remote
  const isHere = address === '127.0.0.1' || address === '::1' || address === '::ffff:127.0.0.1'
  const isForwarded = c.req.header('x-forwarded-for') !== undefined || c.req.header('forwarded') !== undefined
  if (!isHere || isForwarded) return c.notFound()
  return next()
}
