/** An interviewer without a network takes three interviews: words, sound and a photo, the browser killed midway, the store full, and the lead reads and hears what arrived. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser } from './browser.ts'
import { chooseGuide, hearTone, lengthHeard, storeOf, untilKept, watchScreen } from './device.ts'
import { findAll } from './house.ts'
import { CONVENTION, enter, enterAs, leave } from './sign-in.ts'

const DEVICE = `${CONVENTION}/survey/device`
const WORDS = 'Le samedi, on se retrouve tous devant l’entrée.'
const MORE = ['La loge ouvre à huit heures.', 'Les caves prennent l’eau.']

let chromium: Browser
let interviewer: Page
let phone: BrowserContext
beforeAll(async () => {
  chromium = await startBrowser()
  interviewer = await enterAs(chromium, 'operator-animator', { viewport: { width: 390, height: 844 } })
  phone = interviewer.context()
  await phone.addInitScript(hearTone)
  await phone.addInitScript(watchScreen)
  await interviewer.goto(DEVICE)
  await interviewer.getByText('Tout est arrivé').waitFor()
  await untilKept(interviewer)
})
afterAll(() => chromium.close())

test('as an application of the phone it opens on the page that is kept there, also without a network', async () => {
  const chrome = await phone.newCDPSession(interviewer)
  const { errors, data = '{}' } = await chrome.send('Page.getAppManifest')
  expect(errors).toEqual([])
  const { start_url: opens, icons } = JSON.parse(data)
  const touch = await interviewer.locator('link[rel="apple-touch-icon"]').getAttribute('href')
  for (const { src } of [...icons, { src: touch }])
    expect((await interviewer.request.get(src)).headers()['content-type'], src).toMatch(/^image\//)
  await phone.setOffline(true)
  const application = await phone.newPage()
  await application.goto(opens)
  await application.getByRole('heading', { name: 'Rendez-vous' }).waitFor()
  await application.close()
  await phone.setOffline(false)
})

test('without a network the page opens again, an interview is begun, and each pause is on the device', async () => {
  await phone.setOffline(true)
  await interviewer.reload()
  await begin(interviewer)
  await interviewer.getByLabel('Notes (facultatif)').first().fill(WORDS)
  await interviewer.getByText('Enregistré sur cet appareil.').waitFor()
  await interviewer.getByText(/saisies sont sur cet appareil seulement/).waitFor()
  expect(await plainTextOn(interviewer, WORDS)).toBe(false)
})

test('a photo is looked at before it is kept, and loses what the telephone wrote into it', async () => {
  await interviewer
    .getByLabel(/^Prendre une photo du lieu/)
    .setInputFiles({ name: 'hall.jpg', mimeType: 'image/jpeg', buffer: photoWithPlace() })
  await interviewer.getByText('Regardez-la bien').waitFor()
  await interviewer.getByLabel('Légende (facultatif)').fill('Le hall')
  await interviewer.getByRole('button', { name: 'Garder cette photo' }).click()
  await interviewer.getByText('Photo gardée sur cet appareil').waitFor()
})

test('17, 18: killed in mid-sentence while it records, the page has the words of the last pause and the sound of the last ten seconds', async () => {
  await interviewer.getByRole('button', { name: 'Enregistrer le son' }).click()
  await interviewer.getByText('Enregistrement en cours').waitFor()
  const litScreen = interviewer.locator('html[data-lit]')
  await litScreen.waitFor()
  await interviewer.getByLabel('Notes (facultatif)').nth(1).fill('Calme.')
  await interviewer.getByText(/gardé jusqu’à 0:1\d/).waitFor()
  await interviewer.getByRole('button', { name: 'Mettre en pause' }).click()
  await interviewer.getByText('Enregistrement en pause').waitFor()
  await litScreen.waitFor({ state: 'detached' })
  await interviewer.getByRole('button', { name: 'Reprendre' }).click()
  await litScreen.waitFor()
  await interviewer.getByLabel('Notes (facultatif)').first().pressSequentially(' Et')
  await expect.poll(async () => (await storeOf(interviewer, 'recordings')).map(({ moments }) => moments)).toContain(2)
  // The photo, and two pieces of sound.
  await expect.poll(async () => (await storeOf(interviewer, 'pieces')).length).toBe(3)
  await interviewer.close({ runBeforeUnload: false })
  interviewer = await phone.newPage()
  await interviewer.goto(DEVICE)
  await interviewer.getByRole('button', { name: 'Continuer l’entretien' }).first().click()
  expect(await interviewer.getByLabel('Notes (facultatif)').first().inputValue()).toContain(WORDS)
  await interviewer.getByRole('button', { name: 'Écouter' }).click()
  expect(await lengthHeard(interviewer)).toBeGreaterThan(9)
})

test('two more interviews are begun and ended before there is a network again', async () => {
  for (const [at, words] of MORE.entries()) {
    await interviewer.getByRole('button', { name: 'Revenir à la liste' }).click()
    await chooseCaretaker(interviewer, at + 1)
    await agree(interviewer)
    await interviewer.getByLabel('Notes (facultatif)').first().fill(words)
    await interviewer.getByText('Enregistré sur cet appareil.').waitFor()
    const next = interviewer.getByRole('button', { name: 'Thème suivant' })
    while (await next.isVisible()) await next.click()
    await interviewer.getByRole('button', { name: 'Terminer l’entretien' }).click()
    const remarks = interviewer.getByLabel('Remarques sur l’entretien (facultatif)')
    await remarks.fill('Un café.')
    await interviewer.getByRole('button', { name: 'Thème précédent' }).click()
    await interviewer.getByRole('button', { name: 'Terminer l’entretien' }).click()
    expect(await remarks.inputValue()).toBe('Un café.')
    await interviewer.getByLabel('Durée en minutes').fill('40')
    await interviewer.getByRole('button', { name: 'Terminer', exact: true }).click()
    await interviewer.getByRole('heading', { name: 'Rendez-vous' }).waitFor()
    await interviewer.getByRole('button', { name: 'Continuer l’entretien' }).first().click()
  }
})

test('4: two tabs show the same, and send once, also when a piece is cut off; the lead reads and hears what arrived', async () => {
  const second = await phone.newPage()
  await second.goto(DEVICE)
  await second.getByText(/saisies sont sur cet appareil seulement/).waitFor()
  const wasCut = await cutOnce(phone, /survey\/device\/pieces\?.*number=1&/)
  await phone.setOffline(false)
  await second.getByText('Tout est arrivé').waitFor()
  await second.getByText('Tout le son et toutes les photos sont arrivés').waitFor()
  expect(wasCut()).toBe(true)
  await interviewer.getByText('Tout est arrivé').waitFor()
  await second.close()
  const rows = await findAll<{ id: string; count: number }>(
    `select interview_id as id, count(*) over ()::int as count from survey_answer where note like $1`,
    [`${WORDS}%`],
  )
  expect(rows.map(({ count }) => count)).toEqual([1])
  const lead = await enterAs(chromium, 'operator-lead')
  await lead.goto(`${CONVENTION}/survey/interviews/${rows[0]?.id}`)
  await lead.getByText(WORDS).waitFor()
  expect(await lengthHeard(lead)).toBeGreaterThan(9)
  const photo = await lead.request.get((await lead.getByRole('img', { name: 'Le hall' }).getAttribute('src')) ?? '')
  expect((await photo.body()).toString('latin1')).not.toContain('Exif')
  const held = await findAll(
    `select kind, whole_at is not null as whole, pieces, (select count(*)::int from survey_recording_piece p where p.recording_id = r.id) as came,
       (select count(*)::int from survey_moment m where m.recording_id = r.id) as moments
     from survey_recording r where interview_id = $1 order by kind`,
    [rows[0]?.id],
  )
  expect(held).toEqual([
    { kind: 'audio', whole: true, pieces: 2, came: 2, moments: 2 },
    { kind: 'photo', whole: true, pieces: 1, came: 1, moments: 0 },
  ])
  const others = await findAll<{ id: string; note: string }>(
    `select i.id, note from survey_interview i join survey_answer a on a.interview_id = i.id
     where note = any ($1) and completed_at is not null`,
    [MORE],
  )
  expect(others.map(({ note }) => note).sort()).toEqual(MORE)
  for (const { id, note } of others) {
    await lead.goto(`${CONVENTION}/survey/interviews/${id}`)
    await lead.getByText(note).waitFor()
  }
  await lead.context().close()
})

test('15: without room the sound stops and says so, and words go on being kept', async () => {
  await interviewer.getByRole('button', { name: /^Enregistrer/ }).click()
  await interviewer.getByText('Enregistrement en cours').waitFor()
  await interviewer
    .getByRole('timer')
    .filter({ hasText: /0:(0[3-9]|[1-5]\d)/ })
    .waitFor() // something was heard by now
  const chrome = await phone.newCDPSession(interviewer)
  const { origin } = new URL(interviewer.url())
  const used = await interviewer.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0)
  await chrome.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: used + 3e6 })
  await interviewer.getByRole('button', { name: 'Mettre en pause' }).click()
  await interviewer.getByRole('alert').getByText('l’appareil n’a presque plus de place').waitFor()
  await interviewer.getByLabel('Notes (facultatif)').nth(2).fill('Encore un mot.')
  await interviewer.getByText('Enregistré sur cet appareil.').waitFor()
  await chrome.send('Storage.overrideQuotaForOrigin', { origin })
})

test('16: a browser that keeps nothing refuses before anything is begun, and the interview is entered on line', async () => {
  const guest = await enterAs(chromium, 'operator-animator')
  await guest.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', { value: { open: () => Promise.reject(new Error('private')) } })
  })
  await guest.goto(DEVICE)
  await guest.getByText('Ce navigateur ne permet pas de garder les saisies').waitFor()
  expect(await guest.getByRole('button', { name: 'Commencer l’entretien' }).count()).toBe(0)
  const [open] = await findAll<{ id: string }>(
    'select id from survey_interview where completed_at is null and withdrawn_at is null and agrees_audio limit 1',
  )
  await guest.goto(`${CONVENTION}/survey/interviews/${open?.id}/answer`)
  await guest.getByRole('link', { name: 'Préparer le son ou les photos' }).click()
  await guest.getByText('L’entretien se saisit quand même ici').waitFor()
  await guest.getByLabel('Notes (facultatif)').nth(3).fill('Dit en ligne.')
  await guest.getByText(/^Enregistré le/).waitFor()
  await guest.context().close()
})

test('with a code the device opens without a network for whoever knows it, and its key lies nowhere', async () => {
  await interviewer.reload()
  await interviewer.getByText('Tout est arrivé').waitFor()
  await interviewer.getByText('Protéger cet appareil par un code').click()
  await interviewer.getByLabel(/^Nouveau code/).fill('274519')
  await interviewer.getByRole('button', { name: 'Garder ce code' }).click()
  await interviewer.getByText('Le code est en place').waitFor()
  await phone.setOffline(true)
  await interviewer.reload()
  await interviewer.getByLabel(/^Code de l’appareil/).fill('111222')
  await interviewer.getByRole('button', { name: 'Ouvrir' }).click()
  await interviewer.getByText('Il reste 9 essais').waitFor()
  expect(await keysOn(interviewer)).toBe(0)
  await interviewer.getByLabel(/^Code de l’appareil/).fill('274519')
  await interviewer.getByRole('button', { name: 'Ouvrir' }).click()
  await interviewer.getByRole('button', { name: 'Continuer l’entretien' }).first().click()
  await interviewer.getByLabel('Notes (facultatif)').nth(4).fill('Après le code.')
  await interviewer.getByText('Enregistré sur cet appareil.').waitFor()
  expect(await keysOn(interviewer)).toBe(0)
  await phone.setOffline(false)
})

test('22: signed out while something waits, it stays encrypted and unread, and leaves when the same person is back', async () => {
  await interviewer.reload()
  await interviewer.getByText('Tout est arrivé').waitFor()
  await phone.route('**/survey/device/acts', (route) => route.abort())
  await chooseCaretaker(interviewer, 1)
  await interviewer.getByLabel('Seconde personne (facultatif)').selectOption({ index: 1 })
  await agree(interviewer)
  await interviewer.getByText(/sur cet appareil seulement/).waitFor()
  await handIn(await sealedFile(interviewer))
  await interviewer.goto('/account')
  await leave(interviewer)
  await phone.setOffline(true)
  const later = await phone.newPage()
  await later.goto(DEVICE)
  await later.getByText('Des saisies attendent ici, chiffrées').waitFor()
  await phone.setOffline(false)
  await phone.unrouteAll({ behavior: 'wait' })
  await enter(later, 'operator-animator')
  await later.goto(DEVICE)
  await later.getByText('Tout est arrivé').waitFor()
})

