/** The administrator: opens conventions, reads and takes away the log, and sees no tenant. */
import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser } from './browser.ts'
import { openConvention } from './convention.ts'
import { find } from './house.ts'
import { CONVENTION, enterAs } from './sign-in.ts'

let chromium: Browser
let administrator: Page
beforeAll(async () => {
  chromium = await startBrowser()
  administrator = await enterAs(chromium, 'administrator', { viewport: { width: 1280, height: 800 } })
})
afterAll(() => chromium.close())

test('a code that is taken is said beside its field; with another the convention is open and its lead invited', async () => {
  const asked = { name: 'Convention du Canal', leadName: 'Lou Canal', leadEmail: 'lou.canal@rives.example' }
  await openConvention(administrator, { ...asked, code: 'ormes-bondy' })
  await administrator.getByRole('alert').getByText('Ce code est déjà pris').waitFor()
  expect(await administrator.getByLabel('Code', { exact: true }).getAttribute('aria-invalid')).toBe('true')
  await administrator.getByLabel('Code', { exact: true }).fill('canal-bondy')
  await administrator.getByRole('button', { name: 'Ouvrir et inviter' }).click()
  await administrator.getByRole('row', { name: /Convention du Canal.*canal-bondy/ }).waitFor()
  await administrator.goto('/administration/mail')
  await administrator.getByText('lou.canal@rives.example').first().waitFor()
})

test('a message about a meeting is handed on with its calendar entry, typed as a mail program would have it', async () => {
  await administrator.goto('/administration/mail')
  const message = administrator.locator('article article', { hasText: 'Convocation' }).first()
  await message.getByText('Lire le courriel').click()
  const entry = await message.getByRole('link', { name: /rendez-vous joint/ }).getAttribute('href')
  const answer = await administrator.request.get(entry ?? '')
  expect(answer.headers()['content-type']).toBe('text/calendar; charset=utf-8; method=REQUEST')
  expect(await answer.text()).toContain('METHOD:REQUEST')
})

test('the log is searched by person and act, its chains are verified, and what was found leaves as a file', async () => {
  await administrator.goto(`${CONVENTION}/audit`)
  await administrator.getByLabel('Qui').fill('montreuil')
  await administrator.getByLabel('Table', { exact: true }).selectOption('import')
  await administrator.getByRole('button', { name: 'Appliquer' }).click()
  const asFile = administrator.getByRole('link', { name: 'CSV' }).and(administrator.locator('[href*="table=import"]'))
  const leaving = administrator.waitForEvent('download')
  await asFile.click()
  const lines = (await readFile(await (await leaving).path(), 'utf8')).trim().split('\r\n')
  expect(lines.length).toBeGreaterThan(1)
  expect(lines.slice(1).filter((line) => !line.includes('Claire Montreuil'))).toEqual([])
  await administrator.getByRole('link', { name: 'Vérifier les chaînes' }).click()
  await administrator.getByText(/Les chaînes tiennent/).waitFor()
})

test('nothing about a tenant is open, and no room that shows one is offered', async () => {
  const { residence, dwelling } = await find<{ residence: string; dwelling: string }>(
    'select residence_id as residence, dwelling_id as dwelling from stock_household limit 1',
  )
  const closed = [
    'stock',
    `stock/residences/${residence}/tenants`,
    `stock/dwellings/${dwelling}`,
    'stock/search?q=a',
    'survey',
  ]
  for (const path of closed) {
    expect((await administrator.request.get(`${CONVENTION}/${path}`)).status(), path).toBe(403)
  }
  await administrator.goto(CONVENTION)
  const rooms = await administrator.getByRole('navigation', { name: 'Chapitres' }).getByRole('link').allTextContents()
  expect(rooms.map((room) => room.replace(/^[\d·]+/, ''))).toEqual(['Accueil', 'Tâches', 'Membres', 'Journal', 'Aide'])
})
