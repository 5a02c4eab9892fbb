/** From public files dropped at once to who lives how far from a pharmacy; and what a partner reads of it. */
import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser } from './browser.ts'
import { conventionOfOnesOwn } from './convention.ts'
import { checkLines, chooseFile, commit, DWELLINGS } from './imports.ts'
import { CONVENTION, enterAs } from './sign-in.ts'

const OURS = '/c/quartiers-bondy'
const PUBLIC = [
  'FILO2019_DISP_COM_dep93.csv',
  'BASE_TD_FILO_DISP_IRIS_2019_dep93.csv',
  'osm_voirie_bondy_2023.geojson',
  'equipements_bondy_osm.geojson',
  'contours-iris-2022_bondy-et-voisines_wgs84.geojson',
]

let chromium: Browser
let lead: Page
beforeAll(async () => {
  chromium = await startBrowser()
  lead = await conventionOfOnesOwn(chromium, {
    name: 'Convention des Quartiers',
    code: 'quartiers-bondy',
    leadName: 'Samir Quartier',
    leadEmail: 'samir.quartier@quartiers.example',
  })
})
afterAll(() => chromium.close())

function publicFile(name: string) {
  return {
    name,
    mimeType: 'application/octet-stream',
    buffer: readFileSync(new URL(`../demo/territory/${name}`, import.meta.url)),
  }
}

test('public files dropped at once, in any order, each go their way; one that is none says so', async () => {
  await chooseFile(lead, OURS, DWELLINGS)
  await checkLines(lead)
  await commit(lead)
  await lead.goto(`${OURS}/territory/files`)
  await lead.getByText('Ce qui manque').waitFor()
  const broken = {
    name: 'extrait.osm',
    mimeType: 'text/xml',
    buffer: Buffer.from('<?xml version="1.0"?><osm version="0.6"><node id="1" lat="48.9"'),
  }
  await lead.getByLabel('Fichiers publics').setInputFiles([...PUBLIC.map(publicFile), broken])
  await lead.getByRole('button', { name: 'Charger' }).click()
  await lead.getByRole('heading', { name: 'Ce qui est là' }).waitFor()
  await lead.getByRole('listitem').filter({ hasText: 'BASE_TD_FILO_DISP_IRIS_2019_dep93.csv' }).first().waitFor()
  expect(await lead.getByRole('link', { name: 'extrait.osm' }).count()).toBeGreaterThan(0)
})

test('the lead reads the figures, and how far each residence is from what', async () => {
  await lead.goto(`${OURS}/territory/indicators`)
  await lead.getByRole('link', { name: 'Niveau de vie médian' }).click()
  await lead.getByRole('heading', { level: 1, name: 'Niveau de vie médian' }).waitFor()
  expect(await lead.getByRole('row', { name: /La Flamiche/ }).textContent()).toMatch(/15\s260/)
  await lead.goto(`${OURS}/territory/access`)
  const times = lead.getByRole('row').filter({ hasText: /\d+\smin/ })
  expect(await times.count()).toBeGreaterThan(0)
  await times.first().getByRole('link', { name: /min/ }).first().click()
  await lead.getByRole('heading', { name: 'Le chemin, pas à pas' }).waitFor()
})

test('without scripts a partner of the demonstration reads the territory, and can change nothing of it', async () => {
  const partner = await enterAs(chromium, 'partner', { javaScriptEnabled: false })
  await partner.goto(`${CONVENTION}/territory/access?sort=pharmacy&direction=descending`)
  expect(await partner.getByRole('row').count()).toBeGreaterThan(10)
  expect(await partner.getByRole('link', { name: 'Fichiers', exact: true }).count()).toBe(0)
  expect((await partner.goto(`${CONVENTION}/territory/files`))?.status()).toBe(403)
  expect((await partner.goto(`${CONVENTION}/territory/services/new`))?.status()).toBe(403)
  await partner.context().close()
})

test('the lead notes a pharmacy as closed, and imagines a passage', async () => {
  const page = await enterAs(chromium, 'operator-lead')
  await page.goto(`${CONVENTION}/territory/services?kind=pharmacy`)
  await page.getByRole('row').nth(1).getByRole('link').click()
  await page.getByRole('button', { name: 'Noter fermé' }).click()
  await page.getByText('Ce lieu est noté fermé').waitFor()
  await page.getByRole('button', { name: 'Noter ouvert' }).click()
  await page.goto(`${CONVENTION}/territory/wishes`)
  await page.getByLabel('Nom').fill('Passage du square')
  await page.getByLabel('Où (ou de)').fill('48,9079 2,4794')
  await page.getByLabel('Jusqu’à').fill('48,9031 2,4858')
  await page.getByRole('button', { name: 'Ajouter et calculer' }).click()
  await page.getByText('Passage du square').first().waitFor()
  await page.context().close()
})
