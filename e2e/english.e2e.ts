/** Someone who reads English: the switch keeps the page. That no French is left on any is seen in every-page.e2e.ts. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser } from './browser.ts'
import { frenchLeftIn } from './french-words.ts'
import { CONVENTION, enterAs } from './sign-in.ts'

let chromium: Browser
beforeAll(async () => {
  chromium = await startBrowser()
})
afterAll(() => chromium.close())

test.each([390, 1280])('at %i px the switch keeps the page and what was asked of it', async (width) => {
  const lead = await enterAs(chromium, 'operator-lead', { viewport: { width, height: 844 } })
  await lead.goto(`${CONVENTION}/stock?sort=dwellings&direction=descending`)
  const first = lead.getByRole('table').getByRole('rowheader').first()
  const before = await first.textContent()
  expect(frenchLeftIn(await lead.content()).length).toBeGreaterThan(10)
  await lead.getByRole('button', { name: 'English' }).click()
  await lead.getByRole('heading', { level: 1, name: 'Stock' }).waitFor()
  expect(new URL(lead.url()).search).toBe('?sort=dwellings&direction=descending')
  expect(await first.textContent()).toBe(before)
  expect(await lead.getAttribute('html', 'lang')).toBe('en')
  await lead.getByRole('button', { name: 'Français' }).click()
  await lead.getByRole('heading', { level: 1, name: 'Patrimoine' }).waitFor()
  await lead.context().close()
})
