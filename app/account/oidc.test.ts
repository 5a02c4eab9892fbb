/** Sign-in by the operator's own identity provider, through the server as it runs. */
import { afterAll, beforeAll, expect } from 'vitest'
import { buildIfChanged } from '../../bin/build-if-changed.ts'
import { test as base, type House } from '../../test/house.ts'
import { OpenIdProvider } from '../../test/openid-provider.ts'

const provider = new OpenIdProvider()
const BUILT = '../../build/server/index.js'
const SETTINGS = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_NAME']
let running: { url: string; close: () => Promise<void> } | undefined

beforeAll(async () => {
  buildIfChanged(() => undefined)
  process.env.OIDC_ISSUER = await provider.start() // before the server reads its settings
  process.env.OIDC_CLIENT_ID = 'palier'
  process.env.OIDC_CLIENT_SECRET = 'only-for-tests'
  process.env.OIDC_NAME = 'Annuaire des Paliers'
}, 120_000)
afterAll(async () => {
  for (const name of SETTINGS) delete process.env[name]
  await running?.close()
  provider.stop()
})

const test = base.extend<{ url: string }>({
  url: async ({ house }, use) => {
    running ??= await open(house)
    await use(running.url)
  },
})

async function open(house: House) {
  // Under a name of its own: the server that other tests serve has read its settings already.
  const built: typeof import('../../build/server/index.js') = await import(
    /* @vite-ignore */ `${BUILT}?with-a-provider`
  )
  return built.serveHouse({ appUrl: house.appUrl, port: 0, host: '127.0.0.1' })
}

/** Goes where a browser would be sent: to the provider, back, and on; keeps the cookies of our own. */
async function signIn(url: string) {
  const cookies = new Map<string, string>()
  const keep = (answer: Response) => {
    for (const cookie of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = cookie.split(';')[0]?.split(/=(.*)/s) ?? []
      cookies.set(name, value)
    }
  }
  const cookie = () => [...cookies].map((pair) => pair.join('=')).join('; ')
  const away = await fetch(`${url}/sign-in/oidc`, { redirect: 'manual' })
  keep(away)
  const there = await fetch(away.headers.get('location') ?? '', { redirect: 'manual' })
  const back = await fetch(there.headers.get('location') ?? '', { redirect: 'manual', headers: { cookie: cookie() } })
  keep(back)
  return { cookie: cookie(), landed: back.headers.get('location') ?? String(back.status) }
}

test('the page of signing in offers the provider by its name', async ({ url }) => {
  expect(await (await fetch(`${url}/sign-in`)).text()).toContain('Annuaire des Paliers')
})

test('someone known by their address comes in, and needs no passkey beside', async ({ url, house }) => {
  const email = 'operator-lead@ormes-bondy.test'
  provider.identity = { sub: 'lead', email, name: 'Lead', email_verified: true }
  const { cookie, landed } = await signIn(url)
  expect(new URL(landed, url).pathname).toBe('/')
  const page = await fetch(`${url}/c/ormes-bondy`, { redirect: 'manual', headers: { cookie } })
  expect(page.status).toBe(200)
  const { rows } = await house.owner.query('select access_token, refresh_token, id_token from account_identity')
  expect(rows).toEqual([{ access_token: null, refresh_token: null, id_token: null }])
})

test('someone whom nobody invited does not come in, and no account is made', async ({ url, house }) => {
  provider.identity = { sub: 'stranger', email: 'stranger@example.test', name: 'Stranger', email_verified: true }
  const { cookie, landed } = await signIn(url)
  expect(new URL(landed, url).pathname).toBe('/sign-in')
  expect((await fetch(`${url}/c/ormes-bondy`, { redirect: 'manual', headers: { cookie } })).status).toBe(302)
  const { rowCount } = await house.owner.query("select from account_person where email = 'stranger@example.test'")
  expect(rowCount).toBe(0)
})

test('an address that the provider has not verified opens nobody’s account', async ({ url }) => {
  const email = 'operator-animator@ormes-bondy.test'
  provider.identity = { sub: 'impostor', email, name: 'Impostor', email_verified: false }
  const { cookie } = await signIn(url)
  expect((await fetch(`${url}/c/ormes-bondy`, { redirect: 'manual', headers: { cookie } })).status).toBe(302)
})
