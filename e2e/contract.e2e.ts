/** The contract: the lead rewrites an action, shows what was done, and the landlord's pilot reads both from a phone. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser } from './browser.ts'
import { find } from './house.ts'
import { CONVENTION, enterAs } from './sign-in.ts'

let chromium: Browser
let lead: Page
let late: string
beforeAll(async () => {
  chromium = await startBrowser()
  lead = await enterAs(chromium, 'operator-lead', { viewport: { width: 1280, height: 800 } })
  const { id } = await find<{ id: string }>(
    "select id from convention_deliverable where title = 'Synthèse des entretiens avec les gardiens'",
  )
  late = `${CONVENTION}/convention/deliverables/${id}`
})
afterAll(() => chromium.close())

test('the lead rewrites an action; the version before stays', async () => {
  await lead.goto(`${CONVENTION}/convention`)
  await lead.getByRole('link', { name: /Mobilisation des locataires/ }).click()
  await lead.getByRole('link', { name: 'Modifier l’action' }).click()
  const tasks = lead.getByLabel('Missions à réaliser')
  await tasks.fill(`${await tasks.inputValue()}\nAffichage dans les halls\n- Une affiche par hall`)
  await lead.getByRole('button', { name: 'Écrire cette version' }).click()
  await lead.getByText('Une affiche par hall').first().waitFor()
  await lead.getByText(/^Version 2/).waitFor()
  await lead.getByText(/^Version 1/).waitFor()
})

test('done is refused without evidence, and taken with a document', async () => {
  await lead.goto(late)
  await lead.getByRole('button', { name: 'Noter comme fait' }).click()
  await lead.getByRole('alert').getByText('Joignez d’abord une preuve').waitFor()
  await lead.getByRole('link', { name: 'Joindre une preuve' }).click()
  await lead
    .getByLabel('Fichier')
    .setInputFiles({ name: 'synthese.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\nSynthèse') })
  await lead.getByRole('button', { name: 'Joindre le document' }).click()
  await lead.getByRole('link', { name: 'synthese.pdf' }).waitFor()
  await lead.getByRole('button', { name: 'Noter comme fait' }).click()
  await lead.getByRole('button', { name: 'Rouvrir' }).waitFor()
})

test('an amendment changes nothing before the landlord signs it, and then it does', async () => {
  const pilot = await enterAs(chromium, 'landlord-pilot', { viewport: { width: 390, height: 844 } })
  await pilot.getByRole('link', { name: 'Signer les avenants' }).click()
  await pilot.getByRole('link', { name: /^Ouvrir l’avenant n°.3/ }).click()
  await pilot.getByRole('heading', { name: 'Ce que deviendrait l’échéancier' }).waitFor()
  const budget = pilot.getByText(/75.000,00.€/).first()
  await pilot.goto(`${CONVENTION}/convention/schedule`)
  await budget.waitFor()
  await pilot.getByRole('link', { name: /^Avenant n°.3/ }).click()
  await pilot.getByRole('link', { name: 'Enregistrer la signature : Habitat des Ormes' }).click()
  await pilot.getByText(/^C’est la dernière signature/).waitFor()
  await pilot.getByLabel('Date de signature').fill('2026-10-01')
  await pilot.getByRole('button', { name: 'Enregistrer la signature' }).click()
  await pilot.getByText(/toutes les parties ont signé/).waitFor()
  await pilot.goto(`${CONVENTION}/convention/schedule`)
  await pilot
    .getByText(/98.000,00.€/)
    .first()
    .waitFor()
  await pilot.context().close()
})

test('the lead prepares an amendment, writes halves under it, and deletes it', async () => {
  await lead.goto(`${CONVENTION}/convention/amendments`)
  await lead.getByLabel('Objet de l’avenant').fill('Deux payeurs')
  await lead.getByLabel('Ce qu’il change').fill('Chacun la moitié.')
  await lead.getByLabel('Prise d’effet').fill('2027-01-01')
  await lead.getByRole('button', { name: 'Ajouter un avenant' }).click()
  await lead.getByRole('link', { name: 'Qui paie' }).first().click()
  await lead.getByLabel('en parts').check()
  for (const share of await lead.getByLabel(/^Part.:/).all()) await share.fill('1')
  await lead.getByRole('button', { name: 'Enregistrer les parts' }).click()
  await lead.getByRole('cell', { name: /Fondation Toits partagés 1 part sur 2/ }).waitFor()
  await lead.getByRole('link', { name: 'Modifier ou supprimer l’avenant' }).click()
  await lead.locator('summary', { hasText: 'Supprimer cet avenant' }).click()
  await lead.getByRole('button', { name: 'Supprimer cet avenant' }).click()
  await lead.getByText('Avenant supprimé').first().waitFor()
})

test('the pilot reads it all from a phone, without scripts, and changes nothing', async () => {
  const pilot = await enterAs(chromium, 'landlord-pilot', {
    viewport: { width: 390, height: 844 },
    javaScriptEnabled: false,
  })
  await pilot.goto(late)
  await pilot.getByText('fait', { exact: true }).first().waitFor()
  expect(await pilot.getByRole('button', { name: /Rouvrir|Enregistrer|Retirer/ }).count()).toBe(0)
  const address = await pilot.getByRole('link', { name: 'synthese.pdf' }).getAttribute('href')
  const document = await pilot.request.get(address ?? '')
  expect(await document.text()).toBe('%PDF-1.7\nSynthèse')
  await pilot.goto(`${CONVENTION}/convention/schedule`)
  await pilot
    .getByText(/158.000,00/)
    .first()
    .waitFor()
  await pilot.goto(`${CONVENTION}/convention/amendments`)
  await pilot.getByRole('link', { name: /^Ouvrir l’avenant n°.2/ }).click()
  await pilot.getByRole('cell', { name: 'à partir du 1er juillet 2027, 2 mois' }).waitFor()
  expect(await pilot.getByLabel('Fichier').count()).toBe(0)
  await pilot.context().close()
})