/** What the device gives when nothing leaves any more. */
async function sealedFile(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Revenir à la liste' }).click()
  await page.getByText('Rien ne part plus').click()
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Mettre mes entretiens dans un fichier' }).click()
  return (await coming).path()
}

async function handIn(file: string): Promise<void> {
  const lead = await enterAs(chromium, 'operator-lead')
  await lead.goto(`${CONVENTION}/survey/devices/file`)
  await lead.getByLabel('Fichier de l’appareil').setInputFiles(file)
  await lead.getByRole('button', { name: 'Reprendre ce fichier' }).click()
  await lead.getByText(/^Fichier repris/).waitFor()
  await lead.context().close()
  const begun = await findAll(
    `select id from survey_interview where caretaker_id is not null and second_id is not null and entered_from = 'device'`,
  )
  expect(begun).toHaveLength(1)
}

async function begin(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Commencer l’entretien' }).first().click()
  await chooseGuide(page, 'Enquête de proximité 2026')
  await page.getByLabel('que l’entretien soit enregistré (son)').check()
  await page.getByLabel(/^qu’une photo du lieu soit prise/).check()
  await agree(page)
}

/** By the guide of the demonstration: those that other stories write are theirs. */
async function chooseCaretaker(page: Page, caretaker: number): Promise<void> {
  await page.getByRole('button', { name: 'Entretien avec un gardien' }).click()
  await page.getByLabel('Gardien ou gardienne').selectOption({ index: caretaker })
  await chooseGuide(page, 'Entretiens avec les gardiens')
}

