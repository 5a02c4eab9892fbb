/** The demonstration's door for each role, and everybody's way out. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { inject } from 'vitest'
import type { Role } from '../app/platform/permissions.ts'

/** Nobody waits so long; a machine that does three things at once may. */
const PATIENCE_MS = 90_000

/** The convention of the demonstration that all stories play in. */
export const CONVENTION = '/c/ormes-bondy'

/** A browser of someone's own, at the first page of their convention. Close its context after use. */
export async function enterAs(browser: Browser, role: Role, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await arrive(browser, options)
  await enter(page, role)
  return page
}

/** The same in a browser that was used before. */
export async function enter(page: Page, role: Role): Promise<void> {
  await page.goto(inject('signInLinks')[role] ?? '')
  await page.getByRole('button', { name: /^(Entrer comme|Enter as)/ }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

/** Someone whom nobody knows yet. */
export async function arrive(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ locale: 'fr-FR', baseURL: inject('address'), ...options })
  context.setDefaultTimeout(PATIENCE_MS)
  return context.newPage()
}

export async function leave(page: Page): Promise<void> {
  await page.locator('summary', { hasText: /Mon compte|My account/ }).click()
  await page.getByRole('button', { name: /^(Se déconnecter|Sign out)$/ }).click()
  await page.waitForURL('**/sign-in')
}
