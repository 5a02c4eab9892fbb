import { expect } from 'vitest'
import { test } from '../../test/house.ts'
import { believed } from './client-address.server.ts'
import { connect, disconnect } from './database.server.ts'
import { limit, slowDown } from './rate-limit.server.ts'

const THREE = { tries: 3, minutes: 10 }

test('two processes share one count', async ({ house }) => {
  await limit('search', 'someone', THREE)
  await limit('search', 'someone', THREE)
  await disconnect() // another process has a pool of its own
  connect(house.appUrl, 2)
  await limit('search', 'someone', THREE)
  await expect(limit('search', 'someone', THREE)).rejects.toMatchObject({ status: 429, values: { minutes: 10 } })
})

test('one person’s tries are not another’s, nor those of another act', async () => {
  for (let tries = 0; tries < 3; tries++) await limit('export', 'one', THREE)
  await limit('export', 'two', THREE)
  await limit('code', 'one', THREE)
})

test('the count starts anew when its time is over', async ({ house }) => {
  for (let tries = 0; tries < 3; tries++) await limit('later', 'someone', THREE)
  await house.owner.query("update rate_limit set opened_at = now() - interval '11 minutes'")
  await limit('later', 'someone', THREE)
})

test('what is kept of whoever tried names nobody', async ({ house }) => {
  await limit('sign-in', 'awa@example.test', THREE)
  const { rows } = await house.owner.query('select who from rate_limit')
  expect(JSON.stringify(rows)).not.toContain('awa')
})

test('a shared address is slowed down long before it is refused', async () => {
  for (let tries = 0; tries < 3; tries++) await slowDown('place', '192.0.2.1', THREE)
  const started = performance.now()
  await slowDown('place', '192.0.2.1', THREE)
  expect(performance.now() - started).toBeGreaterThan(200)
})

test('an address is believed only as far as our own proxies vouch for it', () => {
  expect(believed('203.0.113.9, 198.51.100.2', 0)).toBeUndefined()
  expect(believed('203.0.113.9, 198.51.100.2', 1)).toBe('198.51.100.2')
  expect(believed('203.0.113.9, 198.51.100.2', 2)).toBe('203.0.113.9')
})
