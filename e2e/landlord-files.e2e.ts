/** From the landlord's files to a panel, in a convention that was opened for it. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser } from './browser.ts'
import { conventionOfOnesOwn } from './convention.ts'
import { newPanel } from './draw.ts'
import { whileHeld } from './house.ts'
import { checkLines, chooseFile, commit, DWELLINGS, dropFile, renamed, TENANTS, withCell } from './imports.ts'

const RIVES = '/c/rives-bondy'
/** This landlord calls the living area in a way that no one could guess. */
const OWN_WORDS = renamed(DWELLINGS, 'logements.csv', 'SHAB', 'SURF_PLANCHER_PRIVE')

let chromium: Browser
let lead: Page
beforeAll(async () => {
  chromium = await startBrowser()
  lead = await conventionOfOnesOwn(chromium, {
    name: 'Convention des Rives',
    code: 'rives-bondy',
    leadName: 'Ines Rivoire',
    leadEmail: 'ines.rivoire@rives.example',
  })
})
afterAll(() => chromium.close())

test('a bad line is told with its column, its value and what to do, and nothing is imported', async () => {
  await dropFile(lead, RIVES, withCell(OWN_WORDS, 4, 'SHAB', 'environ 60'))
  await lead.getByLabel('Surface habitable (m²)').selectOption({ label: 'SURF_PLANCHER_PRIVE' })
  await checkLines(lead)
  const refused = lead.getByRole('row').filter({ hasText: 'Refusé' })
  expect(await refused.getByRole('rowheader').textContent()).toBe('4')
  const [, column, value, whatToDo] = await refused.getByRole('cell').allTextContents()
  expect([column, value]).toEqual(['SURF_PLANCHER_PRIVE', 'environ 60'])
  expect(whatToDo).toContain('n’est pas un nombre. Corrigez la cellule ou videz-la.')
  await lead.getByRole('button', { name: 'Importer', exact: true }).click()
  await lead.getByText(/Des lignes sont refusées \(1\).*rien n’a changé/).waitFor()
  await lead.getByRole('button', { name: 'Abandonner ce fichier' }).click()
  await lead.goto(`${RIVES}/stock`)
  await lead.getByText('Aucune résidence pour l’instant').waitFor()
})

test('the better file is read by the columns remembered, and committed under the lead’s eyes', async () => {
  await dropFile(lead, RIVES, OWN_WORDS)
  expect(await lead.getByLabel('Surface habitable (m²)').locator(':checked').textContent()).toBe('SURF_PLANCHER_PRIVE')
  await checkLines(lead)
  await lead.getByText('Toutes les lignes sont bonnes.').waitFor()
  await whileHeld('stock_dwelling', async () => {
    await lead.getByRole('button', { name: 'Importer', exact: true }).click()
    await lead.getByRole('progressbar', { name: 'Import d’un fichier' }).waitFor()
  })
  await lead.getByRole('heading', { name: 'Ce que l’import a fait' }).waitFor()
  const dwellings = lead.getByRole('row').filter({ has: lead.getByRole('rowheader', { name: 'Logements' }) })
  expect(await dwellings.getByRole('cell').first().textContent()).toBe('120')
})

test('the residences are there, and a figure of one of them says where it comes from', async () => {
  await lead.goto(`${RIVES}/stock`)
  const residences = lead.getByRole('table', { name: 'Résidences' }).getByRole('rowheader')
  expect(await residences.count()).toBe(2)
  await residences.first().getByRole('link').click()
  await lead.getByText('D’où vient ce chiffre ?').first().click()
  const trace = lead.locator('details[open]').first()
  expect(await trace.textContent()).toContain('Logements de la résidence dans le dernier fichier importé')
  expect(await trace.textContent()).toContain('Logements du bailleur')
})

test('the tenants come in from a workbook, go out again, and come back', async () => {
  await chooseFile(lead, RIVES, TENANTS)
  await checkLines(lead)
  await commit(lead)
  await lead.getByRole('link', { name: 'Annuler cet import' }).click()
  await lead.getByRole('dialog').getByRole('button', { name: 'Annuler cet import' }).click()
  await lead.getByText('Cet import a été annulé').waitFor()
  await lead.goto(`${RIVES}/survey/panel/new`)
  await lead.getByText('Personne ne peut être tiré').waitFor()
  await chooseFile(lead, RIVES, TENANTS)
  await checkLines(lead)
  await commit(lead)
})

test('the landlord’s next file says what changed since, and no more', async () => {
  await chooseFile(lead, RIVES, withCell(OWN_WORDS, 4, 'CHAUFFAGE', 'Pompe à chaleur'))
  await checkLines(lead)
  await commit(lead)
  const dwellings = lead.getByRole('row').filter({ has: lead.getByRole('rowheader', { name: 'Logements' }) })
  expect(await dwellings.getByRole('cell').allTextContents()).toEqual(['0', '1', '119'])
})

test('a panel is proposed from these tenants, with quotas that can be met', async () => {
  await newPanel(lead, 'Premier panel des Rives', 40, RIVES)
  await lead.locator('#feasibility').getByText('Un panel peut respecter tous ces quotas.').waitFor()
  const residences = lead.getByRole('table', { name: 'Résidence' })
  expect(await residences.getByRole('rowheader').count()).toBe(2)
})
