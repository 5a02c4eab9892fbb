/** The launch letter in two browsers: the lead and the landlord's pilot write, correct, approve and send it; then a tenant wants no more letters. */
import { PDFDocument } from 'pdf-lib'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser } from './browser.ts'
import { findAll } from './house.ts'
import { arrive, CONVENTION, enterAs } from './sign-in.ts'

const TITLE = 'Lettre commune'
const WRITTEN = {
  '[jour et date]': 'mercredi 9 décembre',
  '[heure]': '18 h',
  '[lieu]': 'la salle des Ormes',
  '[numéro]': '01 99 00 12 34',
  '[prénom et nom]': 'Claire Montreuil',
}

let chromium: Browser
let lead: Page
let pilot: Page
let letter: string
beforeAll(async () => {
  chromium = await startBrowser()
  lead = await enterAs(chromium, 'operator-lead', { viewport: { width: 1280, height: 900 } })
  pilot = await enterAs(chromium, 'landlord-pilot', { viewport: { width: 390, height: 844 } })
})
afterAll(() => chromium.close())

test('the lead begins with the template for one residence; what it leaves open cannot be approved', async () => {
  letter = await begin(TITLE, 'Lettre')
  await lead.getByRole('button', { name: /^Approuver/ }).click()
  await lead.getByText('Il reste à écrire : [jour et date]').first().waitFor()
})

