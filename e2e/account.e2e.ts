/** People at the door: invited, let in, with a key of their own, and out again. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser } from './browser.ts'
import { invite } from './letters.ts'
import { addPasskey } from './passkey.ts'
import { arrive, enterAs, leave } from './sign-in.ts'

let chromium: Browser
beforeAll(async () => {
  chromium = await startBrowser()
})
afterAll(() => chromium.close())

test('someone adds a passkey, signs out, and comes back by it', async () => {
  const page = await enterAs(chromium, 'operator-animator')
  await addPasskey(page)
  await leave(page)
  await page.goBack()
  await page.getByRole('heading', { name: 'Se connecter' }).waitFor() // what was shown is not shown again
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Utiliser ma clé d’accès' }).click()
  await page.waitForURL((url) => url.pathname.startsWith('/c/'))
  await page.context().close()
})

test('without JavaScript a lead invites a resident, who accepts by the letter the administrator hands on', async () => {
  const lead = await enterAs(chromium, 'operator-lead', { javaScriptEnabled: false })
  await invite(lead, { name: 'Nour Exemple', email: 'nour.exemple@example.test', role: 'Locataire' })

  const administrator = await enterAs(chromium, 'administrator')
  await administrator.goto('/administration/mail')
  const letter = administrator.locator('article article', { hasText: 'nour.exemple@example.test' })
  await letter.getByText('Lire le courriel').click()
  const link = /http\S+invitation\?token=[\w-]{43}/.exec((await letter.textContent()) ?? '')?.[0] ?? ''

  const guest = await arrive(chromium, { javaScriptEnabled: false })
  await guest.goto(link)
  await guest.getByRole('button', { name: 'Accepter et entrer' }).click()
  await guest.waitForURL((url) => url.pathname.startsWith('/c/'))
  expect(await guest.locator('main').textContent()).toContain('Nour Exemple')
  await guest.goto(link)
  expect(await guest.getByRole('heading', { level: 1 }).textContent()).toContain('déjà servi')
  for (const page of [lead, administrator, guest]) await page.context().close()
})

test('a caretaker who types the address of the members’ list is told that it is not theirs', async () => {
  const page = await enterAs(chromium, 'caretaker')
  const answer = await page.goto(`${page.url()}/members`)
  expect(answer?.status()).toBe(403)
  await page.context().close()
})
