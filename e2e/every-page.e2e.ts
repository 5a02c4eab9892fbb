/** Every page, as each role that may open it, on a phone and on a wide screen, in both languages, by day and by night. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { Role } from '../app/platform/permissions.ts'
import { barriersOf, complaintsOf } from './barriers.ts'
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

test.each(ASKERS)('nothing stands in the way of %s on a phone, in French', async (role) => {
  expect(await walk(await open(role, ON_A_PHONE), role, 'fr')).toEqual([])
}, 240_000)

test.each([undefined, 'operator-lead', 'administrator'] as const)(
  'nothing stands in the way of %s on a wide screen, in English, at night',
  async (role) => {
    const page = await open(role, AT_NIGHT)
    await speakEnglish(page)
    expect(await walk(page, role, 'en')).toEqual([])
  },
  240_000,
)

test('enlarged to 200 %, the lead’s pages still fit', async () => {
  const page = await open('operator-lead', ENLARGED)
  expect(await walk(page, 'operator-lead', 'fr', { onlyWidth: true })).toEqual([])
}, 240_000)

function open(role: Role | undefined, options: BrowserContextOptions): Promise<Page> {
  return role ? enterAs(chromium, role, options) : arrive(chromium, options)
}

async function speakEnglish(page: Page): Promise<void> {
  await page.context().addCookies([{ name: 'palier-language', value: 'en', url: inject('address') }])
}

async function walk(page: Page, role: Role | undefined, language: string, { onlyWidth = false } = {}) {
  const faults: string[] = []
  const complaints = complaintsOf(page)
  for (const address of await pagesFor(role, scene)) {
    const answer = await page.goto(address)
    await page.waitForLoadState('networkidle')
    const found = [
      ...(answer && answer.status() < 400 ? [] : [`answered ${answer?.status()}`]),
      ...((await page.getAttribute('html', 'lang')) === language ? [] : ['the language is not the reader’s']),
      ...(await barriersOf(page, { onlyWidth })),
      ...complaints.splice(0),
    ]
    faults.push(...found.map((fault) => `${address.replace(/[0-9a-f-]{36}/g, '…')} ${fault}`))
  }
  await page.context().close()
  return faults
}
