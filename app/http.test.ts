/** What every answer carries, whoever gives it: the pages, the files, or what stands before them. */
import { afterAll, beforeAll, expect } from 'vitest'
import { buildIfChanged } from '../bin/build-if-changed.ts'
import { test as base, type House } from '../test/house.ts'

let running: { url: string; close: () => Promise<void> } | undefined
beforeAll(() => void buildIfChanged(() => undefined), 120_000)
afterAll(() => running?.close())

const test = base.extend<{ url: string }>({
  url: async ({ house }, use) => {
    running ??= await open(house)
    await use(running.url)
  },
})

async function open(house: House) {
  const { serveHouse } = await import('../build/server/index.js')
  return serveHouse({ appUrl: house.appUrl, port: 0, host: '127.0.0.1' })
}

const post = (body: BodyInit, headers = {}) => ({ method: 'POST', body, headers })

test.for<[what: string, path: string, status: number, init?: RequestInit]>([
  ['a page', '/sign-in', 200],
  ['a redirect', '/', 302],
  ['the data of a page', '/c/none/stock.data', 202],
  ['an address that leads nowhere', '/nowhere', 404],
  ['a file', '/icon.svg', 200],
  ['a file that is not there', '/assets/none.js', 404],
  ['the sign of life', '/healthz', 200],
  ['what only the operator may see', '/metrics', 404, { headers: { 'x-forwarded-for': '192.0.2.1' } }],
  ['what a passkey asks', '/api/auth/passkey/generate-authenticate-options', 200],
  ['a method that nothing answers to', '/', 405, { method: 'DELETE' }],
  ['a form of another site', '/sign-in', 403, post('', { 'sec-fetch-site': 'cross-site' })],
  ['a form that is too large', '/sign-in', 413, post('x'.repeat(2_100_000))],
])('%s is guarded', async ([_what, path, status, init], { url }) => {
  const answer = await fetch(url + path, { redirect: 'manual', ...init })
  const { headers } = answer
  expect(answer.status).toBe(status)
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self' 'nonce-[\w+/]{22}==';/)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains')
  expect(headers.get('referrer-policy')).toBe('same-origin')
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
  expect(headers.get('permissions-policy')).toContain('geolocation=()')
  const text = await answer.text()
  if ([403, 405, 413].includes(status)) expect(text).toMatch(/<html lang="fr">.*<h1>(?:Demande|Envoi) /)
})

test.for([
  '/c/none/imports/new',
  '/c/none/convention/deliverables/some/evidence/new',
  '/c/none/convention/amendments/some',
  '/c/none/survey/coding/codes',
  '/c/none/mobilisation/returns',
])('%s takes a file of three megabytes', async (path, { url }) => {
  const body = new FormData()
  body.set('file', new File(['x'.repeat(3e6)], 'document.pdf'))
  // Nothing is read of who may not send it: such a connection is not used again.
  const { status } = await fetch(url + path, {
    method: 'POST',
    body,
    redirect: 'manual',
    headers: { connection: 'close' },
  })
  expect(status).toBe(302) // to sign in, like any page here
})

test('a connection stays open for longer than a proxy would use it', async ({ url }) => {
  const { headers } = await fetch(`${url}/healthz`)
  expect(headers.get('keep-alive')).toBe('timeout=150')
})

test('the microphone is for the pages of an interview, and for no other', async ({ url }) => {
  const policies = ['device', 'interviews/some/answer', 'interviews/some', 'device/acts'].map(async (page) => {
    const { headers } = await fetch(`${url}/c/ormes-bondy/survey/${page}`, { redirect: 'manual' })
    return /microphone=\((.*?)\)/.exec(headers.get('permissions-policy') ?? '')?.[1]
  })
  expect(await Promise.all(policies)).toEqual(['self', 'self', '', ''])
})

test('the nonce of a page is that of its header, and never the same twice', async ({ url }) => {
  const nonces = new Set<string>()
  for (let times = 0; times < 3; times++) {
    const answer = await fetch(`${url}/sign-in`)
    const [, nonce = ''] = /'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '') ?? []
    expect(await answer.text()).toContain(`nonce="${nonce}"`)
    nonces.add(nonce)
  }
  expect(nonces.size).toBe(3)
})

test('who signs in after a script asked for data is led to the page, not to its data', async ({ url }) => {
  const answer = await fetch(`${url}/c/ormes-bondy/stock.data`)
  expect(await answer.text()).toContain('/sign-in?next=%2Fc%2Formes-bondy%2Fstock"')
})

test('a database that is away is told with a number, without a stack', async ({ url, house }) => {
  const name = new URL(house.ownerUrl).pathname.slice(1)
  await house.owner.query(`revoke connect on database ${name} from public, palier_app`)
  await house.owner.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename = 'palier_app'`,
    [name],
  )
  const answer = await fetch(`${url}/c/ormes-bondy`, { headers: { cookie: '__Host-palier=someone.someones' } })
  const text = await answer.text()
  await house.owner.query(`grant connect on database ${name} to public`)
  expect(answer.status).toBe(500)
  expect(answer.headers.get('content-security-policy')).toBeTruthy()
  expect(text).toMatch(/Une panne de notre côté.*<code>[0-9A-F]{5}-[0-9A-F]{5}<\/code>/s)
  expect(text).not.toMatch(/\.ts|\.js|connection/)
})
