/** Every page, as each role that may open it, on a phone and on a wide screen, in both languages, by day and by night. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { Role } from '../app/platform/permissions.ts'
import { atRest, axeOn, complaintsOf, plainFaultsOf } from './barriers.ts'
import { startBrowser } from './browser.ts'
import { frenchLeftIn } from './french-words.ts'
import { findAll } from './house.ts'
import { newEyes, type Part } from './made-of.ts'
import { ASKERS, pagesFor, type Scene, unknownPages } from './pages.ts'
import { sceneOf } from './scene.ts'
import { arrive, enterAs } from './sign-in.ts'

let chromium: Browser
let scene: Scene
let namesInFrench: string
beforeAll(async () => {
  chromium = await startBrowser()
  scene = await sceneOf(chromium)
  const places = await findAll<{ name: string }>('select distinct name from territory_place where name is not null')
  namesInFrench = [...WRITTEN, ...places.map(({ name }) => name)].join('\n')
})
afterAll(() => chromium.close())

/** What the people of the demonstration wrote, and the catalogue happens to say too. */
const WRITTEN = [
  ...[
    'rez-de-chaussée',
    'Combien de personnes',
    'Comment faire',
    'Salle commune',
    'Tout le monde',
    'Remplacements',
    'Votre résidence',
  ],
  ...['Diagnostic socio-territorial', 'Vous êtes libre de venir ou non. Cela ne change rien à votre bail.'],
]
/** Letters stand here as they left, in the language of whoever gets them. */
const IN_THEIR_LANGUAGE = '/administration/mail'
const ON_A_PHONE = { viewport: { width: 390, height: 844 } }
const AT_NIGHT = { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' as const }
/** What 200 % on a screen of 1280 points leaves. */
const ENLARGED = { width: 640, height: 400 }
/** What light, width and language can change; the rest was looked at on the phone. */
const OTHER_AT_NIGHT = ['color-contrast', 'target-size', 'scrollable-region-focusable', 'aria-hidden-focus']

const WALK_MS = 900_000

test('each page of the routes has its line in the table of pages', async () => {
  expect(await unknownPages()).toEqual([])
})

// Side by side: each waits for its pages most of the time.
test.concurrent(
  'nothing stands in anybody’s way on a phone, in French',
  async () => {
    const eyes = newEyes()
    for (const role of ASKERS) expect(await walk(role, 'fr', ON_A_PHONE, eyes, axeOn)).toEqual([])
  },
  WALK_MS,
)

test.concurrent(
  'nothing stands in anybody’s way on a wide screen, in English without a French word, at night, nor enlarged to 200 %',
  async () => {
    const eyes = newEyes()
    const look = async (page: Page, part: Part) => {
      const found = await axeOn(page, part, OTHER_AT_NIGHT)
      await page.setViewportSize(ENLARGED)
      const enlarged = (await plainFaultsOf(page)).map((fault) => `enlarged: ${fault}`)
      await page.setViewportSize(AT_NIGHT.viewport)
      return [...found, ...enlarged]
    }
    for (const role of [undefined, 'operator-lead', 'administrator'] as const)
      expect(await walk(role, 'en', AT_NIGHT, eyes, look)).toEqual([])
  },
  WALK_MS,
)

/**
 * Asks for every page of one role and collects what is wrong, page by page. A page that holds nothing new to these eyes is read as the
 * server wrote it; the others are opened.
 */
async function walk(
  role: Role | undefined,
  language: 'fr' | 'en',
  screen: BrowserContextOptions,
  eyes: (html: string) => Part | undefined,
  look: (page: Page, part: Part) => Promise<string[]>,
): Promise<string[]> {
  const page = role ? await enterAs(chromium, role, screen) : await arrive(chromium, screen)
  await page.context().addCookies([{ name: 'palier-language', value: language, url: inject('address') }])
  const complaints = complaintsOf(page)
  const faults: string[] = []
  for (const address of await pagesFor(role, scene)) {
    const answer = await page.request.get(address)
    const html = await answer.text()
    const found = [
      ...(answer.ok() || address.includes('worn-out') ? [] : [`answered ${answer.status()}`]),
      ...(new RegExp(`<html[^>]* lang="${language}"`).test(html) ? [] : ['the language is not the reader’s']),
      ...(language === 'en' && address !== IN_THEIR_LANGUAGE ? frenchLeftIn(html, namesInFrench) : []),
    ]
    const part = eyes(html)
    if (part) {
      await page.goto(address)
      await atRest(page)
      found.push(...(await plainFaultsOf(page)), ...(await look(page, part)), ...complaints.splice(0))
    }
    faults.push(...found.map((fault) => `${role ?? 'nobody'} ${address.replace(/[0-9a-f-]{36}/g, '…')} ${fault}`))
  }
  await page.context().close()
  return faults
}
