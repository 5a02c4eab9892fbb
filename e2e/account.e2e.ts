/** People at the door: invited, let in, with a key of their own, and out again. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { startBrowser } from './browser.ts'

const at = (path: string) => new URL(path, inject('address')).href

let chromium: Browser
beforeAll(async () => {
  chromium = await startBrowser()
})
afterAll(() => chromium.close())

async function enterAs(role: string, options = {}): Promise<Page> {
  const page = await (await chromium.newContext({ locale: 'fr-FR', ...options })).newPage()
  await page.goto(inject('signInLinks')[role] ?? '')
  await page.getByRole('button', { name: /^Entrer comme/ }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  return page
}

/** A device with a lock of its own, as Chromium plays it. */
async function giveLock(page: Page) {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

test('someone adds a passkey, signs out, and comes back by it', async () => {
  const page = await enterAs('operator-animator')
  await giveLock(page)
  await page.goto(at('/account'))
  const keys = page.getByRole('button', { name: /^Renommer/ })
  expect(await keys.count()).toBe(0)
  await page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click()
  await keys.waitFor()
  await page.goto(at('/account'))
  await page.locator('summary', { hasText: 'Mon compte' }).click()
  await page.getByRole('button', { name: 'Se déconnecter', exact: true }).click()
  await page.waitForURL('**/sign-in')
  await page.goBack()
  await page.getByRole('heading', { name: 'Se connecter' }).waitFor() // what was shown is not shown again
  await page.goto(at('/sign-in'))
  await page.getByRole('button', { name: 'Utiliser ma clé d’accès' }).click()
  await page.waitForURL((url) => url.pathname.startsWith('/c/'))
  await page.context().close()
})

test('without JavaScript a lead invites a resident, who accepts by the letter the administrator hands on', async () => {
  const lead = await enterAs('operator-lead', { javaScriptEnabled: false })
  await lead.goto(`${lead.url()}/members/invite`)
  await lead.getByLabel('Nom').fill('Nour Exemple')
  await lead.getByLabel('Adresse électronique').fill('nour.exemple@example.test')
  await lead.getByRole('checkbox', { name: /^Locataire/ }).check()
  await lead.getByRole('button', { name: 'Envoyer l’invitation' }).click()
  expect(await lead.getByText('Nour Exemple').count()).toBeGreaterThan(0)

  const administrator = await enterAs('administrator')
  await administrator.goto(at('/administration/mail'))
  const letter = administrator.locator('article article', { hasText: 'nour.exemple@example.test' })
  await letter.getByText('Lire le courriel').click()
  const link = /http\S+invitation\?token=[\w-]{43}/.exec((await letter.textContent()) ?? '')?.[0] ?? ''

  const guest = await (await chromium.newContext({ locale: 'fr-FR', javaScriptEnabled: false })).newPage()
  await guest.goto(link)
  await guest.getByRole('button', { name: 'Accepter et entrer' }).click()
  await guest.waitForURL((url) => url.pathname.startsWith('/c/'))
  expect(await guest.locator('main').textContent()).toContain('Nour Exemple')
  await guest.goto(link)
  expect(await guest.getByRole('heading', { level: 1 }).textContent()).toContain('déjà servi')
  for (const page of [lead, administrator, guest]) await page.context().close()
})

test('a caretaker who types the address of the members’ list is told that it is not theirs', async () => {
  const page = await enterAs('caretaker')
  const answer = await page.goto(`${page.url()}/members`)
  expect(answer?.status()).toBe(403)
  await page.context().close()
})