test('long words are shown while writing; the letter is completed, and carries the code of the meeting', async () => {
  await lead.goto(`${letter}/text`)
  const body = lead.getByLabel('Texte', { exact: true })
  const words = completed(await body.inputValue())
  await body.fill(words.replace('Vous êtes libre', 'Nonobstant ce qui précède, vous êtes libre'))
  await lead.getByRole('button', { name: 'Relire sans enregistrer' }).click()
  await lead
    .getByRole('listitem')
    .filter({ hasText: /nonobstant/i })
    .waitFor()
  await body.fill(words)
  await lead.getByLabel(/^Rendez-vous derrière le code QR/).selectOption({ label: 'Parlons de notre résidence' })
  await lead.getByRole('button', { name: 'Enregistrer le texte' }).click()
  await lead
    .getByText(/\/event\//)
    .first()
    .waitFor()
  expect((await lead.request.get(`${letter}/preview.pdf`)).headers()['content-type']).toBe('application/pdf')
})

test('the pilot reads it on a phone, without anybody’s name, and comments; the lead corrects', async () => {
  await pilot.goto(letter)
  await pilot.getByText('mercredi 9 décembre').first().waitFor()
  expect(await pilot.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  const addressed = await lead
    .locator('blockquote address')
    .evaluate((address) => address.firstChild?.textContent ?? '')
  const [lastName = ''] = /\p{L}+$/u.exec(addressed) ?? []
  expect(lastName, addressed).toMatch(/^\p{Lu}{2,}$/u)
  expect(await pilot.locator('main').textContent()).not.toContain(lastName)
  await pilot.getByLabel('Votre commentaire').fill('Dites que le goûter est offert.')
  await pilot.getByRole('button', { name: 'Envoyer le commentaire' }).click()
  await pilot.getByText('Commentaire envoyé.').waitFor()
  await lead.goto(letter)
  await lead.getByText('Dites que le goûter est offert.').waitFor()
  await change((words) => words.replace('Il y aura un goûter.', 'Le goûter est offert.'))
})

test('an approval is of the words that were read: new words ask for it again, and nothing leaves before both gave it', async () => {
  await pilot.reload()
  await pilot.locator('blockquote', { hasText: 'Le goûter est offert.' }).waitFor()
  await pilot.getByRole('button', { name: /^Approuver/ }).click()
  await pilot.getByText('Bailleur : approuvé par Hélène Garrigue').waitFor()
  await change((words) => words.replace('Le goûter est offert.', 'Un goûter est offert.'))
  await lead.getByText('Bailleur : accord attendu').waitFor()
  await lead.getByRole('button', { name: /^Approuver/ }).click()
  await lead.getByText('Opérateur : approuvé par Claire Montreuil').waitFor()
  expect(await lead.getByRole('button', { name: 'Faire partir les lettres' }).count()).toBe(0)
  await pilot.reload()
  await pilot.getByRole('button', { name: /^Approuver/ }).click()
  await pilot.getByText('Bailleur : approuvé par Hélène Garrigue').waitFor()
  expect(await pilot.getByRole('button', { name: 'Faire partir les lettres' }).count()).toBe(0)
})

test('the lead sends: a page for each household, a sheet for the doors, and from then on no other words', async () => {
  await lead.reload()
  await lead.getByRole('button', { name: 'Faire partir les lettres' }).click()
  const file = lead.getByRole('link', { name: /lettres à imprimer/ })
  await expect
    .poll(
      async () => {
        await lead.goto(letter)
        return file.count()
      },
      { timeout: 180_000 },
    )
    .toBe(1)
  // Read anew: the page may have been on its way while the letters left.
  await lead.reload()
  const printed = await PDFDocument.load(await (await lead.request.get(`${letter}/letters.pdf`)).body())
  const letters = Number.parseInt((await file.textContent()) ?? '', 10)
  expect(letters).toBeGreaterThan(30)
  expect(printed.getPageCount()).toBe(letters)
  expect((await lead.request.get(`${letter}/delivery.pdf`)).headers()['content-type']).toBe('application/pdf')
  expect(await lead.getByRole('link', { name: 'Modifier le texte' }).count()).toBe(0)
  await pilot.goto(letter)
  await pilot.getByText('Le texte ne change plus.').waitFor()
  for (const closed of ['letters.pdf', 'delivery.pdf', 'recipients'])
    expect((await pilot.request.get(`${letter}/${closed}`)).status(), closed).toBe(403)
})

test('by e-mail each gets their own letter with its way out; one press on it, without an account, and no more come', async () => {
  letter = await begin('Lettre à ceux qui lisent', 'Lettre électronique')
  await change(completed)
  for (const one of [lead, pilot]) {
    await one.goto(letter)
    await one.getByRole('button', { name: /^Approuver/ }).click()
    await one.getByText('Accord enregistré.').waitFor()
  }
  await lead.goto(letter)
  await lead.getByRole('button', { name: 'Faire partir les lettres électroniques' }).click()
  const out = await wayOut()
  const tenant = await arrive(chromium, { viewport: { width: 390, height: 844 }, javaScriptEnabled: false })
  await tenant.goto(out)
  await tenant.getByRole('button', { name: 'Ne plus recevoir ces lettres' }).click()
  await tenant.getByText(/ne recevrez plus/).waitFor()
  await tenant.context().close()
})

/** A new campaign for one residence, with the words of its template. */
async function begin(title: string, kind: string): Promise<string> {
  await lead.goto(`${CONVENTION}/mobilisation/campaigns/new`)
  await lead.getByLabel('Nom de l’envoi').fill(title)
  await lead.getByLabel(kind, { exact: true }).check()
  await lead.getByText('Choisir des résidences').click()
  await lead.getByLabel(/^Résidence des Acacias/).check()
  await lead.getByRole('button', { name: 'Écrire le texte' }).click()
  await lead.getByRole('button', { name: 'Enregistrer le texte' }).click()
  await lead.getByRole('heading', { level: 1, name: title }).waitFor()
  return new URL(lead.url()).pathname
}

async function change(words: (before: string) => string): Promise<void> {
  await lead.goto(`${letter}/text`)
  const body = lead.getByLabel('Texte', { exact: true })
  await body.fill(words(await body.inputValue()))
  await lead.getByRole('button', { name: 'Enregistrer le texte' }).click()
  await lead.getByText('Nouvelle version enregistrée.').waitFor()
}

function completed(text: string): string {
  return Object.entries(WRITTEN).reduce((words, [open, written]) => words.replaceAll(open, written), text)
}

/** Where one of those letters leads whoever wants no more of them. */
async function wayOut(): Promise<string> {
  const ways = () =>
    findAll<{ unsubscribe: string }>("select unsubscribe from mail where unsubscribe like '%/unsubscribe/%'")
  await expect.poll(async () => (await ways()).length, { timeout: 180_000 }).toBeGreaterThan(0)
  const [way] = await ways()
  return new URL(way?.unsubscribe ?? '').pathname
}
