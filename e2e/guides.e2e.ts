/** A guide of one's own: the lead adds what the template does not ask, and the interviewer is asked it only when it applies. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser, untilAlive } from './browser.ts'
import { chooseGuide } from './device.ts'
import { findAll } from './house.ts'
import { CONVENTION, enterAs } from './sign-in.ts'

const SURVEY = `${CONVENTION}/survey`
const GUIDE = 'Gardiens, avec le jardin'
const THEME = 'Le jardin'
const FIRST = 'Y a-t-il un jardin ici ?'
const THEN = 'Qui s’en occupe ?'
const WORDS = 'Trois voisines, le mardi.'

let chromium: Browser
let lead: Page
let guide: string
beforeAll(async () => {
  chromium = await startBrowser()
  lead = await enterAs(chromium, 'operator-lead', { viewport: { width: 1280, height: 800 } })
})
afterAll(() => chromium.close())

test('the lead adds a question with its answers; only what its kind needs is there, and what is missing is said at its field', async () => {
  await lead.goto(`${SURVEY}/guides`)
  await lead.getByLabel('Nom du guide').fill(GUIDE)
  await lead.getByLabel(/^Gardiens et gardiennes/).check()
  await lead.getByRole('button', { name: 'Créer le guide' }).click()
  await lead.waitForURL(/\/survey\/guides\/[0-9a-f-]{36}$/)
  guide = lead.url()
  await beginQuestion(FIRST)
  const answers = lead.getByLabel('Réponses proposées')
  expect(await answers.isVisible()).toBe(false)
  await lead.getByLabel('Sorte de réponse').selectOption({ label: 'une seule réponse' })
  await answers.fill('Oui')
  await lead.getByRole('button', { name: 'Enregistrer la question' }).click()
  await expect.poll(() => answers.getAttribute('aria-invalid')).toBe('true')
  await answers.fill('Oui\nNon')
  await lead.getByRole('button', { name: 'Enregistrer la question' }).click()
  await lead.waitForURL(guide)
  await beginQuestion(THEN)
  await lead.getByLabel('Réponse 1 (facultatif)').selectOption({ label: `${FIRST} → Oui` })
  await lead.getByRole('button', { name: 'Enregistrer la question' }).click()
  await lead.waitForURL(guide)
})

test('with the keyboard a theme goes to the top, and the button stays under the finger', async () => {
  const top = lead.getByRole('heading', { level: 2 }).first()
  await untilAlive(lead)
  await lead.getByRole('button', { name: `Monter le thème ${THEME}` }).focus()
  const before = await lead.getByRole('heading', { level: 2 }).count()
  for (let place = before - 1; place > 0; place--) {
    await lead.keyboard.press('Enter')
    await lead
      .getByRole('heading', { level: 2 })
      .nth(place - 1)
      .filter({ hasText: THEME })
      .waitFor()
  }
  expect(await top.textContent()).toBe(THEME)
})

test('on a phone the second question is asked after « Oui » only, and the answers are kept as they are given', async () => {
  const phone = await enterAs(chromium, 'operator-animator', { viewport: { width: 390, height: 844 } })
  await phone.goto(`${SURVEY}/interviews/new`)
  await phone.getByLabel('Gardien ou gardienne').selectOption({ label: 'Rosa Guichard' })
  await chooseGuide(phone, GUIDE)
  await phone.getByLabel('La personne a dit oui après avoir entendu la notice').check()
  await phone.getByRole('button', { name: 'Commencer l’entretien' }).click()
  const second = phone.getByRole('group', { name: THEN })
  await phone.getByRole('group', { name: FIRST }).getByLabel('Non').check()
  await second.waitFor({ state: 'hidden' })
  await phone.getByRole('group', { name: FIRST }).getByLabel('Oui').check()
  await second.getByLabel('Notes (facultatif)').fill(WORDS)
  const entry = phone.url()
  await phone.goto('/accessibility') // left in mid-pause
  await expect.poll(() => findAll('select 1 from survey_answer where note = $1', [WORDS])).toHaveLength(1)
  await phone.goto(entry)
  expect(await second.getByLabel('Notes (facultatif)').inputValue()).toBe(WORDS)
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await phone.context().close()
  // Other stories go on with the first of this interviewer's that is open.
  await findAll('update survey_interview set completed_at = now() where id = $1', [
    entry.match(/interviews\/([^/]+)/)?.[1],
  ])
})

/** The form of a new question, filled in as far as its kind. */
async function beginQuestion(wording: string): Promise<void> {
  await lead.getByRole('link', { name: 'Ajouter une question' }).click()
  await lead.getByLabel('Thème').fill(THEME)
  await lead.getByLabel('Question, telle qu’elle est dite').fill(wording)
}
