import { afterAll, expect } from 'vitest'
import { test } from '../../test/house.ts'
import { connect, disconnect } from './database.server.ts'
import { closeQueue, openQueue } from './jobs.server.ts'
import { operationsRoutes, readiness } from './operations.server.ts'
import { routePatterns } from './route-pattern.server.ts'

const open = operationsRoutes({ isPrivate: true })

test('the process is ready once database, migrations and queue are', async ({ house }) => {
  expect(house.appUrl).toBeTruthy()
  expect(await readiness()).toEqual({ database: true, migrations: true, queue: false })
  await openQueue()
  expect(await readiness()).toEqual({ database: true, migrations: true, queue: true })
  expect((await open.request('/readyz')).status).toBe(200)
  await closeQueue()
})

test('a migration that waits, or a lost database, makes it not ready, yet alive', async ({ house }) => {
  await house.owner.query("update migration set sha256 = 'older' where name = '0005_work.sql'")
  expect(await readiness()).toMatchObject({ database: true, migrations: false })
  await disconnect()
  expect(await readiness()).toEqual({ database: false, migrations: false, queue: false })
  expect((await open.request('/readyz')).status).toBe(503)
  expect((await open.request('/healthz')).status).toBe(200)
  connect(house.appUrl, 5)
})

test('the metrics count jobs of the whole installation and show nothing of anyone', async ({ house }) => {
  const { memberId, conventionId } = house.actorOf('operator-lead')
  await house.owner.query("insert into job (convention_id, kind, input, asked_by) values ($1, 'test', '{}', $2)", [
    conventionId,
    memberId,
  ])
  const text = await (await open.request('/metrics')).text()
  expect(text).toContain('palier_work{what="job",state="waiting"} 1')
  expect(text).toMatch(/nodejs_eventloop_lag_seconds \d/)
  for (const personal of ['@', conventionId, memberId, 'ormes-bondy']) expect(text).not.toContain(personal)
})

test('figures name a page by its pattern, never by its address', () => {
  const patternOf = routePatterns({
    root: { id: 'root', path: '' },
    stock: { id: 'stock', parentId: 'root', path: 'c/:convention/stock' },
    one: { id: 'one', parentId: 'stock', path: ':residence' },
  })
  expect(patternOf('/c/ormes-bondy/stock/0199')).toBe('/c/:convention/stock/:residence')
  expect(patternOf('/c/ormes-bondy/stock.data')).toBe('/c/:convention/stock')
  expect(patternOf('/assets/root-1f.js')).toBe('/assets/*')
  expect(patternOf('/whatever/claire@example.org')).toBe('other')
})

afterAll(closeQueue)
