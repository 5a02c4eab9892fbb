/** Whoever comes to the door, before anyone signs in. */
import { expect, inject, test } from 'vitest'

const at = (path: string) => new URL(path, inject('address'))

test('the house says that it is alive and ready to whoever watches from the same machine', async () => {
  expect(await (await fetch(at('/healthz'))).text()).toBe('ok\n')
  expect(await (await fetch(at('/readyz'))).json()).toEqual({ database: true, migrations: true, queue: true })
  expect(await (await fetch(at('/metrics'))).text()).toContain('palier_http_seconds_count')
})

test('a watcher from elsewhere, coming through a proxy, learns nothing of readiness and figures', async () => {
  for (const path of ['/readyz', '/metrics']) {
    expect((await fetch(at(path), { headers: { 'X-Forwarded-For': '203.0.113.7' } })).status).toBe(404)
  }
})

test('a method that nothing answers to is told so', async () => {
  for (const method of ['PUT', 'DELETE', 'PROPFIND']) {
    const answer = await fetch(at('/'), { method })
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toBe('GET, HEAD, POST')
  }
})

test('an address that does not exist is answered by a page, not by a fault', async () => {
  const answer = await fetch(at('/nothing-here?name=Aminata+Sow'))
  expect(answer.status).toBe(404)
  expect(answer.headers.get('content-type')).toContain('text/html')
})
