/** A committee from its letter to its minutes: the lead convenes, a partner answers and signs in on a phone, the pilot reads and approves. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser } from './browser.ts'
import { find } from './house.ts'
import { linkIn } from './letters.ts'
import { arrive, CONVENTION, enterAs } from './sign-in.ts'

const TITLE = 'Comité de la maison commune'
const PARTNER = 'samba.kieffer@solidarite.example'
const ON_A_PHONE = { viewport: { width: 390, height: 844 }, javaScriptEnabled: false }

let chromium: Browser
let lead: Page
let meeting: string
beforeAll(async () => {
  chromium = await startBrowser()
  lead = await enterAs(chromium, 'operator-lead', { javaScriptEnabled: false })
})
afterAll(() => chromium.close())

test('the lead prepares a committee and sends each their letter', async () => {
  const { day } = await find<{ day: string }>(`select ((now() at time zone 'Europe/Paris')::date + 1)::text as day`)
  await lead.goto(`${CONVENTION}/partners/meetings/new?day=${day}`)
  await lead.getByLabel('Titre de la réunion').fill(TITLE)
  await lead.getByLabel('Point 1 (facultatif)', { exact: true }).fill('Ce qui avance')
  await lead.getByRole('button', { name: 'Créer la réunion' }).click()
  await lead.getByRole('heading', { level: 1, name: TITLE }).waitFor()
  meeting = new URL(lead.url()).pathname
  await lead.getByRole('link', { name: 'Convoquer' }).click()
  await lead.getByLabel(/^Samba Kieffer/).check()
  await lead.getByRole('button', { name: 'Envoyer les convocations' }).click()
  await lead.getByText('convocations sont parties').waitFor()
  // The action left open at the meeting before stands on this one's page.
  await lead.getByText('Transmettre le fichier des locataires à jour').first().waitFor()
})

test('a partner without an account answers on a phone, and signs in when the meeting takes place', async () => {
  const phone = await arrive(chromium, ON_A_PHONE)
  await phone.goto(await linkIn(PARTNER))
  await phone.getByLabel('Je viendrai', { exact: true }).check()
  await phone.getByRole('button', { name: 'Envoyer ma réponse' }).click()
  await phone.getByText('Votre réponse est enregistrée').waitFor()
  await itIsTimeFor(meeting)
  await phone.reload()
  await phone.getByRole('button', { name: 'Je suis là' }).click()
  await phone.getByText('Votre présence est notée').first().waitFor()
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await phone.context().close()
})

/** The clock cannot be moved: the meeting is. */
function itIsTimeFor(path: string) {
  return find(
    `update partners_meeting set starts_at = now() - interval '10 minutes', ends_at = now() + interval '1 hour' where id = $1 returning id`,
    [path.split('/').at(-1)],
  )
}

test('the lead writes the minutes in place, notes who came, and gives them out', async () => {
  await lead.goto(`${meeting}/minutes/write`)
  await lead.getByLabel('1. Ce qui avance').fill('Les entretiens des gardiens sont finis.')
  await lead.getByRole('button', { name: 'Enregistrer' }).click()
  await lead.getByLabel('Décision', { exact: true }).fill('Le livret d’accueil sort en juin.')
  await lead.getByRole('button', { name: 'Ajouter la décision' }).click()
  await lead.getByText('Le livret d’accueil sort en juin.').first().waitFor()
  await lead.goto(`${meeting}/attendance`)
  for (const choice of await lead.getByRole('combobox').all())
    if ((await choice.inputValue()) === 'not-noted') await choice.selectOption('present')
  await lead.getByRole('button', { name: 'Enregistrer' }).click()
  await lead.goto(`${meeting}/minutes/write`)
  await lead.getByRole('button', { name: 'Diffuser le compte rendu' }).click()
  await lead.getByText('Le compte rendu est diffusé').waitFor()
})

test('the pilot reads the minutes, has them as a tagged PDF, and approves for the landlord', async () => {
  const pilot = await enterAs(chromium, 'landlord-pilot', { javaScriptEnabled: false })
  await pilot.goto(`${meeting}/minutes`)
  await pilot.getByText('Samba Kieffer').first().waitFor()
  const pdf = await pilot.request.get(`${meeting}/minutes.pdf`)
  expect(pdf.headers()['content-type']).toBe('application/pdf')
  expect((await pdf.body()).toString('latin1')).toContain('pdfuaid:part>1')
  await pilot.getByLabel('J’approuve', { exact: true }).check()
  await pilot.getByRole('button', { name: 'Envoyer', exact: true }).click()
  await pilot.getByText('Votre avis est enregistré').waitFor()
  expect((await pilot.goto(`${meeting}/minutes/write`))?.status()).toBe(403)
  expect((await pilot.goto(`${CONVENTION}/partners/organisations`))?.status()).toBe(403)
  await pilot.context().close()
})

test('the meetings come into one’s own calendar by a secret address, until it is cut', async () => {
  const pilot = await enterAs(chromium, 'landlord-pilot', { javaScriptEnabled: false })
  await pilot.goto(`${CONVENTION}/partners/calendar`)
  await pilot.getByRole('button', { name: 'Créer mon adresse' }).click()
  const address = (await pilot.locator('code').textContent()) ?? ''
  const calendar = await pilot.request.get(address)
  expect(calendar.headers()['content-type']).toContain('text/calendar')
  expect(await calendar.text()).toContain(`SUMMARY:${TITLE}`)
  await pilot.goto(`${CONVENTION}/partners/calendar`)
  expect(await pilot.locator('code').count()).toBe(0)
  await pilot.getByRole('button', { name: 'Couper cette adresse' }).click()
  await pilot.getByRole('button', { name: 'Créer mon adresse' }).waitFor()
  expect((await pilot.request.get(address)).status()).toBe(404)
  await pilot.context().close()
})
