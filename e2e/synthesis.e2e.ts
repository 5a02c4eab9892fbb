/** What was said, from the excerpt to the synthesis and back: the lead codes, reckons, writes; the pilot reads what may leave, and no more. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser } from './browser.ts'
import { find } from './house.ts'
import { CONVENTION, enterAs } from './sign-in.ts'

const SURVEY = `${CONVENTION}/survey`
const FINDING = 'Cuisiner ensemble manque à beaucoup'

let chromium: Browser
let lead: Page
beforeAll(async () => {
  chromium = await startBrowser()
  lead = await enterAs(chromium, 'operator-lead')
})
afterAll(() => chromium.close())

test('the lead adds a code and marks words with it, with the mouse and by typing them', async () => {
  await lead.goto(`${SURVEY}/coding/codes`)
  await lead.getByLabel('Nom du code').fill('Salle commune')
  await lead.getByRole('button', { name: 'Ajouter le code' }).click()
  await lead.getByRole('link', { name: 'Salle commune' }).waitFor()
  const { id, key } = await find<{ id: string; key: string }>(
    `select a.interview_id as id, a.id || ':verbatim' as key from survey_answer a
       join survey_interview i on i.convention_id = a.convention_id and i.id = a.interview_id
     where i.completed_at is not null and i.panel_person_id is not null and length(a.verbatim) > 40
       and not exists (select from survey_excerpt e where e.answer_id = a.id) order by a.id limit 1`,
  )
  await lead.goto(`${SURVEY}/coding/interviews/${id}?passage=${encodeURIComponent(key)}`)
  const passage = lead.locator(`[id="${key}"]`)
  await passage.getByLabel('Code').selectOption({ label: 'Salle commune' })
  await passage.getByRole('button', { name: 'Marquer', exact: true }).click()
  await passage.locator('mark').waitFor()
  // The first word, chosen with a double press: the form takes the selection over.
  await passage.locator('p[data-passage]').dblclick({ position: { x: 12, y: 12 } })
  await passage.getByLabel('Code').selectOption({ label: 'Voisinage › Entraide' })
  await passage.getByRole('button', { name: 'Marquer', exact: true }).click()
  await passage.getByRole('listitem').filter({ hasText: 'Entraide' }).waitFor()
})

test('the lead reckons the figures, publishes them, and writes a finding with a voice and a figure', async () => {
  await lead.goto(`${SURVEY}/estimates`)
  await lead.getByRole('button', { name: 'Calculer les chiffres' }).click()
  // Exact: the page that asks speaks of finished interviews too, and would say so before the task began.
  await lead.getByText('Terminée', { exact: true }).waitFor()
  await lead.goto(`${SURVEY}/estimates`)
  await lead
    .getByRole('link', { name: /Panel de l’enquête/ })
    .first()
    .click()
  await lead.getByRole('button', { name: 'Publier ces chiffres' }).click()
  await lead.getByText('Les chiffres sont publiés.').waitFor()
  await lead.goto(`${SURVEY}/synthesis/findings`)
  await lead.getByLabel('Constat en une phrase').fill(FINDING)
  await lead.getByLabel('Ce qui est dit').fill('Des locataires voudraient cuisiner ensemble.')
  await lead.getByRole('button', { name: 'Écrire le constat' }).click()
  await lead.getByLabel('Chercher des extraits dans le code').selectOption({ label: 'Envies › Faire ensemble' })
  await lead.getByRole('button', { name: 'Voir ses extraits' }).click()
  // Far from one another in the list: three different people.
  for (const [voice, place] of [0, 8, 16].entries()) {
    await lead.getByRole('button', { name: 'va dans ce sens' }).nth(place).click()
    await lead.getByRole('button', { name: 'Retirer', exact: true }).nth(voice).waitFor()
  }
  await lead.getByLabel('Chiffre à l’appui').selectOption({ index: 1 })
  await lead.getByRole('button', { name: 'Ajouter le chiffre' }).click()
  await lead.getByText(/^(publié|reste dans l’équipe)$/).waitFor()
})

test('a figure of the synthesis leads back to the excerpt', async () => {
  await lead.goto(`${SURVEY}/synthesis/findings`)
  await lead.getByLabel('Titre de la synthèse').fill('Ce que disent les habitants, suite')
  await lead.getByRole('button', { name: 'Publier la synthèse' }).click()
  await lead.getByRole('heading', { name: FINDING }).waitFor()
  await lead
    .getByRole('link', { name: /D’où vient ce chiffre/ })
    .first()
    .click()
  await lead.locator('summary', { hasText: 'D’où vient ce chiffre' }).click()
  await lead.getByRole('link', { name: 'Voir les lignes' }).click()
  await lead.getByRole('link', { name: 'Lire l’entretien' }).first().click()
  await lead.locator('mark').first().waitFor()
})

test('the pilot reads the synthesis and its figures, and nothing that leads to a person', async () => {
  const pilot = await enterAs(chromium, 'landlord-pilot', {
    viewport: { width: 390, height: 844 },
    javaScriptEnabled: false,
  })
  await pilot.goto(`${SURVEY}/synthesis`)
  await pilot.getByRole('heading', { name: FINDING }).waitFor()
  expect(await pilot.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  expect(await pilot.getByRole('link', { name: /Sur quoi repose/ }).count()).toBe(0)
  await pilot
    .getByRole('link', { name: /D’où vient ce chiffre/ })
    .first()
    .click()
  expect(await pilot.getByRole('heading', { name: /entretiens? derrière ce chiffre/ }).count()).toBe(0)
  for (const kind of ['full', 'committee', 'return'])
    expect((await pilot.request.get(`${SURVEY}/synthesis/synthesis.pdf?kind=${kind}`)).status()).toBe(200)
  for (const closed of ['/coding', '/coding/search?q=bruit', '/synthesis/findings', '/synthesis/needs'])
    expect((await pilot.request.get(SURVEY + closed)).status(), closed).toBe(403)
})