async function agree(page: Page): Promise<void> {
  await page.getByLabel('La personne a dit oui après avoir entendu la notice').check()
  await page.getByRole('button', { name: 'Commencer l’entretien' }).click()
  await page.getByLabel('Notes (facultatif)').first().waitFor()
}

/** Devices whose key is written down in the browser. */
async function keysOn(page: Page): Promise<number> {
  return (await storeOf(page, 'devices')).filter(({ hasKey }) => hasKey).length
}

/** Whether words can be found in what the browser keeps. */
async function plainTextOn(page: Page, words: string): Promise<boolean> {
  return (await storeOf(page, 'acts')).some(({ text }) => text.includes(words))
}

/** The invented hall, with a place in it as telephones write it. */
function photoWithPlace(): Buffer {
  const hall = readFileSync(join(import.meta.dirname, '../demo/invented-hall.jpg'))
  const place = Buffer.from('Exif\0\0GPS 48.9, 2.48')
  const head = Buffer.from([0xff, 0xe1, 0, place.length + 2])
  return Buffer.concat([hall.subarray(0, 2), head, place, hall.subarray(2)])
}

/** The line is cut in the middle of one request; the next one passes. */
async function cutOnce(context: BrowserContext, address: RegExp): Promise<() => boolean> {
  let cut = false
  await context.route(address, (route) => {
    if (cut) return route.continue()
    cut = true
    return route.abort()
  })
  return () => cut
}
