import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AxeBuilder } from '@axe-core/playwright'
import { serve } from '@hono/node-server'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser } from './browser.ts'

let browser: Browser
let server: Server
let address: string

beforeAll(async () => {
  Object.assign(process.env, { PALIER_INTERFACE: '1', NODE_ENV: 'production' })
  const { pages } = await import('../build/server/index.js')
  const started = await new Promise<{ server: Server; info: AddressInfo }>((resolve) => {
    const made = serve({ fetch: pages().fetch, port: 0 }, (info) => resolve({ server: made as Server, info }))
  })
  server = started.server
  address = `http://localhost:${started.info.port}`
  browser = await startBrowser()
})

afterAll(async () => {
  await browser?.close()
  server?.close()
})

const screens = [
  { width: 390, colorScheme: 'light' },
  { width: 390, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
] as const

test.each(screens)('every part is free of barriers and violations at $width px, $colorScheme', async (screen) => {
  const { page, violations } = await visit('/interface', { ...sized(screen.width), colorScheme: screen.colorScheme })
  await page.locator('.maplibregl-canvas').waitFor()
  expect(await barriers(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(screen.width)
  expect(violations).toEqual([])
  await page.context().close()
})

test('the page holds no style attribute as the server writes it', async () => {
  const html = await (await fetch(`${address}/interface`)).text()
  expect(html).not.toMatch(/ style="/)
  expect(html).toMatch(/<html[^>]* lang="fr"/)
})

test('without JavaScript a refused form keeps what was typed and says what is wrong beside each field', async () => {
  const { page } = await visit('/interface', { ...sized(390), javaScriptEnabled: false })
  await page.getByLabel('Nom', { exact: true }).fill('Nadia')
  await page.getByLabel('Taille du panel').fill('4')
  await page.getByRole('button', { name: 'Enregistrer', exact: true }).click()
  expect(await page.getByLabel('Nom', { exact: true }).inputValue()).toBe('Nadia')
  expect(await page.getByRole('alert').textContent()).toContain('réponses sont à corriger')
  expect(await page.getByLabel('Adresse électronique').getAttribute('aria-invalid')).toBe('true')
  await page.context().close()
})

test('without JavaScript the language changes and stays', async () => {
  const { page } = await visit('/interface', { ...sized(1280), javaScriptEnabled: false })
  await page.getByRole('button', { name: 'English' }).click()
  expect(page.url()).toBe(`${address}/interface`)
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Every part of the interface')
  await page.goto(`${address}/accessibility`)
  expect(await page.getAttribute('html', 'lang')).toBe('en')
  await page.context().close()
})

test('a table is sorted, filtered and narrowed by its address alone', async () => {
  const { page } = await visit('/interface', { ...sized(1280), javaScriptEnabled: false })
  await page.getByRole('link', { name: 'Surface (m²)' }).click()
  expect(await page.getByRole('columnheader', { name: 'Surface (m²)' }).getAttribute('aria-sort')).toBe('ascending')
  await page.getByRole('combobox', { name: 'État' }).selectOption('vacant')
  await page.getByText('Colonnes', { exact: true }).click()
  await page.getByLabel('Pièces').uncheck()
  await page.getByRole('button', { name: 'Appliquer' }).click()
  expect(new URL(page.url()).searchParams.get('sort')).toBe('area')
  await expect
    .poll(() => page.getByRole('columnheader').allTextContents())
    .toEqual(['Adresse↕', 'Surface (m²)↑', 'État'])
  await page.context().close()
})

test('a sent form says so once, and a refused one takes the focus', async () => {
  const { page, violations } = await visit('/interface', sized(1280))
  await page.getByRole('button', { name: 'Enregistrer', exact: true }).click()
  await page.getByRole('alert').waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('alert')
  await page.getByLabel('Nom', { exact: true }).fill('Nadia')
  await page.getByLabel('Adresse électronique').fill('nadia@exemple.fr')
  const residence = page.getByRole('combobox', { name: 'Résidence' })
  await residence.pressSequentially('le')
  // The list stays open while the page moves, and what is typed goes on.
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        addEventListener('scroll', () => requestAnimationFrame(resolve), { once: true })
        scrollBy(0, -40)
      }),
  )
  await residence.pressSequentially('on')
  await expect.poll(() => page.getByRole('option').allTextContents()).toEqual(['Léon-Blum'])
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  expect(await page.locator('input[name=residence]').inputValue()).toBe('léon-blum')
  await page.getByLabel('Oui').check()
  await page.getByRole('button', { name: 'Enregistrer', exact: true }).click()
  await page.getByText('La demande est enregistrée.').waitFor()
  await page.reload()
  expect(await page.getByText('La demande est enregistrée.').count()).toBe(0)
  expect(violations).toEqual([])
  await page.context().close()
})

test('without JavaScript the same question is a page, which refuses another name', async () => {
  const { page } = await visit('/interface', { ...sized(390), javaScriptEnabled: false })
  await page.getByRole('link', { name: 'Effacer…' }).click()
  await page.getByRole('textbox').fill('Les Tilleuls')
  await page.getByRole('button', { name: 'Effacer définitivement' }).click()
  expect(await page.getByRole('alert').textContent()).toContain('Recopiez')
  await page.getByRole('textbox').fill('Les Ormes')
  await page.getByRole('button', { name: 'Effacer définitivement' }).click()
  expect(await page.getByRole('status').first().textContent()).toContain('effacée')
  await page.context().close()
})

test('a destructive act asks by name in a dialog that the keyboard opens and leaves', async () => {
  const { page, violations } = await visit('/interface', sized(390))
  const press = page.getByRole('link', { name: 'Effacer…' })
  await press.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: /Effacer la résidence Les Ormes/ })
  await dialog.waitFor()
  expect(await barriers(page)).toEqual([])
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await expect.poll(() => press.evaluate((link) => link === document.activeElement)).toBe(true)
  expect(violations).toEqual([])
  await page.context().close()
})

test.each([
  [400, 'Demande incomprise'],
  [403, 'Accès non prévu pour votre rôle'],
  [404, 'Page introuvable'],
  [409, 'Quelqu’un est passé avant vous'],
  [429, 'Trop de demandes'],
  [500, 'Une panne de notre côté'],
])('a page that answers %i says what to do, without a stack', async (status, title) => {
  const response = await fetch(`${address}/interface?status=${status}`)
  const html = await response.text()
  expect(response.status).toBe(status)
  expect(html).toContain(title)
  expect(html).not.toMatch(/asked for|\.server\.|node_modules/)
  if (status === 500) expect(html).toMatch(/Numéro de référence.*<code>[0-9A-F]{5}-[0-9A-F]{5}<\/code>/)
})

function sized(width: number): BrowserContextOptions {
  return { viewport: { width, height: 900 }, locale: 'fr-FR' }
}

async function visit(path: string, options: BrowserContextOptions): Promise<{ page: Page; violations: string[] }> {
  const page = await (await browser.newContext(options)).newPage()
  const violations: string[] = []
  // A refused form answers 422, which the browser notes as an error too.
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('status of 422')) violations.push(message.text())
  })
  page.on('pageerror', (error) => violations.push(error.message))
  await page.goto(`${address}${path}`, { waitUntil: options.javaScriptEnabled === false ? 'load' : 'networkidle' })
  return { page, violations }
}

async function barriers(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`))
}
