/** An interviewer without a network: three interviews, the browser killed midway, and the lead reads what arrived. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser } from './browser.ts'
import { findAll } from './house.ts'
import { CONVENTION, enter, enterAs, leave } from './sign-in.ts'

const DEVICE = `${CONVENTION}/survey/device`
const WORDS = 'Le samedi, on se retrouve tous devant l’entrée.'

let chromium: Browser
let interviewer: Page
let phone: BrowserContext
beforeAll(async () => {
  chromium = await startBrowser()
  interviewer = await enterAs(chromium, 'operator-animator', { viewport: { width: 390, height: 844 } })
  phone = interviewer.context()
  await interviewer.goto(DEVICE)
  await interviewer.getByText('Tout est arrivé').waitFor()
  await untilKept(interviewer)
})
afterAll(() => chromium.close())

test('without a network the page opens again, an interview is begun, and each pause is on the device', async () => {
  await phone.setOffline(true)
  await interviewer.reload()
  await begin(interviewer)
  await interviewer.getByLabel('Notes (facultatif)').first().fill(WORDS)
  await interviewer.getByText('Enregistré sur cet appareil.').waitFor()
  await interviewer.getByText(/saisies sont sur cet appareil seulement/).waitFor()
  expect(await plainTextOn(interviewer, WORDS)).toBe(false)
})

test('17: killed in mid-sentence, the page has what was there at the last pause', async () => {
  await interviewer.getByLabel('Notes (facultatif)').first().pressSequentially(' Et')
  await interviewer.close({ runBeforeUnload: false })
  interviewer = await phone.newPage()
  await interviewer.goto(DEVICE)
  await interviewer.getByRole('button', { name: 'Continuer l’entretien' }).first().click()
  expect(await interviewer.getByLabel('Notes (facultatif)').first().inputValue()).toContain(WORDS)
})

test('4: two tabs show the same, and send once; the lead reads what arrived', async () => {
  const second = await phone.newPage()
  await second.goto(DEVICE)
  await second.getByText(/saisies sont sur cet appareil seulement/).waitFor()
  await phone.setOffline(false)
  await second.getByText('Tout est arrivé').waitFor({ timeout: 20_000 })
  await interviewer.getByText('Tout est arrivé').waitFor({ timeout: 20_000 })
  await second.close()
  const rows = await findAll<{ id: string; count: number }>(
    `select interview_id as id, count(*) over ()::int as count from survey_answer where note like $1`,
    [`${WORDS}%`],
  )
  expect(rows.map(({ count }) => count)).toEqual([1])
  const lead = await enterAs(chromium, 'operator-lead')
  await lead.goto(`${CONVENTION}/survey/interviews/${rows[0]?.id}`)
  await lead.getByText(WORDS).waitFor()
  await lead.context().close()
})

test('22: signed out while something waits, it stays encrypted and unread, and leaves when the same person is back', async () => {
  await interviewer.reload()
  await interviewer.getByText('Tout est arrivé').waitFor()
  await phone.route('**/survey/device/acts', (route) => route.abort())
  await interviewer.getByRole('button', { name: 'Entretien avec un gardien' }).click()
  await interviewer.getByLabel('Gardien ou gardienne').selectOption({ index: 1 })
  await agree(interviewer)
  await interviewer.getByText(/sur cet appareil seulement/).waitFor()
  await interviewer.goto('/account')
  await leave(interviewer)
  await phone.setOffline(true)
  const later = await phone.newPage()
  await later.goto(DEVICE)
  await later.getByText('Des saisies attendent ici, chiffrées').waitFor()
  await phone.setOffline(false)
  await phone.unroute('**/survey/device/acts')
  await enter(later, 'operator-animator')
  await later.goto(DEVICE)
  await later.getByText('Tout est arrivé').waitFor({ timeout: 20_000 })
})

async function begin(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Commencer l’entretien' }).first().click()
  await agree(page)
}

async function agree(page: Page): Promise<void> {
  await page.getByLabel('La personne a dit oui après avoir entendu la notice').check()
  await page.getByRole('button', { name: 'Commencer l’entretien' }).click()
  await page.getByLabel('Notes (facultatif)').first().waitFor()
}

/** Until the page and all it is made of are in the browser's own store. */
async function untilKept(page: Page): Promise<void> {
  await page.waitForFunction(async () => {
    const cache = await caches.open('palier-field')
    return (await cache.keys()).length > 5
  })
}

/** Whether words can be found in what the browser keeps. */
function plainTextOn(page: Page, words: string): Promise<boolean> {
  return page.evaluate(async (sought) => {
    const db = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open('palier-field')
      opening.onsuccess = () => resolve(opening.result)
    })
    const rows = await new Promise<{ bytes: ArrayBuffer }[]>((resolve) => {
      const asking = db.transaction('acts').objectStore('acts').getAll()
      asking.onsuccess = () => resolve(asking.result)
    })
    db.close()
    return rows.some(({ bytes }) => new TextDecoder().decode(bytes).includes(sought))
  }, words)
}
