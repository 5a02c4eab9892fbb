/** Every page, as each role that may open it, on a phone and on a wide screen, in both languages, by day and by night. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { Role } from '../app/platform/permissions.ts'
import { atRest, complaintsOf, newBarriers, plainFaultsOf } from './barriers.ts'
import { startBrowser } from './browser.ts'
import { ASKERS, pagesFor, type Scene, unknownPages } from './pages.ts'
import { sceneOf } from './scene.ts'
import { arrive, enterAs } from './sign-in.ts'

let chromium: Browser
let scene: Scene
beforeAll(async () => {
  chromium = await startBrowser()
  scene = await sceneOf(chromium)
}, 300_000)
afterAll(() => chromium.close())

const ON_A_PHONE = { viewport: { width: 390, height: 844 } }
const AT_NIGHT = { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' as const }
/** What 200 % on a screen of 1280 points leaves. */
const ENLARGED = { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }

test('each page of the routes has its line in the table of pages', async () => {
  expect(await unknownPages()).toEqual([])
})

test('nothing stands in anybody’s way on a phone, in French', async () => {
  const newOnes = newBarriers()
  for (const role of ASKERS) expect(await walk(role, 'fr', ON_A_PHONE, newOnes)).toEqual([])
}, 480_000)

test('nothing stands in anybody’s way on a wide screen, in English, at night', async () => {
  const newOnes = newBarriers()
  for (const role of [undefined, 'operator-lead', 'administrator'] as const)
    expect(await walk(role, 'en', AT_NIGHT, newOnes)).toEqual([])
}, 480_000)

test('enlarged to 200 %, the lead’s pages still fit', async () => {
  expect(await walk('operator-lead', 'fr', ENLARGED, async () => [])).toEqual([])
}, 120_000)

/** Opens every page of one role and collects what is wrong, page by page. */
async function walk(
  role: Role | undefined,
  language: 'fr' | 'en',
  screen: BrowserContextOptions,
  look: (page: Page) => Promise<string[]>,
): Promise<string[]> {
  const page = role ? await enterAs(chromium, role, screen) : await arrive(chromium, screen)
  await page.context().addCookies([{ name: 'palier-language', value: language, url: inject('address') }])
  const complaints = complaintsOf(page)
  const faults: string[] = []
  for (const address of await pagesFor(role, scene)) {
    const answer = await page.goto(address)
    await atRest(page)
    const found = [
      ...((answer?.status() ?? 500) < 400 || address.includes('worn-out') ? [] : [`answered ${answer?.status()}`]),
      ...((await page.getAttribute('html', 'lang')) === language ? [] : ['the language is not the reader’s']),
      ...(await plainFaultsOf(page)),
      ...(await look(page)),
      ...complaints.splice(0),
    ]
    faults.push(...found.map((fault) => `${role ?? 'nobody'} ${address.replace(/[0-9a-f-]{36}/g, '…')} ${fault}`))
  }
  await page.context().close()
  return faults
}
